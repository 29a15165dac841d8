import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Node, SourceFile, Statement } from 'typescript'
import ts from 'typescript'

const REGION = /^\s*(?:\\\*|\/\/)\s*#region\s+(.+?)\s*$/
const END = /^\s*(?:\\\*|\/\/)\s*#endregion\b/

const indentationOf = (line: string): number => line.length - line.trimStart().length

/** Without the indentation that all lines share, and without blank lines at both ends. */
const tidy = (lines: readonly string[]): string => {
  const shared = Math.min(...lines.filter((line) => line.trim() !== '').map(indentationOf))
  const text = lines.map((line) => line.slice(shared).trimEnd()).join('\n')
  return text.replace(/^\n+|\n+$/g, '')
}

/** What stands between `#region name` and its `#endregion`; marks of other regions are left out. */
const markedRegion = (lines: readonly string[], name: string): Either<string, string> => {
  const start = lines.findIndex((line) => REGION.exec(line)?.[1] === name)
  if (start < 0) return left(`no "#region ${name}", and no definition of that name`)
  let depth = 1
  const inside: string[] = []
  for (const line of lines.slice(start + 1)) {
    if (REGION.test(line)) depth++
    else if (END.test(line)) depth--
    else inside.push(line)
    if (depth === 0) return right(tidy(inside))
  }
  return left(`"#region ${name}" has no "#endregion"`)
}

const isDefinitionOf = (name: string) => {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`^(?:LOCAL |RECURSIVE )?${escaped}\s*(?:\([^)]*\)|\[[^\]]*\])?\s*==`)
}

/**
 * A definition of TLA+ begins in the first column and goes on as long as lines are indented: that
 * is how all modules of `spec` are laid out.
 */
const tlaDefinition = (lines: readonly string[], name: string): string | undefined => {
  const pattern = isDefinitionOf(name)
  const start = lines.findIndex((line) => pattern.test(line))
  if (start < 0) return undefined
  const length = lines.slice(start + 1).findIndex((line) => /^\S/.test(line))
  return tidy(lines.slice(start, length < 0 ? undefined : start + 1 + length))
}

const namesOf = (statement: Statement): readonly string[] => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText())
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  )
    return statement.name === undefined ? [] : [statement.name.text]
  return []
}

const textOf = (node: Node, source: SourceFile): string =>
  source.text.slice(node.getStart(), node.end)

/** A top-level declaration, without the comment above it: the page says why in its own words. */
const tsDeclaration = (text: string, name: string): string | undefined => {
  const source = ts.createSourceFile('page.ts', text, ts.ScriptTarget.ES2023, true)
  const found = source.statements.find((statement) => namesOf(statement).includes(name))
  return found === undefined ? undefined : textOf(found, source)
}

/**
 * The part of a source file that a page shows.
 *
 * @param file its path, for the language
 * @param name of a region between marks, or else of a definition
 * @returns the text, or why there is none
 */
export const extractRegion = (file: string, text: string, name: string): Either<string, string> => {
  const lines = text.split('\n')
  const marked = markedRegion(lines, name)
  if (marked._tag === 'Right' || lines.some((line) => REGION.exec(line)?.[1] === name))
    return marked
  const definition = file.endsWith('.tla')
    ? tlaDefinition(lines, name)
    : file.endsWith('.ts')
      ? tsDeclaration(text, name)
      : undefined
  return definition === undefined ? marked : right(definition)
}

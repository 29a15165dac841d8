/** Counts what is open at once in a text, so that no input can exhaust the parser. */
import { TlaError } from './Diagnostic.ts'
import { maximumBrackets, maximumJunctions } from './Limits.ts'
import { lineIndex, spanAt } from './Span.ts'
import type { SourceText } from './Span.ts'

const token = /"(?:[^"\\\n]|\\.)*"|\/\\|\\\/|∧|∨|<<|>>|[A-Za-z0-9_]+|\S/gu

const openers: ReadonlySet<string> = new Set(['(', '[', '{', '<<', '⟨', '〈'])
const closers: ReadonlySet<string> = new Set([')', ']', '}', '>>', '⟩', '〉'])
const junctions: ReadonlySet<string> = new Set(['/\\', '\\/', '∧', '∨'])

/** After such a token `/\` joins two operands; after a keyword or a symbol it may begin a list. */
const endsOperand = (text: string): boolean =>
  closers.has(text) || text.startsWith('"') || (/^\w/.test(text) && !/^[A-Z_]+$/.test(text))

const refuse = (source: SourceText, offset: number, most: number, what: string): never => {
  throw new TlaError({
    code: 'TLA005',
    message: `More than ${String(most)} ${what} are open here; this engine reads no deeper nesting.`,
    span: spanAt(source.file, source.text, offset),
  })
}

/** Columns of the lists that may be open, each to the right of the one around it. */
const enterJunction = (columns: number[], column: number, joins: boolean): void => {
  while ((columns.at(-1) ?? -1) > column) columns.pop()
  if (!joins && columns.at(-1) !== column) columns.push(column)
}

/** Refuses a text, free of comments, in which too much is open at once. */
export const checkNesting = (source: SourceText): void => {
  const position = lineIndex(source.text)
  const columns: number[] = []
  let brackets = 0
  let joins = false
  for (const { 0: text, index } of source.text.matchAll(token)) {
    if (openers.has(text)) brackets += 1
    else if (closers.has(text)) brackets = Math.max(0, brackets - 1)
    else if (junctions.has(text)) enterJunction(columns, position(index).column, joins)
    if (brackets > maximumBrackets) refuse(source, index, maximumBrackets, 'brackets')
    if (columns.length > maximumJunctions) refuse(source, index, maximumJunctions, 'junctions')
    joins = endsOperand(text)
  }
}

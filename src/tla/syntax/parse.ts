import type { ModuleSyntax } from './Ast.ts'
import { ofType } from './Cst.ts'
import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'
import { expressionOf } from './Expressions.ts'
import type { Grammar } from './Grammar.ts'
import { checkIndentation } from './Junctions.ts'
import { maximumDepth } from './Limits.ts'
import type { Reader } from './Reader.ts'
import { moduleText } from './Source.ts'
import type { SourceText } from './Span.ts'
import { moduleOf, unitOf } from './Units.ts'

const checkDepth = (node: CstNode, depth: number): void => {
  if (depth > maximumDepth)
    throw new TlaError({
      code: 'TLA005',
      message: `Expressions nest more than ${String(maximumDepth)} deep here; this engine reads no deeper.`,
      span: node.span,
    })
}

const readerAt = (depth: number): Reader => ({
  expression: (node) => {
    checkDepth(node, depth)
    return expressionOf(node, readerAt(depth + 1))
  },
  unit: (node) => unitOf(node, readerAt(depth), false),
  deeper: (levels) => readerAt(depth + levels),
})

/** Reads the first module of a file. Throws a TlaError with a span where it is none. */
export const parseModule = (grammar: Grammar, source: SourceText): ModuleSyntax => {
  const [module] = ofType(grammar.parse(moduleText(source)), 'module')
  if (module === undefined)
    throw new TlaError({ code: 'TLA002', message: `${source.file} holds no module.` })
  checkIndentation(module)
  return moduleOf(module, readerAt(0))
}

import type { Syntax, Unit } from './Ast.ts'
import type { CstNode } from './Cst.ts'

/** Hands the rules of expressions and of definitions to one another, and counts how deep they are. */
export interface Reader {
  readonly expression: (node: CstNode) => Syntax
  readonly unit: (node: CstNode) => Unit
  readonly deeper: (levels: number) => Reader
}

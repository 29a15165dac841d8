import type { Span } from './Span.ts'

/**
 * A node of the concrete syntax tree: what the grammar delivered, copied out of the parser's memory,
 * without comments. `type` is the name of a rule of the official grammar, or the text of a token.
 */
export interface CstNode {
  readonly type: string
  readonly named: boolean
  readonly field: string | undefined
  readonly text: string
  readonly span: Span
  readonly children: readonly CstNode[]
}

export const named = (node: CstNode): readonly CstNode[] => node.children.filter((c) => c.named)

export const ofType = (node: CstNode, type: string): readonly CstNode[] =>
  node.children.filter((c) => c.type === type)

/** Named children under a field; the grammar also puts brackets and commas under it. */
export const inField = (node: CstNode, field: string): readonly CstNode[] =>
  node.children.filter((c) => c.named && c.field === field)

/** The child that the grammar guarantees; its absence is a fault of this program, not of the input. */
export const childIn = (node: CstNode, field: string): CstNode => {
  const [child] = inField(node, field)
  if (child === undefined) throw new Error(`${node.type} without ${field}`)
  return child
}

export const nth = (nodes: readonly CstNode[], index: number): CstNode => {
  const node = nodes[index]
  if (node === undefined) throw new Error(`no child ${String(index)}`)
  return node
}

import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'

/** A node with the column of the innermost bullet that it stands under; 0 where there is none. */
interface Indented {
  readonly node: CstNode
  readonly bullet: number
}

const isItem = (node: CstNode): boolean => node.type === 'conj_item' || node.type === 'disj_item'

const isBullet = (node: CstNode): boolean =>
  node.type === 'bullet_conj' || node.type === 'bullet_disj'

/**
 * Every token of an item stands to the right of its bullet. The grammar's scanner sees to it only
 * where an expression could end; SANY, and so this engine, sees to it everywhere. Without recursion,
 * since the depth of the tree is the input's to choose.
 */
export const checkIndentation = (root: CstNode): void => {
  const open: Indented[] = [{ node: root, bullet: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, bullet } = next
    if (isBullet(node)) continue
    if (node.children.length === 0 && node.span.column <= bullet)
      throw new TlaError({
        code: 'TLA009',
        message: `\`${node.text}\` belongs to a list whose bullets stand in column ${String(bullet)}, so it must stand further to the right.`,
        span: node.span,
      })
    const inside = isItem(node) ? node.span.column : bullet
    // Pushed last to first, so that the first fault of the text is the one that is reported.
    for (let i = node.children.length - 1; i >= 0; i -= 1) {
      const child = node.children[i]
      if (child !== undefined) open.push({ node: child, bullet: inside })
    }
  }
}

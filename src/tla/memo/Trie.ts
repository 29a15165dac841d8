/**
 * What evaluation reads depends only on what it has read so far, since it is deterministic. So the
 * reads of an evaluation form a path in a trie, and whoever walks that path again may take the
 * result at its end instead of evaluating.
 */
import { fill } from './Columns.ts'
import type { Column } from './Columns.ts'

export interface Node<L> {
  column: Column | undefined
  /** By the column's result. */
  children: (Node<L> | undefined)[]
  leaf: L | undefined
}

const createNode = <L>(): Node<L> => ({ column: undefined, children: [], leaf: undefined })

export interface Trie<L> {
  root: Node<L>
  nodes: number
}

export const createTrie = <L>(): Trie<L> => ({ root: createNode(), nodes: 1 })

/** The leaf for the row that stands in `rows` from `offset` on, if it is known. */
export const find = <L>(trie: Trie<L>, rows: Int32Array, offset: number): L | undefined => {
  let node = trie.root
  for (;;) {
    const { column } = node
    if (column === undefined) return node.leaf
    const id = rows[offset + column.cell] as number
    const { table } = column
    let result = id < table.length ? (table[id] as number) : 0
    if (result === 0) result = fill(column, id)
    const child = node.children[result]
    if (child === undefined) return undefined
    node = child
  }
}

/** One read of an evaluation. */
export interface Read {
  readonly column: Column
  readonly result: number
}

/** Adds the reads of one evaluation in their order, and what it came to. */
export const add = <L>(trie: Trie<L>, reads: readonly Read[], leaf: L): void => {
  let node = trie.root
  for (const { column, result } of reads) {
    if (node.column === undefined) node.column = column
    if (node.column !== column || node.leaf !== undefined) {
      throw new Error('an evaluation read differently after the same reads: it is not memoisable')
    }
    let child = node.children[result]
    if (child === undefined) {
      child = createNode()
      trie.nodes++
      // Filled up, since arrays with holes are slow to read.
      while (node.children.length < result) node.children.push(undefined)
      node.children[result] = child
    }
    node = child
  }
  node.leaf = leaf
}

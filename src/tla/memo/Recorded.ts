/**
 * An evaluation whose results are remembered by what it read. Where that does not pay, because
 * rows keep leading to new paths, it gives up and evaluates plainly from then on.
 */
import type { State } from '../compile/Machine.ts'
import type { Recorder } from './Recorder.ts'
import { add, createTrie, find } from './Trie.ts'

export interface Recorded<L> {
  /** The result for the row that stands in `rows` from `offset` on. */
  at: (rows: Int32Array, offset: number) => L
  isPlain: () => boolean
}

/** Shared by all evaluations of a memo. */
export interface Budget {
  /** Nodes that may still be made, over all tries. */
  nodes: number
}

export interface Evaluation<L> {
  readonly recorder: Recorder
  readonly budget: Budget
  /** The state in a row, and the next one in a row of two. */
  readonly decode: (rows: Int32Array, offset: number) => readonly [State, State]
  /** With recorded code; the result must depend on what is read alone. */
  readonly recorded: (state: State, next: State) => L
  /** With plain code. */
  readonly plain: (rows: Int32Array, offset: number) => L
}

/** After this many new paths it is asked whether remembering pays. */
const trial = 512
/** It does not where more than one look-up in this many fails. */
const tolerated = 5

export const createRecorded = <L>(evaluation: Evaluation<L>): Recorded<L> => {
  const { recorder, budget, decode, recorded, plain } = evaluation
  let trie = createTrie<L>()
  let lookups = 0
  let misses = 0
  let isPlain = false

  const weigh = (): void => {
    if (budget.nodes <= 0 || (misses >= trial && misses * tolerated > lookups)) {
      isPlain = true
      budget.nodes += trie.nodes
      trie = createTrie()
    }
    if (misses >= trial) {
      lookups = 0
      misses = 0
    }
  }
  const evaluate = (rows: Int32Array, offset: number): L => {
    const states = decode(rows, offset)
    let result: L | undefined
    const reads = recorder.record({ rows, offset }, states, () => {
      result = recorded(...states)
    })
    const before = trie.nodes
    if (reads !== undefined) add(trie, reads, result as L)
    budget.nodes -= trie.nodes - before
    misses++
    weigh()
    return result as L
  }
  return {
    isPlain: () => isPlain,
    at: (rows, offset) => {
      if (isPlain) return plain(rows, offset)
      lookups++
      const known = find(trie, rows, offset)
      return known === undefined ? evaluate(rows, offset) : known
    },
  }
}

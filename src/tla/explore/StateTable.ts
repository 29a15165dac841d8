/**
 * The set of states found so far, numbered in the order of discovery, which is also the queue of
 * the breadth-first search. Rows are kept whole and compared whole: unlike a table of fingerprints
 * it can never take two states for one.
 *
 * Rows live in chunks, so that growth copies nothing and peak memory stays close to what is used.
 * The index is an open-addressing table of (hash, number) pairs: a row is touched only where all
 * 32 bits of the hash agree.
 */

const CHUNK_BITS = 14
const CHUNK_STATES = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK_STATES - 1
const INITIAL_SLOTS = 1 << 12

export interface StateTable {
  /** Adds a state unless its key is known. Returns its number, or -1 if it was known. */
  readonly add: (row: Int32Array, key: Int32Array, hash: number, parent: number) => number
  /** The number of the state with this key; -1 if there is none. */
  readonly find: (key: Int32Array, hash: number) => number
  readonly count: () => number
  /** The chunk that holds a state's row; the row starts at `offsetOf(state)`. */
  readonly chunkOf: (state: number) => Int32Array
  readonly offsetOf: (state: number) => number
  /** The state from which a state was first reached; -1 for an initial state. */
  readonly parentOf: (state: number) => number
}

/** Rows of one width in equal chunks. */
interface Rows {
  readonly chunk: (state: number) => Int32Array
  readonly append: (state: number, row: Int32Array) => void
}

const makeRows = (width: number): Rows => {
  const chunks: Int32Array[] = []
  let last = new Int32Array(0)
  return {
    chunk: (state) => chunks[state >>> CHUNK_BITS] ?? last,
    append: (state, row) => {
      if ((state & CHUNK_MASK) === 0) {
        last = new Int32Array(CHUNK_STATES * width)
        chunks.push(last)
      }
      const offset = (state & CHUNK_MASK) * width
      for (let i = 0; i < width; i++) last[offset + i] = row[i] ?? 0
    },
  }
}

/** Moves every (hash, number + 1) pair into a table of twice the size. */
const rehash = (slots: Int32Array): Int32Array<ArrayBuffer> => {
  const grown = new Int32Array(slots.length * 2)
  const mask = grown.length - 2
  for (let from = 0; from < slots.length; from += 2) {
    const state = slots[from + 1] ?? 0
    if (state === 0) continue
    const hash = slots[from] ?? 0
    let to = (hash << 1) & mask
    while (grown[to + 1] !== 0) to = (to + 2) & mask
    grown[to] = hash
    grown[to + 1] = state
  }
  return grown
}

const sameRow = (rows: Int32Array, offset: number, row: Int32Array, width: number): boolean => {
  for (let i = 0; i < width; i++) if (rows[offset + i] !== row[i]) return false
  return true
}

/**
 * An empty table for rows of `width` cells that are told apart by keys of `keyWidth` cells. Where
 * key and row are the same array (no VIEW, no SYMMETRY), they are stored once.
 */
export const makeStateTable = (width: number, keyWidth: number, keyIsRow: boolean): StateTable => {
  const rows = makeRows(width)
  const keys = keyIsRow ? rows : makeRows(keyWidth)
  let slots = new Int32Array(INITIAL_SLOTS * 2)
  let mask = slots.length - 2
  let parents = new Int32Array(INITIAL_SLOTS)
  let count = 0

  const isKnown = (slot: number, key: Int32Array, hash: number): boolean => {
    if (slots[slot] !== hash) return false
    const state = (slots[slot + 1] ?? 0) - 1
    return sameRow(keys.chunk(state), (state & CHUNK_MASK) * keyWidth, key, keyWidth)
  }

  const append = (row: Int32Array, key: Int32Array, parent: number): number => {
    if (count === parents.length) {
      const grown = new Int32Array(parents.length * 2)
      grown.set(parents)
      parents = grown
    }
    parents[count] = parent
    rows.append(count, row)
    if (!keyIsRow) keys.append(count, key)
    return count++
  }

  return {
    add: (row, key, hash, parent) => {
      let slot = (hash << 1) & mask
      while (slots[slot + 1] !== 0) {
        if (isKnown(slot, key, hash)) return -1
        slot = (slot + 2) & mask
      }
      const state = append(row, key, parent)
      slots[slot] = hash
      slots[slot + 1] = state + 1
      // At most two thirds full: probes stay short, and a table costs 12 to 24 bytes a state.
      if (count * 3 > slots.length) {
        slots = rehash(slots)
        mask = slots.length - 2
      }
      return state
    },
    find: (key, hash) => {
      let slot = (hash << 1) & mask
      while (slots[slot + 1] !== 0) {
        if (isKnown(slot, key, hash)) return (slots[slot + 1] ?? 0) - 1
        slot = (slot + 2) & mask
      }
      return -1
    },
    count: () => count,
    chunkOf: rows.chunk,
    offsetOf: (state) => (state & CHUNK_MASK) * width,
    parentOf: (state) => parents[state] ?? -1,
  }
}

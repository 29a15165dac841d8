/** A growing table of rows of integers, each row once, with a list of the rows of each key. */

const initialCapacity = 16

export interface Rows {
  readonly has: (row: Int32Array) => boolean
  readonly add: (row: Int32Array, key: number) => void
  /** The rows of a key, the latest first, until `visit` returns false. */
  readonly each: (key: number, visit: (row: Int32Array) => boolean) => void
  readonly size: () => number
  /** Bytes taken, with the room that is kept for more. */
  readonly bytes: () => number
}

const copied = (from: Int32Array, length: number): Int32Array<ArrayBuffer> => {
  const copy = new Int32Array(length)
  copy.set(from)
  return copy
}

/** @param width integers in a row */
export const createRows = (width: number): Rows => {
  let rows = new Int32Array(initialCapacity * width)
  let previous = new Int32Array(initialCapacity)
  let slots = new Int32Array(initialCapacity * 2)
  const latest = new Map<number, number>()
  let size = 0

  const hash = (from: Int32Array, offset: number): number => {
    let h = 0
    for (let k = 0; k < width; k++)
      h = Math.imul(h ^ (from[offset + k] as number), 0x9e3779b1) ^ (h >>> 15)
    return (h ^ (h >>> 13)) >>> 0
  }
  const same = (row: Int32Array, at: number): boolean => {
    for (let k = 0; k < width; k++) if (rows[at * width + k] !== row[k]) return false
    return true
  }
  /** By a quarter, not to twice its size: the rows are most of what a long trace takes. */
  const growRows = (): void => {
    const capacity = Math.ceil(previous.length * 1.25)
    rows = copied(rows, capacity * width)
    previous = copied(previous, capacity)
  }
  const growSlots = (): void => {
    slots = new Int32Array(slots.length * 2)
    const mask = slots.length - 1
    for (let at = 0; at < size; at++) {
      let slot = hash(rows, at * width) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = at + 1
    }
  }
  /** The slot that holds the row, or the empty one where it belongs. */
  const find = (row: Int32Array): number => {
    const mask = slots.length - 1
    let slot = hash(row, 0) & mask
    while (slots[slot] !== 0 && !same(row, (slots[slot] as number) - 1)) slot = (slot + 1) & mask
    return slot
  }
  return {
    has: (row: Int32Array): boolean => slots[find(row)] !== 0,
    add: (row: Int32Array, key: number): void => {
      const slot = find(row)
      if (slots[slot] !== 0) return
      if (size === previous.length) growRows()
      rows.set(row, size * width)
      previous[size] = latest.get(key) ?? 0
      latest.set(key, size + 1)
      slots[slot] = size + 1
      size++
      if (2 * size > slots.length) growSlots()
    },
    each: (key: number, visit: (row: Int32Array) => boolean): void => {
      for (let at = latest.get(key) ?? 0; at > 0; at = previous[at - 1] ?? 0)
        if (!visit(rows.subarray((at - 1) * width, at * width))) return
    },
    size: () => size,
    bytes: () => rows.byteLength + previous.byteLength + slots.byteLength,
  }
}

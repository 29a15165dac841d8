/**
 * A map from pairs of small natural numbers to natural numbers: open addressing in one typed array,
 * without an allocation per entry. Pairs are compared whole, so it is exact.
 */
export interface IntPairs {
  /** -1 if there is none. */
  readonly get: (a: number, b: number) => number
  /** For a pair that has no value yet. */
  readonly add: (a: number, b: number, value: number) => void
  readonly size: () => number
}

const CELLS = 3
const INITIAL_SLOTS = 1 << 8

const slotOf = (a: number, b: number): number => {
  const mixed = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  const again = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  return again ^ (again >>> 13)
}

export const makeIntPairs = (): IntPairs => {
  let slots = INITIAL_SLOTS
  let cells = new Int32Array(slots * CELLS)
  let size = 0

  const write = (a: number, b: number, stored: number): void => {
    let slot = slotOf(a, b) & (slots - 1)
    while (cells[slot * CELLS + 2] !== 0) slot = (slot + 1) & (slots - 1)
    cells[slot * CELLS] = a
    cells[slot * CELLS + 1] = b
    cells[slot * CELLS + 2] = stored
  }

  const grow = (): void => {
    const old = cells
    slots *= 2
    cells = new Int32Array(slots * CELLS)
    for (let at = 0; at < old.length; at += CELLS) {
      const stored = old[at + 2] as number
      if (stored !== 0) write(old[at] as number, old[at + 1] as number, stored)
    }
  }

  return {
    get: (a, b) => {
      const mask = slots - 1
      let slot = slotOf(a, b) & mask
      for (;;) {
        const at = slot * CELLS
        const stored = cells[at + 2] as number
        if (stored === 0) return -1
        if (cells[at] === a && cells[at + 1] === b) return stored - 1
        slot = (slot + 1) & mask
      }
    },
    add: (a, b, value) => {
      write(a, b, value + 1)
      size++
      if (size * 2 > slots) grow()
    },
    size: () => size,
  }
}

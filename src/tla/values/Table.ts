/**
 * An open-addressing table of interned values of one kind. It stores no keys: a caller probes with
 * the structural hash and compares the candidate's parts itself.
 */
export interface Table<T extends { readonly hash1: number }> {
  slots: (T | undefined)[]
  mask: number
  count: number
}

const smallest = 1024

export const createTable = <T extends { readonly hash1: number }>(): Table<T> => ({
  slots: new Array<T | undefined>(smallest).fill(undefined),
  mask: smallest - 1,
  count: 0,
})

const place = <T extends { readonly hash1: number }>(
  slots: (T | undefined)[],
  mask: number,
  value: T,
): void => {
  let k = value.hash1 & mask
  while (slots[k] !== undefined) k = (k + 1) & mask
  slots[k] = value
}

const rebuild = <T extends { readonly hash1: number }>(
  table: Table<T>,
  capacity: number,
  keep: (value: T) => boolean,
): void => {
  const slots = new Array<T | undefined>(capacity).fill(undefined)
  table.count = 0
  for (const value of table.slots) {
    if (value === undefined || !keep(value)) continue
    place(slots, capacity - 1, value)
    table.count++
  }
  table.slots = slots
  table.mask = capacity - 1
}

/** Adds a value that is known to be absent. */
export const insert = <T extends { readonly hash1: number }>(table: Table<T>, value: T): T => {
  if (2 * (table.count + 1) > table.slots.length) {
    rebuild(table, 2 * table.slots.length, () => true)
  }
  place(table.slots, table.mask, value)
  table.count++
  return value
}

/** Drops every value that `keep` refuses. */
export const retain = <T extends { readonly hash1: number }>(
  table: Table<T>,
  keep: (value: T) => boolean,
): void => {
  rebuild(table, table.slots.length, keep)
  let capacity = table.slots.length
  while (capacity > smallest && 8 * table.count < capacity) capacity /= 2
  if (capacity !== table.slots.length) rebuild(table, capacity, () => true)
}

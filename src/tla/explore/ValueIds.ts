import type { Value } from '../values/Value.ts'

/** Dense ids, from 0, for the values that one variable takes, in order of first appearance. */
export interface ValueIds {
  readonly idOf: (value: Value) => number
  readonly valueOf: (id: number) => Value
  readonly size: () => number
}

/** Values are hash-consed, so identity is equality. */
export const makeValueIds = (): ValueIds => {
  const ids = new Map<Value, number>()
  const values: Value[] = []
  return {
    idOf: (value) => {
      const known = ids.get(value)
      if (known !== undefined) return known
      ids.set(value, values.length)
      values.push(value)
      return values.length - 1
    },
    valueOf: (id) => {
      const value = values[id]
      if (value === undefined) throw new Error(`no value has id ${String(id)}`)
      return value
    },
    size: () => values.length,
  }
}

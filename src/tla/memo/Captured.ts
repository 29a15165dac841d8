/** Captured values as keys: identity must mean equality, which a lazy set does not give by itself. */
import type { LazySet, SetLike, Value } from '../values/Value.ts'

const part = (set: SetLike): string | undefined =>
  set.kind === 'Set' ? String(set.id) : keyOf(set)

const parts = (name: string, sets: readonly SetLike[]): string | undefined => {
  const keys = sets.map(part)
  return keys.includes(undefined) ? undefined : `${name}(${keys.join()})`
}

/** A text that equal descriptions of sets share; undefined where a predicate is part of one. */
const keyOf = (set: LazySet): string | undefined => {
  switch (set.form) {
    case 'Nat':
    case 'Int':
    case 'STRING':
      return set.form
    case 'Interval':
      return `${String(set.low)}..${String(set.high)}`
    case 'Seq':
    case 'SUBSET':
      return parts(set.form, [set.of])
    case 'Functions':
      return parts(set.form, [set.domain, set.range])
    case 'Records':
      return parts(set.fields.map((field) => field.id).join(), set.sets)
    case 'Product':
    case 'Union':
    case 'Intersection':
      return parts(set.form, set.sets)
    case 'Difference':
      return parts(set.form, [set.left, set.right])
    case 'Filter':
      return undefined
  }
}

/** Maps a captured value to the one that stands for it; undefined if it can be no key. */
export type Canonical = (value: Value) => Value | undefined

export const createCanonical = (): Canonical => {
  const known = new Map<string, LazySet>()
  return (value) => {
    if (typeof value !== 'object') return value
    if (value.kind === 'LazyFunction') return undefined
    if (value.kind !== 'LazySet') return value
    const key = keyOf(value)
    if (key === undefined) return undefined
    const found = known.get(key)
    if (found !== undefined) return found
    known.set(key, value)
    return value
  }
}

/** Membership, without enumerating what need not be enumerated. */
import { compare, describe, equal, isRecord } from './Compare.ts'
import { fail } from './Failure.ts'
import { items } from './Sequence.ts'
import type { FunctionValue, LazySet, SequenceValue, SetLike, SetValue, Value } from './Value.ts'

/** Below this size a scan by identity beats a binary search. */
const scanned = 8

const inInterned = (value: Value, set: SetValue): boolean => {
  const all = set.items
  if (all.length === 0) return false
  if (all.length <= scanned) {
    for (const item of all) if (item === value) return true
    // Absent; one comparison finds an ill-typed question, which is an error.
    return equal(value, all[0] as Value)
  }
  return indexOf(set, value) >= 0
}

/** The position of a value in a set, -1 if it is no element. Throws if they are not comparable. */
export const indexOf = (set: SetValue, value: Value): number => {
  const all = set.items
  let low = 0
  let high = all.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const item = all[middle] as Value
    if (item === value) return middle
    if (compare(item, value) < 0) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Whether a set is known to be finite without looking at its elements. */
export const isFinite = (set: SetLike): boolean => {
  if (set.kind === 'Set') return true
  switch (set.form) {
    case 'Nat':
    case 'Int':
    case 'STRING':
    case 'Seq':
      return false
    case 'Interval':
      return true
    case 'SUBSET':
    case 'Filter':
      return isFinite(set.of)
    case 'Functions':
      return isFinite(set.domain) && isFinite(set.range)
    case 'Records':
    case 'Product':
    case 'Union':
      return set.sets.every(isFinite)
    case 'Intersection':
      return set.sets.some(isFinite)
    case 'Difference':
      return isFinite(set.left)
  }
}

const integer = (value: Value, set: LazySet): number => {
  if (typeof value === 'number') return value
  if (typeof value === 'object' && value.kind === 'ModelValue' && value.type === '') return NaN
  return fail('comparison', `${describe(value)} cannot be an element of ${describe(set)}`)
}

/** The arguments and images of a function or sequence; undefined for other values. */
const asFunction = (
  value: Value,
): { readonly keys: readonly Value[]; readonly images: readonly Value[] } | undefined => {
  if (typeof value !== 'object') return undefined
  if (value.kind === 'Function') return { keys: value.domain.items, images: value.values }
  if (value.kind !== 'Sequence') return undefined
  return { keys: items(value).map((_, k) => k + 1), images: items(value) }
}

const isSequence = (value: Value): value is SequenceValue =>
  typeof value === 'object' && value.kind === 'Sequence'

const isFunctionFrom = (keys: readonly Value[], domain: SetLike): boolean => {
  if (domain.kind === 'LazySet' && domain.form === 'Interval') {
    return (
      keys.length === Math.max(0, domain.high - domain.low + 1) &&
      keys.every((k) => member(k, domain))
    )
  }
  return domain.kind === 'Set' && keys.length === domain.items.length
    ? keys.every((key, k) => key === domain.items[k])
    : false
}

const inFunctions = (value: Value, domain: SetLike, range: SetLike): boolean => {
  const fn = asFunction(value)
  if (fn === undefined) return false
  return isFunctionFrom(fn.keys, domain) && fn.images.every((image) => member(image, range))
}

const inRecords = (value: Value, set: LazySet & { readonly form: 'Records' }): boolean => {
  if (typeof value !== 'object' || value.kind !== 'Function' || !isRecord(value)) return false
  const record: FunctionValue = value
  return (
    record.values.length === set.fields.length &&
    record.domain.items.every((key, k) => {
      const field = set.fields.findIndex((name) => name === key)
      return field >= 0 && member(record.values[k] as Value, set.sets[field] as SetLike)
    })
  )
}

const inLazy = (value: Value, set: LazySet): boolean => {
  switch (set.form) {
    case 'Nat':
      return integer(value, set) >= 0
    case 'Int':
      return !Number.isNaN(integer(value, set))
    case 'STRING':
      return typeof value === 'object' && value.kind === 'String'
    case 'Interval': {
      const n = integer(value, set)
      return n >= set.low && n <= set.high
    }
    case 'Seq':
      return isSequence(value) && items(value).every((item) => member(item, set.of))
    case 'SUBSET':
      return (
        typeof value === 'object' &&
        value.kind === 'Set' &&
        value.items.every((item) => member(item, set.of))
      )
    case 'Functions':
      return inFunctions(value, set.domain, set.range)
    case 'Records':
      return inRecords(value, set)
    case 'Product':
      return (
        isSequence(value) &&
        value.length === set.sets.length &&
        items(value).every((item, k) => member(item, set.sets[k] as SetLike))
      )
    case 'Union':
      return set.sets.some((part) => member(value, part))
    case 'Intersection':
      return set.sets.every((part) => member(value, part))
    case 'Difference':
      return member(value, set.left) && !member(value, set.right)
    case 'Filter':
      return set.found === undefined
        ? member(value, set.of) && set.holds(value)
        : inInterned(value, set.found)
  }
}

/** `value \in set`; the value itself is not a lazy set. */
export const member = (value: Value, set: SetLike): boolean =>
  set.kind === 'Set' ? inInterned(value, set) : inLazy(value, set)

/** At least as many as a set has elements, from its description alone; perhaps infinite. */
export const sizeBound = (set: SetLike): number => {
  if (set.kind === 'Set') return set.items.length
  const product = (sets: readonly SetLike[]): number =>
    sets.reduce((size, part) => size * sizeBound(part), 1)
  switch (set.form) {
    case 'Nat':
    case 'Int':
    case 'STRING':
    case 'Seq':
      return Infinity
    case 'Interval':
      return Math.max(0, set.high - set.low + 1)
    case 'SUBSET':
      return 2 ** sizeBound(set.of)
    case 'Functions':
      return sizeBound(set.range) ** sizeBound(set.domain)
    case 'Records':
    case 'Product':
      return product(set.sets)
    case 'Union':
      return set.sets.reduce((size, part) => size + sizeBound(part), 0)
    case 'Intersection':
      return Math.min(...set.sets.map(sizeBound))
    case 'Difference':
      return sizeBound(set.left)
    case 'Filter':
      return sizeBound(set.of)
  }
}

/**
 * The order of values and their equality. The order is TLC's, since CHOOSE picks the first
 * witness in it: model values and strings by first appearance, sets, functions and sequences by
 * size first. Values that TLC refuses to compare are refused here too: to answer FALSE would hide
 * an error of the specification. Only `compareAny` goes on where TLC stops.
 */
import { fail } from './Failure.ts'
import { firstDifference } from './Sequence.ts'
import { show } from './Show.ts'
import type {
  Composite,
  FunctionValue,
  ModelValue,
  SequenceValue,
  SetValue,
  Value,
} from './Value.ts'

const kindName = (value: Value): string => {
  if (typeof value === 'number') return 'the integer'
  if (typeof value === 'boolean') return 'the Boolean'
  switch (value.kind) {
    case 'String':
      return 'the string'
    case 'ModelValue':
      return 'the model value'
    case 'Set':
    case 'LazySet':
      return 'the set'
    case 'LazyFunction':
      return 'the function'
    case 'Function':
      return isRecord(value) ? 'the record' : 'the function'
    case 'Sequence':
      return 'the sequence'
  }
}

/** A value's kind and text, for messages: `the set {1, 2}`. */
export const describe = (value: Value): string => `${kindName(value)} ${show(value)}`

export const isRecord = (value: Value): boolean =>
  typeof value === 'object' && value.kind === 'Function' && isString(value.domain.items[0] as Value)

const isString = (value: Value): boolean => typeof value === 'object' && value.kind === 'String'

const isModel = (value: Value): value is ModelValue =>
  typeof value === 'object' && value.kind === 'ModelValue'

/** What to say of two values that TLC does not compare: an order of their kinds, or an error. */
type Mixed = (a: Value, b: Value) => number

const incomparable = (a: Value, b: Value): never =>
  fail('comparison', `${describe(a)} cannot be compared with ${describe(b)}`)

/** An untyped model value differs from everything and comes first; a typed one only meets its own. */
const compareModels = (a: Value, b: Value, mixed: Mixed): number => {
  if (isModel(a) && isModel(b)) {
    const areApart = a.type !== b.type && a.type !== '' && b.type !== ''
    return (areApart ? mixed(a, b) : 0) || a.id - b.id
  }
  const model = isModel(a) ? a : (b as ModelValue)
  return (model.type === '' ? 0 : mixed(a, b)) || (model === a ? -1 : 1)
}

const compareFunctions = (a: FunctionValue, b: FunctionValue, mixed: Mixed): number => {
  if (a.values.length !== b.values.length) return a.values.length - b.values.length
  for (let k = 0; k < a.values.length; k++) {
    const keys = compareWith(a.domain.items[k] as Value, b.domain.items[k] as Value, mixed)
    if (keys !== 0) return keys
    const images = compareWith(a.values[k] as Value, b.values[k] as Value, mixed)
    if (images !== 0) return images
  }
  return 0
}

/** A function of as many elements comes after the sequences, unless its domain begins before 1. */
const compareMixed = (a: FunctionValue, b: SequenceValue, mixed: Mixed): number =>
  (isRecord(a) && b.length > 0 ? mixed(a, b) : 0) ||
  a.values.length - b.length ||
  compareWith(a.domain.items[0] as Value, 1, mixed) ||
  1

const compareSets = (a: SetValue, b: SetValue, mixed: Mixed): number => {
  if (a.items.length !== b.items.length) return a.items.length - b.items.length
  for (let k = 0; k < a.items.length; k++) {
    const order = compareWith(a.items[k] as Value, b.items[k] as Value, mixed)
    if (order !== 0) return order
  }
  return 0
}

const compareComposites = (a: Composite, b: Composite, mixed: Mixed): number => {
  if (a.kind === 'ModelValue' || b.kind === 'ModelValue') return compareModels(a, b, mixed)
  if (a.kind === 'String' && b.kind === 'String') return a.id - b.id
  if (a.kind === 'Set' && b.kind === 'Set') return compareSets(a, b, mixed)
  if (a.kind === 'Sequence' && b.kind === 'Sequence') {
    if (a.length !== b.length) return a.length - b.length
    const [x, y] = firstDifference(a, b)
    return compareWith(x, y, mixed)
  }
  if (a.kind === 'Function' && b.kind === 'Function') return compareFunctions(a, b, mixed)
  if (a.kind === 'Function' && b.kind === 'Sequence') return compareMixed(a, b, mixed)
  if (a.kind === 'Sequence' && b.kind === 'Function') return -compareMixed(b, a, mixed)
  return mixed(a, b)
}

const compareWith = (a: Value, b: Value, mixed: Mixed): number => {
  if (a === b) return 0
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'object' && typeof b === 'object') return compareComposites(a, b, mixed)
  if (typeof a === 'boolean' && typeof b === 'boolean') return a ? 1 : -1
  return isModel(a) || isModel(b) ? compareModels(a, b, mixed) : mixed(a, b)
}

/** Negative, zero or positive. Throws where TLC would (`1` against `"a"`). */
export const compare = (a: Value, b: Value): number => compareWith(a, b, incomparable)

const kinds = ['ModelValue', 'number', 'boolean', 'String', 'Set'] as const

/** Functions and sequences come last, as one kind. */
const rank = (value: Value): number => {
  const kind = typeof value === 'object' ? value.kind : typeof value
  const found = kinds.findIndex((one) => one === kind)
  return found < 0 ? kinds.length : found
}

const byKind: Mixed = (a, b) => rank(a) - rank(b)

/**
 * A total order of all interned values: that of `compare` wherever it has one, and where it stops
 * the order of the kinds. Zero for equal values only.
 */
export const compareAny = (a: Value, b: Value): number => compareWith(a, b, byKind)

/** `a = b`, neither being a lazy set. Identity decides; the walk only finds ill-typed operands. */
export const equal = (a: Value, b: Value): boolean => {
  if (a === b) return true
  if (typeof a === 'number' && typeof b === 'number') return false
  compare(a, b)
  return false
}

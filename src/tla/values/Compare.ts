/**
 * The total order of values and their equality. The order is TLC's, since CHOOSE picks the first
 * witness in it: model values and strings by first appearance, sets, functions and sequences by
 * size first. Values that TLC refuses to compare are refused here too: to answer FALSE would hide
 * an error of the specification.
 */
import { fail } from './Failure.ts'
import { firstDifference } from './Sequence.ts'
import { show } from './Show.ts'
import type { Composite, FunctionValue, ModelValue, SequenceValue, Value } from './Value.ts'

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

const incomparable = (a: Value, b: Value): never =>
  fail('comparison', `${describe(a)} cannot be compared with ${describe(b)}`)

/** An untyped model value differs from everything and comes first; a typed one only meets its own. */
const compareModels = (a: Value, b: Value): number => {
  if (isModel(a) && isModel(b)) {
    return a.type !== b.type && a.type !== '' && b.type !== '' ? incomparable(a, b) : a.id - b.id
  }
  const model = isModel(a) ? a : (b as ModelValue)
  if (model.type !== '') return incomparable(a, b)
  return model === a ? -1 : 1
}

const compareFunctions = (a: FunctionValue, b: FunctionValue): number => {
  if (a.values.length !== b.values.length) return a.values.length - b.values.length
  for (let k = 0; k < a.values.length; k++) {
    const keys = compare(a.domain.items[k] as Value, b.domain.items[k] as Value)
    if (keys !== 0) return keys
    const images = compare(a.values[k] as Value, b.values[k] as Value)
    if (images !== 0) return images
  }
  return 0
}

const compareMixed = (a: FunctionValue, b: SequenceValue): number => {
  if (a.values.length !== b.length) {
    return isRecord(a) && b.length > 0 ? incomparable(a, b) : a.values.length - b.length
  }
  return isRecord(a) ? incomparable(a, b) : compare(a.domain.items[0] as Value, 1) || 1
}

const compareComposites = (a: Composite, b: Composite): number => {
  if (a.kind === 'ModelValue' || b.kind === 'ModelValue') return compareModels(a, b)
  if (a.kind === 'String' && b.kind === 'String') return a.id - b.id
  if (a.kind === 'Set' && b.kind === 'Set') {
    if (a.items.length !== b.items.length) return a.items.length - b.items.length
    for (let k = 0; k < a.items.length; k++) {
      const order = compare(a.items[k] as Value, b.items[k] as Value)
      if (order !== 0) return order
    }
    return 0
  }
  if (a.kind === 'Sequence' && b.kind === 'Sequence') {
    if (a.length !== b.length) return a.length - b.length
    const [x, y] = firstDifference(a, b)
    return compare(x, y)
  }
  if (a.kind === 'Function' && b.kind === 'Function') return compareFunctions(a, b)
  if (a.kind === 'Function' && b.kind === 'Sequence') return compareMixed(a, b)
  if (a.kind === 'Sequence' && b.kind === 'Function') return -compareMixed(b, a)
  return incomparable(a, b)
}

/** Negative, zero or positive. Throws where TLC would (`1` against `"a"`). */
export const compare = (a: Value, b: Value): number => {
  if (a === b) return 0
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'object' && typeof b === 'object') return compareComposites(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return a ? 1 : -1
  return isModel(a) || isModel(b) ? compareModels(a, b) : incomparable(a, b)
}

/** `a = b`, neither being a lazy set. Identity decides; the walk only finds ill-typed operands. */
export const equal = (a: Value, b: Value): boolean => {
  if (a === b) return true
  if (typeof a === 'number' && typeof b === 'number') return false
  compare(a, b)
  return false
}

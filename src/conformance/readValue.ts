/** Reading values of the specification that must have a certain shape, or an error that says which. */
import type { Value } from '../tla/values/Value.ts'

export const numberOf = (value: Value): number => {
  if (typeof value !== 'number') throw new Error('expected a number')
  return value
}

export const booleanOf = (value: Value): boolean => {
  if (typeof value !== 'boolean') throw new Error('expected TRUE or FALSE')
  return value
}

export const textOf = (value: Value): string => {
  if (typeof value === 'object' && value.kind === 'String') return value.text
  throw new Error('expected a string')
}

export const setItemsOf = (value: Value): readonly Value[] => {
  if (typeof value === 'object' && value.kind === 'Set') return value.items
  throw new Error('expected a set')
}

/** The elements of a sequence, in order. */
export const elementsOf = (value: Value): readonly Value[] => {
  if (typeof value !== 'object' || value.kind !== 'Sequence') throw new Error('expected a sequence')
  const elements: Value[] = []
  for (let rest = value; rest.length > 0; rest = rest.parent) elements.push(rest.last)
  return elements.reverse()
}

export interface Mapping {
  readonly domain: readonly Value[]
  /** `images[k]` belongs to `domain[k]`. */
  readonly images: readonly Value[]
}

const emptyMapping: Mapping = { domain: [], images: [] }

/** A function whose domain holds no numbers; the empty one is the empty sequence. */
export const mappingOf = (value: Value): Mapping => {
  if (typeof value === 'object') {
    if (value.kind === 'Function') return { domain: value.domain.items, images: value.values }
    if (value.kind === 'Sequence' && value.length === 0) return emptyMapping
  }
  throw new Error('expected a function')
}

/** The fields of a record, by name. */
export const fieldsOf = (value: Value): ReadonlyMap<string, Value> => {
  const { domain, images } = mappingOf(value)
  return new Map(domain.map((name, k) => [textOf(name), images[k] as Value]))
}

/** A field that a record must have. */
export const fieldOf = (fields: ReadonlyMap<string, Value>, name: string): Value => {
  const value = fields.get(name)
  if (value === undefined) throw new Error(`expected a record with the field ${name}`)
  return value
}

/** Refuses a record that has other fields than these. */
export const expectFields = (
  fields: ReadonlyMap<string, Value>,
  names: readonly string[],
): void => {
  if (fields.size !== names.length || !names.every((name) => fields.has(name))) {
    throw new Error(`expected a record with the fields ${names.join(', ')}`)
  }
}

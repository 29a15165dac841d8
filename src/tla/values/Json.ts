/**
 * Values as plain data and back. The forms are those of the Informal Trace Format: `#set`, `#tup`,
 * `#map`, `#bigint`; records are objects. A model value, which that format lacks, is `#model`.
 */
import { fail } from './Failure.ts'
import type { Interner } from './Interner.ts'
import { isRecord } from './Compare.ts'
import { items } from './Sequence.ts'
import { show } from './Show.ts'
import type { FunctionValue, StringValue, Value } from './Value.ts'

export type Json =
  number | boolean | string | null | readonly Json[] | { readonly [key: string]: Json }

const functionToJson = (fn: FunctionValue): Json => {
  const images = fn.values.map(toJson)
  if (!isRecord(fn)) {
    return { '#map': fn.domain.items.map((key, k) => [toJson(key), images[k] as Json]) }
  }
  const names = fn.domain.items.map((key) => (key as StringValue).text)
  // Defined as own properties, so that a field named __proto__ is a field like others.
  return Object.fromEntries(names.map((name, k) => [name, images[k] as Json]))
}

export const toJson = (value: Value): Json => {
  if (typeof value !== 'object') return value
  switch (value.kind) {
    case 'String':
      return value.text
    case 'ModelValue':
      return { '#model': value.name }
    case 'Set':
      return { '#set': value.items.map(toJson) }
    case 'Sequence':
      return { '#tup': items(value).map(toJson) }
    case 'Function':
      return functionToJson(value)
    case 'LazySet':
    case 'LazyFunction':
      return fail('type', `${show(value)} cannot be written as plain data`)
  }
}

const integer = (value: number, json: Json): number =>
  Number.isSafeInteger(value) && Math.abs(value) <= 2147483648
    ? value
    : fail('range', `${JSON.stringify(json)} is not an integer of 32 bits`)

const list = (json: Json | undefined, what: string): readonly Json[] =>
  Array.isArray(json) ? (json as readonly Json[]) : fail('type', `${what} must hold an array`)

const mapFromJson = (json: Json | undefined, interner: Interner): Value => {
  const pairs = list(json, '#map').map((pair) => {
    const [key, image] = list(pair, 'an entry of #map')
    if (key === undefined || image === undefined) return fail('type', '#map must hold pairs')
    return [fromJson(key, interner), fromJson(image, interner)] as const
  })
  const images = new Map(pairs)
  if (images.size !== pairs.length) return fail('type', '#map gives two images to one key')
  const domain = interner.set([...images.keys()])
  return interner.fn(
    domain,
    domain.items.map((key) => images.get(key) as Value),
  )
}

const tagged = (
  tag: string,
  content: Json | undefined,
  json: Json,
  interner: Interner,
): Value | undefined => {
  switch (tag) {
    case '#set':
      return interner.set(list(content, tag).map((item) => fromJson(item, interner)))
    case '#tup':
      return interner.sequence(list(content, tag).map((item) => fromJson(item, interner)))
    case '#map':
      return mapFromJson(content, interner)
    case '#bigint':
      return integer(Number(content), json)
    case '#model':
      return typeof content === 'string'
        ? interner.modelValue(content)
        : fail('type', '#model must hold a name')
    default:
      return undefined
  }
}

/** Arrays are sequences, objects without a `#` tag are records. Throws on anything else. */
export const fromJson = (json: Json, interner: Interner): Value => {
  if (typeof json === 'number') return integer(json, json)
  if (typeof json === 'boolean') return json
  if (typeof json === 'string') return interner.string(json)
  if (json === null) return fail('type', 'null is no value of TLA+')
  if (Array.isArray(json)) {
    return interner.sequence((json as readonly Json[]).map((item) => fromJson(item, interner)))
  }
  const entries = Object.entries(json as { readonly [key: string]: Json })
  const [first] = entries
  if (first !== undefined && entries.length === 1) {
    const value = tagged(first[0], first[1], json, interner)
    if (value !== undefined) return value
  }
  return interner.record(entries.map(([name, item]) => [name, fromJson(item, interner)] as const))
}

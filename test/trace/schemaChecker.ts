import type { JsonSchema } from '../../src/trace/schema.ts'

/**
 * As much of JSON Schema as our schemas use, written from its specification and not from our
 * codecs, so that it can judge whether both say the same. A keyword that it does not know is a
 * failure of the test, never a pass.
 */
type Check = (argument: unknown, value: unknown, schema: JsonSchema, root: JsonSchema) => boolean

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const asSchema = (value: unknown): JsonSchema => {
  if (!isObject(value)) throw new Error(`no schema: ${JSON.stringify(value)}`)
  return value
}

const asList = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new Error(`no list: ${JSON.stringify(value)}`)
  return value
}

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
}

const resolve = (root: JsonSchema, reference: unknown): JsonSchema => {
  const name = /^#\/\$defs\/(\w+)$/.exec(String(reference))?.[1]
  const found = asSchema(root['$defs'])[name ?? '']
  if (found === undefined) throw new Error(`dangling reference ${String(reference)}`)
  return asSchema(found)
}

const always = (): boolean => true

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const checks: Readonly<Record<string, Check>> = {
  $schema: always,
  $defs: always,
  title: always,
  $ref: (name, value, _, root) => accepts(resolve(root, name), value, root),
  type: (name, value) => types[String(name)]?.(value) ?? false,
  const: (constant, value) => value === constant,
  enum: (values, value) => asList(values).includes(value),
  minimum: (least, value) => typeof value !== 'number' || value >= Number(least),
  maximum: (most, value) => typeof value !== 'number' || value <= Number(most),
  minLength: (least, value) =>
    typeof value !== 'string' || Array.from(value).length >= Number(least),
  minItems: (least, value) => !Array.isArray(value) || value.length >= Number(least),
  uniqueItems: (unique, value) =>
    unique !== true ||
    !Array.isArray(value) ||
    value.every((item, k) => value.findIndex((other) => same(item, other)) === k),
  items: (of, value, _, root) =>
    !Array.isArray(value) || value.every((item) => accepts(asSchema(of), item, root)),
  required: (keys, value) =>
    !isObject(value) || asList(keys).every((key) => Object.hasOwn(value, String(key))),
  properties: (of, value, _, root) =>
    !isObject(value) ||
    Object.entries(asSchema(of)).every(
      ([key, part]) => !Object.hasOwn(value, key) || accepts(asSchema(part), value[key], root),
    ),
  additionalProperties: (of, value, schema, root) => {
    if (!isObject(value)) return true
    const known = asSchema(schema['properties'] ?? {})
    return Object.entries(value)
      .filter(([key]) => !Object.hasOwn(known, key))
      .every(([, item]) => of !== false && accepts(asSchema(of), item, root))
  },
  anyOf: (of, value, _, root) => asList(of).some((one) => accepts(asSchema(one), value, root)),
  not: (of, value, _, root) => !accepts(asSchema(of), value, root),
}

/** Whether a schema document accepts a value. */
export const accepts = (schema: JsonSchema, value: unknown, root: JsonSchema = schema): boolean =>
  Object.entries(schema).every(([keyword, argument]) => {
    const check = checks[keyword]
    if (check === undefined) throw new Error(`unknown keyword ${keyword}`)
    return check(argument, value, schema, root)
  })

/** JSON Schema (draft 2020-12) from a walk over the codecs: the same verdict, for other tools. */
import type { ClosedForm, Form } from './Codec.ts'
import { TraceHeader, TraceLine } from './RaftTrace.ts'

export type JsonSchema = { readonly [keyword: string]: unknown }

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

/** `a RequestVoteRequest` -> `RequestVoteRequest`, `the tail of a log` -> `TheTailOfALog`. */
const definitionName = (title: string): string =>
  title
    .replace(/^an? /, '')
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const objectSchema = (form: ClosedForm): JsonSchema => {
  const needed = form.fields.filter(([, { optional }]) => !optional).map(([key]) => key)
  return {
    type: 'object',
    properties: Object.fromEntries(form.fields.map(([key, field]) => [key, schemaOf(field.form)])),
    ...(needed.length > 0 && { required: needed }),
    additionalProperties: false,
    ...(form.notBoth !== null && { not: { required: form.notBoth } }),
  }
}

type Leaf = Exclude<Form, Compound>
type Compound = Extract<
  Form,
  { readonly _tag: 'Nullable' | 'List' | 'Dictionary' | 'Closed' | 'Cases' }
>

const leafSchema = (form: Leaf): JsonSchema => {
  switch (form._tag) {
    case 'Whole':
      return { type: 'integer', minimum: form.least, maximum: Number.MAX_SAFE_INTEGER }
    case 'Text':
      return { type: 'string', minLength: form.least }
    case 'Flag':
      return { type: 'boolean' }
    case 'Constant':
      return { const: form.value }
    case 'Name':
      return form.names.length > 0 ? { enum: form.names } : { not: {} }
    case 'Anything':
      return {}
  }
}

/** The schema of one form; objects are referred to by name, and defined beside it. */
const schemaOf = (form: Form): JsonSchema => {
  switch (form._tag) {
    case 'Nullable':
      return { anyOf: [schemaOf(form.of), { type: 'null' }] }
    case 'List':
      return {
        type: 'array',
        items: schemaOf(form.of),
        minItems: form.least,
        uniqueItems: form.unique,
      }
    case 'Dictionary':
      return { type: 'object', additionalProperties: schemaOf(form.of) }
    case 'Closed':
      return { $ref: `#/$defs/${definitionName(form.name)}` }
    case 'Cases':
      return { anyOf: [...form.cases.map(([, of]) => schemaOf(of)), schemaOf(form.otherwise)] }
    default:
      return leafSchema(form)
  }
}

const partsOf = (form: Form): readonly Form[] => {
  switch (form._tag) {
    case 'Closed':
      return form.fields.map(([, field]) => field.form)
    case 'Cases':
      return [...form.cases.map(([, of]) => of), form.otherwise]
    case 'Nullable':
    case 'List':
    case 'Dictionary':
      return [form.of]
    default:
      return []
  }
}

const closedForms = (form: Form): readonly ClosedForm[] => [
  ...(form._tag === 'Closed' ? [form] : []),
  ...partsOf(form).flatMap(closedForms),
]

/** A whole schema document. */
export const schemaDocument = (title: string, form: Form): JsonSchema => ({
  $schema: DRAFT,
  title,
  ...schemaOf(form),
  $defs: Object.fromEntries(
    closedForms(form).map((of) => [definitionName(of.name), objectSchema(of)]),
  ),
})

/** The first line of a trace. */
export const headerSchema = (): JsonSchema =>
  schemaDocument('raft-trace 1: the header', TraceHeader.form)

/** Every other line. */
export const lineSchema = (): JsonSchema => schemaDocument('raft-trace 1: a line', TraceLine.form)

/** Writes a raft-trace with its keys in the order of the format, so that equal traces are equal text. */
import type { ClosedForm, Form } from './Codec.ts'
import { isObject } from './Codec.ts'
import type { TraceHeader as Header, TraceLine as Line } from './RaftTrace.ts'
import { TraceHeader, TraceLine } from './RaftTrace.ts'

const closedForm = (form: ClosedForm, value: Readonly<Record<string, unknown>>): unknown => {
  const ordered: Record<string, unknown> = {}
  for (const [key, field] of form.fields)
    if (Object.hasOwn(value, key)) ordered[key] = inOrder(field.form, value[key])
  return ordered
}

const chosenCase = (
  form: Extract<Form, { readonly _tag: 'Cases' }>,
  value: Readonly<Record<string, unknown>>,
): ClosedForm =>
  form.cases.find(([name]) => Object.hasOwn(value, form.by) && value[form.by] === name)?.[1] ??
  form.otherwise

/** The value with the keys of its objects in the order of the format, those of maps sorted. */
const inOrder = (form: Form, value: unknown): unknown => {
  if (Array.isArray(value))
    return form._tag === 'List' ? value.map((item) => inOrder(form.of, item)) : value
  if (!isObject(value)) return value
  switch (form._tag) {
    case 'Closed':
      return closedForm(form, value)
    case 'Cases':
      return closedForm(chosenCase(form, value), value)
    case 'Dictionary':
      return Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((key) => [key, inOrder(form.of, value[key])]),
      )
    default:
      return value
  }
}

/** One line of text, without its newline. */
export const headerText = (header: Header): string =>
  JSON.stringify(inOrder(TraceHeader.form, header))

/** One line of text, without its newline. */
export const lineText = (line: Line): string => JSON.stringify(inOrder(TraceLine.form, line))

/** Reading the records of the specification: messages and log entries. */
import type { FunctionValue, Value } from '../../tla/values/Value.ts'

/** The value of a record's field; undefined if it has none of that name. */
export const field = (record: FunctionValue, name: string): Value | undefined => {
  const { items } = record.domain
  for (let k = 0; k < items.length; k++) {
    const key = items[k]
    if (typeof key === 'object' && key.kind === 'String' && key.text === name)
      return record.values[k]
  }
  return undefined
}

/** The same where the specification says that the field is there. */
export const fieldOf = (record: FunctionValue, name: string): Value => {
  const value = field(record, name)
  if (value === undefined) throw new Error(`a record of the specification lacks the field ${name}`)
  return value
}

export const textOf = (value: Value | undefined): string | undefined =>
  typeof value === 'object' && value.kind === 'String' ? value.text : undefined

/** Values as TLA+ text, which parses back to the same value. */
import { items } from './Sequence.ts'
import type { FunctionValue, LazySet, Value } from './Value.ts'

const isIdentifier = (text: string): boolean =>
  /^[A-Za-z0-9_]*[A-Za-z][A-Za-z0-9_]*$/.test(text) && !/^[WS]F_/.test(text)

const quote = (text: string): string => JSON.stringify(text)

const showFunction = (fn: FunctionValue): string => {
  const keys = fn.domain.items
  const fields = keys.map((key) =>
    typeof key === 'object' && key.kind === 'String' && isIdentifier(key.text) ? key.text : '',
  )
  const image = (k: number): string => show(fn.values[k] as Value)
  if (fields.every((field) => field !== '')) {
    return `[${fields.map((field, k) => `${field} |-> ${image(k)}`).join(', ')}]`
  }
  return `(${keys.map((key, k) => `${show(key)} :> ${image(k)}`).join(' @@ ')})`
}

const showLazy = (set: LazySet): string => {
  switch (set.form) {
    case 'Nat':
    case 'Int':
    case 'STRING':
      return set.form
    case 'Interval':
      return `${String(set.low)}..${String(set.high)}`
    case 'Seq':
      return `Seq(${show(set.of)})`
    case 'SUBSET':
      return `SUBSET ${show(set.of)}`
    case 'Functions':
      return `[${show(set.domain)} -> ${show(set.range)}]`
    case 'Records':
      return `[${set.fields.map((field, k) => `${field.text} : ${show(set.sets[k] as Value)}`).join(', ')}]`
    case 'Product':
      return `(${set.sets.map(show).join(' \\X ')})`
    case 'Union':
      return `(${set.sets.map(show).join(' \\cup ')})`
    case 'Intersection':
      return `(${set.sets.map(show).join(' \\cap ')})`
    case 'Difference':
      return `(${show(set.left)} \\ ${show(set.right)})`
    case 'Filter':
      return `{x \\in ${show(set.of)} : ...}`
  }
}

export const show = (value: Value): string => {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  switch (value.kind) {
    case 'String':
      return quote(value.text)
    case 'ModelValue':
      return value.name
    case 'Set':
      return `{${value.items.map(show).join(', ')}}`
    case 'Sequence':
      return `<<${items(value).map(show).join(', ')}>>`
    case 'Function':
      return showFunction(value)
    case 'LazySet':
      return showLazy(value)
    case 'LazyFunction':
      return `[x \\in ${show(value.domain)} |-> ...]`
  }
}

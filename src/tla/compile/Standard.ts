/** Operators of the standard modules, by the name that TLA+ writes. */
import type { Base } from './Base.ts'

/** Takes the values of the arguments (JavaScript functions for operators), then the position. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
export type StandardOperator = (...args: never[]) => unknown

/** Operators that are no functions of their arguments: never hoisted, never memoised. */
export const nondeterministic = new Set([
  'RandomElement',
  'TLCGet',
  'TLCSet',
  'Print',
  'PrintT',
  'JavaTime',
])

const tables = new WeakMap<Base, ReadonlyMap<string, StandardOperator>>()

export const standard = (base: Base): ReadonlyMap<string, StandardOperator> => {
  const found = tables.get(base)
  if (found !== undefined) return found
  const table = new Map<string, StandardOperator>()
  tables.set(base, table)
  return table
}

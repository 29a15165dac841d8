/** Operators of the standard and community modules, by the name that TLA+ writes. */
import type { Base } from './Base.ts'
import { createBags } from './standard/Bags.ts'
import { createFiniteSets } from './standard/FiniteSets.ts'
import { createFunctionsAndTlc } from './standard/FunctionsAndTlc.ts'
import { createSequences } from './standard/Sequences.ts'
import { createSubSequences } from './standard/SubSequences.ts'

/** Operators that are no functions of their arguments: never hoisted, never memoised. */
export const nondeterministic: ReadonlySet<string> = new Set([
  'RandomElement',
  'TLCGet',
  'TLCSet',
  'Print',
  'PrintT',
  'JavaTime',
])

const tables = new WeakMap<Base, ReadonlyMap<string, object>>()

/** Takes the values of the arguments (JavaScript functions for operators), then the position. */
export const standard = (base: Base): ReadonlyMap<string, object> => {
  const found = tables.get(base)
  if (found !== undefined) return found
  const table = new Map<string, object>(
    Object.entries({
      ...createSequences(base),
      ...createSubSequences(base),
      ...createFiniteSets(base),
      ...createFunctionsAndTlc(base),
      ...createBags(base),
    }),
  )
  tables.set(base, table)
  return table
}

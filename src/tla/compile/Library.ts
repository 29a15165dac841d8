/** The run-time library: the functions that compiled code calls, by the names it calls them. */
import { TlaError } from '../syntax/Diagnostic.ts'
import { items } from '../values/Sequence.ts'
import type { SequenceValue, SetValue, Value } from '../values/Value.ts'
import { createArithmetic } from './Arithmetic.ts'
import type { At, Base, Thunk } from './Base.ts'
import { createFunctions } from './Functions.ts'
import { createSets } from './Sets.ts'

const force = (value: Value | Thunk): Value => (typeof value === 'function' ? value() : value)

/** A thunk that evaluates once. */
const thunk = (evaluate: Thunk): Thunk => {
  let value: Value | undefined
  return () => (value === undefined ? (value = evaluate()) : value)
}

/** The values of those that can be evaluated. */
const attempts = (thunks: readonly Thunk[]): readonly Value[] =>
  thunks.flatMap((evaluate) => {
    try {
      return [evaluate()]
    } catch (error) {
      if (error instanceof TlaError) return []
      throw error
    }
  })

const createStates = (base: Base, variables: readonly string[]) => ({
  /** A slot that is read while states are being put together. */
  assigned: (value: Value | undefined, variable: number, at: At): Value =>
    value === undefined
      ? base.fail('unassigned', `${String(variables[variable])} is read before it has a value`, at)
      : value,
  isFull: (slots: readonly (Value | undefined)[]): boolean => !slots.includes(undefined),
  complete: (slots: readonly (Value | undefined)[], at: At): void => {
    const missing = variables.filter((_, k) => slots[k] === undefined)
    if (missing.length === 0) return
    base.fail('unassigned', `no value is given to ${missing.join(', ')} in this branch`, at)
  },
})

const createSetNames = (base: Base) => {
  const booleans: SetValue = base.interner.set([false, true])
  base.interner.pin(booleans)
  return {
    nat: { kind: 'LazySet', form: 'Nat' },
    int: { kind: 'LazySet', form: 'Int' },
    strings: { kind: 'LazySet', form: 'STRING' },
    booleans,
  } as const
}

export const createLibrary = (base: Base, variables: readonly string[]) => ({
  ...createArithmetic(base),
  ...createSets(base),
  ...createFunctions(base),
  ...createStates(base, variables),
  ...createSetNames(base),
  force,
  thunk,
  attempts,
  normal: base.normal,
  sequenceItems: (sequence: SequenceValue): readonly Value[] => items(sequence),
  noCase: (at: At): never => base.fail('noCase', 'no guard of the CASE is TRUE', at),
  /** Keeps a value that is computed once and for ever. */
  pin: (value: Value): Value => {
    base.interner.pin(value)
    return value
  },
})

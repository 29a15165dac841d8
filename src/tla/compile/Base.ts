/** What every function of the run-time library needs: values, limits, positions of errors. */
import { TlaError } from '../syntax/Diagnostic.ts'
import type { Span } from '../syntax/Span.ts'
import { describe } from '../values/Compare.ts'
import { fail } from '../values/Failure.ts'
import type { Failure } from '../values/Failure.ts'
import type { Interner } from '../values/Interner.ts'
import { elements } from '../values/Iterate.ts'
import type { Enumeration } from '../values/Iterate.ts'
import type { SetLike, SetValue, Value } from '../values/Value.ts'
import type { Limits } from './Machine.ts'

/** An index into the table of spans; compiled code hands it to whatever can fail. */
export type At = number

/** Library functions may get a thunk where an argument is costly and perhaps not needed. */
export type Thunk = () => Value

export interface Base {
  readonly interner: Interner
  readonly limits: Limits
  readonly enumeration: Enumeration
  readonly spans: Span[]
  /** Throws with the position. */
  fail: (failure: Failure, message: string, at: At) => never
  /** Adds the position to an error that has none; what is thrown, whatever was caught. */
  locate: (error: unknown, at: At) => unknown
  /** Lazy sets and functions enumerated, everything else unchanged. */
  normal: (value: Value, at: At) => Value
  set: (value: Value, at: At) => SetLike
  /** A set as an interned one. */
  finite: (value: Value, at: At) => SetValue
  elements: (value: Value, at: At) => readonly Value[]
  boolean: (value: Value, at: At) => boolean
  integer: (value: Value, at: At) => number
}

/** A value as an error shows it; a variable that is read too early is undefined at run time. */
export const shown = (value: Value | undefined): string =>
  value === undefined ? 'a variable that has no value yet' : describe(value)

const located = (error: unknown, span: Span | undefined): unknown => {
  if (!(error instanceof TlaError) && String(error).includes('call stack')) {
    const message = 'the recursion is too deep: the limit of depth is that of the JavaScript stack'
    return new TlaError({ code: 'TLA308', message, ...(span ? { span } : {}) })
  }
  if (!(error instanceof TlaError) || error.diagnostic.span !== undefined || !span) return error
  return new TlaError({ ...error.diagnostic, span })
}

export const createBase = (interner: Interner, limits: Limits, spans: Span[]): Base => {
  const enumeration: Enumeration = { interner, setSize: limits.setSize }
  const locate = (error: unknown, at: At): unknown => located(error, spans[at])
  const failAt = (failure: Failure, message: string, at: At): never => {
    try {
      return fail(failure, message)
    } catch (error) {
      throw locate(error, at)
    }
  }
  const set = (value: Value, at: At): SetLike =>
    typeof value === 'object' && (value.kind === 'Set' || value.kind === 'LazySet')
      ? value
      : failAt('type', `expected a set, found ${shown(value)}`, at)
  const elementsAt = (value: Value, at: At): readonly Value[] => {
    const of = set(value, at)
    if (of.kind === 'Set') return of.items
    try {
      return elements(of, enumeration)
    } catch (error) {
      throw locate(error, at)
    }
  }
  const finite = (value: Value, at: At): SetValue => {
    const of = set(value, at)
    if (of.kind === 'Set') return of
    if (of.form !== 'Filter') return interner.sortedSet(elementsAt(of, at))
    of.found ??= interner.sortedSet(elementsAt(of, at))
    return of.found
  }
  const normal = (value: Value, at: At): Value => {
    if (typeof value !== 'object') return value
    if (value.kind === 'LazySet') return finite(value, at)
    if (value.kind !== 'LazyFunction') return value
    const domain = finite(value.domain, at)
    return interner.fn(
      domain,
      domain.items.map((item) => normal(value.image(item), at)),
    )
  }
  return {
    interner,
    limits,
    enumeration,
    spans,
    fail: failAt,
    locate,
    normal,
    set,
    finite,
    elements: elementsAt,
    boolean: (value, at) =>
      typeof value === 'boolean'
        ? value
        : failAt('type', `expected TRUE or FALSE, found ${shown(value)}`, at),
    integer: (value, at) =>
      typeof value === 'number'
        ? value
        : failAt('type', `expected an integer, found ${shown(value)}`, at),
  }
}

/** Integers, Booleans, equality and order at run time. */
import { equal } from '../values/Compare.ts'
import { isFinite, member } from '../values/Member.ts'
import type { LazySet, SetLike, Value } from '../values/Value.ts'
import { shown } from './Base.ts'
import type { At, Base } from './Base.ts'

const largest = 2147483647
const smallest = -2147483648

const createArithmeticOperators = (base: Base) => {
  /** TLC's integers have 32 bits, and leaving them is an error, not a wrap-around. */
  const checked = (n: number, at: At): number =>
    n >= smallest && n <= largest
      ? n
      : base.fail('range', `${String(n)} is outside the integers of 32 bits`, at)
  const pair = (a: Value, b: Value, at: At): never =>
    base.fail('type', `expected two integers, found ${shown(a)} and ${shown(b)}`, at)
  const divisor = (b: number, at: At): number =>
    b > 0 ? b : base.fail('argument', `expected a positive divisor, found ${String(b)}`, at)
  const nonZero = (b: number, at: At): number =>
    b === 0 ? base.fail('argument', 'division by 0', at) : b
  const power = (a: number, b: number, at: At): number =>
    b < 0 || (a === 0 && b === 0)
      ? base.fail('argument', `${String(a)}^${String(b)} is not defined`, at)
      : checked(a ** b, at)
  return {
    add: (a: Value, b: Value, at: At): number =>
      typeof a === 'number' && typeof b === 'number' ? checked(a + b, at) : pair(a, b, at),
    subtract: (a: Value, b: Value, at: At): number =>
      typeof a === 'number' && typeof b === 'number' ? checked(a - b, at) : pair(a, b, at),
    // Adding 0 turns the -0 of JavaScript into 0.
    multiply: (a: Value, b: Value, at: At): number =>
      typeof a === 'number' && typeof b === 'number' ? checked(a * b + 0, at) : pair(a, b, at),
    quotient: (a: Value, b: Value, at: At): number =>
      typeof a === 'number' && typeof b === 'number'
        ? Math.floor(a / nonZero(b, at)) + 0
        : pair(a, b, at),
    modulo: (a: Value, b: Value, at: At): number =>
      typeof a === 'number' && typeof b === 'number'
        ? ((a % divisor(b, at)) + b) % b
        : pair(a, b, at),
    power: (a: Value, b: Value, at: At): number =>
      power(base.integer(a, at), base.integer(b, at), at),
    negate: (a: Value, at: At): number => checked(0 - base.integer(a, at), at),
    less: (a: Value, b: Value, at: At): boolean =>
      typeof a === 'number' && typeof b === 'number' ? a < b : pair(a, b, at),
    lessOrEqual: (a: Value, b: Value, at: At): boolean =>
      typeof a === 'number' && typeof b === 'number' ? a <= b : pair(a, b, at),
    greater: (a: Value, b: Value, at: At): boolean =>
      typeof a === 'number' && typeof b === 'number' ? a > b : pair(a, b, at),
    greaterOrEqual: (a: Value, b: Value, at: At): boolean =>
      typeof a === 'number' && typeof b === 'number' ? a >= b : pair(a, b, at),
    interval: (low: Value, high: Value, at: At): LazySet => ({
      kind: 'LazySet',
      form: 'Interval',
      low: base.integer(low, at),
      high: base.integer(high, at),
    }),
  }
}

const isInfinite = (value: Value): boolean =>
  typeof value === 'object' && value.kind === 'LazySet' && !isFinite(value)

/** A primed variable that no conjunct has given a value yet: no Value, whatever its type says. */
const isUnassigned = (value: Value | undefined): boolean => value === undefined

export const createComparisons = (base: Base) => {
  const eq = (a: Value, b: Value, at: At): boolean => {
    if (a === b) return true
    if (typeof a === 'number' && typeof b === 'number') return false
    // Two infinite sets are never compared by their elements.
    if (isInfinite(a) !== isInfinite(b)) return false
    try {
      return equal(base.normal(a, at), base.normal(b, at))
    } catch (error) {
      if (isUnassigned(a) || isUnassigned(b)) {
        return base.fail('unassigned', `${shown(a)} is compared with ${shown(b)}`, at)
      }
      throw base.locate(error, at)
    }
  }
  const isIn = (value: Value, set: Value, at: At): boolean => {
    const of: SetLike = base.set(set, at)
    try {
      return member(base.normal(value, at), of)
    } catch (error) {
      throw base.locate(error, at)
    }
  }
  return {
    eq,
    ne: (a: Value, b: Value, at: At): boolean => !eq(a, b, at),
    isIn,
    isNotIn: (value: Value, set: Value, at: At): boolean => !isIn(value, set, at),
    /** `x \in {a, b}` without making the set. */
    isOneOf: (value: Value, items: readonly Value[], at: At): boolean => {
      const x = base.normal(value, at)
      for (const item of items) if (item === x) return true
      return items.some((item) => eq(x, item, at))
    },
    /** `x \in low..high`. */
    isBetween: (value: Value, low: Value, high: Value, at: At): boolean => {
      const from = base.integer(low, at)
      const to = base.integer(high, at)
      return typeof value === 'number'
        ? value >= from && value <= to
        : isIn(value, { kind: 'LazySet', form: 'Interval', low: from, high: to }, at)
    },
    bool: base.boolean,
    equivalent: (a: Value, b: Value, at: At): boolean =>
      base.boolean(a, at) === base.boolean(b, at),
  }
}

export const createArithmetic = (base: Base) => ({
  ...createArithmeticOperators(base),
  ...createComparisons(base),
})

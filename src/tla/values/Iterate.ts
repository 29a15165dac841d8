/**
 * Going through a set in the order of its elements, one by one: `\E`, `\A` and CHOOSE stop at the
 * first witness and never build a large set.
 */
import { describe } from './Compare.ts'
import { fail } from './Failure.ts'
import type { Interner } from './Interner.ts'
import { isFinite, member } from './Member.ts'
import type { LazySet, SetLike, Value } from './Value.ts'

/** Returns true to stop. */
export type Visit = (value: Value) => boolean

export interface Enumeration {
  readonly interner: Interner
  /** Most elements of one set. */
  readonly setSize: number
}

const tooLarge = (set: SetLike, limit: number): never =>
  fail('limit', `${describe(set)} has more than ${String(limit)} elements, the limit of set size`)

/** Finite sets as sorted arrays. */
export const elements = (set: SetLike, by: Enumeration): readonly Value[] => {
  if (set.kind === 'Set') return set.items
  const found: Value[] = []
  iterate(set, by, (value) => {
    if (found.length >= by.setSize) tooLarge(set, by.setSize)
    found.push(value)
    return false
  })
  return found
}

/**
 * All choices of one element from each of `sets`, the last varying fastest. `visit` gets an array
 * that is reused.
 */
const odometer = (
  sets: readonly (readonly Value[])[],
  visit: (choice: readonly Value[]) => boolean,
): boolean => {
  const choice = new Array<Value>(sets.length)
  const from = (k: number): boolean => {
    const set = sets[k]
    if (set === undefined) return visit(choice)
    for (const value of set) {
      choice[k] = value
      if (from(k + 1)) return true
    }
    return false
  }
  return from(0)
}

/** Subsets by size, then in the order of their elements: the order of sets. */
const subsets = (items: readonly Value[], by: Enumeration, visit: Visit): boolean => {
  const chosen: Value[] = []
  const choose = (from: number, missing: number): boolean => {
    if (missing === 0) return visit(by.interner.sortedSet([...chosen]))
    for (let k = from; k <= items.length - missing; k++) {
      chosen.push(items[k] as Value)
      const stop = choose(k + 1, missing - 1)
      chosen.pop()
      if (stop) return true
    }
    return false
  }
  for (let size = 0; size <= items.length; size++) if (choose(0, size)) return true
  return false
}

const sortedUnion = (sets: readonly SetLike[], by: Enumeration, visit: Visit): boolean => {
  const all = sets.flatMap((set) => elements(set, by))
  if (all.length > by.setSize * 2) tooLarge({ kind: 'LazySet', form: 'Union', sets }, by.setSize)
  return by.interner.set(all).items.some(visit)
}

const interval = (low: number, high: number, visit: Visit): boolean => {
  for (let n = low; n <= high; n++) if (visit(n)) return true
  return false
}

const infinite = (set: LazySet): never =>
  fail('limit', `${describe(set)} is infinite and cannot be enumerated`)

const filtered = (set: SetLike, by: Enumeration, keep: Visit, visit: Visit): boolean =>
  iterate(set, by, (value) => keep(value) && visit(value))

const products = (set: LazySet, by: Enumeration, visit: Visit): boolean => {
  const { interner } = by
  const of = (sets: readonly SetLike[]): (readonly Value[])[] => sets.map((s) => elements(s, by))
  if (set.form === 'Product') {
    return odometer(of(set.sets), (choice) => visit(interner.sequence([...choice])))
  }
  if (set.form === 'Records') {
    // In the order of the field names, as records compare, not in the order of writing.
    const order = set.fields.map((field, k) => ({ field, of: set.sets[k] as SetLike }))
    order.sort((a, b) => a.field.id - b.field.id)
    return odometer(of(order.map((entry) => entry.of)), (choice) =>
      visit(
        interner.record(order.map(({ field }, k) => [field.text, choice[k] as Value] as const)),
      ),
    )
  }
  if (set.form !== 'Functions') return infinite(set)
  const domain = interner.sortedSet(elements(set.domain, by))
  const range = elements(set.range, by)
  const sets = domain.items.map(() => range)
  return odometer(sets, (choice) => visit(interner.fn(domain, [...choice])))
}

/** Calls `visit` on each element in ascending order until it returns true; says whether it did. */
export const iterate = (set: SetLike, by: Enumeration, visit: Visit): boolean => {
  if (set.kind === 'Set') return set.items.some(visit)
  switch (set.form) {
    case 'Interval':
      return interval(set.low, set.high, visit)
    case 'SUBSET':
      return subsets(elements(set.of, by), by, visit)
    case 'Functions':
    case 'Records':
    case 'Product':
      return products(set, by, visit)
    case 'Union':
      return sortedUnion(set.sets, by, visit)
    case 'Intersection': {
      const [first, ...rest] = [...set.sets].sort(
        (a, b) => Number(isFinite(b)) - Number(isFinite(a)),
      )
      if (first === undefined) return false
      return filtered(first, by, (value) => rest.every((s) => member(value, s)), visit)
    }
    case 'Difference': {
      const { left, right } = set
      return filtered(left, by, (value) => !member(value, right), visit)
    }
    case 'Filter':
      return set.found === undefined
        ? filtered(set.of, by, set.holds, visit)
        : set.found.items.some(visit)
    case 'Nat':
    case 'Int':
    case 'STRING':
    case 'Seq':
      return infinite(set)
  }
}

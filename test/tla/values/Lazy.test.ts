/** Sets that are described, not listed: what is in them, whether they end, and what they hold on to. */
import test from 'ava'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import { isFinite, member, sizeBound } from '../../../src/tla/values/Member.ts'
import { createReachable } from '../../../src/tla/values/Reachable.ts'
import type { LazyForm, LazySet, SetLike, Value } from '../../../src/tla/values/Value.ts'

const interner = createInterner()
const a = interner.string('a')
const b = interner.string('b')
const letters = interner.set([a, b])
const numbers = interner.set([1, 2])
const lazy = (form: LazyForm): LazySet => ({ kind: 'LazySet', ...form })
const nat = lazy({ form: 'Nat' })
const oneTwo = lazy({ form: 'Interval', low: 1, high: 2 })
const pair = (...items: readonly Value[]): Value => interner.sequence(items)
const record = (fields: Readonly<Record<string, Value>>): Value =>
  interner.record(Object.entries(fields))

interface Case {
  readonly set: SetLike
  readonly has: readonly Value[]
  readonly lacks: readonly Value[]
  /** No fewer than the elements there are. */
  readonly size: number
  readonly finite: boolean
}

const cases: Readonly<Record<string, Case>> = {
  Nat: { set: nat, has: [0, 7], lacks: [-1], size: Infinity, finite: false },
  Int: { set: lazy({ form: 'Int' }), has: [-3, 0], lacks: [], size: Infinity, finite: false },
  STRING: {
    ...{ set: lazy({ form: 'STRING' }), has: [a], lacks: [letters, 1] },
    ...{ size: Infinity, finite: false },
  },
  '1..2': { set: oneTwo, has: [1, 2], lacks: [0, 3], size: 2, finite: true },
  '2..1': {
    ...{ set: lazy({ form: 'Interval', low: 2, high: 1 }), has: [], lacks: [1, 2] },
    ...{ size: 0, finite: true },
  },
  'Seq({"a", "b"})': {
    ...{ set: lazy({ form: 'Seq', of: letters }), has: [pair(), pair(a, b, a)] },
    ...{ lacks: [pair(a, interner.string('c')), letters], size: Infinity, finite: false },
  },
  'SUBSET {"a", "b"}': {
    ...{ set: lazy({ form: 'SUBSET', of: letters }), has: [interner.set([a]), letters] },
    ...{ lacks: [interner.set([interner.string('c')]), pair(a)], size: 4, finite: true },
  },
  'SUBSET Nat': {
    ...{ set: lazy({ form: 'SUBSET', of: nat }), has: [numbers] },
    ...{ lacks: [interner.set([-1])], size: Infinity, finite: false },
  },
  '[{"a", "b"} -> 1..2]': {
    set: lazy({ form: 'Functions', domain: letters, range: oneTwo }),
    has: [record({ a: 1, b: 2 })],
    lacks: [record({ a: 1 }), record({ a: 1, b: 3 }), record({ a: 1, c: 1 }), 7, letters],
    ...{ size: 4, finite: true },
  },
  '[1..2 -> {"a", "b"}]': {
    ...{ set: lazy({ form: 'Functions', domain: oneTwo, range: letters }), has: [pair(a, b)] },
    ...{ lacks: [pair(a), pair(a, b, a), record({ a })], size: 4, finite: true },
  },
  '[{"a", "b"} -> Nat]': {
    ...{ set: lazy({ form: 'Functions', domain: letters, range: nat }) },
    ...{ has: [record({ a: 0, b: 9 })], lacks: [], size: Infinity, finite: false },
  },
  '[a : 1..2, b : Nat]': {
    set: lazy({ form: 'Records', fields: [a, b], sets: [oneTwo, nat] }),
    has: [record({ a: 1, b: 5 })],
    lacks: [record({ a: 3, b: 5 }), record({ a: 1 }), record({ a: 1, c: 1 }), pair(a, b), 1],
    ...{ size: Infinity, finite: false },
  },
  '(1..2) \\X {"a", "b"}': {
    ...{ set: lazy({ form: 'Product', sets: [oneTwo, letters] }), has: [pair(1, a)] },
    ...{ lacks: [pair(3, a), pair(1), record({ a: 1 })], size: 4, finite: true },
  },
  '(1..2) \\cup {1, 2}': {
    ...{ set: lazy({ form: 'Union', sets: [oneTwo, numbers] }), has: [1, 2] },
    ...{ lacks: [3], size: 4, finite: true },
  },
  'Nat \\cap {1, 2}': {
    ...{ set: lazy({ form: 'Intersection', sets: [nat, numbers] }), has: [1] },
    ...{ lacks: [0, 3], size: 2, finite: true },
  },
  'Nat \\ {1, 2}': {
    ...{ set: lazy({ form: 'Difference', left: nat, right: numbers }), has: [0, 3] },
    ...{ lacks: [1, -1], size: Infinity, finite: false },
  },
}

for (const [text, { set, has, lacks, size, finite }] of Object.entries(cases))
  test(`what is in ${text} is told from its description`, (t) => {
    for (const value of has) t.true(member(value, set))
    for (const value of lacks) t.false(member(value, set))
    t.is(isFinite(set), finite)
    t.is(sizeBound(set), size)
  })

test('what cannot be a number is no question to ask of numbers', (t) => {
  t.throws(() => member(a, nat), { message: /cannot be an element of/ })
  t.throws(() => member(a, oneTwo), { message: /cannot be an element of/ })
  t.false(member(interner.modelValue('m'), nat))
})

/** The sets that a described set is made of, so that a sweep frees none of them. */
const madeOf: readonly (readonly [LazyForm, readonly Value[]])[] = [
  [{ form: 'Nat' }, []],
  [{ form: 'Int' }, []],
  [{ form: 'STRING' }, []],
  [{ form: 'Interval', low: 1, high: 2 }, []],
  [{ form: 'Seq', of: letters }, [letters]],
  [{ form: 'SUBSET', of: letters }, [letters]],
  [{ form: 'Functions', domain: letters, range: numbers }, [letters, numbers]],
  [{ form: 'Records', fields: [a, b], sets: [letters, numbers] }, [letters, numbers]],
  [{ form: 'Product', sets: [letters, numbers] }, [letters, numbers]],
  [{ form: 'Union', sets: [letters, numbers] }, [letters, numbers]],
  [{ form: 'Intersection', sets: [letters, numbers] }, [letters, numbers]],
  [{ form: 'Difference', left: letters, right: numbers }, [letters, numbers]],
]

for (const [form, parts] of madeOf)
  test(`a set of the form ${form.form} holds on to what it is made of`, (t) => {
    const reachable = createReachable()
    const set = lazy(form)
    reachable.add(set)
    t.true(reachable.has(set))
    for (const known of [letters, numbers]) t.is(reachable.has(known), parts.includes(known))
  })

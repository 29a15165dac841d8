import test from 'ava'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import { show } from '../../../src/tla/values/Show.ts'
import type { LazySet, SetLike } from '../../../src/tla/values/Value.ts'

const interner = createInterner()
const one = interner.set([1])
const nat: SetLike = { kind: 'LazySet', form: 'Nat' }
const lazy = (set: LazySet): LazySet => set

/** Sets that no state holds, but an error may have to name: as the specification would write them. */
const shown: readonly (readonly [LazySet, string])[] = [
  [lazy({ kind: 'LazySet', form: 'Int' }), 'Int'],
  [lazy({ kind: 'LazySet', form: 'STRING' }), 'STRING'],
  [lazy({ kind: 'LazySet', form: 'Interval', low: -1, high: 2 }), '-1..2'],
  [lazy({ kind: 'LazySet', form: 'Seq', of: one }), 'Seq({1})'],
  [lazy({ kind: 'LazySet', form: 'SUBSET', of: nat }), 'SUBSET Nat'],
  [lazy({ kind: 'LazySet', form: 'Functions', domain: one, range: nat }), '[{1} -> Nat]'],
  [
    lazy({
      kind: 'LazySet',
      form: 'Records',
      fields: [interner.string('a'), interner.string('b')],
      sets: [one, nat],
    }),
    '[a : {1}, b : Nat]',
  ],
  [lazy({ kind: 'LazySet', form: 'Product', sets: [one, nat] }), '({1} \\X Nat)'],
  [lazy({ kind: 'LazySet', form: 'Union', sets: [one, nat] }), '({1} \\cup Nat)'],
  [lazy({ kind: 'LazySet', form: 'Intersection', sets: [one, nat] }), '({1} \\cap Nat)'],
  [lazy({ kind: 'LazySet', form: 'Difference', left: nat, right: one }), '(Nat \\ {1})'],
  [
    lazy({ kind: 'LazySet', form: 'Filter', of: nat, holds: () => true, found: undefined }),
    '{x \\in Nat : ...}',
  ],
]

for (const [set, text] of shown) {
  test(`a set that was not enumerated is shown as ${text}`, (t) => {
    t.is(show(set), text)
  })
}

test('a function that was not enumerated is shown by its domain', (t) => {
  t.is(show({ kind: 'LazyFunction', domain: nat, image: (x) => x }), '[x \\in Nat |-> ...]')
})

import test from 'ava'
import fc from 'fast-check'
import { compare } from '../../../src/tla/values/Compare.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import { elements } from '../../../src/tla/values/Iterate.ts'
import type { LazySet, SetLike, Value } from '../../../src/tla/values/Value.ts'

const interner = createInterner()
const by = { interner, setSize: 10_000 }

const small = fc.uniqueArray(fc.integer({ min: -3, max: 3 }), { maxLength: 3 })
const sets = small.map((numbers): SetLike => interner.set(numbers))

/** Field names in an order that is not that of their first appearance. */
const names = ['d', 'b', 'c', 'a'].map((name) => interner.string(name))
const fields = fc.shuffledSubarray(names, { minLength: 1 })

const lazySets = fc.oneof(
  fc
    .tuple(fields, fc.array(sets, { minLength: 4, maxLength: 4 }))
    .map(([chosen, four]): LazySet => ({
      kind: 'LazySet',
      form: 'Records',
      fields: chosen,
      sets: four.slice(0, chosen.length),
    })),
  fc
    .tuple(sets, sets)
    .map(([domain, range]): LazySet => ({ kind: 'LazySet', form: 'Functions', domain, range })),
  fc
    .tuple(sets, sets)
    .map(([left, right]): LazySet => ({ kind: 'LazySet', form: 'Product', sets: [left, right] })),
  sets.map((of): LazySet => ({ kind: 'LazySet', form: 'SUBSET', of })),
  fc
    .tuple(sets, sets)
    .map(([left, right]): LazySet => ({ kind: 'LazySet', form: 'Union', sets: [left, right] })),
  fc
    .tuple(sets, sets)
    .map(([left, right]): LazySet => ({ kind: 'LazySet', form: 'Difference', left, right })),
)

test('the elements of every set come in ascending order, each once', (t) => {
  fc.assert(
    fc.property(lazySets, (set) => {
      const all = elements(set, by)
      for (let k = 1; k < all.length; k++) {
        t.true(compare(all[k - 1] as Value, all[k] as Value) < 0)
      }
      t.is(interner.sortedSet(all), interner.set(all))
    }),
    { numRuns: 300 },
  )
})

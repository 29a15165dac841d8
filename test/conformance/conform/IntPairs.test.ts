import test from 'ava'
import fc from 'fast-check'
import { makeIntPairs } from '../../../src/conformance/conform/IntPairs.ts'

const key = (a: number, b: number): string => `${String(a)},${String(b)}`

test('it remembers what a map of pairs remembers, however much it has grown', (t) => {
  const natural = fc.nat({ max: 300 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(natural, natural, fc.nat({ max: 2 ** 31 - 2 })), { maxLength: 3000 }),
      (entries) => {
        const pairs = makeIntPairs()
        const map = new Map<string, number>()
        for (const [a, b, value] of entries) {
          t.is(pairs.get(a, b), map.get(key(a, b)) ?? -1)
          if (map.has(key(a, b))) continue
          map.set(key(a, b), value)
          pairs.add(a, b, value)
        }
        for (const [a, b] of entries) t.is(pairs.get(a, b), map.get(key(a, b)) ?? -1)
        t.is(pairs.size(), map.size)
      },
    ),
    { numRuns: 30 },
  )
})

test('a pair is not its reverse', (t) => {
  const pairs = makeIntPairs()
  pairs.add(1, 2, 7)
  t.is(pairs.get(1, 2), 7)
  t.is(pairs.get(2, 1), -1)
})

test('zero is a value like any other', (t) => {
  const pairs = makeIntPairs()
  pairs.add(0, 0, 0)
  t.is(pairs.get(0, 0), 0)
})

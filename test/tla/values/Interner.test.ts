import test from 'ava'
import fc from 'fast-check'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import type { Interner } from '../../../src/tla/values/Interner.ts'
import { compare, equal } from '../../../src/tla/values/Compare.ts'
import { fromJson, toJson } from '../../../src/tla/values/Json.ts'
import type { Json } from '../../../src/tla/values/Json.ts'
import { at, items, prefix } from '../../../src/tla/values/Sequence.ts'
import { show } from '../../../src/tla/values/Show.ts'
import { hash1, hash2 } from '../../../src/tla/values/Hash.ts'
import type { Value } from '../../../src/tla/values/Value.ts'

const integers = fc.integer({ min: -50, max: 50 })

/** Plain data in which all members of a set are comparable. */
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    integers,
    fc.array(integers, { maxLength: 5 }).map((list): Json => ({ '#set': list })),
    fc.array(tie('value'), { maxLength: 4 }).map((list): Json => ({ '#tup': list })),
    fc
      .dictionary(fc.constantFrom('term', 'log', '__proto__', 'x y'), tie('value'))
      .map((fields): Json => (Object.keys(fields).length === 0 ? 0 : fields)),
    fc
      .uniqueArray(integers, { maxLength: 4 })
      .map((keys): Json => ({ '#map': keys.map((key) => [key, key * 2]) })),
  ),
})).value

test('a value that is built twice is one object', (t) => {
  const interner = createInterner()
  fc.assert(
    fc.property(json, (data) => {
      t.is(fromJson(data, interner), fromJson(data, interner))
    }),
  )
})

test('plain data survives the way to a value and back, and equal values are identical', (t) => {
  const interner = createInterner()
  fc.assert(
    fc.property(json, (data) => {
      const value = fromJson(data, interner)
      t.is(fromJson(toJson(value), interner), value)
    }),
  )
})

test('hashes depend on the structure alone, not on the interner', (t) => {
  fc.assert(
    fc.property(json, json, (noise, data) => {
      const [one, other] = [createInterner(), createInterner()]
      fromJson(noise, one)
      const [a, b] = [fromJson(data, one), fromJson(data, other)]
      t.is(hash1(a), hash1(b))
      t.is(hash2(a), hash2(b))
    }),
  )
})

test('the empty function, the empty sequence and the empty record are one value', (t) => {
  const interner = createInterner()
  t.is(interner.fn(interner.emptySet, []), interner.empty)
  t.is(interner.record([]), interner.empty)
  t.is(interner.sequence([]), interner.empty)
})

test('a function with domain 1..n is the sequence of its images', (t) => {
  const interner = createInterner()
  const domain = interner.set([3, 1, 2])
  t.is<Value, Value>(interner.fn(domain, [7, 8, 9]), interner.sequence([7, 8, 9]))
})

test('records are equal whatever the order in which their fields were written', (t) => {
  const interner = createInterner()
  const one = interner.record([
    ['a', 1],
    ['b', 2],
  ])
  t.is(
    one,
    interner.record([
      ['b', 2],
      ['a', 1],
    ]),
  )
})

test('prefixes, elements and appends of long sequences agree with arrays', (t) => {
  const interner = createInterner()
  fc.assert(
    fc.property(fc.array(integers, { maxLength: 300 }), fc.nat(300), (list, cut) => {
      const sequence = list.reduce(interner.append, interner.empty)
      const length = Math.min(cut, list.length)
      t.is(prefix(sequence, length), interner.sequence(list.slice(0, length)))
      t.deepEqual([...items(sequence)], list)
      if (length > 0) t.deepEqual([at(sequence, length)], list.slice(length - 1, length))
    }),
  )
})

test('a sequence of 50,000 elements is cut and indexed without walking it', (t) => {
  const interner = createInterner()
  let sequence = interner.empty
  for (let k = 1; k <= 50_000; k++) sequence = interner.append(sequence, k)
  const started = performance.now()
  let sum = 0
  for (let k = 1; k <= 50_000; k++) sum += at(sequence, k) as number
  t.is(sum, 1_250_025_000)
  t.true(performance.now() - started < 2000)
})

test('the order of sequences is by length, then by the first difference', (t) => {
  const interner = createInterner()
  const arrays = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 40 })
  fc.assert(
    fc.property(arrays, arrays, (a, b) => {
      const k = a.findIndex((x, i) => x !== b[i])
      const expected = a.length - b.length || (k < 0 ? 0 : (a[k] ?? 0) - (b[k] ?? 0))
      const found = compare(interner.sequence(a), interner.sequence(b))
      t.is(Math.sign(found), Math.sign(expected))
    }),
  )
})

test('a sweep frees what no root reaches and keeps identity for the rest', (t) => {
  const interner = createInterner()
  const kept = interner.sequence([1, interner.set([2, 3])])
  const before = interner.size()
  for (let k = 0; k < 5000; k++) interner.set([k, k + 1])
  t.true(interner.size() > before + 4000)
  interner.sweep([kept])
  t.true(interner.size() <= before)
  t.is(interner.sequence([1, interner.set([3, 2])]), kept)
})

const illTyped: readonly (readonly [string, (interner: Interner) => readonly [Value, Value]])[] = [
  ['an integer and a string', (i) => [1, i.string('a')]],
  ['a Boolean and an integer', () => [true, 1]],
  ['a set and a sequence', (i) => [i.set([1]), i.sequence([1])]],
  ['a record and a sequence', (i) => [i.record([['a', 1]]), i.sequence([1])]],
  ['sets of different kinds', (i) => [i.set([1]), i.set([i.string('a')])]],
]

for (const [what, make] of illTyped) {
  test(`to compare ${what} is an error, as in TLC`, (t) => {
    const [a, b] = make(createInterner())
    t.throws(() => equal(a, b), { message: /cannot be compared/ })
  })
}

test('a model value equals itself only and comes before every other value', (t) => {
  const interner = createInterner()
  const model = interner.modelValue('s1')
  t.false(equal(model, 1))
  t.true(compare(model, interner.string('s1')) < 0)
  t.is(show(interner.set([3, model])), '{s1, 3}')
})

test('values are shown as TLA+ text', (t) => {
  const interner = createInterner()
  const record = interner.record([
    ['log', interner.sequence([1, true])],
    ['who', interner.string('a"b')],
  ])
  t.is(show(record), '[log |-> <<1, TRUE>>, who |-> "a\\"b"]')
  t.is(show(interner.fn(interner.set([4, 2]), [1, 2])), '(2 :> 1 @@ 4 :> 2)')
  t.is(show(interner.emptySet), '{}')
})

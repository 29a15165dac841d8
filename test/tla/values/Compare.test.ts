/** The order of values, on values of mixed kinds, nested. */
import test from 'ava'
import fc from 'fast-check'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { compare, compareAny } from '../../../src/tla/values/Compare.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import type { Value } from '../../../src/tla/values/Value.ts'

const values = createInterner()
const { string, modelValue } = values

// Created in no order of kinds, since strings and model values are ordered by first appearance.
const leaves = [
  string('b'),
  modelValue('m'),
  modelValue('T_a'),
  string('a'),
  modelValue('S_a'),
  modelValue('a'),
  ...[-1, 0, 1, 2, 3],
  false,
  true,
]

/** The set of what can stand in one set with the first: the others are left out. */
const setOf = (list: readonly Value[]): Value => {
  const kept: Value[] = []
  for (const item of list) if (kept.every((other) => isOrdered(item, other))) kept.push(item)
  return values.set(kept)
}

const attempt = (a: Value, b: Value): number | undefined => {
  try {
    return Math.sign(compare(a, b))
  } catch (error) {
    if (error instanceof TlaError) return undefined
    throw error
  }
}

const isOrdered = (a: Value, b: Value): boolean => attempt(a, b) !== undefined

const functionOf = (domain: Value, images: readonly Value[]): Value =>
  typeof domain === 'object' && domain.kind === 'Set' && images.length > 0
    ? values.fn(
        domain,
        domain.items.map((_, k) => images[k % images.length] as Value),
      )
    : domain

const { value } = fc.letrec<{ value: Value }>((tie) => {
  const list = fc.array(tie('value'), { maxLength: 3 })
  return {
    value: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'value' },
      fc.constantFrom<Value>(...leaves),
      list.map(setOf),
      list.map(values.sequence),
      fc.tuple(list.map(setOf), list).map(([domain, images]) => functionOf(domain, images)),
      fc
        .dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { maxKeys: 2 })
        .map((fields) => values.record(Object.entries(fields))),
    ),
  }
})

// Small and near to one another, so that ties and short cycles come up.
const several = fc.array(value, { minLength: 3, maxLength: 8 })

test('the order of any values is antisymmetric, and two are equal only if they are the same', (t) => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      t.is(Math.sign(compareAny(a, b)) + Math.sign(compareAny(b, a)), 0)
      t.is(compareAny(a, b) === 0, a === b)
    }),
    { numRuns: 2_000 },
  )
})

test('the order of any values is transitive', (t) => {
  fc.assert(
    fc.property(several, (list) => {
      for (const a of list)
        for (const b of list)
          for (const c of list)
            if (compareAny(a, b) < 0 && compareAny(b, c) < 0) t.true(compareAny(a, c) < 0)
    }),
    { numRuns: 500 },
  )
})

test('values that can be compared have the same order when any can', (t) => {
  let compared = 0
  fc.assert(
    fc.property(value, value, (a, b) => {
      const order = attempt(a, b)
      if (order === undefined) return
      compared++
      t.is(order, Math.sign(compareAny(a, b)))
    }),
    { numRuns: 2_000 },
  )
  t.true(compared > 100)
})

test('what is refused in one order is refused in the other', (t) => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      t.is(isOrdered(a, b), isOrdered(b, a))
    }),
    { numRuns: 2_000 },
  )
  t.false(isOrdered(1, string('a')))
  t.false(isOrdered(modelValue('T_a'), modelValue('S_a')))
  t.true(isOrdered(1, modelValue('m')))
})

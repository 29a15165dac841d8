import test from 'ava'
import fc from 'fast-check'
import { smallestImage, symmetryGroup } from '../../../src/tla/explore/Symmetry.ts'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import type { Value } from '../../../src/tla/values/Value.ts'

const values = createInterner()
const [a, b, c] = [values.modelValue('a'), values.modelValue('b'), values.modelValue('c')]
const [d, e] = [values.modelValue('d'), values.modelValue('e')]

/** The permutation that maps each of `from` to its partner in `to`. */
const permutation = (from: readonly Value[], to: readonly Value[]): Value => {
  const domain = values.set(from)
  return values.fn(
    domain,
    domain.items.map((key) => to[from.indexOf(key)] ?? key),
  )
}

const abc = [a, b, c]
const rotations = values.set([permutation(abc, [b, c, a])])
const swap = values.set([permutation([d, e], [e, d])])

test('the group is closed: one rotation of three gives both', (t) => {
  t.is(symmetryGroup(values, rotations).length, 2)
})

test('the union of two sets of permutations generates their product', (t) => {
  const both = values.set([...rotations.items, ...swap.items])
  t.is(symmetryGroup(values, both).length, 3 * 2 - 1)
})

test('all images of a state have the same smallest image, which is one of them', (t) => {
  const group = symmetryGroup(
    values,
    values.set([permutation(abc, [b, c, a]), permutation(abc, [b, a, c])]),
  )
  t.is(group.length, 5)
  const leaf = fc.constantFrom<Value>(a, b, c, 1, true, values.string('a'))
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Value>(a, b, c),
      fc.array(fc.constantFrom<Value>(a, b, c)).map((list) => values.set(list)),
      fc
        .array(leaf, { minLength: 3, maxLength: 3 })
        .map((list) => values.fn(values.set(abc), list)),
      fc.array(tie('value'), { maxLength: 3 }).map((list) => values.sequence(list)),
    ),
  }))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (state) => {
      const images = [state, ...group.map((permute) => state.map(permute))]
      const smallest = smallestImage(group, state)
      t.true(images.some((image) => image.every((item, i) => item === smallest[i])))
      // Values are interned: the same value is the same object.
      for (const image of images)
        t.true(smallestImage(group, image).every((item, i) => item === smallest[i]))
    }),
    { numRuns: 200 },
  )
})

test('what is no set of permutations of model values is refused', (t) => {
  const notOnto = values.fn(values.set(abc), [a, a, b])
  const numbers = values.fn(values.set([3, 4]), [4, 3])
  for (const wrong of [1, a, values.set([1]), values.set([numbers]), values.set([notOnto])]) {
    t.throws(() => symmetryGroup(values, wrong), { instanceOf: TlaError })
  }
})

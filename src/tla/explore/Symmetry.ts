/**
 * SYMMETRY: a group of permutations of model values, and the smallest of the images of a state
 * under it. States with the same smallest image count as one.
 */
import type { State } from '../compile/Machine.ts'
import { fail } from '../values/Failure.ts'
import { compareAny } from '../values/Compare.ts'
import type { Interner } from '../values/Interner.ts'
import { items } from '../values/Sequence.ts'
import type { Composite, FunctionValue, SequenceValue, Value } from '../values/Value.ts'

/** Replaces the model values within a value. */
export type Permute = (value: Value) => Value

type Permutation = ReadonlyMap<Value, Value>

const refuse = (): never =>
  fail('type', 'SYMMETRY must be a set of permutations of model values, as Permutations(S) gives')

const isModelValue = (value: Value | undefined): value is Value =>
  typeof value === 'object' && value.kind === 'ModelValue'

const permutationOf = (value: Value): Permutation => {
  // The permutation of the empty set is the empty function, which is the empty sequence.
  if (typeof value === 'object' && value.kind === 'Sequence' && value.length === 0) return new Map()
  if (typeof value !== 'object' || value.kind !== 'Function') return refuse()
  const pairs = value.domain.items.map((from, k) => {
    const to = value.values[k]
    return isModelValue(from) && isModelValue(to) ? ([from, to] as const) : refuse()
  })
  const permutation = new Map(pairs)
  const images = new Set(permutation.values())
  return images.size === pairs.length && pairs.every(([, to]) => permutation.has(to))
    ? permutation
    : refuse()
}

/** `b` after `a`. */
const compose = (a: Permutation, b: Permutation, moved: readonly Value[]): Permutation =>
  new Map(
    moved.map((value) => {
      const between = a.get(value) ?? value
      return [value, b.get(between) ?? between]
    }),
  )

/** A text that equal permutations share. */
const signature = (permutation: Permutation, moved: readonly Value[]): string =>
  moved.map((value) => moved.indexOf(permutation.get(value) ?? value)).join()

/** The permutations of the group that the given ones generate, without the identity. */
const closure = (generators: readonly Permutation[]): readonly Permutation[] => {
  const moved = [...new Set(generators.flatMap((permutation) => [...permutation.keys()]))]
  const group = new Map<string, Permutation>([[signature(new Map(), moved), new Map()]])
  for (const known of group.values()) {
    for (const generator of generators) {
      const product = compose(known, generator, moved)
      const name = signature(product, moved)
      if (!group.has(name)) group.set(name, product)
    }
  }
  group.delete(signature(new Map(), moved))
  return [...group.values()]
}

const permuteFunction = (interner: Interner, fn: FunctionValue, permute: Permute): Value => {
  const images = new Map(
    fn.domain.items.map((key, k) => [permute(key), permute(fn.values[k] as Value)]),
  )
  const domain = interner.set([...images.keys()])
  return interner.fn(
    domain,
    domain.items.map((key) => images.get(key) as Value),
  )
}

const permuteSequence = (
  interner: Interner,
  sequence: SequenceValue,
  permute: Permute,
): SequenceValue => interner.sequence(items(sequence).map(permute))

const permuteComposite = (
  interner: Interner,
  permutation: Permutation,
  value: Composite,
  permute: Permute,
): Value => {
  switch (value.kind) {
    case 'ModelValue':
      return permutation.get(value) ?? value
    case 'Set':
      return interner.set(value.items.map(permute))
    case 'Function':
      return permuteFunction(interner, value, permute)
    case 'Sequence':
      return permuteSequence(interner, value, permute)
    case 'String':
    case 'LazySet':
    case 'LazyFunction':
      return value
  }
}

const makePermute = (interner: Interner, permutation: Permutation): Permute => {
  const images = new Map<Composite, Value>()
  const permute: Permute = (value) => {
    if (typeof value !== 'object') return value
    const known = images.get(value)
    if (known !== undefined) return known
    const image = permuteComposite(interner, permutation, value, permute)
    images.set(value, image)
    return image
  }
  return permute
}

/** Every permutation but the identity of the group that the value of SYMMETRY generates. */
export const symmetryGroup = (interner: Interner, symmetry: Value): readonly Permute[] => {
  if (typeof symmetry !== 'object' || symmetry.kind !== 'Set') return refuse()
  return closure(symmetry.items.map(permutationOf)).map((permutation) =>
    makePermute(interner, permutation),
  )
}

const isSmaller = (a: State, b: State): boolean => {
  for (let i = 0; i < a.length; i++) {
    const difference = compareAny(a[i] as Value, b[i] as Value)
    if (difference !== 0) return difference < 0
  }
  return false
}

/**
 * The first of a state's images in the order of values, variable by variable. That order must be
 * total: were it not, images of one state could have different smallest ones.
 */
export const smallestImage = (group: readonly Permute[], state: State): State => {
  let smallest = state
  for (const permute of group) {
    const image = state.map(permute)
    if (isSmaller(image, smallest)) smallest = image
  }
  return smallest
}

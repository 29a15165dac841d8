/** Modules Bags and, of the community modules, BagsExt: a bag is a function from its elements to how often they occur. */
import type { Value } from '../../values/Value.ts'
import { createArithmetic } from '../Arithmetic.ts'
import { shown } from '../Base.ts'
import type { At, Base } from '../Base.ts'
import { functionOf, graphOf } from './FunctionsAndTlc.ts'
import { items } from '../../values/Sequence.ts'
import type { Operation, Test } from './Sequences.ts'

type Counts = ReadonlyMap<Value, number>

const countsOf = (base: Base, bag: Value, at: At): Counts => {
  const { keys, images } = graphOf(base, bag, at)
  return new Map(keys.map((key, k) => [key, base.integer(images[k] as Value, at)]))
}

const bagOf = (base: Base, counts: Iterable<readonly [Value, number]>): Value =>
  functionOf(
    base,
    [...counts].filter(([, count]) => count > 0),
  )

const combined = (
  a: Counts,
  b: Counts,
  of: (x: number, y: number) => number,
): Map<Value, number> => {
  const keys = new Set([...a.keys(), ...b.keys()])
  return new Map([...keys].map((key) => [key, of(a.get(key) ?? 0, b.get(key) ?? 0)]))
}

const subBags = (counts: readonly (readonly [Value, number])[]): (readonly [Value, number])[][] => {
  const [first, ...rest] = counts
  if (first === undefined) return [[]]
  const [key, most] = first
  return subBags(rest).flatMap((bag) =>
    Array.from({ length: most + 1 }, (_, n) => [[key, n] as const, ...bag]),
  )
}

const isBag = (bag: Value): boolean => {
  if (typeof bag !== 'object') return false
  const images =
    bag.kind === 'Function' ? bag.values : bag.kind === 'Sequence' ? items(bag) : undefined
  return images?.every((image) => typeof image === 'number' && image > 0) ?? false
}

/** Module BagsExt. */
const createMoreBags = (base: Base) => {
  const { add, multiply } = createArithmetic(base)
  const changed = (bag: Value, item: Value, by: number, at: At): Value => {
    const [counts, key] = [countsOf(base, bag, at), base.normal(item, at)]
    return bagOf(base, new Map(counts).set(key, (counts.get(key) ?? 0) + by))
  }
  /** As the module has it, `start` goes into the fold of each element's copies as well. */
  const fold = (op: Operation, start: Value, of: Test, bag: Value, at: At): Value =>
    [...countsOf(base, bag, at)].reduceRight<Value>((sum, [key, count]) => {
      const copies = Array.from({ length: count }).reduce<Value>((part) => op(part, of(key)), start)
      return op(copies, sum)
    }, start)
  const itself: Test = (value) => value
  return {
    BagAdd: (bag: Value, item: Value, at: At): Value => changed(bag, item, 1, at),
    BagRemove: (bag: Value, item: Value, at: At): Value => changed(bag, item, -1, at),
    BagRemoveAll: (bag: Value, item: Value, at: At): Value =>
      changed(bag, item, -(countsOf(base, bag, at).get(base.normal(item, at)) ?? 0), at),
    FoldBag: (op: Operation, start: Value, bag: Value, at: At): Value =>
      fold(op, start, itself, bag, at),
    SumBag: (bag: Value, at: At): Value => fold((a, b) => add(a, b, at), 0, itself, bag, at),
    ProductBag: (bag: Value, at: At): Value =>
      fold((a, b) => multiply(a, b, at), 1, itself, bag, at),
  }
}

const plus = (x: number, y: number): number => x + y

export const createBags = (base: Base) => {
  const { interner } = base
  const counts = (bag: Value, at: At): Counts => countsOf(base, bag, at)
  return {
    ...createMoreBags(base),
    EmptyBag: (): Value => interner.empty,
    IsABag: (bag: Value): boolean => isBag(bag),
    BagToSet: (bag: Value, at: At): Value => interner.set([...counts(bag, at).keys()]),
    SetToBag: (set: Value, at: At): Value =>
      bagOf(
        base,
        base.elements(set, at).map((item) => [item, 1] as const),
      ),
    BagIn: (item: Value, bag: Value, at: At): boolean => counts(bag, at).has(base.normal(item, at)),
    CopiesIn: (item: Value, bag: Value, at: At): number =>
      counts(bag, at).get(base.normal(item, at)) ?? 0,
    '(+)': (a: Value, b: Value, at: At): Value =>
      bagOf(base, combined(counts(a, at), counts(b, at), plus)),
    '(-)': (a: Value, b: Value, at: At): Value =>
      bagOf(
        base,
        combined(counts(a, at), counts(b, at), (x, y) => x - y),
      ),
    '\\sqsubseteq': (a: Value, b: Value, at: At): boolean => {
      const whole = counts(b, at)
      return [...counts(a, at)].every(([key, count]) => count <= (whole.get(key) ?? 0))
    },
    BagUnion: (bags: Value, at: At): Value =>
      bagOf(
        base,
        base
          .elements(bags, at)
          .map((bag) => counts(bag, at))
          .reduce<Counts>((a, b) => combined(a, b, plus), new Map()),
      ),
    BagCardinality: (bag: Value, at: At): number =>
      [...counts(bag, at).values()].reduce((a, b) => a + b, 0),
    SubBag: (bag: Value, at: At): Value => {
      if (!isBag(bag)) return base.fail('type', `expected a bag, found ${shown(bag)}`, at)
      return interner.set(subBags([...counts(bag, at)]).map((part) => bagOf(base, part)))
    },
    BagOfAll: (of: Test, bag: Value, at: At): Value => {
      const sum = new Map<Value, number>()
      for (const [key, count] of counts(bag, at)) {
        const image = base.normal(of(key), at)
        sum.set(image, (sum.get(image) ?? 0) + count)
      }
      return bagOf(base, sum)
    },
    ToBag: (sequence: Value, at: At): Value => {
      const sum = new Map<Value, number>()
      for (const item of graphOf(base, sequence, at).images) sum.set(item, (sum.get(item) ?? 0) + 1)
      return bagOf(base, sum)
    },
  }
}

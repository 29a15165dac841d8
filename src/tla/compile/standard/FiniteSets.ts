/** Modules FiniteSets and, of the community modules, FiniteSetsExt and Folds. */
import { iterate } from '../../values/Iterate.ts'
import { isFinite, member } from '../../values/Member.ts'
import { items } from '../../values/Sequence.ts'
import type { SequenceValue, SetLike, SetValue, Value } from '../../values/Value.ts'
import { createArithmetic } from '../Arithmetic.ts'
import { shown } from '../Base.ts'
import type { At, Base } from '../Base.ts'
import type { Operation, Test } from './Sequences.ts'

/** The number of elements, without enumerating where a formula gives it. */
const cardinality = (base: Base, set: SetLike, at: At): number => {
  if (set.kind === 'Set') return set.items.length
  switch (set.form) {
    case 'Interval':
      return Math.max(0, set.high - set.low + 1)
    case 'SUBSET':
      return 2 ** cardinality(base, set.of, at)
    case 'Product':
    case 'Records':
      return set.sets.reduce((product, part) => product * cardinality(base, part, at), 1)
    case 'Functions':
      return cardinality(base, set.range, at) ** cardinality(base, set.domain, at)
    default:
      return base.finite(set, at).items.length
  }
}

const createCore = (base: Base) => {
  const { interner } = base
  const { add, multiply } = createArithmetic(base)
  const integers = (set: Value, at: At): readonly number[] =>
    base.elements(set, at).map((item) => base.integer(item, at))
  const extreme = (set: Value, of: 'Max' | 'Min', at: At): number => {
    const list = integers(set, at)
    const found = of === 'Max' ? list.at(-1) : list[0]
    return found ?? base.fail('argument', `${of} of the empty set`, at)
  }
  const subsets = (list: readonly Value[], k: number): readonly (readonly Value[])[] => {
    const [first, ...rest] = list
    if (k === 0) return [[]]
    if (first === undefined || k > list.length) return []
    return [...subsets(rest, k - 1).map((set) => [first, ...set]), ...subsets(rest, k)]
  }
  const sum = (set: Value, at: At): number => integers(set, at).reduce((a, b) => add(a, b, at), 0)
  const product = (set: Value, at: At): number =>
    integers(set, at).reduce((a, b) => multiply(a, b, at), 1)
  return {
    Cardinality: (set: Value, at: At): number => cardinality(base, base.set(set, at), at),
    IsFiniteSet: (set: Value, at: At): boolean => isFinite(base.set(set, at)),
    Max: (set: Value, at: At): number => extreme(set, 'Max', at),
    Min: (set: Value, at: At): number => extreme(set, 'Min', at),
    SumSet: sum,
    MapThenSumSet: (of: Test, set: Value, at: At): number =>
      base.elements(set, at).reduce<number>((total, item) => add(total, of(item), at), 0),
    Sum: sum,
    ProductSet: product,
    Product: product,
    SymDiff: (a: Value, b: Value, at: At): Value => {
      const [left, right] = [base.set(a, at), base.set(b, at)]
      const one = base.elements(left, at).filter((x) => !member(x, right))
      return interner.set([...one, ...base.elements(right, at).filter((x) => !member(x, left))])
    },
    FlattenSet: (set: Value, at: At): Value =>
      interner.set(base.elements(set, at).flatMap((part) => [...base.elements(part, at)])),
    Quantify: (set: Value, test: Test, at: At): number =>
      base.elements(set, at).filter((item) => base.boolean(test(item), at)).length,
    kSubset: (k: Value, set: Value, at: At): Value =>
      interner.set(subsets(base.elements(set, at), base.integer(k, at)).map(interner.sortedSet)),
    ChooseUnique: (set: Value, test: Test, at: At): Value => {
      const found = base.elements(set, at).filter((item) => base.boolean(test(item), at))
      const [only] = found
      return only !== undefined && found.length === 1
        ? only
        : base.fail('choose', `not exactly one element of ${shown(set)} satisfies ChooseUnique`, at)
    },
  }
}

const createFolds = (base: Base) => {
  const fold = (op: Operation, start: Value, set: Value, of: Test, at: At): Value =>
    base.elements(set, at).reduceRight((sum, item) => op(of(item), sum), start)
  const itself: Test = (value) => value
  return {
    FoldSet: (op: Operation, start: Value, set: Value, at: At): Value =>
      fold(op, start, set, itself, at),
    ReduceSet: (op: Operation, set: Value, start: Value, at: At): Value =>
      fold(op, start, set, itself, at),
    /** `choose` says which element comes first, of those that are left. */
    MapThenFoldSet: (
      op: Operation,
      start: Value,
      of: Test,
      choose: Test,
      set: Value,
      at: At,
    ): Value => {
      const order: Value[] = []
      let rest: SetValue = base.finite(set, at)
      while (rest.items.length > 0) {
        const first = choose(rest)
        order.push(first)
        rest = base.interner.sortedSet(rest.items.filter((item) => item !== first))
      }
      return order.reduceRight((sum, item) => op(of(item), sum), start)
    },
  }
}

const createChoices = (base: Base) => ({
  /** What can be chosen, one element of each of the sets: a set for every way to choose. */
  Choices: (sets: Value, at: At): Value => {
    const lists = base.elements(sets, at).map((set) => base.finite(set, at))
    const found: Value[] = []
    const product = { kind: 'LazySet', form: 'Product', sets: lists } as const
    iterate(product, base.enumeration, (tuple) => {
      found.push(base.interner.set(items(tuple as SequenceValue)))
      return false
    })
    return base.interner.set(found)
  },
})

export const createFiniteSets = (base: Base) => ({
  ...createCore(base),
  ...createFolds(base),
  ...createChoices(base),
})

/** Modules Sequences and, of the community modules, SequencesExt. */
import { items, prefix } from '../../values/Sequence.ts'
import type { SequenceValue, Value } from '../../values/Value.ts'
import { createArithmetic } from '../Arithmetic.ts'
import { shown } from '../Base.ts'
import type { At, Base } from '../Base.ts'
import { createLastIndices, lastIndex } from './LastIndex.ts'
import type { ClosedOperator, LastIndices } from './LastIndex.ts'

/** An operator passed as an argument. */
export type Test = (value: Value) => Value
export type Operation = (a: Value, b: Value) => Value

export const sequenceOf = (base: Base, value: Value, at: At): SequenceValue => {
  const normal = base.normal(value, at)
  return typeof normal === 'object' && normal.kind === 'Sequence'
    ? normal
    : base.fail('type', `expected a sequence, found ${shown(value)}`, at)
}

const text = (value: Value): string | undefined =>
  typeof value === 'object' && value.kind === 'String' ? value.text : undefined

const createCore = (base: Base) => {
  const { interner } = base
  const nonEmpty = (of: string, value: Value, at: At): SequenceValue => {
    const sequence = sequenceOf(base, value, at)
    return sequence.length > 0
      ? sequence
      : base.fail('argument', `${of} is applied to the empty sequence`, at)
  }
  const concatenated = (a: SequenceValue, b: SequenceValue): SequenceValue =>
    items(b).reduce(interner.append, a)
  const between = (s: SequenceValue, from: number, to: number, at: At): SequenceValue => {
    if (from > to) return interner.empty
    if (from < 1 || to > s.length) {
      const range = `${String(from)}..${String(to)}`
      return base.fail('argument', `SubSeq of ${range} is outside ${shown(s)}`, at)
    }
    // From the end, so that the time is that of the part and not of the whole.
    const part: Value[] = []
    let rest = prefix(s, to)
    if (from === 1) return rest
    for (; rest.length >= from; rest = rest.parent) part.push(rest.last)
    return interner.sequence(part.reverse())
  }
  return {
    Len: (s: Value, at: At): number => text(s)?.length ?? sequenceOf(base, s, at).length,
    Head: (s: Value, at: At): Value => items(nonEmpty('Head', s, at))[0] as Value,
    Tail: (s: Value, at: At): Value => interner.sequence(items(nonEmpty('Tail', s, at)).slice(1)),
    Append: (s: Value, e: Value, at: At): Value =>
      interner.append(sequenceOf(base, s, at), base.normal(e, at)),
    '\\o': (a: Value, b: Value, at: At): Value => {
      const [left, right] = [text(a), text(b)]
      return left !== undefined && right !== undefined
        ? interner.string(left + right)
        : concatenated(sequenceOf(base, a, at), sequenceOf(base, b, at))
    },
    SubSeq: (s: Value, from: Value, to: Value, at: At): Value =>
      between(sequenceOf(base, s, at), base.integer(from, at), base.integer(to, at), at),
    SelectSeq: (s: Value, test: Test, at: At): Value =>
      interner.sequence(
        items(sequenceOf(base, s, at)).filter((item) => base.boolean(test(item), at)),
      ),
    Front: (s: Value, at: At): Value => {
      const sequence = sequenceOf(base, s, at)
      return sequence.length === 0 ? sequence : sequence.parent
    },
    Last: (s: Value, at: At): Value => nonEmpty('Last', s, at).last,
  }
}

const createSelections = (base: Base) => {
  const { interner } = base
  const all = (s: Value, at: At): readonly Value[] => items(sequenceOf(base, s, at))
  const first = (s: readonly Value[], test: Test, at: At): number =>
    s.findIndex((item) => base.boolean(test(item), at)) + 1
  const without = (s: readonly Value[], index: number): Value =>
    interner.sequence(s.filter((_, k) => k !== index - 1))
  const checked = (s: readonly Value[], index: Value, limit: number, at: At): number => {
    const k = base.integer(index, at)
    return k >= 1 && k <= limit
      ? k
      : base.fail('argument', `index ${String(k)} is outside 1..${String(limit)}`, at)
  }
  const remembered = new WeakMap<ClosedOperator, LastIndices>()
  const answers = (closed: ClosedOperator): LastIndices => {
    const found = remembered.get(closed)
    if (found !== undefined) return found
    const made = createLastIndices()
    remembered.set(closed, made)
    return made
  }
  return {
    ToSet: (s: Value, at: At): Value => interner.set(all(s, at)),
    Contains: (s: Value, e: Value, at: At): boolean => all(s, at).includes(base.normal(e, at)),
    Reverse: (s: Value, at: At): Value => interner.sequence([...all(s, at)].reverse()),
    Remove: (s: Value, e: Value, at: At): Value =>
      interner.sequence(all(s, at).filter((item) => item !== base.normal(e, at))),
    ReplaceAll: (s: Value, old: Value, by: Value, at: At): Value =>
      interner.sequence(
        all(s, at).map((item) => (item === base.normal(old, at) ? base.normal(by, at) : item)),
      ),
    SelectInSeq: (s: Value, test: Test, at: At): number => first(all(s, at), test, at),
    SelectLastInSeq: (s: Value, test: Test, at: At, closed?: ClosedOperator): number => {
      const holds = (item: Value): boolean => base.boolean(test(item), at)
      return closed === undefined
        ? all(s, at).findLastIndex(holds) + 1
        : lastIndex(sequenceOf(base, s, at), holds, answers(closed))
    },
    InsertAt: (s: Value, index: Value, e: Value, at: At): Value => {
      const list = all(s, at)
      const k = checked(list, index, list.length + 1, at)
      return interner.sequence([...list.slice(0, k - 1), base.normal(e, at), ...list.slice(k - 1)])
    },
    /** An EXCEPT: an index outside the sequence changes nothing. */
    ReplaceAt: (s: Value, index: Value, e: Value, at: At): Value => {
      const k = base.integer(index, at)
      return interner.sequence(
        all(s, at).map((item, j) => (j === k - 1 ? base.normal(e, at) : item)),
      )
    },
    RemoveAt: (s: Value, index: Value, at: At): Value => {
      const list = all(s, at)
      // One place before and one place behind the sequence there is nothing to remove.
      const k = base.integer(index, at)
      return k === 0 || k === list.length + 1
        ? interner.sequence(list)
        : without(list, checked(list, index, list.length, at))
    },
    RemoveFirst: (s: Value, e: Value, at: At): Value =>
      without(all(s, at), all(s, at).indexOf(base.normal(e, at)) + 1),
    RemoveFirstMatch: (s: Value, test: Test, at: At): Value =>
      without(all(s, at), first(all(s, at), test, at)),
    Cons: (e: Value, s: Value, at: At): Value =>
      interner.sequence([base.normal(e, at), ...all(s, at)]),
    Snoc: (e: Value, s: Value, at: At): Value =>
      interner.append(sequenceOf(base, s, at), base.normal(e, at)),
    FlattenSeq: (s: Value, at: At): Value =>
      interner.sequence(all(s, at).flatMap((item) => [...all(item, at)])),
    Zip: (s: Value, t: Value, at: At): Value => {
      const [a, b] = [all(s, at), all(t, at)]
      const length = Math.min(a.length, b.length)
      const zipped = a.slice(0, length).map((x, k) => interner.sequence([x, b[k] as Value]))
      return interner.sequence(zipped)
    },
  }
}

const createPrefixes = (base: Base) => {
  const { interner } = base
  const { modulo } = createArithmetic(base)
  const starts = (s: Value, t: Value, at: At): boolean => {
    const [a, b] = [sequenceOf(base, s, at), sequenceOf(base, t, at)]
    return a.length <= b.length && prefix(b, a.length) === a
  }
  const ends = (s: Value, t: Value, at: At): boolean => {
    const [a, b] = [sequenceOf(base, s, at), sequenceOf(base, t, at)]
    const tail = items(b).slice(b.length - a.length)
    return a.length <= b.length && interner.sequence(tail) === a
  }
  const prefixes = (s: Value, at: At): Value[] => {
    const sequence = sequenceOf(base, s, at)
    return Array.from({ length: sequence.length + 1 }, (_, k) => prefix(sequence, k))
  }
  const common = (set: Value, at: At): readonly Value[] =>
    base
      .elements(set, at)
      .map((s) => prefixes(s, at))
      .reduce<readonly Value[] | undefined>(
        (a, b) => a?.filter((p) => b.includes(p)) ?? b,
        undefined,
      ) ?? []
  return {
    IsPrefix: starts,
    IsStrictPrefix: (s: Value, t: Value, at: At): boolean => starts(s, t, at) && s !== t,
    IsSuffix: ends,
    IsStrictSuffix: (s: Value, t: Value, at: At): boolean => ends(s, t, at) && s !== t,
    Prefixes: (s: Value, at: At): Value => interner.set(prefixes(s, at)),
    CommonPrefixes: (set: Value, at: At): Value => interner.set(common(set, at)),
    LongestCommonPrefix: (set: Value, at: At): Value =>
      common(set, at).at(-1) ?? base.fail('choose', 'LongestCommonPrefix of the empty set', at),
    Suffixes: (s: Value, at: At): Value => {
      const list = items(sequenceOf(base, s, at))
      return interner.set([interner.empty, ...list.map((_, k) => interner.sequence(list.slice(k)))])
    },
    SeqMod: (a: Value, b: Value, at: At): Value => modulo(a, b, at) || b,
  }
}

const createFolds = (base: Base) => {
  const all = (s: Value, at: At): readonly Value[] => items(sequenceOf(base, s, at))
  const indices = (s: Value, at: At): readonly number[] => all(s, at).map((_, k) => k + 1)
  return {
    FoldLeft: (op: Operation, start: Value, s: Value, at: At): Value =>
      all(s, at).reduce((sum, item) => op(sum, item), start),
    FoldRight: (op: Operation, s: Value, start: Value, at: At): Value =>
      all(s, at).reduceRight((sum, item) => op(item, sum), start),
    FoldLeftDomain: (op: Operation, start: Value, s: Value, at: At): Value =>
      indices(s, at).reduce<Value>((sum, k) => op(sum, k), start),
    FoldRightDomain: (op: Operation, s: Value, start: Value, at: At): Value =>
      indices(s, at).reduceRight<Value>((sum, k) => op(k, sum), start),
    FoldSeq: (op: Operation, start: Value, s: Value, at: At): Value =>
      all(s, at).reduceRight((sum, item) => op(item, sum), start),
  }
}

const createSortings = (base: Base) => {
  const { interner } = base
  /** Stable, by an operator that says whether its first argument comes before its second. */
  const sorted = (list: readonly Value[], before: Operation, at: At): Value =>
    interner.sequence(
      [...list].sort((a, b) =>
        base.boolean(before(a, b), at) ? -1 : base.boolean(before(b, a), at) ? 1 : 0,
      ),
    )
  const permutations = (list: readonly Value[]): readonly (readonly Value[])[] =>
    list.length === 0
      ? [[]]
      : list.flatMap((item, k) =>
          permutations(list.filter((_, j) => j !== k)).map((rest) => [item, ...rest]),
        )
  const sequencesUpTo = (set: Value, length: Value, at: At): Value => {
    const range = base.set(set, at)
    const sets = Array.from({ length: base.integer(length, at) + 1 }, (_, k) => {
      const domain = { kind: 'LazySet', form: 'Interval', low: 1, high: k } as const
      return { kind: 'LazySet', form: 'Functions', domain: base.finite(domain, at), range } as const
    })
    return { kind: 'LazySet', form: 'Union', sets }
  }
  return {
    SortSeq: (s: Value, before: Operation, at: At): Value =>
      sorted(items(sequenceOf(base, s, at)), before, at),
    SetToSeq: (set: Value, at: At): Value => interner.sequence([...base.elements(set, at)]),
    SetToSortSeq: (set: Value, before: Operation, at: At): Value =>
      sorted(base.elements(set, at), before, at),
    SetToSeqs: (set: Value, at: At): Value =>
      interner.set(permutations(base.elements(set, at)).map(interner.sequence)),
    SeqOf: sequencesUpTo,
    BoundedSeq: sequencesUpTo,
    TupleOf: (set: Value, length: Value, at: At): Value => ({
      kind: 'LazySet',
      form: 'Functions',
      domain: base.finite(
        { kind: 'LazySet', form: 'Interval', low: 1, high: base.integer(length, at) },
        at,
      ),
      range: base.set(set, at),
    }),
  }
}

export const createSequences = (base: Base) => ({
  ...createCore(base),
  ...createSelections(base),
  ...createPrefixes(base),
  ...createFolds(base),
  ...createSortings(base),
})

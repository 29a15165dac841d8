/** Of the community module SequencesExt: what looks for, takes or replaces a part of a sequence. */
import { items } from '../../values/Sequence.ts'
import type { Value } from '../../values/Value.ts'
import { shown } from '../Base.ts'
import type { At, Base } from '../Base.ts'
import { createSequences, sequenceOf } from './Sequences.ts'
import type { Operation, Test } from './Sequences.ts'

type Core = ReturnType<typeof createSequences>

/** Where `part` begins in `whole` first, from 0 on; -1 if nowhere. */
const positionOf = (part: readonly Value[], whole: readonly Value[]): number =>
  [...whole.keys(), whole.length].findIndex(
    (k) => k + part.length <= whole.length && part.every((item, j) => item === whole[k + j]),
  )

const createSearches = (base: Base, core: Core) => {
  const all = (s: Value, at: At): readonly Value[] => items(sequenceOf(base, s, at))
  const replaceAt = (index: Value, by: Value, part: Value, s: Value, at: At): Value => {
    const k = base.integer(index, at)
    const rest = k + sequenceOf(base, part, at).length
    const before = core.SubSeq(s, 1, k - 1, at)
    return core['\\o'](core['\\o'](before, by, at), core.SubSeq(s, rest, all(s, at).length, at), at)
  }
  return {
    /** The index counts from `from`, not from the beginning of the sequence. */
    SelectInSubSeq: (s: Value, from: Value, to: Value, test: Test, at: At): number =>
      core.SelectInSeq(core.SubSeq(s, from, to, at), test, at),
    SelectLastInSubSeq: (s: Value, from: Value, to: Value, test: Test, at: At): number =>
      core.SelectLastInSeq(core.SubSeq(s, from, to, at), test, at),
    IndexFirstSubSeq: (part: Value, s: Value, at: At): number => {
      const index = positionOf(all(part, at), all(s, at)) + 1
      return index > 0 ? index : base.fail('choose', `${shown(part)} is no part of ${shown(s)}`, at)
    },
    ReplaceSubSeqAt: replaceAt,
    ReplaceFirstSubSeq: (by: Value, part: Value, s: Value, at: At): Value => {
      const index = positionOf(all(part, at), all(s, at)) + 1
      return index > 0 ? replaceAt(index, by, part, s, at) : sequenceOf(base, s, at)
    },
  }
}

const createParts = (base: Base, core: Core) => {
  const { interner } = base
  const all = (s: Value, at: At): readonly Value[] => items(sequenceOf(base, s, at))
  const subsets = (list: readonly Value[]): readonly (readonly Value[])[] =>
    list.reduceRight<readonly (readonly Value[])[]>(
      (found, item) => [...found, ...found.map((set) => [item, ...set])],
      [[]],
    )
  return {
    SubSeqs: (s: Value, at: At): Value => {
      const list = all(s, at)
      const parts = list.flatMap((_, k) =>
        list.slice(k).map((__, j) => interner.sequence(list.slice(k, k + j + 1))),
      )
      return interner.set([interner.empty, ...parts])
    },
    /** Without the repetition: the sequences of every subset's elements. */
    SetToAllKPermutations: (set: Value, at: At): Value =>
      interner.set(
        subsets(base.elements(set, at)).flatMap((part) =>
          base.elements(core.SetToSeqs(interner.sortedSet(part), at), at),
        ),
      ),
    IsSorted: (s: Value, inOrder: Operation, at: At): boolean => {
      const list = all(s, at)
      return list.every((a, k) => list.slice(k + 1).every((b) => base.boolean(inOrder(a, b), at)))
    },
    Interleave: (s: Value, t: Value, at: At): Value => {
      const [a, b] = [all(s, at), all(t, at)]
      if (a.length !== b.length) {
        const message = `Interleave expects two sequences of one length, found ${shown(s)} and ${shown(t)}`
        return base.fail('argument', message, at)
      }
      if (a.length === 0) return interner.sequence([interner.empty, interner.empty])
      const both = a.flatMap((item, k) => [[item], [b[k] as Value]])
      return interner.sequence(both.map((single) => interner.sequence(single)))
    },
  }
}

export const createSubSequences = (base: Base) => {
  const core = createSequences(base)
  return { ...createSearches(base, core), ...createParts(base, core) }
}

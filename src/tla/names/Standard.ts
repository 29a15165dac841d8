/**
 * The modules that the engine knows without reading them: their operators with the arity of each
 * parameter. Their definitions are the engine's own (see compile); a file of the same name in a
 * specification's folder is not read. The modules that come with TLC, then those of
 * tlaplus/CommunityModules.
 */
import type { Level } from './Ir.ts'

export interface StandardOperator {
  readonly name: string
  /** One entry per parameter: 0 for a value, n for an operator of n arguments. */
  readonly params: readonly number[]
  readonly level: Level
}

export interface StandardModule {
  readonly name: string
  /** Modules whose operators it exports as well. */
  readonly extends: readonly string[]
  readonly operators: ReadonlyMap<string, StandardOperator>
  /**
   * Of a community module: a definition of the specification's own wins over it, since what these
   * modules export has grown over the years.
   */
  readonly yields: boolean
}

/** `Name`, `Name 0 0`: the name and one digit per parameter. */
const operatorOf = (row: string): StandardOperator => {
  const [name = '', ...params] = row.split(' ')
  return { name, params: params.map(Number), level: 0 }
}

const standard = (
  name: string,
  extended: readonly string[],
  rows: readonly string[],
  yields = false,
): StandardModule => ({
  name,
  extends: extended,
  operators: new Map(rows.map(operatorOf).map((o) => [o.name, o])),
  yields,
})

const infix = (names: string): readonly string[] => names.split(' ').map((n) => `${n} 0 0`)

/** The operators of the language itself, known in every module. */
export const language: StandardModule = standard(
  '',
  [],
  [
    ...infix('= # \\in \\notin \\cup \\cap \\ \\subseteq => <=> /\\ \\/ \\X ~> -+-> \\cdot'),
    ...['~', 'SUBSET', 'UNION', 'DOMAIN', 'ENABLED', 'UNCHANGED', '[]', '<>', "'"].map(
      (n) => `${n} 0`,
    ),
    'STRING',
    'BOOLEAN',
  ],
)

const sequencesExt = `ToSet 0,ToBag 0,SetToSeq 0,SetToSeqs 0,SetToSortSeq 0 2,
  SetToAllKPermutations 0,TupleOf 0 0,SeqOf 0 0,BoundedSeq 0 0,Contains 0 0,IsSorted 0 2,Reverse 0,
  Remove 0 0,ReplaceAll 0 0 0,SelectInSeq 0 1,SelectInSubSeq 0 0 0 1,SelectLastInSeq 0 1,
  SelectLastInSubSeq 0 0 0 1,InsertAt 0 0 0,ReplaceAt 0 0 0,RemoveAt 0 0,RemoveFirst 0 0,
  RemoveFirstMatch 0 1,Cons 0 0,Snoc 0 0,Front 0,Last 0,IsPrefix 0 0,IsStrictPrefix 0 0,
  IsSuffix 0 0,IsStrictSuffix 0 0,Prefixes 0,CommonPrefixes 0,LongestCommonPrefix 0,Suffixes 0,
  SeqMod 0 0,FoldSeq 2 0 0,FoldLeft 2 0 0,FoldRight 2 0 0,FoldLeftDomain 2 0 0,
  FoldRightDomain 2 0 0,FlattenSeq 0,Zip 0 0,Interleave 0 0,SubSeqs 0,AllSubSeqs 0,
  IndexFirstSubSeq 0 0,ReplaceSubSeqAt 0 0 0 0,ReplaceFirstSubSeq 0 0 0,ReplaceAllSubSeqs 0 0 0`

const community = (name: string, extended: readonly string[], rows: string): StandardModule =>
  standard(name, extended, rows.split(/,\s*/), true)

const theorems = (names: string, extended: readonly string[]): readonly StandardModule[] =>
  names.split(/\s+/).map((name) => standard(name, extended, [], true))

const modules: readonly StandardModule[] = [
  standard('Naturals', [], ['Nat', ...infix('+ - * ^ < > <= >= % \\div ..')]),
  standard('Integers', ['Naturals'], ['Int', '-. 0']),
  standard('Reals', ['Integers'], ['Real', 'Infinity', '/ 0 0']),
  standard(
    'Sequences',
    [],
    [
      'Seq 0',
      'Len 0',
      '\\o 0 0',
      'Append 0 0',
      'Head 0',
      'Tail 0',
      'SubSeq 0 0 0',
      'SelectSeq 0 1',
    ],
  ),
  standard('FiniteSets', [], ['IsFiniteSet 0', 'Cardinality 0']),
  standard(
    'TLC',
    [],
    [
      ...infix('Print :> @@ Assert TLCSet'),
      ...['PrintT', 'TLCGet', 'Permutations', 'RandomElement', 'ToString', 'TLCEval'].map(
        (n) => `${n} 0`,
      ),
      'JavaTime',
      'Any',
      'SortSeq 0 2',
    ],
  ),
  standard(
    'Bags',
    ['TLC'],
    [
      ...infix('BagIn (+) (-) \\sqsubseteq CopiesIn'),
      ...['IsABag', 'BagToSet', 'SetToBag', 'BagUnion', 'SubBag', 'BagCardinality'].map(
        (n) => `${n} 0`,
      ),
      'EmptyBag',
      'BagOfAll 1 0',
    ],
  ),
  standard('Randomization', [], ['RandomSubset 0 0', 'RandomSetOfSubsets 0 0 0']),
  // What these define stands in proofs only, which are not read.
  ...theorems('TLAPS', []),
  ...theorems(
    `FiniteSetTheorems FunctionTheorems SequenceTheorems BagsTheorems SequencesExtTheorems
     NaturalsInduction WellFoundedInduction`,
    ['Integers', 'Sequences', 'FiniteSets', 'Functions'],
  ),
  standard('TLCExt', [], ['AssertEq 0 0', 'AssertError 0 0', 'Trace', 'TLCModelValue 0'], true),
  community('Folds', [], 'MapThenFoldSet 2 0 1 1 0'),
  community(
    'Functions',
    [],
    `Restrict 0 0,Range 0,Inverse 0 0 0,IsInjective 0,Injection 0 0,Surjection 0 0,Bijection 0 0,
     ExistsInjection 0 0,ExistsSurjection 0 0,ExistsBijection 0 0,FoldFunction 2 0 0,
     FoldFunctionOnSet 2 0 0 0,RestrictDomain 0 1,RestrictValues 0 1,IsRestriction 0 0,
     Pointwise 0 0 2,SumFunction 0,SumFunctionOnSet 0 0,AntiFunction 0`,
  ),
  community(
    'FiniteSetsExt',
    ['Folds', 'Functions'],
    `FoldSet 2 0 0,SumSet 0,ProductSet 0,MapThenSumSet 1 0,Sum 0,Product 0,ReduceSet 2 0 0,FlattenSet 0,
     SymDiff 0 0,Quantify 0 1,kSubset 0 0,Max 0,Min 0,Choices 0,ChooseUnique 0 1`,
  ),
  community(
    'BagsExt',
    [],
    'BagAdd 0 0,BagRemove 0 0,BagRemoveAll 0 0,FoldBag 2 0 0,SumBag 0,ProductBag 0',
  ),
  community(
    'SequencesExt',
    ['Sequences', 'Naturals', 'FiniteSets', 'FiniteSetsExt', 'Folds', 'Functions', 'Bags', 'TLC'],
    sequencesExt,
  ),
]

export const standardModules: ReadonlyMap<string, StandardModule> = new Map(
  modules.map((m) => [m.name, m]),
)

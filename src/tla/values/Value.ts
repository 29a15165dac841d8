/**
 * TLA+ values. Numbers and booleans are JavaScript's; everything else is hash-consed by an
 * `Interner`, so that two values of one interner are equal exactly if they are `===`.
 *
 * Canonical forms make TLA+'s equalities hold by identity: a function with domain 1..n is a
 * `Sequence` (so the empty function is `<<>>`), tuples are sequences, and a record is a `Function`
 * whose domain is a set of strings.
 */
export type Value = number | boolean | Composite

export type Composite =
  StringValue | ModelValue | SetValue | FunctionValue | SequenceValue | LazySet | LazyFunction

/** What every interned value carries. The hashes depend on the structure alone, never on `id`. */
interface Interned {
  /** Dense and unique within the interner, in order of creation. */
  readonly id: number
  readonly hash1: number
  readonly hash2: number
}

export interface StringValue extends Interned {
  readonly kind: 'String'
  readonly text: string
}

/** A value equal to itself only. `type` is the letter of a typed model value (`T_a`), or ''. */
export interface ModelValue extends Interned {
  readonly kind: 'ModelValue'
  readonly name: string
  readonly type: string
}

/** `items` are distinct and ascend in the order of `compare`. */
export interface SetValue extends Interned {
  readonly kind: 'Set'
  readonly items: readonly Value[]
}

/** `values[k]` is the image of `domain.items[k]`. Never a sequence: see above. */
export interface FunctionValue extends Interned {
  readonly kind: 'Function'
  readonly domain: SetValue
  readonly values: readonly Value[]
}

/**
 * A sequence as a stack: `parent` with `last` appended. `jump` is an ancestor chosen as in Myers's
 * applicative random-access stack, so that appending takes constant time and reaching any prefix
 * takes logarithmic time, however long the sequence. The empty sequence is its own parent.
 */
export interface SequenceValue extends Interned {
  readonly kind: 'Sequence'
  readonly length: number
  readonly parent: SequenceValue
  readonly last: Value
  readonly jump: SequenceValue
  /** The elements as an array, made on demand for sequences that are indexed. */
  flat: readonly Value[] | undefined
}

/** How a set is described that is not, or cannot be, enumerated. */
export type LazyForm =
  | { readonly form: 'Nat' | 'Int' | 'STRING' }
  | { readonly form: 'Interval'; readonly low: number; readonly high: number }
  | { readonly form: 'Seq'; readonly of: SetLike }
  | { readonly form: 'SUBSET'; readonly of: SetLike }
  | { readonly form: 'Functions'; readonly domain: SetLike; readonly range: SetLike }
  | {
      readonly form: 'Records'
      readonly fields: readonly StringValue[]
      readonly sets: readonly SetLike[]
    }
  | { readonly form: 'Product' | 'Union' | 'Intersection'; readonly sets: readonly SetLike[] }
  | { readonly form: 'Difference'; readonly left: SetLike; readonly right: SetLike }
  | {
      readonly form: 'Filter'
      readonly of: SetLike
      readonly holds: (value: Value) => boolean
      /** The elements, once they have been enumerated. */
      found: SetValue | undefined
    }

/**
 * A set with lazy membership. It lives only while an expression is evaluated: where it is stored
 * in a composite or in a variable, or compared, it is enumerated first (`materialise`), under a
 * limit. It is therefore not interned.
 */
export type LazySet = { readonly kind: 'LazySet' } & LazyForm

/**
 * A function whose images are computed on demand: a recursive function while it is being defined,
 * or one with an infinite domain. As short-lived as a `LazySet`.
 */
export interface LazyFunction {
  readonly kind: 'LazyFunction'
  readonly domain: SetLike
  readonly image: (argument: Value) => Value
}

export type SetLike = SetValue | LazySet

import type { Value } from '../values/Value.ts'

/**
 * A way down from Next to one of its parts: which disjunct, which element of a quantifier. The
 * code of an instance is Next's, compiled along its path: what stands beside it stays.
 */
export type Path =
  /** The part itself, with the name of its action. */
  | { readonly kind: 'here'; readonly name: string }
  /** One item of a disjunction, or the item of a conjunction in which the path goes on. */
  | { readonly kind: 'item'; readonly index: number; readonly rest: Path }
  /** One element for each name of a quantifier. */
  | { readonly kind: 'element'; readonly values: readonly Value[]; readonly rest: Path }
  /** Elements that are handed in at run time, under these JavaScript names. */
  | { readonly kind: 'given'; readonly names: readonly string[]; readonly rest: Path }
  /** Every element of a quantifier whose domain depends on the state. */
  | { readonly kind: 'every'; readonly rest: Path }
  /** The body of a definition or of a LET. */
  | { readonly kind: 'inside'; readonly rest: Path }

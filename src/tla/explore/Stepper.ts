/**
 * What breadth-first search asks of a transition system, and nothing more. Two implementations:
 * the plain compiled machine (`PlainStepper.ts`), which visits successors in TLC's order, and the
 * memo layer (`../memo`), which visits the same ones grouped by what they read. States, depth and
 * the length of a counterexample do not depend on that order; which action was the first to reach
 * a state, and which of several shortest runs is shown, do.
 *
 * A state is a **row**: one dense id per variable. Ids are handed out by the stepper, so that two
 * states are equal exactly when their rows are. There is no fingerprint that could collide.
 */
/**
 * Called once per generated successor, before duplicates are removed. The row is
 * `stepper.row`, to be read during the call and copied if it is to be kept.
 *
 * @param action index into `stepper.actions`; 0 and ignored for initial states
 * @param hash   any 32 bits that equal keys share; the sum of `cellHash` over the key by custom
 * @param inModel whether every CONSTRAINT and ACTION_CONSTRAINT holds
 * @returns true to stop: the stepper must return at once
 */
export type Visit = (action: number, hash: number, inModel: boolean) => boolean

/** `V` is the type of a variable's value. */
export interface Stepper<V> {
  /** Cells per row: the number of variables. */
  readonly width: number
  /** The state being visited. Always the same array; its content is valid during a visit. */
  readonly row: Int32Array
  /**
   * What decides whether two states count as one: `row` itself, or, under VIEW or SYMMETRY, the
   * ids of the view of the smallest symmetric state. Always the same array as well.
   */
  readonly key: Int32Array
  /** The actions into which Next was split; several instances of one definition share a name. */
  readonly actions: readonly string[]

  /** Visits every initial state, duplicates included. */
  readonly initialStates: (visit: Visit) => void
  /**
   * Visits every successor of the state that stands in `rows` from `offset` on: one visit per
   * branch, duplicates and stuttering steps included. `rows` is never written to.
   */
  readonly successors: (rows: Int32Array, offset: number, visit: Visit) => void

  /** During a visit: the first invariant that `row` breaks, as its index, or -1. */
  readonly brokenInvariant: () => number
  /** During a visit from `initialStates`: the first initial predicate that is false, or -1. */
  readonly brokenInitialPredicate: () => number
  /** During a visit from `successors`: the first action property that the step breaks, or -1. */
  readonly brokenActionProperty: () => number

  /** The values of the row that stands in `rows` from `offset` on, in the order of the variables. */
  readonly decode: (rows: Int32Array, offset: number) => readonly V[]
}

/**
 * The contribution of one cell to the hash of a row. Hashes of rows are plain sums (modulo 2^32)
 * of these, so that a successor's hash costs one subtraction and one addition per changed variable.
 */
export const cellHash = (variable: number, id: number): number => {
  const spread = Math.imul(id + 1, 0x9e3779b1) + Math.imul(variable + 1, 0x85ebca6b)
  const mixed = Math.imul(spread ^ (spread >>> 15), 0x2c1b3c6d)
  const again = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return again ^ (again >>> 15)
}

/** The hash of a whole row, for where none is known to start from. */
export const rowHash = (row: Int32Array, offset: number, width: number): number => {
  let sum = 0
  for (let i = 0; i < width; i++) sum = (sum + cellHash(i, row[offset + i] ?? 0)) | 0
  return sum
}

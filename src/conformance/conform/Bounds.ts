/** What a model says of states and steps beyond Next, as TLC reads it: its bounds and properties. */

export interface Bounds {
  /** Whether there is any action property: without one, known successors need no evaluation. */
  readonly hasActionProperties: boolean
  /** Is a state within every constraint, and the step to it? `from` is absent for an initial one. */
  readonly inModel: (from: Int32Array | undefined, to: Int32Array) => boolean
  /** The name of the first property that a state breaks. */
  readonly brokenInvariant: (state: Int32Array) => string | undefined
  readonly brokenActionProperty: (from: Int32Array, to: Int32Array) => string | undefined
}

/** What ends a comparison: where the two sides part, in the form in which it is met. */

export interface Finding {
  /** One sentence. */
  readonly what: string
  /** The number of the state in which it was met; -1 at Init. */
  readonly state: number
  /** The instance, or that of the step's last label; -1 where none is concerned. */
  readonly instance: number
  /** What `step` was given, and the instances that it says it took. */
  readonly step?: { readonly event: string; readonly labels: readonly number[] }
  /** The rows that each side goes to; absent where it does not go. */
  readonly spec?: Int32Array
  readonly core?: Int32Array
  /** The state in which the specification does not take the instance, to say why. */
  readonly disabledAt?: Int32Array
}

/**
 * The specification as `conform` asks it: one action with its parameters bound, at one state. Two
 * implementations, which answer the same: the compiled machine, and the memo layer over it.
 */
import type { Machine } from '../../tla/compile/Machine.ts'
import type { Value } from '../../tla/values/Value.ts'
import type { Bounds } from './Bounds.ts'
import type { RowSpace } from './RowSpace.ts'

export interface SpecRunner {
  readonly machine: Machine
  readonly space: RowSpace
  readonly bounds: Bounds
  /** A handle for an action with its parameters bound. @throws TlaError if there is no such action */
  readonly bind: (action: string, args: readonly Value[]) => number
  /** Goes to the state whose row stands in `row`, which must not change meanwhile. */
  readonly goTo: (row: Int32Array) => void
  /**
   * Takes a bound action in the state gone to, and leaves the first successor's row in `next`.
   *
   * @returns how many successors there are: 0 where it is not enabled
   * @throws TlaError where the specification cannot be evaluated
   */
  readonly run: (handle: number) => number
  readonly next: Int32Array
}

/**
 * The specification as `conform` asks it: one action with its parameters bound, at one state. Two
 * implementations: the compiled machine, here, and the memo layer.
 */
import type { Action, Machine, State } from '../../tla/compile/Machine.ts'
import { makeValueIds } from '../../tla/explore/ValueIds.ts'
import type { Value } from '../../tla/values/Value.ts'
import { makeRowSpace, type RowSpace } from './RowSpace.ts'

export interface SpecRunner {
  readonly space: RowSpace
  readonly machine: Machine
  /** A handle for an action with its parameters bound. @throws TlaError if there is no such action */
  readonly bind: (action: string, args: readonly Value[]) => number
  /** Goes to the state whose row stands in `rows` from `offset` on. */
  readonly goTo: (rows: Int32Array, offset: number) => void
  /**
   * Takes a bound action in the state gone to, and leaves the first successor's row in `next`.
   *
   * @returns how many successors there are: 0 where it is not enabled
   * @throws TlaError where the specification cannot be evaluated
   */
  readonly run: (handle: number) => number
  readonly next: Int32Array
}

/** Runs bound actions by evaluating them anew each time. */
export const plainSpecRunner = (machine: Machine): SpecRunner => {
  const { specification } = machine
  const space = makeRowSpace(specification, specification.variables.map(makeValueIds))
  const actions = new Map<string, Action>()
  const bound: { readonly action: Action; readonly args: readonly Value[] }[] = []
  const next = new Int32Array(space.width)
  let state: State = []

  const actionOf = (name: string): Action => {
    const known = actions.get(name)
    if (known !== undefined) return known
    const action = machine.action(name)
    actions.set(name, action)
    return action
  }

  return {
    space,
    machine,
    bind: (name, args) => bound.push({ action: actionOf(name), args }) - 1,
    goTo: (rows, offset) => {
      state = space.decode(rows, offset)
    },
    run: (handle) => {
      const instance = bound[handle]
      if (instance === undefined) throw new Error(`nothing is bound to ${String(handle)}`)
      const successors = instance.action.run(instance.args, state)
      const [first] = successors
      if (first !== undefined) space.encode(first, next)
      return successors.length
    },
    next,
  }
}

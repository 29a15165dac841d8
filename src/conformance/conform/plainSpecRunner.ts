import type { Action, Machine, State } from '../../tla/compile/Machine.ts'
import { makeValueIds } from '../../tla/explore/ValueIds.ts'
import type { Value } from '../../tla/values/Value.ts'
import type { Bounds } from './Bounds.ts'
import { makeRowSpace, type RowSpace } from './RowSpace.ts'
import type { SpecRunner } from './SpecRunner.ts'

const plainBounds = (machine: Machine, space: RowSpace): Bounds => {
  const { constraints, actionConstraints, invariants, actionProperties } = machine.specification
  const states = constraints.map((named) => machine.predicate(named))
  const steps = actionConstraints.map((named) => machine.actionPredicate(named))
  const invariantTests = invariants.map((named) => machine.predicate(named))
  const propertyTests = actionProperties.map((named) => machine.actionPredicate(named))
  const isAllowed = (from: State, to: State): boolean => steps.every((holds) => holds(from, to))
  return {
    hasActionProperties: propertyTests.length > 0,
    inModel: (from, to) => {
      const state = space.decode(to)
      return (
        states.every((holds) => holds(state)) &&
        (from === undefined || steps.length === 0 || isAllowed(space.decode(from), state))
      )
    },
    brokenInvariant: (row) => {
      const state = space.decode(row)
      return invariants[invariantTests.findIndex((holds) => !holds(state))]?.name
    },
    brokenActionProperty: (from, to) => {
      if (propertyTests.length === 0) return undefined
      const [before, after] = [space.decode(from), space.decode(to)]
      return actionProperties[propertyTests.findIndex((holds) => !holds(before, after))]?.name
    },
  }
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
    machine,
    space,
    bounds: plainBounds(machine, space),
    bind: (name, args) => bound.push({ action: actionOf(name), args }) - 1,
    goTo: (row) => {
      state = space.decode(row)
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

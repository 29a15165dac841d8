/** What a model says of states and steps beyond Next: its bounds and its properties, as TLC reads them. */
import type { Machine, State } from '../../tla/compile/Machine.ts'
import type { RowSpace } from './RowSpace.ts'

export interface Bounds {
  /** Is a state within every constraint, or an initial one if `from` is absent? */
  readonly inModel: (from: State | undefined, to: State) => boolean
  /** The name of the first property that a state breaks. */
  readonly brokenInvariant: (state: State) => string | undefined
  readonly brokenActionProperty: (from: State, to: State) => string | undefined
  /** Whether there is any action property: without one, known successors need no evaluation. */
  readonly hasActionProperties: boolean
  readonly decode: RowSpace['decode']
}

export const boundsOf = (machine: Machine, space: RowSpace): Bounds => {
  const { constraints, actionConstraints, invariants, actionProperties } = machine.specification
  const states = constraints.map((named) => machine.predicate(named))
  const steps = actionConstraints.map((named) => machine.actionPredicate(named))
  const invariantChecks = invariants.map((named) => [named.name, machine.predicate(named)] as const)
  const propertyChecks = actionProperties.map(
    (named) => [named.name, machine.actionPredicate(named)] as const,
  )
  return {
    inModel: (from, to) =>
      states.every((holds) => holds(to)) &&
      (from === undefined || steps.every((holds) => holds(from, to))),
    brokenInvariant: (state) => invariantChecks.find(([, holds]) => !holds(state))?.[0],
    brokenActionProperty: (from, to) => propertyChecks.find(([, holds]) => !holds(from, to))?.[0],
    hasActionProperties: propertyChecks.length > 0,
    decode: space.decode,
  }
}

/** A path of states with the action that makes each step, in TLA+ text. */
import type { Label, Machine, State } from '../compile/Machine.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import { show } from '../values/Show.ts'
import type { Value } from '../values/Value.ts'
import type { StepLabel, TraceState } from './Outcome.ts'

const sameState = (a: State, b: State): boolean => a.every((value, i) => value === b[i])

/** The first instance, in the order of Next, that leads from one state to the other. */
const labelOf = (machine: Machine, from: State, to: State): Label | undefined => {
  let found: Label | undefined
  try {
    machine.successors(from, (label, next) => {
      if (found === undefined && sameState(next, to)) found = label
    })
  } catch (error) {
    // A later branch than the one looked for cannot be evaluated: the search stopped before it.
    if (!(error instanceof TlaError)) throw error
  }
  return found
}

const showLabel = (label: Label | undefined): StepLabel => ({
  action: label?.name ?? 'Next',
  args: (label?.args ?? []).map((value: Value) => show(value)),
})

/**
 * Describes a path, of which the first state is initial and each other one a successor of the one
 * before. The search keeps no labels; they are found again by evaluation.
 */
export const describePath = (machine: Machine, path: readonly State[]): readonly TraceState[] => {
  const names = machine.specification.variables.map(({ name }) => name)
  return path.map((state, k) => {
    const before = path[k - 1]
    return {
      step: before === undefined ? undefined : showLabel(labelOf(machine, before, state)),
      variables: names.map((name, i) => [name, show(state[i] as Value)] as const),
    }
  })
}

/** Explores a compiled specification: assumptions first, then the states, then the explanation. */
import type { Machine, State } from '../compile/Machine.ts'
import type { NamedExpr, Specification } from '../names/Ir.ts'
import type { Diagnostic } from '../syntax/Diagnostic.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import { failures } from '../values/Failure.ts'
import type { Value } from '../values/Value.ts'
import { describePath } from './Counterexample.ts'
import type { ActionCount, Ending, Outcome, PropertyKind } from './Outcome.ts'
import { search, type Limits, type Progress, type SearchResult } from './Search.ts'
import type { Stepper } from './Stepper.ts'

export interface ExploreOptions {
  readonly limits?: Limits
  readonly progress?: (progress: Progress) => void
}

export interface Exploration {
  readonly outcome: Outcome
  /** The states of the counterexample as values; empty if there is none. */
  readonly states: readonly State[]
}

const nothingExplored = (machine: Machine, ending: Ending): Exploration => ({
  outcome: {
    module: machine.specification.module,
    engine: 'builtin',
    ending,
    generated: 0,
    distinct: 0,
    depth: 0,
    queued: 0,
    actions: [],
  },
  states: [],
})

/** The ending, if an ASSUME is false or cannot be evaluated. */
const brokenAssumption = (machine: Machine): Ending | undefined => {
  for (const assumption of machine.specification.assumptions) {
    try {
      if (machine.evaluate(assumption, []) === true) continue
    } catch (error) {
      if (!(error instanceof TlaError)) throw error
      return { _tag: 'EvaluationError', diagnostic: error.diagnostic, trace: [] }
    }
    const message = 'this ASSUME is false; check the constants that the configuration gives'
    const diagnostic: Diagnostic = { code: 'TLA401', message, span: assumption.span }
    return { _tag: 'Violated', violation: { kind: 'assumption', diagnostic } }
  }
  return undefined
}

const propertiesOf = (
  specification: Specification,
): Readonly<Record<PropertyKind, readonly NamedExpr[]>> => ({
  invariant: specification.invariants,
  'action property': specification.actionProperties,
  'initial predicate': specification.initialPredicates,
})

const endingOf = (machine: Machine, { ending }: SearchResult, states: readonly State[]): Ending => {
  if (ending._tag === 'Complete' || ending._tag === 'LimitReached') return ending
  const trace = describePath(machine, states)
  if (ending._tag === 'EvaluationError') {
    const { diagnostic } = ending
    return diagnostic.code === failures.assert
      ? { _tag: 'Violated', violation: { kind: 'assertion', diagnostic, trace } }
      : { _tag: 'EvaluationError', diagnostic, trace }
  }
  if (ending.kind === 'deadlock')
    return { _tag: 'Violated', violation: { kind: 'deadlock', trace } }
  const { kind, index } = ending
  const name = propertiesOf(machine.specification)[kind][index]?.name ?? ''
  return { _tag: 'Violated', violation: { kind, name, trace } }
}

const actionCounts = (stepper: Stepper<Value>, result: SearchResult): readonly ActionCount[] =>
  stepper.actions.map((action, k) => ({
    action,
    generated: result.actions[k]?.generated ?? 0,
    distinct: result.actions[k]?.distinct ?? 0,
  }))

/**
 * Explores every reachable state of a specification, or stops at the first violation or limit.
 *
 * @param stepper built from the same machine: `makePlainStepper`, or the memo layer's
 * @throws never a TlaError: what cannot be evaluated is an ending
 */
export const exploreMachine = (
  machine: Machine,
  stepper: Stepper<Value>,
  options: ExploreOptions = {},
): Exploration => {
  const { specification } = machine
  const broken = brokenAssumption(machine)
  if (broken !== undefined) return nothingExplored(machine, broken)
  const result = search(stepper, {
    ...options,
    checkDeadlock: specification.checkDeadlock,
    invariants: specification.invariants.length,
    initialPredicates: specification.initialPredicates.length,
    actionProperties: specification.actionProperties.length,
  })
  const states = result.path.map((row) => stepper.decode(row, 0))
  return {
    outcome: {
      module: specification.module,
      engine: 'builtin',
      ending: endingOf(machine, result, states),
      generated: result.generated,
      distinct: result.distinct,
      depth: result.depth,
      queued: result.queued,
      actions: actionCounts(stepper, result),
    },
    states,
  }
}

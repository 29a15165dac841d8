/**
 * Breadth-first search with TLC's exact semantics (one worker), for any `Stepper`:
 *
 * - generated counts initial states and every branch of Next, duplicates included;
 * - a successor outside a constraint is counted as generated, its invariants and action properties
 *   are evaluated, and then it is dropped: neither distinct nor expanded;
 * - invariants are evaluated on new states, action properties on every step;
 * - a state without any successor, in or out of the constraints, is a deadlock;
 * - the first violation ends the search, so a counterexample is a shortest one.
 */
import { TlaError, type Diagnostic } from '../syntax/Diagnostic.ts'
import type { PropertyKind } from './Outcome.ts'
import { makeStateTable, type StateTable } from './StateTable.ts'
import type { Stepper, Visit } from './Stepper.ts'

/** Reaching a limit ends the search undecided, soon after: limits are looked at now and then. */
export interface Limits {
  /** Distinct states. */
  readonly states?: number
  /** Depth, as reported: the search does not expand states at this depth. */
  readonly depth?: number
  /** Any other limit (time, memory): the name of the one that was reached, or undefined. */
  readonly reached?: () => string | undefined
}

export interface Progress {
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  readonly queued: number
}

export interface SearchOptions {
  readonly checkDeadlock: boolean
  /** How many there are: with none, the stepper is never asked. */
  readonly invariants: number
  readonly initialPredicates: number
  readonly actionProperties: number
  readonly limits?: Limits
  /** Called every few expansions; thinning out by time is the caller's. */
  readonly progress?: (progress: Progress) => void
}

/** Why the search ended; `index` counts in the specification's list of that kind. */
export type SearchEnding =
  | { readonly _tag: 'Complete' }
  | {
      readonly _tag: 'Violation'
      readonly kind: PropertyKind
      readonly index: number
    }
  | { readonly _tag: 'Violation'; readonly kind: 'deadlock' }
  | { readonly _tag: 'EvaluationError'; readonly diagnostic: Diagnostic }
  | { readonly _tag: 'LimitReached'; readonly limit: string }

export interface SearchResult {
  readonly ending: SearchEnding
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  readonly queued: number
  /** Per index of `stepper.actions`. */
  readonly actions: readonly { readonly generated: number; readonly distinct: number }[]
  /**
   * The rows that lead to a violation, a deadlock or an evaluation error, from an initial state
   * on; empty otherwise. The last one may lie outside the constraints.
   */
  readonly path: readonly Int32Array[]
}

/** Expansions between two looks at the clock and two reports of progress. */
const STRIDE = 1 << 4
/** The same in visits, for initial states and for states with very many successors. */
const VISIT_STRIDE = 1 << 14

/** What changes during a search. `ending` is set by the visitors and ends it. */
interface Run {
  readonly table: StateTable
  readonly generatedBy: number[]
  readonly distinctBy: number[]
  generated: number
  /** The state being expanded; -1 while the initial states are visited. */
  current: number
  /** States taken from the queue so far: the expanded ones, and `current` once its turn has come. */
  dequeued: number
  /** The level of `current`, initial states being level 1, and the first state beyond it. */
  level: number
  levelEnd: number
  ending: SearchEnding | undefined
  /** Whether the state under visit was added: it is queued only once its properties hold. */
  isAdded: boolean
  /** A copy of the row that ended the search, if it is not `current` itself. */
  culprit: Int32Array | undefined
}

const startRun = <V>(stepper: Stepper<V>): Run => ({
  table: makeStateTable(stepper.width, stepper.key.length, stepper.key === stepper.row),
  generatedBy: stepper.actions.map(() => 0),
  distinctBy: stepper.actions.map(() => 0),
  generated: 0,
  current: -1,
  dequeued: 0,
  level: 1,
  levelEnd: 0,
  ending: undefined,
  isAdded: false,
  culprit: undefined,
})

const depthOf = (run: Run): number => {
  if (run.current < 0) return Math.min(1, run.table.count())
  return run.table.count() > run.levelEnd ? run.level + 1 : run.level
}

const progressOf = (run: Run): Progress => ({
  generated: run.generated,
  distinct: run.table.count(),
  depth: depthOf(run),
  queued: run.table.count() - run.dequeued - (run.culprit !== undefined && run.isAdded ? 1 : 0),
})

/**
 * Evaluates the properties of one kind on the row under visit and ends the search if one is
 * broken, or if one cannot be evaluated. The stepper will overwrite the row: hence the copies.
 */
const isBroken = <V>(
  run: Run,
  stepper: Stepper<V>,
  kind: PropertyKind,
  firstBroken: () => number,
): boolean => {
  try {
    const index = firstBroken()
    if (index < 0) return false
    run.ending = { _tag: 'Violation', kind, index }
  } catch (error) {
    if (!(error instanceof TlaError)) throw error
    run.ending = { _tag: 'EvaluationError', diagnostic: error.diagnostic }
  }
  run.culprit = stepper.row.slice()
  return true
}

const quantityReached = (run: Run, { states }: Limits): string | undefined =>
  states !== undefined && run.table.count() >= states
    ? `${String(states)} distinct states`
    : undefined

/** Counts a generated state; now and then looks whether the search must end undecided. */
const isStopped = (run: Run, options: SearchOptions): boolean => {
  run.generated++
  if (run.generated % VISIT_STRIDE !== 0) return false
  options.progress?.(progressOf(run))
  const limit = quantityReached(run, options.limits ?? {}) ?? options.limits?.reached?.()
  if (limit === undefined) return false
  run.ending = { _tag: 'LimitReached', limit }
  return true
}

const visitInitial = <V>(run: Run, stepper: Stepper<V>, options: SearchOptions): Visit => {
  const { table } = run
  const { invariants, initialPredicates } = options
  return (_action, hash, inModel) => {
    if (isStopped(run, options)) return true
    run.isAdded = inModel && table.add(stepper.row, stepper.key, hash, -1) >= 0
    const isNew = run.isAdded || !inModel
    if (isNew && invariants > 0 && isBroken(run, stepper, 'invariant', stepper.brokenInvariant)) {
      return true
    }
    return (
      initialPredicates > 0 &&
      isBroken(run, stepper, 'initial predicate', stepper.brokenInitialPredicate)
    )
  }
}

/** The innermost loop of the engine: called once per generated state. */
const visitSuccessor = <V>(run: Run, stepper: Stepper<V>, options: SearchOptions): Visit => {
  const { table, generatedBy, distinctBy } = run
  const { row, key } = stepper
  const { invariants, actionProperties } = options
  return (action, hash, inModel) => {
    if (isStopped(run, options)) return true
    generatedBy[action] = (generatedBy[action] ?? 0) + 1
    run.isAdded = inModel && table.add(row, key, hash, run.current) >= 0
    if (run.isAdded) distinctBy[action] = (distinctBy[action] ?? 0) + 1
    const isNew = run.isAdded || !inModel
    if (isNew && invariants > 0 && isBroken(run, stepper, 'invariant', stepper.brokenInvariant)) {
      return true
    }
    return (
      actionProperties > 0 &&
      isBroken(run, stepper, 'action property', stepper.brokenActionProperty)
    )
  }
}

const limitReached = (run: Run, limits: Limits): string | undefined => {
  if (run.level === limits.depth) return `depth ${String(limits.depth)}`
  return (
    quantityReached(run, limits) ?? (run.current % STRIDE === 0 ? limits.reached?.() : undefined)
  )
}

/** Expands the states in the order of their numbers, which is breadth first. */
const expandAll = <V>(run: Run, stepper: Stepper<V>, options: SearchOptions): SearchEnding => {
  const { table } = run
  const limits = options.limits ?? {}
  const visit = visitSuccessor(run, stepper, options)
  run.levelEnd = table.count()
  for (run.current = 0; run.current < table.count(); run.current++) {
    if (run.current === run.levelEnd) {
      run.level++
      run.levelEnd = table.count()
    }
    const limit = limitReached(run, limits)
    if (limit !== undefined) return { _tag: 'LimitReached', limit }
    if (run.current % STRIDE === 0) options.progress?.(progressOf(run))
    run.dequeued++
    const before = run.generated
    stepper.successors(table.chunkOf(run.current), table.offsetOf(run.current), visit)
    if (run.ending !== undefined) return run.ending
    if (options.checkDeadlock && run.generated === before) {
      return { _tag: 'Violation', kind: 'deadlock' }
    }
  }
  return { _tag: 'Complete' }
}

const run = <V>(state: Run, stepper: Stepper<V>, options: SearchOptions): SearchEnding => {
  try {
    stepper.initialStates(visitInitial(state, stepper, options))
    return state.ending ?? expandAll(state, stepper, options)
  } catch (error) {
    if (!(error instanceof TlaError)) throw error
    return state.ending ?? { _tag: 'EvaluationError', diagnostic: error.diagnostic }
  }
}

const pathTo = (run: Run, width: number): readonly Int32Array[] => {
  const path = run.culprit === undefined ? [] : [run.culprit]
  for (let state = run.current; state >= 0; state = run.table.parentOf(state)) {
    const offset = run.table.offsetOf(state)
    path.push(run.table.chunkOf(state).slice(offset, offset + width))
  }
  return path.reverse()
}

/** Searches until every reachable state is expanded, a violation is found or a limit reached. */
export const search = <V>(stepper: Stepper<V>, options: SearchOptions): SearchResult => {
  const state = startRun(stepper)
  const ending = run(state, stepper, options)
  const isUneventful = ending._tag === 'Complete' || ending._tag === 'LimitReached'
  return {
    ending,
    ...progressOf(state),
    actions: stepper.actions.map((_, index) => ({
      generated: state.generatedBy[index] ?? 0,
      distinct: state.distinctBy[index] ?? 0,
    })),
    path: isUneventful ? [] : pathTo(state, stepper.width),
  }
}

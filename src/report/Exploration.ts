/** What a person, or a program, sees of an exploration. */
import { match } from 'ts-pattern'
import type { Diagnostic } from '../tla/syntax/Diagnostic.ts'
import { showSpan } from '../tla/syntax/Span.ts'
import {
  neverOccurring,
  type ActionCount,
  type Ending,
  type Outcome,
  type StepLabel,
  type TraceState,
  type Violation,
} from '../tla/explore/Outcome.ts'
import { count, duration, megabytes, plural } from './Figures.ts'
import { showTable } from './Table.ts'

/** An outcome and what it cost. */
export type Exploration = {
  readonly outcome: Outcome
  readonly seconds: number
  /** Of the process that explored, in bytes; undefined where it was not measured. */
  readonly peakMemory: number | undefined
}

/** `holds`, `violated` and `undecided` are exit codes 0, 1 and 3; `unusable` is 2. */
export const verdictOf = (ending: Ending): 'holds' | 'violated' | 'undecided' | 'unusable' =>
  match(ending)
    .with({ _tag: 'Complete' }, () => 'holds' as const)
    .with({ _tag: 'Violated' }, () => 'violated' as const)
    .with({ _tag: 'LimitReached' }, () => 'undecided' as const)
    .with({ _tag: 'EvaluationError' }, () => 'unusable' as const)
    .exhaustive()

const showDiagnostic = ({ code, message, span }: Diagnostic): string =>
  `${span === undefined ? '' : `${showSpan(span)}: `}${message} [${code}]`

const showStep = (step: StepLabel | undefined): string => {
  if (step === undefined) return 'initial state'
  return step.args.length === 0 ? step.action : `${step.action}(${step.args.join(', ')})`
}

/** Only what changed, after the first state: a state of Raft has a dozen variables. */
const changedVariables = (state: TraceState, before: TraceState | undefined) =>
  state.variables.filter(([, value], i) => before?.variables[i]?.[1] !== value)

const showState = (state: TraceState, k: number, trace: readonly TraceState[]): string => {
  const changed = changedVariables(state, trace[k - 1])
  const width = Math.max(0, ...changed.map(([name]) => name.length))
  return [
    `State ${k + 1}: ${showStep(state.step)}`,
    ...changed.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`),
    ...(changed.length === 0 ? ['  (nothing changed)'] : []),
  ].join('\n')
}

const showTrace = (trace: readonly TraceState[]): string =>
  trace.length === 0
    ? ''
    : `\nThe shortest run to it, ${plural(trace.length, 'state')}, changed variables only:\n\n${trace
        .map(showState)
        .join('\n\n')}\n`

const nameViolation = (violation: Violation): string =>
  match(violation)
    .with({ kind: 'deadlock' }, () => 'Deadlock: a state without a successor is reachable')
    .with({ kind: 'assumption' }, ({ diagnostic }) => showDiagnostic(diagnostic))
    .with(
      { kind: 'assertion' },
      ({ diagnostic }) => `An assertion failed: ${showDiagnostic(diagnostic)}`,
    )
    .with({ kind: 'invariant' }, ({ name }) => `Invariant ${name} is violated`)
    .with({ kind: 'action property' }, ({ name }) => `Action property ${name} is violated`)
    .with({ kind: 'temporal property' }, () => 'A temporal property is violated')
    .with({ kind: 'initial predicate' }, ({ name }) => `Property ${name} is false initially`)
    .exhaustive()

const showEnding = (ending: Ending): string =>
  match(ending)
    .with({ _tag: 'Complete' }, () => 'No violation: every reachable state was examined.\n')
    .with(
      { _tag: 'Violated' },
      ({ violation }) =>
        `${nameViolation(violation)}.\n${'trace' in violation ? showTrace(violation.trace) : ''}`,
    )
    .with(
      { _tag: 'EvaluationError' },
      ({ diagnostic, trace }) =>
        `Cannot be evaluated: ${showDiagnostic(diagnostic)}\n${showTrace(trace)}`,
    )
    .with(
      { _tag: 'LimitReached' },
      ({ limit }) => `Undecided: stopped at the limit of ${limit}; no violation so far.\n`,
    )
    .exhaustive()

const ACTION_COLUMNS = [
  { heading: 'action', align: 'left' },
  { heading: 'generated', align: 'right' },
  { heading: 'distinct', align: 'right' },
] as const

const showActions = (actions: readonly ActionCount[]): string => {
  const rows = actions.map((a) => [a.action, count(a.generated), count(a.distinct)])
  return `\n${showTable(ACTION_COLUMNS, rows)}\n`
}

const showWarning = (never: readonly string[]): string =>
  never.length === 0
    ? ''
    : `\nWARNING: ${never.length === 1 ? 'an action' : 'actions'} of Next never occurred: ${never.join(', ')}\n`

const showCosts = ({ outcome, seconds, peakMemory }: Exploration): string =>
  [
    duration(seconds * 1000),
    ...(peakMemory === undefined ? [] : [`peak memory ${megabytes(peakMemory)}`]),
    outcome.engine === 'tlc' ? 'TLC' : 'built-in engine',
  ].join(', ')

/** The whole report, as lines of text. */
export const showExploration = (exploration: Exploration): string => {
  const { outcome } = exploration
  const { generated, distinct, depth, queued, actions } = outcome
  const left = queued === 0 ? '' : `, ${count(queued)} not expanded`
  return [
    `${outcome.module}: ${showEnding(outcome.ending)}`,
    actions === undefined || actions.length === 0 ? '' : showActions(actions),
    showWarning(neverOccurring(outcome)),
    `\n${plural(generated, 'state')} generated, ${count(distinct)} distinct, depth ${depth}${left}`,
    ` (${showCosts(exploration)})\n`,
  ].join('')
}

const traceToJson = (trace: readonly TraceState[]) =>
  trace.map(({ step, variables }) => ({
    ...(step !== undefined && { action: step.action, args: step.args }),
    variables: Object.fromEntries(variables),
  }))

const endingToJson = (ending: Ending) =>
  match(ending)
    .with({ _tag: 'Complete' }, () => ({}))
    .with({ _tag: 'LimitReached' }, ({ limit }) => ({ limit }))
    .with({ _tag: 'EvaluationError' }, ({ diagnostic, trace }) => ({
      problem: diagnostic,
      trace: traceToJson(trace),
    }))
    .with({ _tag: 'Violated' }, ({ violation }) => ({
      violation: {
        kind: violation.kind,
        ...('name' in violation && { name: violation.name }),
        ...('diagnostic' in violation && { problem: violation.diagnostic }),
      },
      ...('trace' in violation && { trace: traceToJson(violation.trace) }),
    }))
    .exhaustive()

/** The same as data, for `--json`. Values are TLA+ text. */
export const explorationToJson = ({ outcome, seconds, peakMemory }: Exploration) => ({
  verdict: verdictOf(outcome.ending),
  module: outcome.module,
  engine: outcome.engine,
  ...endingToJson(outcome.ending),
  states: {
    generated: outcome.generated,
    distinct: outcome.distinct,
    depth: outcome.depth,
    queued: outcome.queued,
  },
  ...(outcome.actions !== undefined && {
    actions: outcome.actions,
    neverOccurring: neverOccurring(outcome),
  }),
  seconds: Number(seconds.toFixed(3)),
  ...(peakMemory !== undefined && { peakMemory }),
})

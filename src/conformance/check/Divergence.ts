/** Why a line is no behaviour of the specification, in terms of its actions. */
import type { Machine } from '../../tla/compile/Machine.ts'
import { explainDisabled } from '../../tla/explain/Explain.ts'
import { prefix } from '../../tla/values/Sequence.ts'
import type { Span } from '../../tla/syntax/Span.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
import type { ObservedMessage, ObservedState, TraceLine } from '../../trace/RaftTrace.ts'
import { messageDifferences, showValue, stateDifferences, type Difference } from './Observation.ts'
import type { Obstacle } from './Path.ts'
import type { Violation } from './Properties.ts'
import { field, textOf } from './Records.ts'
import { serverVariables } from '../Projection.ts'
import type { ServerView } from './ServerView.ts'
import { isCompleteEntry, type Vocabulary } from './Vocabulary.ts'

/** A conjunct that is false, with what is in it, all as text. */
export interface FalseConjunct {
  readonly text: string
  readonly span: Span
  readonly values: readonly { readonly text: string; readonly shown: string }[]
  /** The conjunct could not be evaluated: why. */
  readonly error?: string
}

/** One thing that the line could have been, and why it was not. */
export type Reason =
  | {
      readonly _tag: 'NotEnabled'
      readonly action: string
      /** The first false conjunct of each way in which the action can be taken. */
      readonly conjuncts: readonly FalseConjunct[]
    }
  | { readonly _tag: 'NeverSent' | 'NotAddressed'; readonly message: ObservedMessage }
  | {
      readonly _tag: 'NotHandled'
      readonly actions: readonly string[]
      readonly message: ObservedMessage
    }
  | {
      readonly _tag: 'SendsOther'
      readonly action: string
      /** What the action sends. */
      readonly message: string
      /** Where the nearest observed message differs from it; empty if the line has none left. */
      readonly differences: readonly Difference[]
    }
  | {
      readonly _tag: 'SendsMore'
      readonly actions: readonly string[]
      readonly observed: readonly ObservedMessage[]
    }
  | {
      readonly _tag: 'OtherState'
      readonly actions: readonly string[]
      readonly differences: readonly Difference[]
    }

export interface Divergence {
  /** Line of the file, from 1; the header is line 1. */
  readonly line: number
  /** Which event of the trace it is, from 1: one more than the longest prefix that conforms. */
  readonly event: number
  readonly server: string
  /** The server's variables before the line, as TLA+ writes them. */
  readonly before: readonly (readonly [variable: string, value: string])[]
  readonly reasons: readonly Reason[]
  /** The property of Figure 3 that what was observed would break, if it breaks one. */
  readonly property?: Violation
}

/** Most reasons that are worth reading. */
const mostReasons = 6
const mostConjuncts = 3

/** The message of `observed` that differs least from the one that the action sends. */
const nearest = (
  message: FunctionValue,
  observed: readonly ObservedMessage[],
): readonly Difference[] => {
  const type = textOf(field(message, 'type'))
  const compared = observed
    .filter((candidate) => !('type' in candidate) || candidate.type === type)
    .map((candidate) => messageDifferences(message, candidate))
    .sort((a, b) => a.length - b.length)
  return compared[0] ?? []
}

const showArgument = (value: Value): string =>
  typeof value === 'object' && value.kind === 'Function' ? 'm' : showValue(value)

/** The conjunct on the branch that got furthest, then those of the other branches. */
const conjunctsOf = (
  machine: Machine,
  { action, args, state }: Extract<Obstacle, { readonly _tag: 'NotEnabled' }>,
): readonly FalseConjunct[] => {
  const disabled = explainDisabled(machine, action, args, state)
  if (disabled === undefined) return []
  return [disabled.conjunct, ...disabled.others]
    .slice(0, mostConjuncts)
    .map(({ text, span, values, error }) => ({
      text,
      span,
      values: values.map((named) => ({ text: named.text, shown: named.shown })),
      ...(error === undefined ? {} : { error }),
    }))
}

const reasonOf = (machine: Machine, obstacle: Obstacle, line: TraceLine): Reason => {
  switch (obstacle._tag) {
    case 'NotEnabled':
      return {
        _tag: 'NotEnabled',
        action: `${obstacle.action}(${obstacle.args.map(showArgument).join(', ')})`,
        conjuncts: conjunctsOf(machine, obstacle),
      }
    case 'SendsOther':
      return {
        _tag: 'SendsOther',
        action: obstacle.action,
        message: showValue(obstacle.message),
        differences: nearest(obstacle.message, obstacle.observed),
      }
    case 'OtherState':
      return {
        _tag: 'OtherState',
        actions: obstacle.actions,
        differences: stateDifferences(obstacle.of, line.state ?? {}),
      }
    case 'NeverSent':
    case 'NotAddressed':
    case 'NotHandled':
    case 'SendsMore':
      return obstacle
  }
}

/** How near a reason is to an explanation: what was enabled comes first. */
const distance = (reason: Reason): number =>
  reason._tag === 'OtherState' || reason._tag === 'SendsOther' ? reason.differences.length : 100

/**
 * The reasons, each once: in the order in which the paths met them where the line says what it did,
 * otherwise the nearest first.
 */
export const reasonsFor = (
  machine: Machine,
  obstacles: readonly Obstacle[],
  line: TraceLine,
): readonly Reason[] => {
  const reasons = new Map<string, Reason>()
  for (const obstacle of obstacles) {
    const reason = reasonOf(machine, obstacle, line)
    const key = JSON.stringify(reason)
    if (!reasons.has(key)) reasons.set(key, reason)
    if (reasons.size === mostReasons) break
  }
  const named = line.action !== undefined || line.actions !== undefined
  const all = [...reasons.values()]
  return named ? all : all.toSorted((a, b) => distance(a) - distance(b))
}

export const showView = (view: ServerView): readonly (readonly [string, string])[] =>
  serverVariables.map((name) => [name, showValue(view[name])])

/** The log that a line observed; undefined where it did not, or not all of its entries. */
const observedLog = (
  { log }: ServerView,
  state: ObservedState,
  { interner, observedEntry }: Vocabulary,
): SequenceValue | undefined => {
  const entries = state.logTail?.entries ?? state.log
  const kept = (state.logTail?.from ?? 1) - 1
  if (entries === undefined || kept > log.length) return undefined
  return entries.reduce<SequenceValue | undefined>(
    (grown, observed) =>
      grown === undefined || !isCompleteEntry(observed)
        ? undefined
        : interner.append(grown, observedEntry(observed)),
    prefix(log, kept),
  )
}

/** A server's variables with what a line observed in their place, to hold Figure 3 against. */
export const overlay = (
  view: ServerView,
  state: ObservedState,
  vocabulary: Vocabulary,
): ServerView => ({
  ...view,
  currentTerm: state.currentTerm ?? view.currentTerm,
  role: state.role === undefined ? view.role : vocabulary.interner.string(state.role),
  commitIndex: state.commitIndex ?? view.commitIndex,
  lastApplied: state.lastApplied ?? view.lastApplied,
  log: observedLog(view, state, vocabulary) ?? view.log,
})

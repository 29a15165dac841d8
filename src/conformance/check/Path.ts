/**
 * Paths of actions of one server: what a line of a trace can stand for. A point of a path is a
 * state of the specification in which the network is empty, since what was sent is kept apart
 * (`SentMessages`): of an action it holds the sends alone (`spec/CheckedRaft.tla`).
 */
import type { Action, Machine, State } from '../../tla/compile/Machine.ts'
import type { FunctionValue, SetValue, Value } from '../../tla/values/Value.ts'
import type { ActionName, ObservedMessage } from '../../trace/RaftTrace.ts'
import { matchesMessage, type Observable } from './Observation.ts'
import type { ServerView, ViewOf } from './ServerView.ts'

export interface Point {
  /** Whose path it is. */
  readonly server: Value
  readonly state: State
  /** The server's share of the state. */
  readonly view: ServerView
  /** What was sent on the way here. */
  readonly sent: readonly FunctionValue[]
  /** Observed sends that no action explains yet; undefined if sends were not observed. */
  readonly unexplained: readonly ObservedMessage[] | undefined
  /** The actions taken, one in a row named once. */
  readonly actions: readonly ActionName[]
}

/** Why a path ended before it explained its line. */
export type Obstacle =
  | {
      readonly _tag: 'NotEnabled'
      readonly action: ActionName
      readonly args: readonly Value[]
      /** Where the action was tried. */
      readonly state: State
    }
  | { readonly _tag: 'NeverSent'; readonly message: ObservedMessage }
  /** The message received is to another server. */
  | { readonly _tag: 'NotAddressed'; readonly message: ObservedMessage }
  /** What the line names handles no message of this type. */
  | {
      readonly _tag: 'NotHandled'
      readonly actions: readonly ActionName[]
      readonly message: ObservedMessage
    }
  /** The action sends what the line does not have. */
  | {
      readonly _tag: 'SendsOther'
      readonly action: ActionName
      readonly message: FunctionValue
      readonly observed: readonly ObservedMessage[]
    }
  /** The line has sends that no action of the path explains. */
  | {
      readonly _tag: 'SendsMore'
      readonly actions: readonly ActionName[]
      readonly observed: readonly ObservedMessage[]
    }
  /** Everything is enabled, but leads to another state. */
  | {
      readonly _tag: 'OtherState'
      readonly actions: readonly ActionName[]
      readonly of: Observable
    }

/** The evaluations that a line may still cost, and what stood in the way so far. */
export interface Effort {
  left: number
  readonly obstacles: Obstacle[]
}

/**
 * Takes one action with its parameters bound: the point behind it, or undefined where it is not
 * enabled or sends what was not observed.
 */
export type Take = (
  point: Point,
  name: ActionName,
  args: readonly Value[],
  effort: Effort,
) => Point | undefined

/** `observed` without the first element that fits the message; undefined if none does. */
const without = (
  observed: readonly ObservedMessage[],
  message: FunctionValue,
): readonly ObservedMessage[] | undefined => {
  const at = observed.findIndex((candidate) => matchesMessage(message, candidate))
  return at < 0 ? undefined : observed.toSpliced(at, 1)
}

export const createTake = (machine: Machine, viewOf: ViewOf): Take => {
  const { emptySet } = machine.interner
  const compiled = new Map<ActionName, Action>()
  const messages = machine.specification.variables.findIndex(({ name }) => name === 'messages')
  const actionOf = (name: ActionName): Action => {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const action = machine.action(name)
    compiled.set(name, action)
    return action
  }
  const withoutSends = (state: State): State => {
    const changed = state.slice()
    changed[messages] = emptySet
    return changed
  }
  return (point, name, args, effort) => {
    if (effort.left <= 0) return undefined
    effort.left--
    const { state } = point
    const [next] = actionOf(name).run(args, state)
    if (next === undefined) {
      effort.obstacles.push({ _tag: 'NotEnabled', action: name, args, state })
      return undefined
    }
    const sends = (next[messages] as SetValue).items as readonly FunctionValue[]
    let unexplained = point.unexplained
    for (const send of sends) {
      if (unexplained === undefined) break
      const rest = without(unexplained, send)
      if (rest === undefined) {
        effort.obstacles.push({
          _tag: 'SendsOther',
          action: name,
          message: send,
          observed: unexplained,
        })
        return undefined
      }
      unexplained = rest
    }
    const reached = sends.length === 0 ? next : withoutSends(next)
    return {
      server: point.server,
      state: reached,
      view: viewOf(reached, point.server),
      sent: sends.length === 0 ? point.sent : [...point.sent, ...sends],
      unexplained,
      actions: point.actions.at(-1) === name ? point.actions : [...point.actions, name],
    }
  }
}

/** The point with another lastApplied, at its server. */
export const createAppliedUpTo = (
  { interner, specification }: Machine,
  viewOf: ViewOf,
): ((point: Point, index: number) => Point) => {
  const position = specification.variables.findIndex(({ name }) => name === 'lastApplied')
  return (point, index) => {
    const { domain, values } = point.state[position] as FunctionValue
    const place = domain.items.indexOf(point.server)
    const state = point.state.with(position, interner.fn(domain, values.with(place, index)))
    return { ...point, state, view: viewOf(state, point.server) }
  }
}

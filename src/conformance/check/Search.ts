/**
 * Which behaviours of the specification a line can stand for.
 *
 * A line is a path of actions of one server: internal actions that nobody logged, at most one input
 * (a message handled after its term was taken, a timeout, a client's request, a restart), internal
 * actions again, then sends. Where the line gives `actions`, the path from the input on is exactly
 * that, each of them once or more in a row. What was observed directs the search: an internal
 * action is taken when an observation asks for it, and only if no path is found that way are all of
 * them tried.
 */
import type { State } from '../../tla/compile/Machine.ts'
import type { FunctionValue } from '../../tla/values/Value.ts'
import { namesOf, type ActionName, type TraceLine } from '../../trace/RaftTrace.ts'
import { anyInput, named } from './Inputs.ts'
import {
  advanceCommitIndex,
  applyEntries,
  attempt,
  campaigns,
  chain,
  isSend,
  leads,
  namedSend,
  sendsOf,
  type Hunt,
} from './Moves.ts'
import { serverVariables } from '../Projection.ts'
import { matchesState } from './Observation.ts'
import type { Effort, Obstacle, Point } from './Path.ts'
import { candidates, handlers, receivedBy, typeOf, type Network } from './Received.ts'
import type { ViewOf } from './ServerView.ts'
import { afterSends, beforeInput, closure, contacts, isNewer } from './Unseen.ts'

/** All that a search needs beside the line. */
export interface Scene extends Network, Omit<Hunt, 'line' | 'i' | 'effort'> {
  readonly viewOf: ViewOf
}

export interface Found {
  /** The ways to explain the line, one for each state that they lead to. */
  readonly points: readonly Point[]
  /** The message that was received is not known to have been sent. */
  readonly unchecked: boolean
  /** What stood in the way of the paths that were tried. */
  readonly obstacles: readonly Obstacle[]
  readonly limitReached: boolean
}

type Message = FunctionValue | undefined

/** A candidate leads where the line says so, or sends what only a leader sends. */
const becomes = (hunt: Hunt, point: Point): Point => {
  if (!campaigns(point)) return point
  const role = hunt.line.state?.role
  const sendsAsLeader = (point.unexplained ?? []).some(
    (m) => 'type' in m && m.type === 'AppendEntriesRequest',
  )
  const wanted = role === 'Leader' || (role === undefined && sendsAsLeader)
  const [leader] = wanted ? attempt(hunt, point, 'BecomeLeader', [hunt.i]) : []
  return leader ?? point
}

/** A leader commits where commitIndex, lastApplied or a message that it sends says so. */
const commits = (hunt: Hunt, point: Point): readonly Point[] => {
  if (!leads(point)) return [point]
  const { commitIndex, lastApplied = 0 } = hunt.line.state ?? {}
  const told = (point.unexplained ?? []).map((m) =>
    'leaderCommit' in m ? (m.leaderCommit ?? 0) : 0,
  )
  const goal = commitIndex ?? Math.max(0, ...told)
  if (goal > point.view.commitIndex) {
    const [committed] = attempt(hunt, point, 'AdvanceCommitIndex', [hunt.i, goal])
    return [committed ?? point]
  }
  if (commitIndex !== undefined || lastApplied <= point.view.commitIndex) return [point]
  return advanceCommitIndex(hunt, point).filter(({ view }) => view.commitIndex >= lastApplied)
}

const applies = (hunt: Hunt, point: Point): Point => {
  const goal = hunt.line.state?.lastApplied ?? 0
  const [applied] = goal > point.view.lastApplied ? applyEntries(hunt, point) : []
  return applied ?? point
}

/** Takes the internal actions that an observation asks for. */
const settle = (hunt: Hunt, point: Point): readonly Point[] =>
  commits(hunt, becomes(hunt, point)).map((committed) => applies(hunt, committed))

const sendsMore = (hunt: Hunt, { actions, unexplained = [] }: Point): void => {
  hunt.effort.obstacles.push({ _tag: 'SendsMore', actions, observed: unexplained })
}

/** Explains every observed send that is left. */
const sends = (hunt: Hunt, point: Point): readonly Point[] => {
  const [first] = point.unexplained ?? []
  if (first === undefined) return [point]
  const type = 'type' in first ? first.type : undefined
  const before = hunt.effort.obstacles.length
  const next = sendsOf(hunt, point, type)
  if (next.length === 0 && hunt.effort.obstacles.length === before) sendsMore(hunt, point)
  return chain(next, (sent) => sends(hunt, sent))
}

/** Whether the path explains the whole of the line. */
const fits = (hunt: Hunt, point: Point): boolean => {
  if ((point.unexplained ?? []).length > 0) {
    sendsMore(hunt, point)
    return false
  }
  const of = { view: point.view, configuration: () => hunt.configurations.of(point) }
  if (matchesState(of, hunt.line.state ?? {})) return true
  hunt.effort.obstacles.push({ _tag: 'OtherState', actions: point.actions, of })
  return false
}

/** One or more of an action in a row: a list of actions names it once. */
const repeated = (hunt: Hunt, start: Point, name: ActionName, m: Message): readonly Point[] => {
  if (name === 'ApplyEntry') return applyEntries(hunt, start)
  const reached = [...named(hunt, start, name, m)]
  if (isSend(name) && start.unexplained !== undefined)
    for (const point of reached) reached.push(...named(hunt, point, name, m))
  return reached
}

/** What was applied before a line that shows it, but does not list it. */
const appliedBefore = (hunt: Hunt, start: Point): Point => {
  const { actions = [], state } = hunt.line
  const isBefore = !actions.includes('ApplyEntry')
  return isBefore && (state?.lastApplied ?? 0) <= start.view.commitIndex
    ? applies(hunt, start)
    : start
}

/** The actions that the line lists. */
const exactly = (hunt: Hunt, start: Point, m: Message): readonly Point[] =>
  (hunt.line.actions ?? []).reduce<readonly Point[]>(
    (points, name) => chain(points, (point) => repeated(hunt, point, name, m)),
    [appliedBefore(hunt, start)],
  )

/** The term of the message is taken first, unless it is none that the receiver heeds. */
const handled = (hunt: Hunt, point: Point, m: FunctionValue): readonly Point[] => {
  const handle = (at: Point): readonly Point[] => attempt(hunt, at, handlers[typeOf(m)], [m])
  const isNamed = hunt.line.action === 'UpdateTerm'
  if (!isNamed && !isNewer(m, point)) return handle(point)
  const taken = attempt(hunt, point, 'UpdateTerm', [m])
  if (isNamed) return taken
  return chain(taken.length > 0 ? taken : [point], handle)
}

/** The line's input, if it has one; without a name for it, all that nothing observed excludes. */
const input = (hunt: Hunt, point: Point, m: Message): readonly Point[] => {
  if (m !== undefined) return handled(hunt, point, m)
  const { action } = hunt.line
  if (action === undefined) return anyInput(hunt, point)
  return isSend(action) ? namedSend(hunt, point, action) : named(hunt, point, action, m)
}

const freely = (hunt: Hunt, start: Point, m: Message, all: boolean): readonly Point[] => {
  const begun = input(hunt, start, m)
  const reached = all ? chain(begun, (point) => closure(hunt, point)) : begun
  const settled = chain(reached, (point) => settle(hunt, point))
  return chain(settled, (point) => sends(hunt, point))
}

/** @param all tries every internal action, not only those that an observation asks for */
const paths = (hunt: Hunt, start: Point, m: Message, all: boolean): readonly Point[] => {
  const begins = contacts(hunt, start, m)
  const starts = chain(begins, (point) =>
    all ? closure(hunt, point) : beforeInput(hunt, point, m),
  )
  const reached = chain(starts, (point) =>
    hunt.line.actions === undefined ? freely(hunt, point, m, all) : exactly(hunt, point, m),
  )
  const ended = chain(reached, (point) => afterSends(hunt, point))
  return ended.filter((point) => fits(hunt, point))
}

/** Whether all that can follow the other can follow the point, whose contact may lapse later. */
const covers = ({ view }: Point, other: Point): boolean =>
  (view.heardFromLeader === true || other.view.heardFromLeader === false) &&
  serverVariables.every((name) => name === 'heardFromLeader' || view[name] === other.view[name])

const also = (point: Point, other: Point): Point => ({
  ...point,
  sent: [...point.sent, ...other.sent],
})

/** One point for each state; what any of the ways to it sent was sent. */
const distinct = (points: readonly Point[]): readonly Point[] => {
  if (points.length < 2) return points
  const kept: Point[] = []
  for (const point of points) {
    const at = kept.findIndex((known) => covers(known, point) || covers(point, known))
    const known = kept[at]
    if (known === undefined) kept.push(point)
    else kept[at] = covers(known, point) ? also(known, point) : also(point, known)
  }
  return kept
}

/** A line that does not say what it did can have handled any message. */
const unnamed = (scene: Scene, line: TraceLine, limit: number): readonly Message[] => {
  if (namesOf(line).length > 0) return []
  const effort: Effort = { left: limit, obstacles: [] }
  return candidates(scene, line, { dest: line.server }, effort).map(({ message }) => message)
}

/** Every way in which `line` continues one of the states that its server may be in. */
export const search = (
  scene: Scene,
  states: readonly State[],
  line: TraceLine,
  limit: number,
): Found => {
  const { vocabulary, viewOf, take, appliedUpTo, options, appliedCounts, configurations } = scene
  const effort: Effort = { left: limit, obstacles: [] }
  const i = vocabulary.server(line.server)
  // Field by field: to spread the scene, for each line, took a tenth of the time of a check.
  const hunt: Hunt = {
    line,
    i,
    effort,
    vocabulary,
    take,
    appliedUpTo,
    options,
    appliedCounts,
    configurations,
  }
  const observed = receivedBy(line)
  const found = observed === undefined ? [] : candidates(scene, line, observed, effort)
  const starts = states.map((state): Point => ({
    server: i,
    state,
    view: viewOf(state, i),
    sent: [],
    unexplained: line.sent,
    actions: [],
  }))
  const tryAll = (messages: readonly Message[], all: boolean): readonly Point[] =>
    chain(starts, (start) => chain(messages, (m) => paths(hunt, start, m, all)))
  const messages: readonly Message[] =
    observed === undefined
      ? [undefined, ...unnamed(scene, line, limit)]
      : found.map(({ message }) => message)
  const direct = tryAll(messages, false)
  const obstacles = [...effort.obstacles]
  const points = direct.length > 0 ? direct : tryAll(messages, true)
  return {
    points: distinct(points),
    unchecked: found.some(({ unchecked }) => unchecked),
    obstacles,
    limitReached: effort.left <= 0,
  }
}

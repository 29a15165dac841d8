/**
 * Which behaviours of the specification a line can stand for.
 *
 * A line is a path of actions of one server: internal actions that nobody logged, at most one input
 * (a message handled after its term was taken, a timeout, a client's request, a restart), internal
 * actions again, then sends. Where the line gives `actions`, the path from the input on is exactly
 * that, each of them once or more in a row. What was observed directs the search: an internal action is taken when an observation asks
 * for it, and only if no path is found that way are all of them tried.
 */
import type { FunctionValue, Value } from '../../tla/values/Value.ts'
import type { State } from '../../tla/compile/Machine.ts'
import type {
  ActionName,
  ObservedEntry,
  ObservedMessage,
  TraceLine,
} from '../../trace/RaftTrace.ts'
import { matchesMessage, matchesState } from './Observation.ts'
import type { Effort, Obstacle, Point, Take } from './Path.ts'
import { fieldOf, textOf } from './Records.ts'
import type { SentMessages } from './SentMessages.ts'
import type { ViewOf } from './ServerView.ts'
import {
  isComplete,
  messageTypes,
  unobservedCommand,
  type MessageType,
  type Vocabulary,
} from './Vocabulary.ts'

export interface Scene {
  readonly vocabulary: Vocabulary
  readonly viewOf: ViewOf
  readonly take: Take
  readonly sent: SentMessages
  /** Messages from before the trace may be received (`"inFlight": "unknown"`). */
  readonly inFlightUnknown: boolean
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

const handlers: Readonly<Record<MessageType, ActionName>> = {
  RequestVoteRequest: 'HandleRequestVoteRequest',
  RequestVoteResponse: 'HandleRequestVoteResponse',
  AppendEntriesRequest: 'HandleAppendEntriesRequest',
  AppendEntriesResponse: 'HandleAppendEntriesResponse',
}
const handledBy = new Map(messageTypes.map((type) => [handlers[type], type]))

/** Most messages that a receive which is only partly identified is compared with. */
const mostCandidates = 1000

/** A received message, and whether a send of it is known. */
interface Received {
  readonly message: FunctionValue
  readonly unchecked: boolean
}

/** The names that a line gives to what it did. */
const namesOf = ({ action, actions }: TraceLine): readonly ActionName[] =>
  actions ?? (action === undefined ? [] : [action])

/** What the line received, as far as it says; undefined if it received nothing. */
const receivedBy = (line: TraceLine): ObservedMessage | undefined => {
  const { message, server } = line
  if (message?.dest !== undefined && 'type' in message) return message
  const names = namesOf(line)
  const type = names.map((name) => handledBy.get(name)).find((known) => known !== undefined)
  if (message === undefined && type === undefined && !names.includes('UpdateTerm')) return undefined
  return { ...(type === undefined ? {} : { type }), dest: server, ...message }
}

const typeOf = (message: FunctionValue): MessageType =>
  textOf(fieldOf(message, 'type')) as MessageType

/** Whether what the line names can be the handling of a message of a type. */
const canHandle = (line: TraceLine, type: MessageType): boolean => {
  const names = namesOf(line)
  return names.length === 0 || names.includes('UpdateTerm') || names.includes(handlers[type])
}

/** Why no message at all can be what the line received. */
const misfit = (line: TraceLine, observed: ObservedMessage): Obstacle | undefined => {
  if (observed.dest !== line.server) return { _tag: 'NotAddressed', message: observed }
  return 'type' in observed && !canHandle(line, observed.type)
    ? { _tag: 'NotHandled', actions: namesOf(line), message: observed }
    : undefined
}

/** The messages that can be what the line received. */
const candidates = (
  { vocabulary, sent, inFlightUnknown }: Scene,
  line: TraceLine,
  observed: ObservedMessage,
  effort: Effort,
): readonly Received[] => {
  const wrong = misfit(line, observed)
  if (wrong !== undefined) {
    effort.obstacles.push(wrong)
    return []
  }
  if (isComplete(observed)) {
    const message = vocabulary.message(observed)
    if (sent.has(message)) return [{ message, unchecked: false }]
    if (inFlightUnknown) return [{ message, unchecked: true }]
  }
  const found: Received[] = []
  sent.to(vocabulary.server(line.server), (message) => {
    if (effort.left <= 0) return false
    effort.left--
    if (matchesMessage(message, observed) && canHandle(line, typeOf(message)))
      found.push({ message, unchecked: false })
    return found.length < mostCandidates
  })
  if (found.length === 0) effort.obstacles.push({ _tag: 'NeverSent', message: observed })
  return found
}

const present = (points: readonly (Point | undefined)[]): Point[] =>
  points.filter((point) => point !== undefined)

/** The last entry of a log or of a message, if it was observed. */
const lastOf = (entries: readonly ObservedEntry[] | undefined): ObservedEntry | undefined =>
  entries?.at(-1)

/**
 * The command that a client sent, as far as the line tells: by its arguments, by the log after it,
 * or by the entries that the leader sent on.
 */
const commands = ({ args, state, sent }: TraceLine): string => {
  const entries = [
    lastOf(state?.logTail?.entries ?? state?.log),
    ...(sent ?? []).map((message) => ('entries' in message ? lastOf(message.entries) : undefined)),
  ]
  const told = entries.map((entry) => entry?.value).find((value) => typeof value === 'string')
  return args?.v ?? told ?? unobservedCommand
}

/** One server's search for one line. */
const createSearch = (scene: Scene, line: TraceLine, effort: Effort) => {
  const { vocabulary, take: takeAny } = scene
  const i = vocabulary.server(line.server)
  const observed = line.state ?? {}
  const args = line.args ?? {}
  const take = (point: Point, name: ActionName, values: readonly Value[], m?: FunctionValue) =>
    takeAny(point, name, values, effort, m)

  /** Every point that internal actions lead to. Applying can wait until it is observed. */
  const closure = (point: Point): readonly Point[] => {
    const reached = [point]
    for (const from of reached) {
      const { role, commitIndex, log } = from.view
      if (textOf(role) === 'Candidate') reached.push(...present([take(from, 'BecomeLeader', [i])]))
      if (textOf(role) !== 'Leader') continue
      for (let N = log.length; N > commitIndex; N--)
        reached.push(...present([take(from, 'AdvanceCommitIndex', [i, N])]))
    }
    return reached
  }

  const commitIndexes = (point: Point): readonly number[] => {
    const { commitIndex, log } = point.view
    const given = args.N ?? observed.commitIndex
    if (given !== undefined) return [given]
    return Array.from({ length: log.length - commitIndex }, (_, k) => log.length - k)
  }

  /** The observed sends that an action may explain: the first of its type, or none. */
  const sendTargets = (point: Point, type: MessageType): readonly ObservedMessage[] => {
    if (point.unexplained === undefined)
      return [{ type, ...(args.j === undefined ? {} : { dest: args.j }) }]
    const first = point.unexplained.find((m) => !('type' in m) || m.type === type)
    return first === undefined ? [] : [first]
  }

  const destinations = ({ dest }: ObservedMessage): readonly Value[] =>
    dest === undefined ? vocabulary.peersOf(i) : [vocabulary.server(dest)]

  const requestVotes = (point: Point): readonly Point[] =>
    sendTargets(point, 'RequestVoteRequest').flatMap((target) =>
      present(destinations(target).map((j) => take(point, 'RequestVote', [i, j]))),
    )

  const counts = (point: Point, target: ObservedMessage): readonly number[] => {
    if ('entries' in target) return [target.entries.length]
    if (args.n !== undefined) return [args.n]
    if (point.unexplained === undefined) return [0]
    return Array.from({ length: point.view.log.length + 1 }, (_, n) => n)
  }

  const appendEntries = (point: Point): readonly Point[] =>
    sendTargets(point, 'AppendEntriesRequest').flatMap((target) =>
      destinations(target).flatMap((j) =>
        present(counts(point, target).map((n) => take(point, 'AppendEntries', [i, j, n]))),
      ),
    )

  /** One named action from a point, its parameters taken from what was observed. */
  const named = (
    point: Point,
    name: ActionName,
    m: FunctionValue | undefined,
  ): readonly Point[] => {
    switch (name) {
      case 'Timeout':
      case 'BecomeLeader':
      case 'ApplyEntry':
      case 'Restart':
        return present([take(point, name, [i])])
      case 'ClientRequest':
        return present([take(point, name, [i, vocabulary.command(commands(line))])])
      case 'AdvanceCommitIndex':
        return present(commitIndexes(point).map((N) => take(point, name, [i, N])))
      case 'RequestVote':
        return requestVotes(point)
      case 'AppendEntries':
        return appendEntries(point)
      default:
        return m === undefined ? [] : present([take(point, name, [m], m)])
    }
  }

  /** Takes the internal actions that an observation asks for. */
  const settle = (point: Point): readonly Point[] => {
    const leads =
      observed.role === 'Leader' ||
      (observed.role === undefined &&
        (point.unexplained ?? []).some((m) => 'type' in m && m.type === 'AppendEntriesRequest'))
    const led =
      leads && textOf(point.view.role) === 'Candidate'
        ? (take(point, 'BecomeLeader', [i]) ?? point)
        : point
    return commits(led).map(applies)
  }

  const commits = (point: Point): readonly Point[] => {
    const { role, commitIndex } = point.view
    if (textOf(role) !== 'Leader') return [point]
    const told = (point.unexplained ?? []).map((m) =>
      'leaderCommit' in m ? (m.leaderCommit ?? 0) : 0,
    )
    const goal = observed.commitIndex ?? Math.max(0, ...told)
    if (goal > commitIndex) return [take(point, 'AdvanceCommitIndex', [i, goal]) ?? point]
    const applied = observed.lastApplied ?? 0
    if (observed.commitIndex !== undefined || applied <= commitIndex) return [point]
    return commitIndexes(point)
      .filter((N) => N >= applied)
      .flatMap((N) => present([take(point, 'AdvanceCommitIndex', [i, N])]))
  }

  const applies = (point: Point): Point =>
    (observed.lastApplied ?? 0) > point.view.lastApplied ? (applied(point) ?? point) : point

  /** Explains every observed send that is left. */
  const sends = (point: Point): readonly Point[] => {
    const [first] = point.unexplained ?? []
    if (first === undefined) return [point]
    const type = 'type' in first ? first.type : undefined
    const before = effort.obstacles.length
    const next = [
      ...(type === undefined || type === 'RequestVoteRequest' ? requestVotes(point) : []),
      ...(type === undefined || type === 'AppendEntriesRequest' ? appendEntries(point) : []),
    ]
    if (next.length === 0 && effort.obstacles.length === before)
      effort.obstacles.push({
        _tag: 'SendsMore',
        actions: point.actions,
        observed: point.unexplained ?? [],
      })
    return next.flatMap(sends)
  }

  const fits = (point: Point): boolean => {
    if ((point.unexplained ?? []).length > 0) {
      effort.obstacles.push({
        _tag: 'SendsMore',
        actions: point.actions,
        observed: point.unexplained ?? [],
      })
      return false
    }
    if (matchesState(point.view, observed)) return true
    effort.obstacles.push({ _tag: 'OtherState', actions: point.actions, view: point.view })
    return false
  }

  /** Whether what the line does ends a role, so that what was left undone stays so. */
  const endsRole = (point: Point, m: FunctionValue | undefined): boolean => {
    const { role, currentTerm } = point.view
    if (textOf(role) === 'Follower') return false
    if (m !== undefined && (fieldOf(m, 'term') as number) > currentTerm) return true
    const names = namesOf(line)
    return names.includes('Timeout') || names.includes('Restart')
  }

  /** One or more of an action in a row: a list of actions names it once. */
  const repeated = (start: Point, name: ActionName, m: FunctionValue | undefined) => {
    if (name === 'ApplyEntry') return present([applied(start)])
    const reached = [...named(start, name, m)]
    const sends = name === 'RequestVote' || name === 'AppendEntries'
    if (sends && start.unexplained !== undefined)
      for (const point of reached) reached.push(...named(point, name, m))
    return reached
  }

  /** Entries applied up to the index observed, or all of them, but at least one. */
  const applied = (start: Point): Point | undefined => {
    const goal = observed.lastApplied ?? start.view.commitIndex
    let reached = take(start, 'ApplyEntry', [i])
    for (let k = start.view.lastApplied + 1; k < goal && reached !== undefined; k++)
      reached = take(reached, 'ApplyEntry', [i])
    return reached
  }

  const exactly = (start: Point, m: FunctionValue | undefined): readonly Point[] =>
    (line.actions ?? []).reduce<readonly Point[]>(
      (points, name) => points.flatMap((point) => repeated(point, name, m)),
      [start],
    )

  /** The line's input, if it has one; without a name for it, all that nothing observed excludes. */
  const input = (point: Point, m: FunctionValue | undefined): readonly Point[] => {
    if (m !== undefined) {
      const newer = (fieldOf(m, 'term') as number) > point.view.currentTerm
      const taken = newer ? take(point, 'UpdateTerm', [m], m) : point
      const handler = handlers[typeOf(m)]
      if (taken === undefined || line.action === 'UpdateTerm') return present([taken])
      return present([take(taken, handler, [m], m)])
    }
    const { action } = line
    if (action === 'RequestVote' || action === 'AppendEntries')
      return point.unexplained === undefined ? named(point, action, m) : [point]
    if (action !== undefined) return named(point, action, m)
    return [
      point,
      ...named(point, 'Timeout', m),
      ...named(point, 'ClientRequest', m),
      ...named(point, 'Restart', m),
    ]
  }

  const freely = (starts: readonly Point[], m: FunctionValue | undefined, all: boolean) =>
    starts
      .flatMap((point) => input(point, m))
      .flatMap((point) => (all ? closure(point) : [point]))
      .flatMap(settle)
      .flatMap(sends)

  return (start: Point, m: FunctionValue | undefined, all: boolean): readonly Point[] => {
    const starts = all || endsRole(start, m) ? closure(start) : [start]
    const ends =
      line.actions === undefined
        ? freely(starts, m, all)
        : starts.flatMap((point) => exactly(point, m))
    return ends.filter(fits)
  }
}

const sameState = (a: State, b: State): boolean => a.every((value, k) => value === b[k])

/** One point for each state; what any of the ways to it sent was sent. */
const distinct = (points: readonly Point[]): readonly Point[] => {
  const kept: Point[] = []
  for (const point of points) {
    const known = kept.findIndex(({ state }) => sameState(state, point.state))
    const first = kept[known]
    if (first === undefined) kept.push(point)
    else kept[known] = { ...first, sent: [...first.sent, ...point.sent] }
  }
  return kept
}

/** Every way in which `line` continues one of the states that its server may be in. */
export const search = (
  scene: Scene,
  states: readonly State[],
  line: TraceLine,
  limit: number,
): Found => {
  const effort: Effort = { left: limit, obstacles: [] }
  const observed = receivedBy(line)
  const received = observed === undefined ? [] : candidates(scene, line, observed, effort)
  const named = observed === undefined ? [undefined] : received.map(({ message }) => message)
  const run = createSearch(scene, line, effort)
  const server = scene.vocabulary.server(line.server)
  const starts = states.map((state): Point => ({
    server,
    state,
    view: scene.viewOf(state, server),
    sent: [],
    unexplained: line.sent,
    actions: [],
  }))
  const attempt = (messages: readonly (FunctionValue | undefined)[], all: boolean) =>
    starts.flatMap((start) => messages.flatMap((message) => run(start, message, all)))
  /** Where the line does not say what it did, it can have handled any message. */
  const unnamed = (): readonly FunctionValue[] =>
    observed !== undefined || namesOf(line).length > 0
      ? []
      : candidates(scene, line, { dest: line.server }, effort).map(({ message }) => message)
  const direct = attempt(named, false)
  const points = distinct(
    direct.length > 0 ? direct : [...attempt(named, true), ...attempt(unnamed(), true)],
  )
  return {
    points,
    unchecked: received.some(({ unchecked }) => unchecked),
    obstacles: effort.obstacles,
    limitReached: effort.left <= 0,
  }
}

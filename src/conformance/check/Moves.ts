/** Single actions of the server whose line is searched, their parameters taken from what was observed. */
import type { FunctionValue, Value } from '../../tla/values/Value.ts'
import type { ActionName, ObservedMessage, TraceLine } from '../../trace/RaftTrace.ts'
import type { Effort, Point, Take } from './Path.ts'
import { textOf } from './Records.ts'
import { commandsShown } from './Unobserved.ts'
import type { MessageType, Vocabulary } from './Vocabulary.ts'

/** A line that is searched, by whom and how. */
export interface Hunt {
  readonly line: TraceLine
  /** The server of the line. */
  readonly i: Value
  readonly vocabulary: Vocabulary
  readonly take: Take
  /** The point with another lastApplied. */
  readonly appliedUpTo: (point: Point, index: number) => Point
  readonly effort: Effort
}

type Move = (hunt: Hunt, point: Point) => readonly Point[]

/** `flatMap`; of most lists with their one element, which then costs no copy. */
export const chain = <A, B>(from: readonly A[], next: (item: A) => readonly B[]): readonly B[] =>
  from.length === 1 ? next(from[0] as A) : from.flatMap(next)

export const leads = ({ view }: Point): boolean => textOf(view.role) === 'Leader'
export const campaigns = ({ view }: Point): boolean => textOf(view.role) === 'Candidate'

/** One instance of an action: no point, or one. */
export const attempt = (
  { take, effort }: Hunt,
  point: Point,
  name: ActionName,
  args: readonly Value[],
): readonly Point[] => {
  const reached = take(point, name, args, effort)
  return reached === undefined ? [] : [reached]
}

/** Every point that internal actions lead to. Applying can wait until it is observed. */
export const closure: Move = (hunt, start) => {
  const reached = [start]
  for (const point of reached) {
    const { commitIndex, log } = point.view
    if (campaigns(point)) reached.push(...attempt(hunt, point, 'BecomeLeader', [hunt.i]))
    if (!leads(point)) continue
    for (let N = log.length; N > commitIndex; N--)
      reached.push(...attempt(hunt, point, 'AdvanceCommitIndex', [hunt.i, N]))
  }
  return reached
}

/** Commits up to the index that the line gives, or up to each that is possible. */
export const advanceCommitIndex: Move = (hunt, point) => {
  const { args, state } = hunt.line
  const { commitIndex, log } = point.view
  const given = args?.N ?? state?.commitIndex
  const indexes =
    given === undefined
      ? Array.from({ length: log.length - commitIndex }, (_, k) => log.length - k)
      : [given]
  return chain(indexes, (N) => attempt(hunt, point, 'AdvanceCommitIndex', [hunt.i, N]))
}

/**
 * Entries applied up to the index observed, or all of them, but at least one. Of a long row only the
 * first and the last are evaluated: a server that restarts applies its whole log, ApplyEntry reads
 * nothing but lastApplied and commitIndex, and what is enabled at both ends is so between them.
 */
export const applyEntries: Move = (hunt, start) => {
  const goal = hunt.line.state?.lastApplied ?? start.view.commitIndex
  const [first] = attempt(hunt, start, 'ApplyEntry', [hunt.i])
  if (first === undefined) return []
  return goal <= first.view.lastApplied
    ? [first]
    : attempt(hunt, hunt.appliedUpTo(first, goal - 1), 'ApplyEntry', [hunt.i])
}

/**
 * The commands that a client can have sent, as far as the line tells: by its arguments, by the log
 * after it, or by the entries that the leader sent on. What is shown without an index may be that of
 * an earlier entry, so the command may be unobserved all the same.
 */
const commandsOf = ({ line, vocabulary }: Hunt, { view }: Point): readonly Value[] => {
  const { command, unobserved } = vocabulary
  if (line.args?.v !== undefined) return [command(line.args.v)]
  const index = view.log.length + 1
  const shown = commandsShown(line)
  const here = shown.find(
    (one) => one.index === index && (one.term ?? view.currentTerm) === view.currentTerm,
  )
  if (here !== undefined) return [command(here.value)]
  const somewhere = shown.filter((one) => one.index === undefined).map(({ value }) => value)
  return [...[...new Set(somewhere)].map(command), unobserved(view.currentTerm, index)]
}

const clientRequest: Move = (hunt, point) =>
  chain(commandsOf(hunt, point), (v) => attempt(hunt, point, 'ClientRequest', [hunt.i, v]))

const typeIn = (message: ObservedMessage): MessageType | undefined =>
  'type' in message ? message.type : undefined

/** The observed send that an action may explain: the first of its type; anything if none was observed. */
const target = ({ unexplained }: Point, type: MessageType): ObservedMessage | undefined =>
  unexplained === undefined
    ? { type }
    : unexplained.find((m) => typeIn(m) === undefined || typeIn(m) === type)

const destinations = ({ line, vocabulary, i }: Hunt, { dest }: ObservedMessage) => {
  const given = dest === undefined ? vocabulary.peersOf(i) : [vocabulary.server(dest)]
  const j = line.args?.j
  return j === undefined ? given : given.filter((peer) => peer === vocabulary.server(j))
}

export const requestVotes: Move = (hunt, point) => {
  const to = target(point, 'RequestVoteRequest')
  return to === undefined
    ? []
    : chain(destinations(hunt, to), (j) => attempt(hunt, point, 'RequestVote', [hunt.i, j]))
}

/** How many entries an AppendEntries may carry; without an observed send it does not matter. */
const counts = ({ line }: Hunt, point: Point, to: ObservedMessage): readonly number[] => {
  const entries = 'entries' in to ? to.entries : undefined
  if (line.args?.n !== undefined) return [line.args.n]
  if (entries !== undefined) return [entries.length]
  return point.unexplained === undefined
    ? [0]
    : Array.from({ length: point.view.log.length + 1 }, (_, n) => n)
}

export const appendEntries: Move = (hunt, point) => {
  const to = target(point, 'AppendEntriesRequest')
  if (to === undefined) return []
  return chain(destinations(hunt, to), (j) =>
    chain(counts(hunt, point, to), (n) => attempt(hunt, point, 'AppendEntries', [hunt.i, j, n])),
  )
}

/**
 * The send that a line names, of which it must show one. Where it shows none, what the action would
 * have sent is tried all the same, for the sake of the explanation.
 */
export const namedSend = (
  hunt: Hunt,
  point: Point,
  name: 'RequestVote' | 'AppendEntries',
): readonly Point[] => {
  const shows = target(point, `${name}Request`) !== undefined
  if (shows) return name === 'RequestVote' ? requestVotes(hunt, point) : appendEntries(hunt, point)
  const [j] = hunt.vocabulary.peersOf(hunt.i)
  if (j === undefined) return []
  return attempt(hunt, point, name, name === 'RequestVote' ? [hunt.i, j] : [hunt.i, j, 0])
}

/** One action that the line names. `m` is the message received, for an action that handles one. */
export const named = (
  hunt: Hunt,
  point: Point,
  name: ActionName,
  m: FunctionValue | undefined,
): readonly Point[] => {
  switch (name) {
    case 'Timeout':
    case 'BecomeLeader':
    case 'ApplyEntry':
    case 'Restart':
      return attempt(hunt, point, name, [hunt.i])
    case 'ClientRequest':
      return clientRequest(hunt, point)
    case 'AdvanceCommitIndex':
      return advanceCommitIndex(hunt, point)
    case 'RequestVote':
      return requestVotes(hunt, point)
    case 'AppendEntries':
      return appendEntries(hunt, point)
    default:
      return m === undefined ? [] : attempt(hunt, point, name, [m])
  }
}

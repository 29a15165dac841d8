/** Single actions of the server whose line is searched, their parameters taken from what was observed. */
import type { Value } from '../../tla/values/Value.ts'
import type { Options } from '../../raft/Server.ts'
import {
  sendsTo,
  type ActionName,
  type ObservedMessage,
  type TraceLine,
} from '../../trace/RaftTrace.ts'
import type { Configurations } from './Configurations.ts'
import type { Effort, Point, Take } from './Path.ts'
import { textOf } from './Records.ts'
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
  readonly options: Options
  /** What is applied decides which configuration a server goes by (ConfigurationAppliedLate). */
  readonly appliedCounts: boolean
  readonly configurations: Configurations
}

type Move = (hunt: Hunt, point: Point) => readonly Point[]

/** `flatMap`; of most lists with their one element, which then costs no copy. */
export const chain = <A, B>(from: readonly A[], next: (item: A) => readonly B[]): readonly B[] =>
  from.length === 1 ? next(from[0] as A) : from.flatMap(next)

export const leads = ({ view }: Point): boolean => textOf(view.role) === 'Leader'
export const campaigns = ({ view }: Point): boolean => textOf(view.role) === 'Candidate'
export const preCampaigns = ({ view }: Point): boolean => textOf(view.role) === 'PreCandidate'

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

const commit = (hunt: Hunt, point: Point, N: number): readonly Point[] =>
  attempt(hunt, point, 'AdvanceCommitIndex', [hunt.i, N])

/** Commits up to each index that is possible. */
export const commitAnything: Move = (hunt, point) => {
  const { commitIndex, log } = point.view
  const indexes = Array.from({ length: log.length - commitIndex }, (_, k) => log.length - k)
  return chain(indexes, (N) => commit(hunt, point, N))
}

/** Whether the line lists an action twice, so that what it gives is not of each of them. */
const isNamedAgain = ({ line: { actions = [] } }: Hunt, name: ActionName): boolean =>
  actions.indexOf(name) < actions.lastIndexOf(name)

/** Commits up to the index that the line gives, or up to each that is possible. */
export const advanceCommitIndex: Move = (hunt, point) => {
  const { args, state } = hunt.line
  const given = args?.N ?? state?.commitIndex
  return given === undefined || isNamedAgain(hunt, 'AdvanceCommitIndex')
    ? commitAnything(hunt, point)
    : commit(hunt, point, given)
}

export const applyOne: Move = (hunt, point) =>
  point.view.lastApplied < point.view.commitIndex
    ? attempt(hunt, point, 'ApplyEntry', [hunt.i])
    : []

/**
 * Entries applied up to the index observed, or all of them, but at least one. Of a long row only the
 * first and the last are evaluated: a server that restarts applies its whole log, ApplyEntry reads
 * nothing but lastApplied and commitIndex, and what is enabled at both ends is so between them.
 */
export const applyEntries: Move = (hunt, start) => {
  const goal = hunt.line.state?.lastApplied ?? start.view.commitIndex
  const [first] = attempt(hunt, start, 'ApplyEntry', [hunt.i])
  if (first === undefined) return []
  if (isNamedAgain(hunt, 'ApplyEntry')) {
    const reached = [first]
    for (const point of reached) reached.push(...applyOne(hunt, point))
    return reached
  }
  return goal <= first.view.lastApplied
    ? [first]
    : attempt(hunt, hunt.appliedUpTo(first, goal - 1), 'ApplyEntry', [hunt.i])
}

const typeIn = (message: ObservedMessage): MessageType | undefined =>
  'type' in message ? message.type : undefined

/** The observed send that an action may explain: the first of its type; anything if none was observed. */
const target = ({ unexplained }: Point, type: MessageType): ObservedMessage | undefined =>
  unexplained === undefined
    ? { type }
    : unexplained.find((m) => typeIn(m) === undefined || typeIn(m) === type)

/** Where the arguments say, or else where the observed send goes. */
const destinations = ({ line, vocabulary, i }: Hunt, { dest }: ObservedMessage) => {
  const to = sendsTo(line) ?? dest
  return to === undefined ? vocabulary.peersOf(i) : [vocabulary.server(to)]
}

/** The actions that send, and what they send. */
export const sentBy = {
  RequestVote: 'RequestVoteRequest',
  RequestPreVote: 'PreVoteRequest',
  AppendEntries: 'AppendEntriesRequest',
  TimeoutNow: 'TimeoutNowRequest',
} as const satisfies Partial<Record<ActionName, MessageType>>

export type SendName = keyof typeof sentBy
export const isSend = (name: ActionName): name is SendName => name in sentBy

/** Asks for a vote, or whether it would be given. */
export const asks = (
  hunt: Hunt,
  point: Point,
  name: 'RequestVote' | 'RequestPreVote',
): readonly Point[] => {
  const to = target(point, sentBy[name])
  return to === undefined
    ? []
    : chain(destinations(hunt, to), (j) => attempt(hunt, point, name, [hunt.i, j]))
}

export const timeoutNow: Move = (hunt, point) =>
  target(point, 'TimeoutNowRequest') === undefined
    ? []
    : attempt(hunt, point, 'TimeoutNow', [hunt.i])

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

/** What can be sent of a type of message, or of any type where that was not observed. */
export const sendsOf = (
  hunt: Hunt,
  point: Point,
  type: MessageType | undefined,
): readonly Point[] => {
  switch (type) {
    case 'RequestVoteRequest':
      return asks(hunt, point, 'RequestVote')
    case 'PreVoteRequest':
      return asks(hunt, point, 'RequestPreVote')
    case 'AppendEntriesRequest':
      return appendEntries(hunt, point)
    case 'TimeoutNowRequest':
      return timeoutNow(hunt, point)
    case undefined:
      return Object.values(sentBy).flatMap((known) => sendsOf(hunt, point, known))
    default:
      return []
  }
}

/**
 * The send that a line names, of which it must show one. Where it shows none, what the action would
 * have sent is tried all the same, for the sake of the explanation.
 */
export const namedSend = (hunt: Hunt, point: Point, name: SendName): readonly Point[] => {
  if (target(point, sentBy[name]) !== undefined) return sendsOf(hunt, point, sentBy[name])
  if (name === 'TimeoutNow') return attempt(hunt, point, name, [hunt.i])
  const [j] = hunt.vocabulary.peersOf(hunt.i)
  if (j === undefined) return []
  return attempt(hunt, point, name, name === 'AppendEntries' ? [hunt.i, j, 0] : [hunt.i, j])
}

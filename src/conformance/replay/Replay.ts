/**
 * Replays a trace on the core: each action of a line is run by the rule of its name, and what the
 * line says of the state and of the sends must be what the core has. This is the direction from the
 * specification to the core where the trace was generated from the specification.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { isNone } from 'fp-ts/lib/Option.js'
import { initialServer } from '../../raft/Disk.ts'
import type { Effect } from '../../raft/Effect.ts'
import type { Label } from '../../raft/Event.ts'
import type { Message } from '../../raft/Message.ts'
import { rules as raftRules, runRule, type Rules } from '../../raft/Rules.ts'
import { constantsOf, type Constants, type Server, type ServerId } from '../../raft/Server.ts'
import type { SequenceValue } from '../../tla/values/Value.ts'
import {
  namesOf,
  sendsTo,
  type ActionName,
  type ObservedMessage,
  type TraceHeader,
  type TraceLine,
} from '../../trace/RaftTrace.ts'
import { sentIn } from '../../trace/observe.ts'
import { createCoverage, type CoverageReport } from '../check/Coverage.ts'
import {
  matchesMessage,
  showValue,
  stateDifferences,
  type Difference,
} from '../check/Observation.ts'
import { isComplete } from '../check/Vocabulary.ts'
import { traceProjection } from './TraceProjection.ts'

/** Why a line cannot be replayed: it does not say which instance of an action it is. */
interface Underspecified {
  readonly _tag: 'Underspecified'
  readonly message: string
}

/** What the core does otherwise than the line says. */
export type Mismatch =
  | { readonly _tag: 'NotEnabled'; readonly label: Label }
  | { readonly _tag: 'OtherState'; readonly differences: readonly Difference[] }
  | {
      readonly _tag: 'OtherSends'
      /** What the core sends and the line does not have. */
      readonly extra: readonly string[]
      /** What the line has and the core does not send. */
      readonly missing: readonly ObservedMessage[]
    }

/** A server, and its log as a value of the specification. */
interface Reached {
  readonly server: Server
  readonly log: SequenceValue
}

export interface Replay {
  /** undefined if the core does what the line says; a text if the line does not say enough. */
  readonly line: (line: TraceLine) => Either<string, Mismatch | undefined>
  readonly report: () => ReplayReport
}

export interface ReplayReport {
  readonly events: number
  readonly coverage: CoverageReport
}

const lacks = (what: string): Underspecified => ({
  _tag: 'Underspecified',
  message: `the line lacks ${what}, which a replay needs; check finds it by itself`,
})

const isLabel = (found: Label | Underspecified): found is Label => 'action' in found

/** The message of a line, if it is whole. */
const received = ({ message }: TraceLine): Message | undefined =>
  message !== undefined && isComplete(message) ? (message as Message) : undefined

const sendsOf = (line: TraceLine, type: Message['type']): readonly ObservedMessage[] =>
  (line.sent ?? []).filter((message) => 'type' in message && message.type === type)

const asksForVotes = (
  line: TraceLine,
  i: ServerId,
  action: 'RequestVote' | 'RequestPreVote',
  type: Message['type'],
): readonly (Label | Underspecified)[] => {
  const j = sendsTo(line)
  if (j !== undefined) return [{ action, i, j }]
  const sends = sendsOf(line, type)
  return sends.length === 0
    ? [lacks('args.j')]
    : sends.map(({ dest }) => (dest === undefined ? lacks('sent.dest') : { action, i, j: dest }))
}

const appendEntries = (line: TraceLine, i: ServerId): readonly (Label | Underspecified)[] => {
  const j = sendsTo(line)
  const n = line.args?.n
  if (j !== undefined && n !== undefined) return [{ action: 'AppendEntries', i, j, n }]
  const sends = sendsOf(line, 'AppendEntriesRequest')
  return sends.length === 0
    ? [lacks('args.j and args.n')]
    : sends.map((message) =>
        message.dest === undefined || !('entries' in message)
          ? lacks('sent.dest or sent.entries')
          : { action: 'AppendEntries', i, j: message.dest, n: message.entries.length },
      )
}

/** The instances that a line's action stands for, in a state of its server. */
const labelsOf = (
  line: TraceLine,
  action: ActionName,
  server: Server,
): readonly (Label | Underspecified)[] => {
  const i = server.id
  switch (action) {
    case 'Timeout':
    case 'BecomeLeader':
    case 'BecomePreCandidate':
    case 'BecomeCandidate':
    case 'LeaderContactLapsed':
    case 'QuorumContactLapsed':
    case 'AbortTransfer':
    case 'TimeoutNow':
    case 'AppendNewConfiguration':
    case 'StepDown':
    case 'Restart':
      return [{ action, i }]
    case 'TransferLeadership':
    case 'AddLearner':
    case 'RemoveLearner':
    case 'StartRound':
    case 'AddServer':
    case 'RemoveServer': {
      const j = line.args?.j
      return [j === undefined ? lacks('args.j') : { action, i, j }]
    }
    case 'ChangeConfiguration': {
      const newVoters = line.args?.newVoters
      return [newVoters === undefined ? lacks('args.newVoters') : { action, i, newVoters }]
    }
    case 'ApplyEntry': {
      const told = line.state?.lastApplied ?? (line.actions === undefined ? 0 : server.commitIndex)
      const goal = Math.min(told, server.commitIndex)
      return Array.from({ length: Math.max(1, goal - server.lastApplied) }, () => ({ action, i }))
    }
    case 'ClientRequest': {
      const v = line.args?.v
      return [v === undefined ? lacks('args.v') : { action, i, v }]
    }
    case 'AdvanceCommitIndex': {
      const N = line.args?.N ?? line.state?.commitIndex
      return [N === undefined ? lacks('args.N') : { action, i, N }]
    }
    case 'RequestVote':
      return asksForVotes(line, i, action, 'RequestVoteRequest')
    case 'RequestPreVote':
      return asksForVotes(line, i, action, 'PreVoteRequest')
    case 'AppendEntries':
      return appendEntries(line, i)
    default: {
      const m = received(line)
      return [m === undefined ? lacks('a message with all its fields') : { action, m }]
    }
  }
}

/** The instance of AdvanceCommitIndex that goes furthest, of an action that the line names again. */
const furthestCommit = (rules: Rules, constants: Constants, server: Server): Label => {
  const label = (N: number): Label => ({ action: 'AdvanceCommitIndex', i: server.id, N })
  let N = server.log.length
  while (N > server.commitIndex && isNone(runRule(rules, constants, server, label(N)))) N--
  return label(N)
}

/** As many of ApplyEntry as the action behind it needs, where the line names it again later. */
const appliesBefore = (
  rules: Rules,
  constants: Constants,
  server: Server,
  mayFollow: (server: Server) => boolean,
): readonly Label[] => {
  const label: Label = { action: 'ApplyEntry', i: server.id }
  const labels = [label]
  let step = runRule(rules, constants, server, label)
  while (!isNone(step) && !mayFollow(step.value.server)) {
    step = runRule(rules, constants, step.value.server, label)
    labels.push(label)
  }
  return labels
}

/** The instances of an action that the line names again later. */
const labelsBefore = (
  rules: Rules,
  constants: Constants,
  line: TraceLine,
  [name, next]: readonly [ActionName, ActionName],
  server: Server,
): readonly (Label | Underspecified)[] => {
  if (name === 'AdvanceCommitIndex') return [furthestCommit(rules, constants, server)]
  if (name !== 'ApplyEntry') return labelsOf(line, name, server)
  return appliesBefore(rules, constants, server, (at) => {
    const [label] = labelsOf(line, next, at)
    return label !== undefined && isLabel(label) && !isNone(runRule(rules, constants, at, label))
  })
}

/** Runs the line's actions from a state; what stopped it, or the state and the sends. */
const run = (
  rules: Rules,
  constants: Constants,
  line: TraceLine,
  server: Server,
): Underspecified | Mismatch | { readonly server: Server; readonly effects: readonly Effect[] } => {
  const names = namesOf(line)
  if (names.length === 0) return lacks('action')
  const effects: Effect[] = []
  let at = server
  for (const [k, name] of names.entries()) {
    const next = names[k + 1]
    const labels =
      next !== undefined && names.includes(name, k + 1)
        ? labelsBefore(rules, constants, line, [name, next], at)
        : labelsOf(line, name, at)
    for (const label of labels) {
      if (!isLabel(label)) return label
      const step = runRule(rules, constants, at, label)
      if (isNone(step)) return { _tag: 'NotEnabled', label }
      at = step.value.server
      effects.push(...step.value.effects)
    }
  }
  return { server: at, effects }
}

export const createReplay = (header: TraceHeader, rules: Rules = raftRules): Replay => {
  const constants = constantsOf(header.servers, header)
  const { alphaMessage, observable, logAfter, emptyLog } = traceProjection(constants)
  const states = new Map<ServerId, Reached>(
    constants.servers.map((id) => [id, { server: initialServer(id), log: emptyLog }]),
  )
  const coverage = createCoverage()
  let events = 0

  const compareSends = (line: TraceLine, sent: readonly Message[]): Mismatch | undefined => {
    if (line.sent === undefined) return undefined
    let missing: readonly ObservedMessage[] = line.sent
    const extra: string[] = []
    for (const message of sent.map(alphaMessage)) {
      const at = missing.findIndex((observed) => matchesMessage(message, observed))
      if (at < 0) extra.push(showValue(message))
      else missing = missing.toSpliced(at, 1)
    }
    return extra.length + missing.length === 0 ? undefined : { _tag: 'OtherSends', extra, missing }
  }

  return {
    line: (line) => {
      const before = states.get(line.server)
      if (before === undefined) return left(lacks('a server of the header').message)
      const ended = run(rules, constants, line, before.server)
      if ('_tag' in ended)
        return ended._tag === 'Underspecified' ? left(ended.message) : right(ended)
      const log = logAfter(before.log, ended.effects)
      const differences = stateDifferences(observable(ended.server, log), line.state ?? {})
      if (differences.length > 0) return right({ _tag: 'OtherState', differences })
      const otherSends = compareSends(line, sentIn(ended.effects))
      if (otherSends !== undefined) return right(otherSends)
      states.set(line.server, { server: ended.server, log })
      events++
      coverage.line(line, namesOf(line))
      return right(undefined)
    },
    report: () => ({ events, coverage: coverage.report() }),
  }
}

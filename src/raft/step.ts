/**
 * A real server does several rules at once. `step` takes an event from outside through the rule of
 * the event, then the internal rules to their fixed point, then the sends that the policy asks for,
 * and names the actions that it took: the core writes its own trace.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import { membersOf, votersOf, withoutServers } from './Configuration.ts'
import type { Effect } from './Effect.ts'
import type { Event, Label } from './Event.ts'
import { rules as raftRules, type Rules, runRule } from './Rules.ts'
import {
  type Constants,
  type Index,
  type Leader,
  ofPeer,
  type Server,
  type ServerId,
} from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'

/** What the paper leaves to the implementation: when to send, and how much. */
export interface Policy {
  /** Entries in one AppendEntries, at most; at least 1. */
  readonly maxEntries: number
}

export const defaultPolicy: Policy = { maxEntries: 64 }

export interface Outcome {
  readonly server: Server
  /** To be done in this order: each Persist before the sends behind it. */
  readonly effects: readonly Effect[]
  /** The actions taken, in order; none where the event does not concern this server. */
  readonly labels: readonly Label[]
}

/** As `InternalActions` of `spec/Raft.tla`: what a server does by itself, to a fixed point. */
export const internalActions = [
  'UpdateTerm',
  'BecomeCandidate',
  'BecomeLeader',
  'AdvanceCommitIndex',
  'AppendNewConfiguration',
  'StepDown',
  'ApplyEntry',
] as const

type InternalAction = (typeof internalActions)[number]

/**
 * The indexes up to which a leader might commit, the greatest first. The set of servers that hold
 * the entry at N changes only at the end of the leader's log and at each matchIndex, so no other N
 * need be tried. An entry of an earlier term does not end the search, or nothing behind it would
 * ever be committed.
 */
const commitCandidates = (s: Server): readonly Index[] =>
  s.role._tag === 'Leader'
    ? [...new Set([s.log.length, ...Object.values(s.role.matchIndex)])].toSorted((a, b) => b - a)
    : []

/** The instances of an internal action to be tried, in order; the first that is enabled is taken. */
const instances = (action: InternalAction, s: Server): readonly Label[] => {
  switch (action) {
    case 'AdvanceCommitIndex':
      return commitCandidates(s).map((N) => ({ action, i: s.id, N }))
    case 'UpdateTerm':
      // It belongs to a message, and comes before the handler of that message.
      return []
    default:
      return [{ action, i: s.id }]
  }
}

/** The rules of the event itself, in order; those that are not enabled are passed over. */
const opening = (s: Server, event: Event): readonly Label[] => {
  const i = s.id
  switch (event._tag) {
    case 'ElectionTimeout':
      // It is at least the minimum election timeout, after which contact has lapsed.
      return [
        { action: 'LeaderContactLapsed', i },
        { action: 'Timeout', i },
        { action: 'BecomePreCandidate', i },
      ]
    case 'LeaderContactTimeout':
      return [{ action: 'LeaderContactLapsed', i }]
    case 'QuorumContactTimeout':
      return [{ action: 'QuorumContactLapsed', i }]
    case 'TransferTimeout':
      return [{ action: 'AbortTransfer', i }]
    case 'HeartbeatTimeout':
      return []
    case 'ClientRequest':
      return [{ action: 'ClientRequest', i, v: event.value }]
    case 'TransferLeadership':
      return [{ action: 'TransferLeadership', i, j: event.to }]
    case 'ChangeConfiguration':
      return [{ action: 'ChangeConfiguration', i, newVoters: event.newVoters }]
    case 'AddLearner':
    case 'RemoveLearner':
    case 'StartRound':
    case 'AddServer':
    case 'RemoveServer':
      return [{ action: event._tag, i, j: event.server }]
    case 'Receive':
      return [
        { action: 'UpdateTerm', m: event.message },
        { action: `Handle${event.message.type}`, m: event.message },
      ]
  }
}

/** Whether an event is for this server, and of servers that are known. */
const concerns = ({ servers }: Constants, s: Server, event: Event): boolean => {
  if (event._tag === 'Receive') {
    const { source, dest } = event.message
    return dest === s.id && source !== s.id && servers.includes(source)
  }
  if (event._tag === 'ChangeConfiguration')
    return event.newVoters.length > 0 && event.newVoters.every((j) => servers.includes(j))
  return !('server' in event) || servers.includes(event.server)
}

/**
 * To whom a leader sends entries. To all members when it is elected, at a heartbeat and when its log
 * has grown; to one whose response told it something new, if that one still lacks entries. Were it
 * to answer any response, each duplicate would keep a conversation of its own going for as long as
 * clients go on asking.
 */
const receivers = (
  constants: Constants,
  before: Server,
  s: Server,
  { nextIndex }: Leader,
  event: Event,
): readonly ServerId[] => {
  const known = before.role._tag === 'Leader' ? before.role : null
  const members = withoutServers(membersOf(configurationOf(constants, s)), [s.id])
  if (known === null || event._tag === 'HeartbeatTimeout' || s.log.length > before.log.length)
    return members
  return members.filter(
    (j) =>
      ofPeer(known.nextIndex, j) !== ofPeer(nextIndex, j) && ofPeer(nextIndex, j) <= s.log.length,
  )
}

/** A target is told to take over when it is chosen, and when it has come nearer; the rule waits. */
const isToTakeOver = ({ role: known }: Server, { transferTarget, matchIndex }: Leader): boolean =>
  transferTarget !== null &&
  !(
    known._tag === 'Leader' &&
    known.transferTarget === transferTarget &&
    ofPeer(known.matchIndex, transferTarget) === ofPeer(matchIndex, transferTarget)
  )

const leaderSends = (
  constants: Constants,
  before: Server,
  s: Server,
  role: Leader,
  event: Event,
  { maxEntries }: Policy,
): readonly Label[] => {
  const i = s.id
  const pending = (j: ServerId): number => s.log.length - ofPeer(role.nextIndex, j) + 1
  const entries = receivers(constants, before, s, role, event).map((j): Label => ({
    action: 'AppendEntries',
    i,
    j,
    n: Math.min(pending(j), maxEntries),
  }))
  return isToTakeOver(before, role) ? [...entries, { action: 'TimeoutNow', i }] : entries
}

/** What a server at rest sends after an event that concerned it. */
const sends = (
  constants: Constants,
  before: Server,
  s: Server,
  event: Event,
  policy: Policy,
): readonly Label[] => {
  const voters = withoutServers(votersOf(configurationOf(constants, s)), [s.id])
  const campaigns =
    event._tag === 'ElectionTimeout' ||
    s.role._tag !== before.role._tag ||
    s.currentTerm !== before.currentTerm
  switch (s.role._tag) {
    case 'Follower':
      return []
    case 'PreCandidate':
      return campaigns ? voters.map((j) => ({ action: 'RequestPreVote', i: s.id, j })) : []
    case 'Candidate':
      return campaigns ? voters.map((j) => ({ action: 'RequestVote', i: s.id, j })) : []
    case 'Leader':
      return leaderSends(constants, before, s, s.role, event, policy)
  }
}

/**
 * One event at one server. The server comes back unchanged, with neither effects nor labels, where
 * the event does not concern it: a client's request or a heartbeat's time at a follower, an election
 * timeout at a leader, a message for another server or from an unknown one.
 *
 * The layer that holds the clock restarts the election timer on ResetElectionTimer, and whenever the
 * timer has fired; a leader sends a HeartbeatTimeout well within the election timeout (5.6).
 */
export const step = (
  constants: Constants,
  server: Server,
  event: Event,
  policy: Policy = defaultPolicy,
  rules: Rules = raftRules,
): Outcome => {
  let at = server
  const mutableEffects: Effect[] = []
  const mutableLabels: Label[] = []
  const attempt = (label: Label): boolean => {
    const result = runRule(rules, constants, at, label)
    if (isNone(result)) return false
    at = result.value.server
    mutableEffects.push(...result.value.effects)
    mutableLabels.push(label)
    return true
  }
  if (concerns(constants, server, event)) opening(server, event).forEach(attempt)
  const heartbeat = event._tag === 'HeartbeatTimeout' && server.role._tag === 'Leader'
  if (mutableLabels.length === 0 && !heartbeat) return { server, effects: [], labels: [] }
  while (internalActions.some((action) => instances(action, at).some(attempt)));
  sends(constants, server, at, event, policy).forEach(attempt)
  return { server: at, effects: mutableEffects, labels: mutableLabels }
}

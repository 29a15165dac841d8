/**
 * A real server does several rules at once. `step` takes an event from outside through the rule of
 * the event, then the internal rules to their fixed point, then the sends that the policy asks for,
 * and names the actions that it took: the core writes its own trace.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import type { Effect } from './Effect.ts'
import type { Event, Label } from './Event.ts'
import { rules as raftRules, type Rules, runRule } from './Rules.ts'
import {
  type Constants,
  type Index,
  ofPeer,
  peersOf,
  type Server,
  type ServerId,
} from './Server.ts'

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
  'BecomeLeader',
  'AdvanceCommitIndex',
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
    case 'BecomeLeader':
    case 'ApplyEntry':
      return [{ action, i: s.id }]
    case 'UpdateTerm':
      // It belongs to a message, and comes before the handler of that message.
      return []
  }
}

/** The rules of the event itself, in order. */
const opening = (constants: Constants, s: Server, event: Event): readonly Label[] => {
  switch (event._tag) {
    case 'ElectionTimeout':
      return [{ action: 'Timeout', i: s.id }]
    case 'ClientRequest':
      return [{ action: 'ClientRequest', i: s.id, v: event.value }]
    case 'HeartbeatTimeout':
      return []
    case 'Receive': {
      const m = event.message
      const concerned = m.dest === s.id && peersOf(constants, s.id).includes(m.source)
      return concerned
        ? [
            { action: 'UpdateTerm', m },
            { action: `Handle${m.type}`, m },
          ]
        : []
    }
  }
}

/**
 * What a server at rest sends after an event that concerned it. A leader speaks to all when it is
 * elected, at a heartbeat and after a client's request; to one whose response told it something
 * new, if that one still lacks entries. Were it to answer any response, each duplicate would keep a
 * conversation of its own going for as long as clients go on asking.
 */
const sends = (
  constants: Constants,
  before: Server,
  s: Server,
  event: Event,
  { maxEntries }: Policy,
): readonly Label[] => {
  const peers = peersOf(constants, s.id)
  switch (s.role._tag) {
    case 'Follower':
      return []
    case 'Candidate':
      return event._tag === 'ElectionTimeout'
        ? peers.map((j) => ({ action: 'RequestVote', i: s.id, j }))
        : []
    case 'Leader': {
      const { nextIndex } = s.role
      const lacking = (j: ServerId): number => s.log.length - ofPeer(nextIndex, j) + 1
      const known = before.role._tag === 'Leader' ? before.role.nextIndex : null
      const to =
        known === null || event._tag !== 'Receive'
          ? peers
          : peers.filter((j) => ofPeer(known, j) !== ofPeer(nextIndex, j) && lacking(j) > 0)
      return to.map((j) => ({
        action: 'AppendEntries',
        i: s.id,
        j,
        n: Math.min(lacking(j), maxEntries),
      }))
    }
  }
}

/**
 * One event at one server. The server comes back unchanged, with neither effects nor labels, where
 * the event does not concern it: a client's request or a heartbeat's time at a follower, an election
 * timeout at a leader, a message for another server or from outside the cluster.
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
  opening(constants, server, event).forEach(attempt)
  const heartbeat = event._tag === 'HeartbeatTimeout' && server.role._tag === 'Leader'
  if (mutableLabels.length === 0 && !heartbeat) return { server, effects: [], labels: [] }
  while (internalActions.some((action) => instances(action, at).some(attempt)));
  sends(constants, server, at, event, policy).forEach(attempt)
  return { server: at, effects: mutableEffects, labels: mutableLabels }
}

/**
 * Servers and messages to write equations with: a server with its log as plain entries, and a rule
 * run on it, frozen through and through.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import { type Configuration, stable } from '../../src/raft/Configuration.ts'
import type { Effect } from '../../src/raft/Effect.ts'
import { type Entry, fromEntries, toEntries } from '../../src/raft/Log.ts'
import type {
  AppendEntriesRequest,
  AppendEntriesResponse,
  PreVoteRequest,
  PreVoteResponse,
  RequestVoteRequest,
  RequestVoteResponse,
  TimeoutNowRequest,
} from '../../src/raft/Message.ts'
import type { Rule } from '../../src/raft/Rule.ts'
import {
  type Constants,
  constantsOf,
  follower,
  type Index,
  type Leader,
  type Options,
  optionsNamed,
  type PerPeer,
  type Server,
  type ServerId,
  type Term,
} from '../../src/raft/Server.ts'
import { deepFreeze } from './deepFreeze.ts'

export type PlainServer = Omit<Server, 'log'> & { readonly log: readonly Entry[] }

export const toPlain = (server: Server): PlainServer => ({ ...server, log: toEntries(server.log) })

export const fromPlain = (plain: PlainServer): Server => ({ ...plain, log: fromEntries(plain.log) })

export const noOptions: Options = optionsNamed([])

export const three = (options: Partial<Options> = {}): Constants => ({
  ...constantsOf(['s1', 's2', 's3']),
  options: { ...noOptions, ...options },
})

/** The entries of a log whose terms these are; each value tells its index and term. */
export const entries = (...terms: readonly Term[]): readonly Entry[] =>
  terms.map((term, k) => ({ term, value: `${k + 1}.${term}` }))

/** The joint configuration between two sets of voters. */
export const joint = (
  voters: readonly ServerId[],
  newVoters: readonly ServerId[],
): Configuration => ({ ...stable(voters), newVoters })

export const withLearners = (
  configuration: Configuration,
  ...learners: readonly ServerId[]
): Configuration => ({ ...configuration, learners })

/** An entry that changes the membership. */
export const change = (term: Term, configuration: Configuration): Entry => ({ term, configuration })

const blank: PlainServer = {
  id: 's1',
  currentTerm: 0,
  votedFor: null,
  log: [],
  role: follower,
  commitIndex: 0,
  lastApplied: 0,
}

export const aFollower = (fields: Partial<PlainServer> = {}): PlainServer => ({
  ...blank,
  ...fields,
})

/** A follower that heard from a leader within the minimum election timeout. */
export const aHearingFollower = (fields: Partial<PlainServer> = {}): PlainServer => ({
  ...blank,
  role: { _tag: 'Follower', heardFromLeader: true },
  ...fields,
})

export const aPreCandidate = (
  votesGranted: readonly ServerId[],
  fields: Partial<PlainServer> = {},
): PlainServer => ({
  ...blank,
  role: { _tag: 'PreCandidate', votesGranted },
  ...fields,
})

export const aCandidate = (
  votesGranted: readonly ServerId[],
  fields: Partial<PlainServer> = {},
): PlainServer => ({
  ...blank,
  votedFor: 's1',
  role: { _tag: 'Candidate', votesGranted, leadershipTransfer: false },
  ...fields,
})

/** A leader's role; without more, nobody catches up, and nobody is to take over. */
export const leading = (
  fields: Pick<Leader, 'nextIndex' | 'matchIndex'> & Partial<Leader>,
): Leader => ({
  _tag: 'Leader',
  roundEnd: Object.fromEntries(Object.keys(fields.nextIndex).map((j) => [j, 0])),
  transferTarget: null,
  ...fields,
})

export const aLeader = (
  nextIndex: PerPeer<Index>,
  matchIndex: PerPeer<Index>,
  fields: Partial<PlainServer> = {},
): PlainServer => ({
  ...blank,
  votedFor: 's1',
  role: leading({ nextIndex, matchIndex }),
  ...fields,
})

/** A candidate that its leader told to begin its election. */
export const aSuccessor = (
  votesGranted: readonly ServerId[],
  fields: Partial<PlainServer> = {},
): PlainServer => ({
  ...aCandidate(votesGranted, fields),
  role: { _tag: 'Candidate', votesGranted, leadershipTransfer: true },
})

const envelope = { source: 's2', dest: 's1', term: 1 }

export const voteRequest = (fields: Partial<RequestVoteRequest> = {}): RequestVoteRequest => ({
  type: 'RequestVoteRequest',
  ...envelope,
  lastLogIndex: 0,
  lastLogTerm: 0,
  leadershipTransfer: false,
  ...fields,
})

export const voteResponse = (fields: Partial<RequestVoteResponse> = {}): RequestVoteResponse => ({
  type: 'RequestVoteResponse',
  ...envelope,
  voteGranted: true,
  ...fields,
})

export const preVoteRequest = (fields: Partial<PreVoteRequest> = {}): PreVoteRequest => ({
  type: 'PreVoteRequest',
  ...envelope,
  lastLogIndex: 0,
  lastLogTerm: 0,
  ...fields,
})

export const preVoteResponse = (fields: Partial<PreVoteResponse> = {}): PreVoteResponse => ({
  type: 'PreVoteResponse',
  ...envelope,
  voteGranted: true,
  ...fields,
})

export const timeoutNow = (fields: Partial<TimeoutNowRequest> = {}): TimeoutNowRequest => ({
  type: 'TimeoutNowRequest',
  ...envelope,
  ...fields,
})

export const appendRequest = (
  fields: Partial<AppendEntriesRequest> = {},
): AppendEntriesRequest => ({
  type: 'AppendEntriesRequest',
  ...envelope,
  prevLogIndex: 0,
  prevLogTerm: 0,
  entries: [],
  leaderCommit: 0,
  ...fields,
})

export const appendResponse = (
  fields: Partial<AppendEntriesResponse> = {},
): AppendEntriesResponse => ({
  type: 'AppendEntriesResponse',
  ...envelope,
  success: true,
  matchIndex: 0,
  conflictTerm: 0,
  conflictIndex: 0,
  ...fields,
})

export interface PlainStep {
  readonly server: PlainServer
  readonly effects: readonly Effect[]
}

/** What a rule makes of a server and an argument; null where it is not enabled. */
export const run = <A>(
  rule: Rule<A>,
  server: PlainServer,
  argument: A,
  constants: Constants = three(),
): PlainStep | null => {
  const result = rule(deepFreeze(constants), deepFreeze(fromPlain(server)), deepFreeze(argument))
  if (isNone(result)) return null
  return { server: toPlain(result.value.server), effects: result.value.effects }
}

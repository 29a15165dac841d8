/** Arbitrary clusters of three servers, reachable or not: the projection must not care. */
import fc from 'fast-check'
import type { Cluster } from '../../src/conformance/Projection.ts'
import { type Entry, fromEntries } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import type { Role, Server, ServerId } from '../../src/raft/Server.ts'

/** Records as literals make them, with the prototype of plain objects. */
const plain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true })

const ids = ['s1', 's2', 's3'] as const
const id: fc.Arbitrary<ServerId> = fc.constantFrom(...ids)
const small = fc.nat({ max: 5 })

const servers = fc.subarray([...ids])

const entry: fc.Arbitrary<Entry> = fc.oneof(
  plain({ term: small, value: fc.constantFrom('x', 'y', null) }),
  plain({
    term: small,
    configuration: plain({ voters: servers, newVoters: servers, learners: servers }),
  }),
)
const entries = fc.array(entry, { maxLength: 4 })

const ofPeers = (self: ServerId) =>
  plain(Object.fromEntries(ids.filter((other) => other !== self).map((peer) => [peer, small])))

const role = (self: ServerId): fc.Arbitrary<Role> =>
  fc.oneof(
    plain({ _tag: fc.constant('Follower'), heardFromLeader: fc.boolean() }),
    plain({ _tag: fc.constant('PreCandidate'), votesGranted: servers }),
    plain({
      _tag: fc.constant('Candidate'),
      votesGranted: servers,
      leadershipTransfer: fc.boolean(),
    }),
    plain({
      _tag: fc.constant('Leader'),
      nextIndex: ofPeers(self),
      matchIndex: ofPeers(self),
      roundEnd: ofPeers(self),
      transferTarget: fc.option(id),
    }),
  )

export const server = (self: ServerId): fc.Arbitrary<Server> =>
  plain({
    id: fc.constant(self),
    currentTerm: small,
    votedFor: fc.option(id),
    log: entries.map(fromEntries),
    role: role(self),
    commitIndex: small,
    lastApplied: small,
  })

const envelope = { source: id, dest: id, term: small }

export const message: fc.Arbitrary<Message> = fc.oneof(
  plain({
    type: fc.constant('RequestVoteRequest'),
    ...envelope,
    lastLogIndex: small,
    lastLogTerm: small,
    leadershipTransfer: fc.boolean(),
  }),
  plain({
    type: fc.constant('PreVoteRequest'),
    ...envelope,
    lastLogIndex: small,
    lastLogTerm: small,
  }),
  plain({
    type: fc.constant('PreVoteResponse'),
    ...envelope,
    voteGranted: fc.boolean(),
  }),
  plain({ type: fc.constant('TimeoutNowRequest'), ...envelope }),
  plain({
    type: fc.constant('RequestVoteResponse'),
    ...envelope,
    voteGranted: fc.boolean(),
  }),
  plain({
    type: fc.constant('AppendEntriesRequest'),
    ...envelope,
    prevLogIndex: small,
    prevLogTerm: small,
    entries,
    leaderCommit: small,
  }),
  plain({
    type: fc.constant('AppendEntriesResponse'),
    ...envelope,
    success: fc.boolean(),
    matchIndex: small,
    conflictTerm: small,
    conflictIndex: small,
  }),
)

const copies = plain({ message, copies: fc.integer({ min: 1, max: 3 }) })

export const cluster: fc.Arbitrary<Cluster> = plain({
  servers: plain({ s1: server('s1'), s2: server('s2'), s3: server('s3') }),
  network: fc.uniqueArray(copies, {
    maxLength: 4,
    selector: (sent) => JSON.stringify(sent.message),
  }),
})

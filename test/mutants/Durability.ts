/**
 * Figure 2, "updated on stable storage before responding to RPCs", done wrong. In all of these the
 * state and the messages are right; only the effects tell: the disk that they leave behind, the
 * order, or the number of writes.
 */
import { type Effect, persist } from '../../src/raft/Effect.ts'
import {
  BecomeLeader,
  HandleRequestVoteRequest,
  RequestVote,
  Timeout,
} from '../../src/raft/LeaderElection.ts'
import { ClientRequest, HandleAppendEntriesRequest } from '../../src/raft/LogReplication.ts'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, persistApart, persistLast, withEffects, withoutPersist } from './patch.ts'

const breaks = 'durability' as const

/** The log's change as if nothing had to be cut off first. */
const withoutCut = (effect: Effect, length: number): Effect =>
  effect._tag === 'Persist' && effect.change.log !== undefined
    ? persist({ log: { ...effect.change.log, keep: length } })
    : effect

const elections: readonly Mutant[] = [
  fromBug(13, {
    name: 'TermAndVoteApartAtTimeout',
    section: '5.5',
    breaks,
    replaces: {
      Timeout: altered(Timeout, (step) => {
        const { currentTerm, votedFor } = step.server
        return { ...step, effects: persistApart({ votedFor }, { currentTerm })(step.effects) }
      }),
    },
  }),
  fromBug(13, {
    name: 'TermAndVoteApartAtANewTerm',
    section: '5.5',
    breaks,
    replaces: {
      UpdateTerm: altered(UpdateTerm, (step) => {
        const { currentTerm } = step.server
        return { ...step, effects: persistApart({ currentTerm }, { votedFor: null })(step.effects) }
      }),
    },
  }),
  fromBug(14, {
    name: 'VotesRequestedBeforeTheOwnIsOnDisk',
    section: '5.5',
    breaks,
    replaces: {
      Timeout: withEffects(Timeout, withoutPersist),
      RequestVote: withEffects(RequestVote, (effects, { currentTerm, id }) => [
        ...effects,
        persist({ currentTerm, votedFor: id }),
      ]),
    },
  }),
  fromBug(36, {
    name: 'VoteNotOnDisk',
    section: '5.5',
    breaks,
    replaces: { HandleRequestVoteRequest: withEffects(HandleRequestVoteRequest, withoutPersist) },
  }),
  other({
    name: 'VoteOnDiskAfterTheAnswer',
    section: '5.5',
    seenIn: 'robustmq 2039, camunda 5356',
    describe: 'a vote is answered first and written afterwards',
    breaks,
    replaces: { HandleRequestVoteRequest: withEffects(HandleRequestVoteRequest, persistLast) },
  }),
  other({
    name: 'TermNotOnDisk',
    section: '5.5',
    describe: 'a server that adopts a term does not write it down',
    breaks,
    replaces: { UpdateTerm: withEffects(UpdateTerm, withoutPersist) },
  }),
]

const logs: readonly Mutant[] = [
  other({
    name: 'AcknowledgedBeforeOnDisk',
    section: '5.5',
    seenIn: 'yugabyte 32875',
    describe: 'a follower acknowledges entries first and writes them afterwards',
    breaks,
    replaces: { HandleAppendEntriesRequest: withEffects(HandleAppendEntriesRequest, persistLast) },
  }),
  other({
    name: 'EntriesNotOnDisk',
    section: '5.5',
    describe: 'a follower acknowledges entries that it has in memory only',
    breaks,
    replaces: {
      HandleAppendEntriesRequest: withEffects(HandleAppendEntriesRequest, withoutPersist),
    },
  }),
  other({
    name: 'ConflictStaysOnDisk',
    section: '5.5',
    describe: 'new entries are written behind those that they replace, which memory has cut off',
    breaks,
    replaces: {
      HandleAppendEntriesRequest: withEffects(HandleAppendEntriesRequest, (effects, { log }) =>
        effects.map((effect) => withoutCut(effect, log.length)),
      ),
    },
  }),
  other({
    name: 'CommandNotOnDisk',
    section: '5.5',
    seenIn: 'etcd 14370',
    describe: 'a leader counts its own copy of an entry that it has in memory only',
    breaks,
    replaces: { ClientRequest: withEffects(ClientRequest, withoutPersist) },
  }),
  other({
    name: 'NoOpNotOnDisk',
    section: '5.5',
    describe: 'the no-op with which a leader begins its term is in memory only',
    breaks,
    options: { LeaderNoOp: true },
    replaces: { BecomeLeader: withEffects(BecomeLeader, withoutPersist) },
  }),
]

export const durabilityMutants: readonly Mutant[] = [...elections, ...logs]

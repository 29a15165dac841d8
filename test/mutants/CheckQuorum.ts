/** Dissertation, 6.2 and 4.2.3, done wrong: contact with leaders, and with quorums. */
import { none } from 'fp-ts/lib/Option.js'
import { LeaderContactLapsed, QuorumContactLapsed } from '../../src/raft/CheckQuorum.ts'
import { persist, send } from '../../src/raft/Effect.ts'
import { HandleRequestVoteRequest } from '../../src/raft/LeaderElection.ts'
import type { Received } from '../../src/raft/Rule.ts'
import type { Server } from '../../src/raft/Server.ts'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import { other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, believing, misled, withRole } from './patch.ts'

const options = { CheckQuorum: true }

/** As if no leader had called for an election. */
const ofItsOwn = ({ m }: Received): Received => ({
  m: m.type === 'RequestVoteRequest' ? { ...m, leadershipTransfer: false } : m,
})

const disregarding: readonly Mutant[] = [
  other({
    name: 'RemovedServerDisrupts',
    section: 'D 4.2',
    seenIn: 'section 6',
    options,
    describe: 'a server that hears from its leader takes the term of whoever asks for its vote',
    replaces: {
      UpdateTerm: believing(UpdateTerm, { CheckQuorum: false }),
      HandleRequestVoteRequest: believing(HandleRequestVoteRequest, { CheckQuorum: false }),
    },
  }),
  other({
    name: 'LeaderIsDisrupted',
    section: 'D 4.2',
    options,
    describe: 'a leader, which hears from itself, takes the term of whoever asks for its vote',
    replaces: {
      UpdateTerm: (constants, s, received) =>
        (s.role._tag === 'Leader' ? believing(UpdateTerm, { CheckQuorum: false }) : UpdateTerm)(
          constants,
          s,
          received,
        ),
    },
  }),
  other({
    name: 'DisregardedRequestRefused',
    section: 'D 4.2',
    options,
    describe: 'a request that is to be disregarded is refused instead',
    replaces: {
      HandleRequestVoteRequest: altered(HandleRequestVoteRequest, (step, s, { m }) =>
        step.effects.length > 0
          ? step
          : {
              ...step,
              effects: [
                send({
                  type: 'RequestVoteResponse',
                  source: s.id,
                  dest: m.source,
                  term: s.currentTerm,
                  voteGranted: false,
                }),
              ],
            },
      ),
    },
  }),
  other({
    name: 'TransferDisregarded',
    section: 'D 4.2',
    options: { ...options, LeadershipTransfer: true },
    describe: 'an election that the leader itself called for is disregarded like any other',
    replaces: {
      UpdateTerm: misled(UpdateTerm, ofItsOwn),
      HandleRequestVoteRequest: misled(HandleRequestVoteRequest, ofItsOwn),
    },
  }),
  other({
    name: 'NewTermKeepsItsLeader',
    section: 'D 6.2',
    options,
    describe: 'a server that takes a new term goes on hearing from the leader of the old one',
    replaces: {
      UpdateTerm: altered(UpdateTerm, (step, { role }) =>
        role._tag === 'Follower' ? withRole(step, role) : step,
      ),
    },
  }),
]

const withoutVote = (s: Server) => ({ server: { ...s, votedFor: null } })

const lapsing: readonly Mutant[] = [
  other({
    name: 'QuorumNeverMissed',
    section: 'D 6.2',
    options,
    describe: 'a leader that no quorum answers leads on, and its clients wait for ever',
    replaces: { QuorumContactLapsed: () => none },
  }),
  other({
    name: 'LeaderNeverMissed',
    section: 'D 6.2',
    options,
    describe: 'a server that has once heard from a leader hears from it for ever',
    replaces: { LeaderContactLapsed: () => none },
  }),
  other({
    name: 'VoteErasedWithoutQuorum',
    section: 'D 6.2',
    options,
    describe: 'a leader that steps down inside its term forgets its vote, and may give another',
    replaces: {
      QuorumContactLapsed: altered(QuorumContactLapsed, ({ server }) => ({
        ...withoutVote(server),
        effects: [persist({ votedFor: null })],
      })),
    },
  }),
  other({
    name: 'VoteErasedWithTheLeader',
    section: 'D 6.2',
    options,
    describe: 'a server that hears from its leader no more forgets its vote for it',
    replaces: {
      LeaderContactLapsed: altered(LeaderContactLapsed, ({ server }) => ({
        ...withoutVote(server),
        effects: [persist({ votedFor: null })],
      })),
    },
  }),
]

export const checkQuorumMutants: readonly Mutant[] = [...disregarding, ...lapsing]

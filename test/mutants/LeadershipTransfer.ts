/** Dissertation, 3.10, done wrong: the hand-over from a leader to a server of its choice. */
import { RequestVote } from '../../src/raft/LeaderElection.ts'
import {
  AbortTransfer,
  HandleTimeoutNowRequest,
  TimeoutNow,
  TransferLeadership,
} from '../../src/raft/LeadershipTransfer.ts'
import { ClientRequest } from '../../src/raft/LogReplication.ts'
import { BecomePreCandidate } from '../../src/raft/PreVote.ts'
import { taken } from '../../src/raft/Rule.ts'
import { follower, type Leader, type Server } from '../../src/raft/Server.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, misled, mistaken, sending, withRole } from './patch.ts'

const section = 'D 3.10'
const options = { LeadershipTransfer: true }

const asLeader = (s: Server, fields: (role: Leader) => Partial<Leader>): Server =>
  s.role._tag === 'Leader' ? { ...s, role: { ...s.role, ...fields(s.role) } } : s

const itsRole = ({ role }: Server) => ({ role })

export const transferMutants: readonly Mutant[] = [
  fromBug(33, {
    name: 'AbortedTransferGoesOn',
    section,
    options,
    replaces: {
      AbortTransfer: altered(AbortTransfer, (step, before) => ({ ...step, server: before })),
    },
  }),
  other({
    name: 'CommandsDuringATransfer',
    section,
    options,
    seenIn: 'hashicorp/raft 487, redpanda 2606',
    describe: 'a leader that hands over takes new commands, so its target may never catch up',
    replaces: {
      ClientRequest: mistaken(
        ClientRequest,
        (s) => asLeader(s, () => ({ transferTarget: null })),
        itsRole,
      ),
    },
  }),
  other({
    name: 'ToldBeforeItHasTheLog',
    section,
    options,
    describe: 'the target is told to take over before it has the leader’s log',
    replaces: {
      TimeoutNow: mistaken(
        TimeoutNow,
        (s) =>
          asLeader(s, ({ matchIndex }) => ({
            matchIndex: Object.fromEntries(Object.keys(matchIndex).map((j) => [j, s.log.length])),
          })),
        itsRole,
      ),
    },
  }),
  other({
    name: 'LateTimeoutNowObeyed',
    section,
    options,
    seenIn: 'raft-rs 234',
    describe: 'a server is told to take over by a leader of an earlier term, and does',
    replaces: {
      HandleTimeoutNowRequest: misled(HandleTimeoutNowRequest, ({ m }, { currentTerm }) => ({
        m: m.term < currentTerm ? { ...m, term: currentTerm } : m,
      })),
    },
  }),
  other({
    name: 'TransferAsksForPreVotes',
    section,
    options: { ...options, PreVote: true },
    seenIn: 'canonical/raft 203',
    describe: 'the target asks for pre-votes, which those refuse who hear from the leader',
    replaces: {
      HandleTimeoutNowRequest: (constants, s, received) =>
        received.m.type === 'TimeoutNowRequest' &&
        received.m.term === s.currentTerm &&
        s.role._tag !== 'Leader'
          ? BecomePreCandidate(constants, { ...s, role: follower }, {})
          : HandleTimeoutNowRequest(constants, s, received),
    },
  }),
  other({
    name: 'TransferNotMentioned',
    section,
    options,
    describe: 'the target does not say that its leader told it to, so its requests are disregarded',
    replaces: {
      RequestVote: altered(RequestVote, (step) =>
        sending(step, (m) =>
          m.type === 'RequestVoteRequest' ? { ...m, leadershipTransfer: false } : m,
        ),
      ),
    },
  }),
  other({
    name: 'TransferToItself',
    section,
    options,
    describe: 'a leader hands over to itself, and waits',
    replaces: {
      TransferLeadership: (constants, s, argument) =>
        constants.options.LeadershipTransfer &&
        s.role._tag === 'Leader' &&
        s.role.transferTarget === null &&
        argument.j === s.id
          ? taken({ ...s, role: { ...s.role, transferTarget: s.id } }, [])
          : TransferLeadership(constants, s, argument),
    },
  }),
  other({
    name: 'TransferEndsLeadership',
    section,
    options,
    describe: 'a leader steps down as soon as it is asked to hand over, so nobody leads meanwhile',
    replaces: {
      TransferLeadership: altered(TransferLeadership, (step) => withRole(step, follower)),
    },
  }),
]

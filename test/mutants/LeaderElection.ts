/** Sections 5.2 and 5.4.1 done wrong. */
import { map, none } from 'fp-ts/lib/Option.js'
import { persist } from '../../src/raft/Effect.ts'
import {
  BecomeLeader,
  HandleRequestVoteRequest,
  HandleRequestVoteResponse,
  Timeout,
} from '../../src/raft/LeaderElection.ts'
import { lastTerm } from '../../src/raft/Log.ts'
import {
  type NoParameters,
  type Received,
  type Rule,
  type Step,
  taken,
} from '../../src/raft/Rule.ts'
import {
  type Constants,
  forEachPeer,
  type Role,
  type Server,
  type ServerId,
} from '../../src/raft/Server.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, isHalf, misled, onlyIf, withRole } from './patch.ts'

/** The rule for a request whose candidate claims another log than it has. */
const claiming = (
  claim: (s: Server, m: { lastLogIndex: number; lastLogTerm: number }) => object,
): Rule<Received> =>
  misled(HandleRequestVoteRequest, ({ m }, s) => ({
    m: m.type === 'RequestVoteRequest' ? { ...m, ...claim(s, m) } : m,
  }))

const grants = ({ effects }: Step): boolean =>
  effects.some(
    (effect) =>
      effect._tag === 'Send' &&
      effect.message.type === 'RequestVoteResponse' &&
      effect.message.voteGranted,
  )

/** As if the server had not voted in its term. */
const voteAgain: Rule<Received> = (constants, s, received) =>
  map((step: Step) => (grants(step) ? step : { ...step, server: s }))(
    HandleRequestVoteRequest(constants, { ...s, votedFor: null }, received),
  )

const ballots: readonly Mutant[] = [
  fromBug(35, {
    name: 'VoteWithoutLogCheck',
    section: '5.4.1',
    replaces: { HandleRequestVoteRequest: claiming(() => ({ lastLogTerm: Infinity })) },
  }),
  other({
    name: 'UpToDateByLengthAlone',
    section: '5.4.1',
    describe: 'the longer log is taken for the more up to date one, whatever its last term',
    replaces: {
      HandleRequestVoteRequest: claiming((s) => ({ lastLogTerm: lastTerm(s.log) })),
    },
  }),
  other({
    name: 'UpToDateByTermAlone',
    section: '5.4.1',
    describe: 'of two logs with the same last term the shorter one passes for up to date',
    replaces: { HandleRequestVoteRequest: claiming(() => ({ lastLogIndex: Infinity })) },
  }),
  other({
    name: 'EqualLogRefused',
    section: '5.4.1',
    describe: 'a candidate whose log is as long as the voter’s is refused, so nobody may win',
    replaces: {
      HandleRequestVoteRequest: claiming((_s, m) => ({ lastLogIndex: m.lastLogIndex - 1 })),
    },
  }),
  other({
    name: 'TwoVotesInOneTerm',
    section: '5.2',
    seenIn: 'camunda 5356',
    describe: 'a server votes for every up-to-date candidate of its term',
    replaces: { HandleRequestVoteRequest: voteAgain },
  }),
]

/** The rule, for a candidate whose votes are enough by another measure. */
export const electedIf =
  (
    enough: (constants: Constants, s: Server, votes: readonly ServerId[]) => boolean,
  ): Rule<NoParameters> =>
  (constants, s, argument) =>
    s.role._tag === 'Candidate' && enough(constants, s, s.role.votesGranted)
      ? BecomeLeader(
          constants,
          { ...s, role: { ...s.role, votesGranted: constants.servers } },
          argument,
        )
      : none

const counting: readonly Mutant[] = [
  fromBug(11, {
    name: 'VoteOfAnEarlierTermCounts',
    section: '5.2',
    replaces: {
      HandleRequestVoteResponse: misled(HandleRequestVoteResponse, ({ m }, s) => ({
        m: m.term < s.currentTerm ? { ...m, term: s.currentTerm } : m,
      })),
    },
  }),
  other({
    name: 'VotesCountedByReply',
    section: '5.2',
    seenIn: 'xraft 27, akka-raft 45',
    describe: 'a vote that arrives twice counts twice',
    replaces: {
      HandleRequestVoteResponse: altered(HandleRequestVoteResponse, (step, { role }, { m }) =>
        role._tag === 'Candidate' && step.server.role !== role
          ? withRole(step, { ...role, votesGranted: [...role.votesGranted, m.source].toSorted() })
          : step,
      ),
    },
  }),
  other({
    name: 'RefusalCounts',
    section: '5.2',
    describe: 'every reply is counted as a vote',
    replaces: {
      HandleRequestVoteResponse: misled(HandleRequestVoteResponse, ({ m }) => ({
        m: m.type === 'RequestVoteResponse' ? { ...m, voteGranted: true } : m,
      })),
    },
  }),
  other({
    name: 'HalfElects',
    section: '5.2',
    describe: 'half of the cluster, rounded down, elects a leader: two in one term',
    replaces: {
      BecomeLeader: electedIf((constants, _s, votes) => isHalf(constants, votes.length)),
    },
  }),
  other({
    name: 'VotesOfTheLastElectionKept',
    section: '5.2',
    describe: 'a candidate that begins another election keeps the votes of the one before',
    replaces: {
      Timeout: altered(Timeout, (step, { role }) =>
        role._tag === 'Candidate' ? withRole(step, role) : step,
      ),
    },
  }),
]

const candidacy: readonly Mutant[] = [
  other({
    name: 'CandidateWaitsForEver',
    section: '5.2',
    describe: 'a candidate whose timer fires begins no other election, so a split vote stays split',
    replaces: { Timeout: onlyIf(Timeout, ({ role }) => role._tag === 'Follower') },
  }),
  other({
    name: 'CandidateStaysInItsTerm',
    section: '5.2',
    describe: 'a candidate whose timer fires asks again in the same term, for votes already given',
    replaces: {
      Timeout: (constants, s, argument) =>
        s.role._tag === 'Candidate'
          ? Timeout(constants, { ...s, currentTerm: s.currentTerm - 1 }, argument)
          : Timeout(constants, s, argument),
    },
  }),
  other({
    name: 'LeaderTimesOut',
    section: '5.2',
    describe: 'a leader begins an election against itself',
    replaces: {
      Timeout: (_constants, s) => {
        const changes = { currentTerm: s.currentTerm + 1, votedFor: s.id }
        const role: Role = {
          _tag: 'Candidate',
          votesGranted: [s.id],
          leadershipTransfer: false,
        }
        return taken({ ...s, ...changes, role }, [persist(changes)])
      },
    },
  }),
]

const leadership: readonly Mutant[] = [
  other({
    name: 'ReplicationTakenForGranted',
    section: '5.3',
    describe:
      'a new leader takes its peers’ logs for equal to its own: matchIndex begins at its end',
    replaces: {
      BecomeLeader: altered(BecomeLeader, (step, s, _none, constants) =>
        step.server.role._tag === 'Leader'
          ? withRole(step, {
              ...step.server.role,
              matchIndex: forEachPeer(constants, s.id, s.log.length),
            })
          : step,
      ),
    },
  }),
  other({
    name: 'NoOpLeftBehind',
    section: '8',
    options: { LeaderNoOp: true },
    describe: 'nextIndex begins behind the leader’s no-op, so the first request never carries it',
    replaces: {
      BecomeLeader: altered(BecomeLeader, (step, s, _none, constants) =>
        step.server.role._tag === 'Leader'
          ? withRole(step, {
              ...step.server.role,
              nextIndex: forEachPeer(constants, s.id, step.server.log.length + 1),
            })
          : step,
      ),
    },
  }),
]

export const electionMutants: readonly Mutant[] = [
  ...ballots,
  ...counting,
  ...candidacy,
  ...leadership,
]

/** Section 6 and dissertation, 4, done wrong: whose votes count, and when the membership changes. */
import { map, none, type Option } from 'fp-ts/lib/Option.js'
import {
  type Configuration,
  isVoter,
  stable,
  votersOf,
  withServer,
} from '../../src/raft/Configuration.ts'
import { HandleRequestVoteRequest, RequestVote, Timeout } from '../../src/raft/LeaderElection.ts'
import { cut, type Log } from '../../src/raft/Log.ts'
import { AppendEntries, HandleAppendEntriesRequest } from '../../src/raft/LogReplication.ts'
import { AddLearner, StartRound } from '../../src/raft/Membership.ts'
import { BecomeCandidate } from '../../src/raft/PreVote.ts'
import { isQuorum } from '../../src/raft/Quorum.ts'
import { type Received, type Rule, type Step, taken } from '../../src/raft/Rule.ts'
import { type Constants, follower, type Server, type ServerId } from '../../src/raft/Server.ts'
import { configurationIn, configurationOf } from '../../src/raft/ServerConfiguration.ts'
import { advanceIf, ofThisTerm, replicas } from './Commitment.ts'
import { fromBug, other } from './define.ts'
import { electedIf } from './LeaderElection.ts'
import type { Mutant } from './Mutant.ts'
import { altered, mistaken, sending, withRole } from './patch.ts'

const JointConsensus = { JointConsensus: true }
const CatchUp = { JointConsensus: true, CatchUp: true }

/** Whether these servers are enough, by another measure than a quorum. */
type Enough = (constants: Constants, s: Server, servers: readonly ServerId[]) => boolean

const commitsIf = (enough: Enough) =>
  advanceIf(
    (constants, s, role, N) =>
      ofThisTerm(s, N) && enough(constants, s, [s.id, ...replicas(constants, s, role, N)]),
  )

const committed = (s: Server): Log => cut(s.log, s.commitIndex)

const byUnion: Enough = (constants, s, servers) =>
  isQuorum(stable(votersOf(configurationOf(constants, s))), servers)

const byCommitted: Enough = (constants, s, servers) =>
  isQuorum(configurationIn(constants, committed(s)), servers)

/** With these servers among the voters. */
const withVoters = (configuration: Configuration, ids: readonly ServerId[]): Configuration => ({
  ...configuration,
  voters: ids.reduce(withServer, configuration.voters),
})

const quorums: readonly Mutant[] = [
  fromBug(17, {
    name: 'UnionElects',
    section: '6',
    options: JointConsensus,
    replaces: { BecomeLeader: electedIf(byUnion) },
  }),
  fromBug(17, {
    name: 'UnionCommits',
    section: '6',
    options: JointConsensus,
    describe: 'an entry is committed by a majority of the union of the two configurations',
    replaces: { AdvanceCommitIndex: commitsIf(byUnion) },
  }),
  fromBug(17, {
    name: 'UnionGrantsPreVotes',
    section: '6',
    options: { ...JointConsensus, PreVote: true },
    describe: 'pre-votes are tallied on the union of the two configurations',
    replaces: {
      BecomeCandidate: (constants, s, argument) =>
        s.role._tag === 'PreCandidate' && byUnion(constants, s, s.role.votesGranted)
          ? BecomeCandidate(
              constants,
              { ...s, role: { ...s.role, votesGranted: constants.servers } },
              argument,
            )
          : none,
    },
  }),
  fromBug(22, {
    name: 'UncommittedConfigurationIgnored',
    section: '6',
    options: JointConsensus,
    replaces: { BecomeLeader: electedIf(byCommitted), AdvanceCommitIndex: commitsIf(byCommitted) },
  }),
  other({
    name: 'LearnerCounts',
    section: 'D 4.2',
    options: CatchUp,
    describe: 'a learner’s copy of an entry counts like a voter’s',
    replaces: {
      AdvanceCommitIndex: commitsIf((constants, s, servers) => {
        const configuration = configurationOf(constants, s)
        return isQuorum(withVoters(configuration, configuration.learners), servers)
      }),
    },
  }),
  other({
    name: 'LeaderOutsideCountsItself',
    section: '6',
    options: JointConsensus,
    describe: 'a leader that is not in C-new counts its own copy of an entry',
    replaces: {
      AdvanceCommitIndex: commitsIf((constants, s, servers) => {
        const { voters, newVoters } = configurationOf(constants, s)
        const isMajority = (of: readonly ServerId[]): boolean =>
          servers.filter((id) => id === s.id || of.includes(id)).length * 2 > of.length
        return isMajority(voters) && (newVoters.length === 0 || isMajority(newVoters))
      }),
    },
  }),
]

const isOutside = (constants: Constants, s: Server): boolean =>
  !isVoter(configurationOf(constants, s), s.id)

/** The handler of a server that takes no part unless it has a vote. */
const votersOnly =
  (rule: Rule<Received>): Rule<Received> =>
  (constants, s, received): Option<Step> =>
    isOutside(constants, s) && received.m.term <= s.currentTerm
      ? taken(s, [])
      : rule(constants, s, received)

/** As if nothing were committed that is not applied. */
const standsUnapplied = mistaken(
  Timeout,
  (s) => ({ ...s, commitIndex: Math.min(s.commitIndex, s.lastApplied) }),
  ({ commitIndex }) => ({ commitIndex }),
)

const leaving: readonly Mutant[] = [
  fromBug(29, {
    name: 'RemovedServerLeaves',
    section: '6',
    options: JointConsensus,
    replaces: {
      HandleRequestVoteRequest: votersOnly(HandleRequestVoteRequest),
      HandleAppendEntriesRequest: votersOnly(HandleAppendEntriesRequest),
    },
  }),
  fromBug(29, {
    name: 'RemovedServerStandsNoMore',
    section: 'D 4.2',
    options: JointConsensus,
    describe:
      'a server stands for election no more as soon as its log has a configuration without it',
    replaces: {
      Timeout: (constants, s, argument) =>
        isOutside(constants, s) ? none : Timeout(constants, s, argument),
    },
  }),
  fromBug(38, {
    name: 'LeavesBeforeItIsCommitted',
    section: '6',
    options: JointConsensus,
    replaces: {
      StepDown: (constants, s) =>
        s.role._tag === 'Leader' && isOutside(constants, s)
          ? taken({ ...s, role: follower }, [])
          : none,
    },
  }),
  other({
    name: 'LeaderOutsideStays',
    section: '6',
    options: JointConsensus,
    describe: 'a leader leads on when the configuration without it is committed',
    replaces: { StepDown: () => none },
  }),
  other({
    name: 'EverybodyStands',
    section: 'D 4.2',
    options: JointConsensus,
    describe: 'a server that never had a vote stands for election',
    replaces: {
      Timeout: (constants, s, argument) =>
        Timeout({ ...constants, initialVoters: constants.servers }, s, argument),
    },
  }),
  other({
    name: 'LearnerDoesNotVote',
    section: 'D 4.2',
    options: JointConsensus,
    seenIn: 'etcd',
    describe: 'a server that is asked for its vote looks first whether it has one, which it may',
    replaces: { HandleRequestVoteRequest: votersOnly(HandleRequestVoteRequest) },
  }),
  other({
    name: 'StrangerGetsNoVote',
    section: 'D 4.1',
    options: JointConsensus,
    describe: 'a server votes for nobody who is not in its own configuration',
    replaces: {
      HandleRequestVoteRequest: (constants, s, { m }) =>
        isVoter(configurationOf(constants, s), m.source)
          ? HandleRequestVoteRequest(constants, s, { m })
          : HandleRequestVoteRequest(constants, s, {
              m: m.type === 'RequestVoteRequest' ? { ...m, lastLogTerm: -1 } : m,
            }),
    },
  }),
]

/** A candidate's request, with another server's name on it. */
const askLearner: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  const voter = votersOf(configurationOf(constants, s)).find((id) => id !== s.id)
  if (voter === undefined) return none
  return map((step: Step) => sending(step, (m) => ({ ...m, dest: j })))(
    RequestVote(constants, s, { j: voter }),
  )
}

const learning: readonly Mutant[] = [
  other({
    name: 'LearnersSentNothing',
    section: 'D 4.2',
    options: CatchUp,
    describe: 'a leader sends its log to voters only, so no new server ever catches up',
    replaces: {
      AppendEntries: (constants, s, argument) =>
        isVoter(configurationOf(constants, s), argument.j)
          ? AppendEntries(constants, s, argument)
          : none,
    },
  }),
  other({
    name: 'LearnersAskedForVotes',
    section: 'D 4.2',
    options: CatchUp,
    describe: 'a candidate asks learners for votes that do not count',
    replaces: {
      RequestVote: (constants, s, argument) =>
        configurationOf(constants, s).learners.includes(argument.j)
          ? askLearner(constants, s, argument)
          : RequestVote(constants, s, argument),
    },
  }),
  other({
    name: 'LearnerKeepsItsRound',
    section: 'D 4.2',
    options: CatchUp,
    describe: 'a server that learns again has completed a round already, of the time before',
    replaces: {
      AddLearner: altered(AddLearner, (step, { role }) =>
        role._tag === 'Leader' ? withRole(step, role) : step,
      ),
    },
  }),
  other({
    name: 'RoundWithoutEnd',
    section: 'D 4.2',
    options: CatchUp,
    describe: 'a round begins anew before it is over, so a busy leader never ends one',
    replaces: {
      StartRound: mistaken(
        StartRound,
        (s, { j }) =>
          s.role._tag === 'Leader'
            ? { ...s, role: { ...s.role, roundEnd: { ...s.role.roundEnd, [j]: 0 } } }
            : s,
        () => ({}),
      ),
    },
  }),
]

export const membershipMutants: readonly Mutant[] = [
  ...quorums,
  ...leaving,
  ...learning,
  fromBug(19, {
    name: 'StandsBeforeApplying',
    section: 'D 4.1',
    options: JointConsensus,
    deviations: { ConfigurationAppliedLate: true },
    replaces: {
      Timeout: (constants, s, argument) =>
        (constants.deviations.ConfigurationAppliedLate ? standsUnapplied : Timeout)(
          constants,
          s,
          argument,
        ),
    },
  }),
]

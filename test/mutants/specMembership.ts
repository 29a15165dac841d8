/**
 * More mutants of the specification of elections and membership (6, and the dissertation). Most break
 * no property of Figure 3: they block a cluster, or let one server disturb the others.
 */
import type { SpecMutant } from './SpecMutant.ts'

const configurations: readonly SpecMutant[] = [
  {
    name: 'NewVotersDecideAlone',
    describe: 'in a joint configuration a majority of the new voters decides',
    section: '6',
    module: 'Configuration.tla',
    passage: `  /\\ IsMajority(servers, configuration.voters)
  /\\ IsJoint(configuration) => IsMajority(servers, configuration.newVoters)`,
    replacement: `  IsMajority(servers, IF IsJoint(configuration) THEN configuration.newVoters
                                                ELSE configuration.voters)`,
    breaks: { property: 'LeaderCompleteness', model: 'JointQuorums', depth: 15 },
  },
  {
    name: 'LearnersVote',
    describe: 'learners count as voters do',
    section: 'D 4.2',
    module: 'Configuration.tla',
    passage: 'Voters(configuration)  == configuration.voters',
    replacement: 'Voters(configuration)  == configuration.learners \\cup configuration.voters',
  },
  {
    name: 'GoesByWhatIsCommitted',
    describe: 'a server goes by the latest configuration that it knows to be committed',
    section: '6',
    module: 'Configuration.tla',
    passage: 'ELSE LatestConfiguration(log[i])',
    replacement: 'ELSE LatestConfiguration(SubSeq(log[i], 1, commitIndex[i]))',
  },
  {
    name: 'NewBeforeJointIsCommitted',
    describe: 'C-new follows C-old,new before that is committed',
    section: '6',
    module: 'JointConsensus.tla',
    passage: `
  /\\ LatestIsCommitted(i)`,
    replacement: '',
    breaks: { property: 'LeaderCompleteness', model: 'JointQuorums', depth: 16 },
  },
  {
    name: 'CompletesItsOwnChangesOnly',
    describe: 'a leader completes no change that an earlier one began',
    section: '6',
    module: 'JointConsensus.tla',
    passage: `
  /\\ LatestIsCommitted(i)`,
    replacement: `
  /\\ LatestIsCommitted(i)
  /\\ log[i][LatestConfigurationIndex(log[i])].term = currentTerm[i]`,
  },
  {
    name: 'StepsDownBeforeItIsCommitted',
    describe: 'a leader steps down as soon as its log has a configuration without it',
    section: '6',
    module: 'Membership.tla',
    passage: `
  /\\ IsSettled(i)
  /\\ i \\notin`,
    replacement: `
  /\\ i \\notin`,
  },
  {
    name: 'LearnersSentNothing',
    describe: 'a leader sends its log to voters only',
    section: 'D 4.2',
    module: 'LogReplication.tla',
    passage: 'j \\in Members(ConfigurationOf(i)) \\ {i}',
    replacement: 'j \\in Voters(ConfigurationOf(i)) \\ {i}',
  },
  {
    name: 'AppliedForgotten',
    describe: 'a server that goes by what it has applied begins to apply again after a crash',
    section: 'D 4.1',
    module: 'Restart.tla',
    passage: "lastApplied' = [lastApplied EXCEPT ![i] = IF ConfigurationAppliedLate THEN @ ELSE 0]",
    replacement: "lastApplied' = [lastApplied EXCEPT ![i] = 0]",
  },
]

const elections: readonly SpecMutant[] = [
  {
    name: 'RemovedStandNoMore',
    describe: 'a server stands no more as soon as its log has a configuration without it',
    section: 'D 4.2',
    module: 'LeaderElection.tla',
    passage: `
           \\cup Voters(LatestConfiguration(SubSeq(log[i], 1, commitIndex[i])))`,
    replacement: '',
  },
  {
    name: 'AskedForVotesItHeeds',
    describe: 'a server that hears from its leader heeds whoever asks for its vote',
    section: 'D 4.2',
    module: 'Terms.tla',
    passage: '/\\ HearsFromLeader(m.dest)',
    replacement: '/\\ FALSE',
  },
  {
    name: 'TransferDisregarded',
    describe: 'an election that a leader called for is disregarded like any other',
    section: 'D 4.2',
    module: 'Terms.tla',
    passage: `
  /\\ ~m.leadershipTransfer`,
    replacement: '',
  },
  {
    name: 'PreVoteTakesTheTerm',
    describe: 'a server takes the term of a pre-vote that it is asked for',
    section: 'D 9.6',
    module: 'Terms.tla',
    passage: '\\/ m.type = "PreVoteRequest"',
    replacement: '\\/ FALSE',
  },
  {
    name: 'PreVoteWithoutLease',
    describe: 'a server that hears from its leader grants a pre-vote all the same',
    section: 'D 9.6',
    module: 'PreVote.tla',
    passage: `
               /\\ NoPreVoteLease \\/ ~HearsFromLeader(i)`,
    replacement: '',
  },
]

const transfers: readonly SpecMutant[] = [
  {
    name: 'CommandsDuringATransfer',
    describe: 'a leader that hands over takes new commands',
    section: 'D 3.10',
    module: 'LogReplication.tla',
    passage: `
  /\\ transferTarget[i] = Nil`,
    replacement: '',
  },
  {
    name: 'ToldBeforeItHasTheLog',
    describe: 'the target is told to take over before it has the leader’s log',
    section: 'D 3.10',
    module: 'LeadershipTransfer.tla',
    passage: `
  /\\ matchIndex[i][transferTarget[i]] = Len(log[i])`,
    replacement: '',
  },
]

export const membershipSpecMutants: readonly SpecMutant[] = [
  ...configurations,
  ...elections,
  ...transfers,
]

/** Section 6 and dissertation, 4.1, done wrong: how one configuration follows another. */
import { isSome, none } from 'fp-ts/lib/Option.js'
import {
  type Configuration,
  isJoint,
  isVoter,
  stable,
  withoutServers,
  withServer,
} from '../../src/raft/Configuration.ts'
import { ApplyEntry } from '../../src/raft/Commitment.ts'
import { AppendNewConfiguration, ChangeConfiguration } from '../../src/raft/JointConsensus.ts'
import { cut, latestConfigurationIndex, termAt } from '../../src/raft/Log.ts'
import { appendConfiguration, latestIsCommitted } from '../../src/raft/Membership.ts'
import { Restart } from '../../src/raft/Restart.ts'
import type { Rule } from '../../src/raft/Rule.ts'
import type { Constants, Server, ServerId } from '../../src/raft/Server.ts'
import { configurationIn, configurationOf } from '../../src/raft/ServerConfiguration.ts'
import { RemoveServer } from '../../src/raft/SingleServerChanges.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, believing, mistaken, onlyIf, withEffects, withoutPersist } from './patch.ts'

type OfServer = Rule<{ readonly j: ServerId }>
type Change = (configuration: Configuration, j: ServerId) => Configuration

const adding: Change = (configuration, j) => ({
  ...configuration,
  voters: withServer(configuration.voters, j),
  learners: withoutServers(configuration.learners, [j]),
})

const removing: Change = (configuration, j) => ({
  ...configuration,
  voters: withoutServers(configuration.voters, [j]),
})

const isLeading = (s: Server): boolean => s.role._tag === 'Leader' && s.role.transferTarget === null

/** A change by one server, at any time that `may` allows. */
const changing =
  (change: Change, may: (constants: Constants, s: Server) => boolean): OfServer =>
  (constants, s, { j }) => {
    if (!constants.options.SingleServerChanges) return none
    const configuration = configurationOf(constants, s)
    const next = change(configuration, j)
    const changes = next.voters.length !== configuration.voters.length && next.voters.length > 0
    return isLeading(s) && isVoter(configuration, s.id) && changes && may(constants, s)
      ? appendConfiguration(s, next)
      : none
  }

const bySingle = { SingleServerChanges: true }

const singleServers: readonly Mutant[] = [
  fromBug(18, {
    name: 'ServerAddedBeforeItsTermIsCommitted',
    section: 'D 4.1',
    options: bySingle,
    replaces: { AddServer: changing(adding, latestIsCommitted) },
  }),
  fromBug(18, {
    name: 'ServerRemovedBeforeItsTermIsCommitted',
    section: 'D 4.1',
    options: bySingle,
    describe: 'a server is removed before an entry of the leader’s term is committed',
    replaces: { RemoveServer: changing(removing, latestIsCommitted) },
  }),
  other({
    name: 'ServerRemovedDuringAChange',
    section: 'D 4.1',
    options: bySingle,
    describe: 'a server is removed while another change is not committed: two at a time',
    replaces: {
      RemoveServer: changing(
        removing,
        (_constants, s) => termAt(s.log, s.commitIndex) === s.currentTerm,
      ),
    },
  }),
  other({
    name: 'LastVoterRemoved',
    section: 'D 4.1',
    options: bySingle,
    describe: 'the last voter is removed, and nothing is ever decided again',
    replaces: {
      RemoveServer: (constants, s, argument) => {
        const { voters } = configurationOf(constants, s)
        const may =
          constants.options.SingleServerChanges &&
          latestIsCommitted(constants, s) &&
          termAt(s.log, s.commitIndex) === s.currentTerm
        return isLeading(s) && may && voters.length === 1 && voters[0] === argument.j
          ? appendConfiguration(s, { ...configurationOf(constants, s), voters: [] })
          : RemoveServer(constants, s, argument)
      },
    },
  }),
]

const joint = { JointConsensus: true }
const catchUp = { JointConsensus: true, CatchUp: true }

/** The configuration before the latest in the log. */
const configurationBefore = (constants: Constants, s: Server): Configuration =>
  configurationIn(constants, cut(s.log, latestConfigurationIndex(s.log) - 1))

const jointConsensus: readonly Mutant[] = [
  fromBug(20, {
    name: 'NewConfigurationOfItsOwnTermOnly',
    section: '6',
    options: joint,
    replaces: {
      AppendNewConfiguration: onlyIf(
        AppendNewConfiguration,
        ({ log, currentTerm }) => termAt(log, latestConfigurationIndex(log)) === currentTerm,
      ),
    },
  }),
  fromBug(21, {
    name: 'NewConfigurationTwice',
    section: '6',
    options: joint,
    replaces: {
      AppendNewConfiguration: (constants, s, argument) => {
        const before = configurationBefore(constants, s)
        return isLeading(s) && !latestIsCommitted(constants, s) && isJoint(before)
          ? appendConfiguration(s, stable(before.newVoters))
          : AppendNewConfiguration(constants, s, argument)
      },
    },
  }),
  other({
    name: 'NewConfigurationBeforeTheJointOneIsCommitted',
    section: '6',
    options: joint,
    seenIn: 'camunda 60086, 61854',
    describe: 'C-new follows C-old,new before that is committed',
    replaces: {
      AppendNewConfiguration: mistaken(
        AppendNewConfiguration,
        (s) => ({ ...s, commitIndex: s.log.length }),
        ({ commitIndex }) => ({ commitIndex }),
      ),
    },
  }),
  other({
    name: 'NoJointConfiguration',
    section: '6',
    options: joint,
    describe: 'the cluster goes from C-old to C-new at once',
    replaces: {
      ChangeConfiguration: (constants, s, argument) =>
        isSome(ChangeConfiguration(constants, s, argument))
          ? appendConfiguration(s, stable(argument.newVoters))
          : none,
    },
  }),
  other({
    name: 'ChangeDuringAChange',
    section: '6',
    options: joint,
    describe: 'a change begins while another one is not committed',
    replaces: {
      ChangeConfiguration: mistaken(
        ChangeConfiguration,
        (s) => ({ ...s, commitIndex: s.log.length }),
        ({ commitIndex }) => ({ commitIndex }),
      ),
    },
  }),
  other({
    name: 'VotersNeedNotCatchUp',
    section: 'D 4.2',
    options: catchUp,
    describe: 'servers become voters that have not completed a round of catching up',
    replaces: { ChangeConfiguration: believing(ChangeConfiguration, { CatchUp: false }) },
  }),
  other({
    name: 'RoundOverBeforeItIs',
    section: 'D 4.2',
    options: catchUp,
    describe: 'a server becomes a voter as soon as it has begun a round',
    replaces: {
      ChangeConfiguration: mistaken(
        ChangeConfiguration,
        (s) =>
          s.role._tag === 'Leader' ? { ...s, role: { ...s.role, matchIndex: s.role.roundEnd } } : s,
        ({ role }) => ({ role }),
      ),
    },
  }),
]

const durable: readonly Mutant[] = [
  other({
    name: 'NewConfigurationNotOnDisk',
    section: '6',
    options: joint,
    breaks: 'durability',
    describe: 'a leader goes by a configuration that it has in memory only',
    replaces: { AppendNewConfiguration: withEffects(AppendNewConfiguration, withoutPersist) },
  }),
  other({
    name: 'AppliedNotOnDisk',
    section: 'D 4.1',
    options: joint,
    deviations: { ConfigurationAppliedLate: true },
    breaks: 'durability',
    describe:
      'a server goes by the configuration that it has applied, which its disk does not know',
    replaces: { ApplyEntry: withEffects(ApplyEntry, withoutPersist) },
  }),
  other({
    name: 'AppliedForgottenAtRestart',
    section: 'D 4.1',
    options: joint,
    deviations: { ConfigurationAppliedLate: true },
    describe: 'a server that goes by what it has applied begins to apply again after a crash',
    replaces: {
      Restart: altered(Restart, ({ server, effects }) => ({
        server: { ...server, commitIndex: 0, lastApplied: 0 },
        effects,
      })),
    },
  }),
  other({
    name: 'CommittedForgottenAtRestart',
    section: 'D 4.1',
    options: joint,
    deviations: { ConfigurationAppliedLate: true },
    describe:
      'a server that goes by what it has applied forgets in a crash that a configuration behind it is committed',
    replaces: {
      Restart: altered(Restart, ({ server, effects }) => ({
        server: { ...server, commitIndex: server.lastApplied },
        effects,
      })),
    },
  }),
]

export const changeMutants: readonly Mutant[] = [...singleServers, ...jointConsensus, ...durable]

/**
 * Section 6 and dissertation, 4: what both ways to change the membership have in common. One change
 * at a time; new servers first learn the log, in rounds, before they count (dissertation, 4.2.1).
 */
import { none, type Option } from 'fp-ts/lib/Option.js'
import {
  type Configuration,
  isJoint,
  isVoter,
  membersOf,
  withoutServers,
  withServer,
} from './Configuration.ts'
import { persist } from './Effect.ts'
import { append, latestConfigurationIndex, termAt } from './Log.ts'
import { type NoParameters, type Rule, type Step, taken } from './Rule.ts'
import {
  type Constants,
  follower,
  type Leader,
  ofPeer,
  type Server,
  type ServerId,
} from './Server.ts'
import { configurationIn, configurationOf } from './ServerConfiguration.ts'

/** A server that goes by what is applied waits until the change is applied. */
export const latestIsCommitted = ({ deviations }: Constants, s: Server): boolean =>
  latestConfigurationIndex(s.log) <=
  (deviations.ConfigurationAppliedLate ? s.lastApplied : s.commitIndex)

/** No change is under way. */
const isSettled = (constants: Constants, s: Server): boolean =>
  latestIsCommitted(constants, s) && !isJoint(configurationIn(constants, s.log))

const entryOfItsTermIsCommitted = (s: Server): boolean =>
  termAt(s.log, s.commitIndex) === s.currentTerm

/**
 * The leader's role, if it may change the configuration. By single servers a change begins only when
 * an entry of the leader's own term is committed: two leaders could otherwise build on
 * configurations whose quorums do not meet (the bug of 2015).
 */
export const mayChange = (constants: Constants, s: Server): Leader | null => {
  const { JointConsensus, SingleServerChanges } = constants.options
  return (JointConsensus || SingleServerChanges) &&
    s.role._tag === 'Leader' &&
    s.role.transferTarget === null &&
    isVoter(configurationOf(constants, s), s.id) &&
    isSettled(constants, s) &&
    (!SingleServerChanges || entryOfItsTermIsCommitted(s))
    ? s.role
    : null
}

/** The leader appends a configuration, and goes by it from then on. */
export const appendConfiguration = (s: Server, configuration: Configuration): Option<Step> => {
  const entry = { term: s.currentTerm, configuration }
  return taken({ ...s, log: append(s.log, entry) }, [
    persist({ log: { keep: s.log.length, append: [entry] } }),
  ])
}

/** A learner begins without a round. */
export const AddLearner: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  const leader = mayChange(constants, s)
  if (leader === null) return none
  const configuration = configurationOf(constants, s)
  if (membersOf(configuration).includes(j)) return none
  const role: Leader = { ...leader, roundEnd: { ...leader.roundEnd, [j]: 0 } }
  const learners = withServer(configuration.learners, j)
  return appendConfiguration({ ...s, role }, { ...configuration, learners })
}

export const RemoveLearner: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (mayChange(constants, s) === null) return none
  const configuration = configurationOf(constants, s)
  if (!configuration.learners.includes(j)) return none
  const learners = withoutServers(configuration.learners, [j])
  return appendConfiguration(s, { ...configuration, learners })
}

/** A round is over when the server has all entries that it was to bring. */
const hasCompletedRound = ({ matchIndex, roundEnd }: Leader, j: ServerId): boolean =>
  ofPeer(matchIndex, j) >= ofPeer(roundEnd, j)

/**
 * A round replicates what the leader's log holds when the round begins; the next one begins when
 * that is done. How many there are, and how long the last may take, is for the layer that holds the
 * clock.
 */
export const StartRound: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (!constants.options.CatchUp || s.role._tag !== 'Leader' || j === s.id) return none
  if (!configurationOf(constants, s).learners.includes(j)) return none
  if (!hasCompletedRound(s.role, j)) return none
  const roundEnd = { ...s.role.roundEnd, [j]: s.log.length }
  return taken({ ...s, role: { ...s.role, roundEnd } }, [])
}

/** The server may become a voter: it has completed a round. */
export const hasCaughtUp = (
  { options }: Constants,
  { learners }: Configuration,
  leader: Leader,
  j: ServerId,
): boolean =>
  !options.CatchUp ||
  (learners.includes(j) && ofPeer(leader.roundEnd, j) > 0 && hasCompletedRound(leader, j))

/**
 * Internal. A leader that is not in the configuration manages the cluster until that is committed,
 * without counting itself, and no longer.
 */
export const StepDown: Rule<NoParameters> = (constants, s) => {
  if (s.role._tag !== 'Leader') return none
  if (!isSettled(constants, s)) return none
  if (isVoter(configurationOf(constants, s), s.id)) return none
  return taken({ ...s, role: follower }, [])
}

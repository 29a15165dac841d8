/**
 * Section 6: from C-old to C-old,new, in which both majorities must agree, and, when that is
 * committed, to C-new. At no time can C-old and C-new decide each by itself.
 */
import { none } from 'fp-ts/lib/Option.js'
import { isJoint, sameServers, serverSet, withoutServers } from './Configuration.ts'
import { appendConfiguration, hasCaughtUp, latestIsCommitted, mayChange } from './Membership.ts'
import { type NoParameters, type Rule } from './Rule.ts'
import type { ServerId } from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'

export const ChangeConfiguration: Rule<{ readonly newVoters: readonly ServerId[] }> = (
  constants,
  s,
  argument,
) => {
  if (!constants.options.JointConsensus) return none
  const leader = mayChange(constants, s)
  if (leader === null) return none
  const configuration = configurationOf(constants, s)
  const { voters, learners } = configuration
  const newVoters = serverSet(argument.newVoters)
  if (sameServers(newVoters, voters)) return none
  const joining = withoutServers(newVoters, voters)
  if (!joining.every((j) => hasCaughtUp(constants, configuration, leader, j))) return none
  return appendConfiguration(s, {
    voters,
    newVoters,
    learners: withoutServers(learners, newVoters),
  })
}

/**
 * Internal. The joint configuration may be of an earlier leader: whoever leads when it is committed
 * completes the change.
 */
export const AppendNewConfiguration: Rule<NoParameters> = (constants, s) => {
  if (s.role._tag !== 'Leader' || s.role.transferTarget !== null) return none
  const joint = configurationOf(constants, s)
  if (!isJoint(joint) || !latestIsCommitted(constants, s)) return none
  return appendConfiguration(s, {
    voters: joint.newVoters,
    newVoters: [],
    learners: joint.learners,
  })
}

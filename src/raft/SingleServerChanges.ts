/**
 * Dissertation, 4.1: one voter is added or removed at a time, so that every majority of the old
 * configuration shares a server with every majority of the new one, and no joint configuration is
 * needed.
 */
import { none } from 'fp-ts/lib/Option.js'
import { withoutServers, withServer } from './Configuration.ts'
import { appendConfiguration, hasCaughtUp, mayChange } from './Membership.ts'
import type { Rule } from './Rule.ts'
import type { ServerId } from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'

export const AddServer: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (!constants.options.SingleServerChanges) return none
  const leader = mayChange(constants, s)
  if (leader === null) return none
  const configuration = configurationOf(constants, s)
  const { voters, learners } = configuration
  if (voters.includes(j)) return none
  if (!hasCaughtUp(constants, configuration, leader, j)) return none
  return appendConfiguration(s, {
    ...configuration,
    voters: withServer(voters, j),
    learners: withoutServers(learners, [j]),
  })
}

export const RemoveServer: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (!constants.options.SingleServerChanges) return none
  if (mayChange(constants, s) === null) return none
  const configuration = configurationOf(constants, s)
  const { voters } = configuration
  if (!voters.includes(j) || voters.length === 1) return none
  return appendConfiguration(s, { ...configuration, voters: withoutServers(voters, [j]) })
}

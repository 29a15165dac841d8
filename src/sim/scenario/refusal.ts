/** Why an event leaves a server as it is. */
import {
  isJoint,
  isVoter,
  sameServers,
  serverSet,
  withoutServers,
} from '../../raft/Configuration.ts'
import type { Event } from '../../raft/Event.ts'
import { hasCaughtUp, latestIsCommitted, mayChange } from '../../raft/Membership.ts'
import type { Constants, Leader, Server, ServerId } from '../../raft/Server.ts'
import { configurationOf } from '../../raft/ServerConfiguration.ts'

/** What holds of any change of membership. */
const whyNoChange = (constants: Constants, s: Server): string | null => {
  const { options } = constants
  if (!options.JointConsensus && !options.SingleServerChanges)
    return 'the cluster cannot change its members'
  if (s.role._tag !== 'Leader') return 'it does not lead'
  if (s.role.transferTarget !== null) return `it is handing over to ${s.role.transferTarget}`
  if (!isVoter(configurationOf(constants, s), s.id)) return 'it is no voter any more'
  if (isJoint(configurationOf(constants, s)) || !latestIsCommitted(constants, s))
    return 'another change is under way'
  return mayChange(constants, s) === null ? 'it has committed no entry of its own term yet' : null
}

const notReady = (
  constants: Constants,
  s: Server,
  leader: Leader,
  joining: readonly ServerId[],
): string | null => {
  const configuration = configurationOf(constants, s)
  const behind = joining.find((id) => !hasCaughtUp(constants, configuration, leader, id))
  return behind === undefined ? null : `${behind} has not caught up`
}

const whyNot = (constants: Constants, s: Server, event: Event): string | null => {
  switch (event._tag) {
    case 'ElectionTimeout':
      return s.role._tag === 'Leader' ? 'it leads' : 'it is no voter and may not stand for election'
    case 'ClientRequest':
    case 'TransferLeadership':
      return s.role._tag === 'Leader' && s.role.transferTarget !== null
        ? `it is handing over to ${s.role.transferTarget}`
        : null
    case 'AddLearner':
    case 'RemoveLearner':
    case 'RemoveServer':
      return whyNoChange(constants, s)
    case 'AddServer':
      return (
        whyNoChange(constants, s) ??
        (s.role._tag === 'Leader' ? notReady(constants, s, s.role, [event.server]) : null)
      )
    case 'ChangeConfiguration': {
      const { voters } = configurationOf(constants, s)
      if (sameServers(serverSet(event.newVoters), voters)) return 'they are the voters already'
      const joining = withoutServers(event.newVoters, voters)
      return (
        whyNoChange(constants, s) ??
        (s.role._tag === 'Leader' ? notReady(constants, s, s.role, joining) : null)
      )
    }
    default:
      return null
  }
}

/** For an event of which no step came. */
export const refusal = (constants: Constants, s: Server, event: Event): string =>
  whyNot(constants, s, event) ?? 'it does not concern it'

/**
 * Dissertation, 3.10: a leader hands over to a server of its choice. It takes no new entries, brings
 * the log of the target up to date and tells it to begin an election at once, without waiting for a
 * timeout, without PreVote, and heeded by those who hear from the leader.
 */
import { none } from 'fp-ts/lib/Option.js'
import { send } from './Effect.ts'
import { beginElection, isOtherVoter, mayCampaign } from './LeaderElection.ts'
import { type NoParameters, type Received, type Rule, taken } from './Rule.ts'
import { ofPeer, type ServerId } from './Server.ts'

export const TransferLeadership: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (!constants.options.LeadershipTransfer) return none
  if (s.role._tag !== 'Leader' || s.role.transferTarget !== null) return none
  if (!isOtherVoter(constants, s, j)) return none
  return taken({ ...s, role: { ...s.role, transferTarget: j } }, [])
}

/** The target did not take over in time: the leader goes on leading. */
export const AbortTransfer: Rule<NoParameters> = (_constants, s) => {
  if (s.role._tag !== 'Leader' || s.role.transferTarget === null) return none
  return taken({ ...s, role: { ...s.role, transferTarget: null } }, [])
}

export const TimeoutNow: Rule<NoParameters> = (_constants, s) => {
  if (s.role._tag !== 'Leader') return none
  const { transferTarget, matchIndex } = s.role
  if (transferTarget === null || ofPeer(matchIndex, transferTarget) !== s.log.length) return none
  return taken(s, [
    send({ type: 'TimeoutNowRequest', source: s.id, dest: transferTarget, term: s.currentTerm }),
  ])
}

/** One that comes late, after its term, has no effect. */
export const HandleTimeoutNowRequest: Rule<Received> = (constants, s, { m }) => {
  if (m.type !== 'TimeoutNowRequest') return none
  if (m.term > s.currentTerm) return none
  const obeys = m.term === s.currentTerm && s.role._tag !== 'Leader' && mayCampaign(constants, s)
  return obeys ? beginElection(s, true) : taken(s, [])
}

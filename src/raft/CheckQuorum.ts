/**
 * Dissertation, 6.2 and 4.2.3: a leader that no quorum answers steps down, so that its clients look
 * elsewhere, and a server that hears from a leader does not help another one to an election
 * (`isDisregarded` in Terms). The rules know no clock: the layer that holds it says when.
 */
import { none } from 'fp-ts/lib/Option.js'
import { isQuorum } from './Quorum.ts'
import { type NoParameters, type Rule, taken } from './Rule.ts'
import { follower } from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'

/** The minimum election timeout passed without a word from the leader. */
export const LeaderContactLapsed: Rule<NoParameters> = (_constants, s) => {
  if (s.role._tag !== 'Follower' || !s.role.heardFromLeader) return none
  return taken({ ...s, role: follower }, [])
}

/** An election timeout passed without answers from a quorum. */
export const QuorumContactLapsed: Rule<NoParameters> = (constants, s) => {
  if (!constants.options.CheckQuorum || s.role._tag !== 'Leader') return none
  if (isQuorum(configurationOf(constants, s), [s.id])) return none
  return taken({ ...s, role: follower }, [])
}

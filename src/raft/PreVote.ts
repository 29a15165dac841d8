/**
 * Dissertation, 9.6: before a server begins an election it asks the others whether they would vote
 * for it. It changes no term and binds nobody, so a server that cannot win, for its log or because
 * the others hear from a leader, disturbs no one.
 */
import { none } from 'fp-ts/lib/Option.js'
import { withServer } from './Configuration.ts'
import { resetElectionTimer, send } from './Effect.ts'
import { beginElection, isOtherVoter, mayCampaign, upToDate } from './LeaderElection.ts'
import { lastTerm } from './Log.ts'
import { isQuorum } from './Quorum.ts'
import { type NoParameters, type Received, type Rule, taken } from './Rule.ts'
import type { ServerId } from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'
import { hearsFromLeader, termComesFirst } from './Terms.ts'

/** The election timeout elapsed; of a candidate or pre-candidate, once more. */
export const BecomePreCandidate: Rule<NoParameters> = (constants, s) => {
  if (!constants.options.PreVote) return none
  if (hearsFromLeader(s)) return none
  if (!mayCampaign(constants, s)) return none
  return taken({ ...s, role: { _tag: 'PreCandidate', votesGranted: [s.id] } }, [resetElectionTimer])
}

/** The request names the term that the election would begin. */
export const RequestPreVote: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (s.role._tag !== 'PreCandidate') return none
  if (!isOtherVoter(constants, s, j)) return none
  return taken(s, [
    send({
      type: 'PreVoteRequest',
      source: s.id,
      dest: j,
      term: s.currentTerm + 1,
      lastLogIndex: s.log.length,
      lastLogTerm: lastTerm(s.log),
    }),
  ])
}

/**
 * Would this server grant its vote? The answer carries the term that was asked for if it would, and
 * its own if not, which the pre-candidate may have to take. Nothing is promised, so the election
 * timer runs on.
 */
export const HandlePreVoteRequest: Rule<Received> = ({ deviations }, s, { m }) => {
  if (m.type !== 'PreVoteRequest') return none
  const isFree =
    m.term > s.currentTerm ||
    (m.term === s.currentTerm && (s.votedFor === null || s.votedFor === m.source))
  const voteGranted =
    isFree && upToDate(m, s.log) && (deviations.NoPreVoteLease || !hearsFromLeader(s))
  return taken(s, [
    send({
      type: 'PreVoteResponse',
      source: s.id,
      dest: m.source,
      term: voteGranted ? m.term : s.currentTerm,
      voteGranted,
    }),
  ])
}

export const HandlePreVoteResponse: Rule<Received> = (constants, s, { m }) => {
  if (m.type !== 'PreVoteResponse') return none
  if (termComesFirst(constants, s, m)) return none
  const counts = m.voteGranted && m.term === s.currentTerm + 1
  if (s.role._tag !== 'PreCandidate' || !counts) return taken(s, [])
  const votesGranted = withServer(s.role.votesGranted, m.source)
  return taken({ ...s, role: { ...s.role, votesGranted } }, [])
}

/** Internal. The election itself, now that it can be won. */
export const BecomeCandidate: Rule<NoParameters> = (constants, s) => {
  if (s.role._tag !== 'PreCandidate') return none
  if (!isQuorum(configurationOf(constants, s), s.role.votesGranted)) return none
  return beginElection(s, false)
}

/**
 * Sections 5.2 and 5.4.1: a follower that hears from no leader starts an election; a candidate that
 * gathers the votes of a majority leads its term.
 */
import { none, type Option } from 'fp-ts/lib/Option.js'
import { isVoter, withServer } from './Configuration.ts'
import { type DiskChange, persist, resetElectionTimer, send } from './Effect.ts'
import { append, cut, latestConfigurationIndex, type Log, lastTerm } from './Log.ts'
import type { PreVoteRequest, RequestVoteRequest } from './Message.ts'
import { isQuorum } from './Quorum.ts'
import { type NoParameters, type Received, type Rule, type Step, taken } from './Rule.ts'
import { type Constants, forEachPeer, type Role, type Server, type ServerId } from './Server.ts'
import { configurationIn, configurationOf } from './ServerConfiguration.ts'
import { hearsFromLeader, isDisregarded, termComesFirst } from './Terms.ts'

/**
 * Who may stand for election: a voter; and, since it may still be needed until the configuration
 * without it is committed, a server that was one (dissertation, 4.2.2). Whoever goes by what is
 * applied must first apply what is committed.
 */
export const mayCampaign = (constants: Constants, s: Server): boolean => {
  const committed = cut(s.log, s.commitIndex)
  if (
    constants.deviations.ConfigurationAppliedLate &&
    latestConfigurationIndex(committed) > s.lastApplied
  )
    return false
  return (
    isVoter(configurationOf(constants, s), s.id) ||
    isVoter(configurationIn(constants, committed), s.id)
  )
}

/** To begin an election, a server increments its term and votes for itself. */
export const beginElection = (s: Server, leadershipTransfer: boolean): Option<Step> => {
  const changes = { currentTerm: s.currentTerm + 1, votedFor: s.id }
  const role: Role = { _tag: 'Candidate', votesGranted: [s.id], leadershipTransfer }
  return taken({ ...s, ...changes, role }, [persist(changes), resetElectionTimer])
}

/** A candidate whose election timed out begins another one. */
export const Timeout: Rule<NoParameters> = (constants, s) => {
  if (constants.options.PreVote) return none
  if (s.role._tag !== 'Follower' && s.role._tag !== 'Candidate') return none
  if (hearsFromLeader(s)) return none
  if (!mayCampaign(constants, s)) return none
  return beginElection(s, false)
}

/** Another server whose vote counts. */
export const isOtherVoter = (constants: Constants, s: Server, j: ServerId): boolean =>
  j !== s.id && isVoter(configurationOf(constants, s), j)

/** A candidate asks for a vote, and asks again as often as it likes. */
export const RequestVote: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (s.role._tag !== 'Candidate') return none
  if (!isOtherVoter(constants, s, j)) return none
  return taken(s, [
    send({
      type: 'RequestVoteRequest',
      source: s.id,
      dest: j,
      term: s.currentTerm,
      lastLogIndex: s.log.length,
      lastLogTerm: lastTerm(s.log),
      leadershipTransfer: s.role.leadershipTransfer,
    }),
  ])
}

/**
 * Of two logs, the one with the later last term is more up to date; with the same last term, the
 * longer one is (5.4.1).
 */
export const upToDate = (m: RequestVoteRequest | PreVoteRequest, log: Log): boolean =>
  m.lastLogTerm > lastTerm(log) || (m.lastLogTerm === lastTerm(log) && m.lastLogIndex >= log.length)

/**
 * One vote per term, first come first served, to a candidate whose log is at least as up to date.
 * Whether it is a member of the receiver's configuration does not matter (dissertation, 4.1). The
 * vote is on disk before the answer leaves; a request that is disregarded is not answered.
 */
export const HandleRequestVoteRequest: Rule<Received> = (constants, s, { m }) => {
  if (m.type !== 'RequestVoteRequest') return none
  if (termComesFirst(constants, s, m)) return none
  if (isDisregarded(constants, s, m)) return taken(s, [])
  const grant =
    m.term === s.currentTerm &&
    upToDate(m, s.log) &&
    (s.votedFor === null || s.votedFor === m.source)
  const response = send({
    type: 'RequestVoteResponse',
    source: s.id,
    dest: m.source,
    term: s.currentTerm,
    voteGranted: grant,
  })
  if (!grant) return taken(s, [response])
  const vote = { votedFor: m.source }
  return taken({ ...s, ...vote }, [
    ...(s.votedFor === null ? [persist(vote)] : []),
    resetElectionTimer,
    response,
  ])
}

/** A vote counts in the term that it was given in, once for each server. */
export const HandleRequestVoteResponse: Rule<Received> = (_constants, s, { m }) => {
  if (m.type !== 'RequestVoteResponse') return none
  if (m.term > s.currentTerm) return none
  if (s.role._tag !== 'Candidate' || m.term !== s.currentTerm || !m.voteGranted) return taken(s, [])
  const votesGranted = withServer(s.role.votesGranted, m.source)
  return taken({ ...s, role: { ...s.role, votesGranted } }, [])
}

/** A new leader's no-op, where it begins its term with one (8), and what that writes. */
const begunTerm = (s: Server): { readonly log: Log; readonly change: DiskChange } => {
  const noOp = { term: s.currentTerm, value: null }
  return {
    log: append(s.log, noOp),
    change: { log: { keep: s.log.length, append: [noOp] } },
  }
}

/**
 * Internal. A leader initialises nextIndex to the index just after the last entry that it had when
 * elected, so its no-op is the first entry that it sends.
 */
export const BecomeLeader: Rule<NoParameters> = (constants, s) => {
  if (s.role._tag !== 'Candidate') return none
  if (!isQuorum(configurationOf(constants, s), s.role.votesGranted)) return none
  const leader: Server = {
    ...s,
    role: {
      _tag: 'Leader',
      nextIndex: forEachPeer(constants, s.id, s.log.length + 1),
      matchIndex: forEachPeer(constants, s.id, 0),
      roundEnd: forEachPeer(constants, s.id, 0),
      transferTarget: null,
    },
  }
  if (!constants.options.LeaderNoOp) return taken(leader, [])
  const { log, change } = begunTerm(s)
  return taken({ ...leader, log }, [persist(change)])
}

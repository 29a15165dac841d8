/**
 * Sections 5.2 and 5.4.1: a follower that hears from no leader starts an election; a candidate that
 * gathers the votes of a majority leads its term.
 */
import { none } from 'fp-ts/lib/Option.js'
import { type DiskChange, persist, resetElectionTimer, send } from './Effect.ts'
import { append, type Log, lastTerm } from './Log.ts'
import type { RequestVoteRequest } from './Message.ts'
import { isQuorum } from './Quorum.ts'
import { type NoParameters, type Received, type Rule, taken } from './Rule.ts'
import { forEachPeer, peersOf, type Server, type ServerId } from './Server.ts'

/**
 * To begin an election, a server increments its term and votes for itself. A candidate whose
 * election timed out begins another one.
 */
export const Timeout: Rule<NoParameters> = (_constants, s) => {
  if (s.role._tag === 'Leader') return none
  const changes = { currentTerm: s.currentTerm + 1, votedFor: s.id }
  return taken({ ...s, ...changes, role: { _tag: 'Candidate', votesGranted: [s.id] } }, [
    persist(changes),
    resetElectionTimer,
  ])
}

/** A candidate asks for a vote, and asks again as often as it likes. */
export const RequestVote: Rule<{ readonly j: ServerId }> = (constants, s, { j }) => {
  if (s.role._tag !== 'Candidate') return none
  if (!peersOf(constants, s.id).includes(j)) return none
  return taken(s, [
    send({
      type: 'RequestVoteRequest',
      source: s.id,
      dest: j,
      term: s.currentTerm,
      lastLogIndex: s.log.length,
      lastLogTerm: lastTerm(s.log),
    }),
  ])
}

/**
 * Of two logs, the one with the later last term is more up to date; with the same last term, the
 * longer one is (5.4.1).
 */
const upToDate = (m: RequestVoteRequest, log: Log): boolean =>
  m.lastLogTerm > lastTerm(log) || (m.lastLogTerm === lastTerm(log) && m.lastLogIndex >= log.length)

/**
 * One vote per term, first come first served, to a candidate whose log is at least as up to date.
 * The vote is on disk before the answer leaves.
 */
export const HandleRequestVoteRequest: Rule<Received> = (_constants, s, { m }) => {
  if (m.type !== 'RequestVoteRequest') return none
  if (m.term > s.currentTerm) return none
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
  const votesGranted = [...new Set([...s.role.votesGranted, m.source])].toSorted()
  return taken({ ...s, role: { _tag: 'Candidate', votesGranted } }, [])
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
  if (!isQuorum(constants, s.role.votesGranted)) return none
  const leader: Server = {
    ...s,
    role: {
      _tag: 'Leader',
      nextIndex: forEachPeer(constants, s.id, s.log.length + 1),
      matchIndex: forEachPeer(constants, s.id, 0),
    },
  }
  if (!constants.options.LeaderNoOp) return taken(leader, [])
  const { log, change } = begunTerm(s)
  return taken({ ...leader, log }, [persist(change)])
}

/** What a handler decided about a message, and why. */
import { entryAt, type Log, lastTerm } from '../../raft/Log.ts'
import type {
  AppendEntriesRequest,
  Message,
  PreVoteRequest,
  RequestVoteRequest,
} from '../../raft/Message.ts'
import type { Constants, Server } from '../../raft/Server.ts'
import { hearsFromLeader } from '../../raft/Terms.ts'
import { mayCampaign, upToDate } from '../../raft/LeaderElection.ts'
import { ending } from './show.ts'

const moreUpToDate = (log: Log): string =>
  `it has ${ending(log.length, lastTerm(log))}, which is more up to date`

const whyNoVote = (s: Server, m: RequestVoteRequest): string => {
  if (m.term < s.currentTerm) return `its term ${s.currentTerm} is later`
  if (s.votedFor !== null && s.votedFor !== m.source) return `it has voted for ${s.votedFor}`
  return moreUpToDate(s.log)
}

const whyNoPreVote = (s: Server, m: PreVoteRequest): string => {
  if (m.term < s.currentTerm) return `its term ${s.currentTerm} is later`
  if (s.role._tag === 'Leader') return 'it leads'
  if (hearsFromLeader(s)) return 'it hears from a leader'
  return upToDate(m, s.log) ? `it has voted for ${s.votedFor ?? 'nobody'}` : moreUpToDate(s.log)
}

const whyNoEntries = (s: Server, m: AppendEntriesRequest): string => {
  if (m.term < s.currentTerm) return `its term ${s.currentTerm} is later`
  return m.prevLogIndex > s.log.length
    ? `it has only ${ending(s.log.length, lastTerm(s.log))}`
    : `its entry ${m.prevLogIndex} is of term ${entryAt(s.log, m.prevLogIndex).term}`
}

const whyNoElection = (constants: Constants, s: Server, term: number): string => {
  if (term < s.currentTerm) return `its term ${s.currentTerm} is later`
  return mayCampaign(constants, s) ? 'it leads already' : 'it is no voter'
}

/**
 * What a handler decided, where the state alone does not tell.
 *
 * @param s the server as its handler saw it: a later term has been taken by then
 * @param response what it answered the sender, if it did
 */
export const decision = (
  constants: Constants,
  s: Server,
  m: Message,
  response: Message | undefined,
): readonly string[] => {
  switch (m.type) {
    case 'RequestVoteRequest':
      if (response?.type !== 'RequestVoteResponse')
        return [
          `disregards it, term and all: it ${s.role._tag === 'Leader' ? 'leads' : 'hears from a leader'}`,
        ]
      return [
        response.voteGranted ? `votes for ${m.source}` : `refuses its vote: ${whyNoVote(s, m)}`,
      ]
    case 'PreVoteRequest':
      if (response?.type !== 'PreVoteResponse') return []
      return [
        response.voteGranted
          ? `would vote for ${m.source}`
          : `would not vote for ${m.source}: ${whyNoPreVote(s, m)}`,
      ]
    case 'AppendEntriesRequest':
      if (response?.type !== 'AppendEntriesResponse' || response.success) return []
      return [`refuses the entries: ${whyNoEntries(s, m)}`]
    case 'TimeoutNowRequest':
      return m.term === s.currentTerm && s.role._tag !== 'Leader' && mayCampaign(constants, s)
        ? []
        : [`does not stand for election: ${whyNoElection(constants, s, m.term)}`]
    default:
      return []
  }
}

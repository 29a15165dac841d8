/**
 * Section 5.1: terms are a logical clock. Whoever learns of a later term takes it, and is a follower
 * from then on, whatever it was before.
 */
import { none } from 'fp-ts/lib/Option.js'
import { persist } from './Effect.ts'
import type { Message } from './Message.ts'
import { type Received, type Rule, taken } from './Rule.ts'
import { type Constants, follower, type Server } from './Server.ts'

/** Without either option nothing depends on when a server last heard from a leader. */
export const heardFromLeaderCounts = ({ options }: Constants): boolean =>
  options.PreVote || options.CheckQuorum

/** A leader hears from itself. */
export const hearsFromLeader = ({ role }: Server): boolean =>
  role._tag === 'Leader' || (role._tag === 'Follower' && role.heardFromLeader)

/**
 * Who hears from a leader takes no part in an election, nor its term, so that a server which was
 * removed, or cut off, does not disturb those that work (6; dissertation, 4.2.3); unless the leader
 * itself has called for that election.
 */
export const isDisregarded = ({ options }: Constants, s: Server, m: Message): boolean =>
  options.CheckQuorum &&
  m.type === 'RequestVoteRequest' &&
  m.term > s.currentTerm &&
  hearsFromLeader(s) &&
  !m.leadershipTransfer

/** The term of such a message is one that the pre-candidate would begin (dissertation, 9.6). */
const isOfNoTerm = (m: Message): boolean =>
  m.type === 'PreVoteRequest' || (m.type === 'PreVoteResponse' && m.voteGranted)

/** Whoever gets a message of a later term takes the term before it handles the message. */
export const termComesFirst = (constants: Constants, s: Server, m: Message): boolean =>
  m.term > s.currentTerm && !isDisregarded(constants, s, m) && !isOfNoTerm(m)

/** Internal. The vote of the old term goes with it; the handler of the message comes next. */
export const UpdateTerm: Rule<Received> = (constants, s, { m }) => {
  if (!termComesFirst(constants, s, m)) return none
  const changes = { currentTerm: m.term, votedFor: null }
  return taken({ ...s, ...changes, role: follower }, [persist(changes)])
}

/**
 * Section 5.1: terms act as a logical clock. If one server's current term is smaller than the
 * other's, it updates its current term to the larger value; a candidate or leader that discovers
 * that its term is out of date reverts to follower.
 */
import { none } from 'fp-ts/lib/Option.js'
import { persist } from './Effect.ts'
import { type Received, type Rule, taken } from './Rule.ts'
import { follower } from './Server.ts'

/** Internal. The vote of the old term goes with it; the handler of the message comes next. */
export const UpdateTerm: Rule<Received> = (_constants, s, { m }) => {
  if (m.term <= s.currentTerm) return none
  const changes = { currentTerm: m.term, votedFor: null }
  return taken({ ...s, ...changes, role: follower }, [persist(changes)])
}

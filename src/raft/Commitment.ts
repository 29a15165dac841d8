/**
 * Sections 5.3 and 5.4.2: an entry of the leader's own term that is on a majority is committed, and
 * with it every entry before it; each server applies committed entries in order.
 */
import { none } from 'fp-ts/lib/Option.js'
import { persist } from './Effect.ts'
import { entryAt, termAt } from './Log.ts'
import { isQuorum } from './Quorum.ts'
import { type NoParameters, type Rule, taken } from './Rule.ts'
import { type Index, ofPeer, peersOf } from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'

/**
 * Internal. Only an entry of the current term is committed by counting replicas (Figure 8 shows
 * why); the leader counts itself where it is a voter.
 */
export const AdvanceCommitIndex: Rule<{ readonly N: Index }> = (constants, s, { N }) => {
  if (s.role._tag !== 'Leader') return none
  if (N <= s.commitIndex) return none
  if (N > s.log.length) return none
  if (termAt(s.log, N) !== s.currentTerm) return none
  const { matchIndex } = s.role
  const replicas = peersOf(constants, s.id).filter((j) => ofPeer(matchIndex, j) >= N)
  if (!isQuorum(configurationOf(constants, s), [s.id, ...replicas])) return none
  const change = { commitIndex: N }
  const { ConfigurationAppliedLate } = constants.deviations
  return taken({ ...s, ...change }, ConfigurationAppliedLate ? [persist(change)] : [])
}

/** Internal. One entry at a time, so that each is applied once and in order. */
export const ApplyEntry: Rule<NoParameters> = ({ deviations }, s) => {
  if (s.lastApplied >= s.commitIndex) return none
  const index = s.lastApplied + 1
  const change = { lastApplied: index }
  return taken({ ...s, ...change }, [
    ...(deviations.ConfigurationAppliedLate ? [persist(change)] : []),
    { _tag: 'Apply', index, entry: entryAt(s.log, index) },
  ])
}

import { cut, type Entry, entryAt, sameEntry, sameLog } from '../../src/raft/Log.ts'
import type { Server, ServerId, Term } from '../../src/raft/Server.ts'

/**
 * The properties of Figure 3, checked along a run with the two records that only grow: who led each
 * term, and what was committed at each index. Independent of the specification on purpose.
 */
export interface Figure3 {
  /** What the server's latest step breaks, by the paper's names. */
  readonly after: (server: Server) => readonly string[]
}

interface Committed {
  readonly entry: Entry
  readonly committedIn: Term
}

/** Checks a run from its first step on. */
export const figure3 = (): Figure3 => {
  const servers = new Map<ServerId, Server>()
  const leaders = new Map<Term, ServerId>()
  const committed: Committed[] = []

  const electionSafety = (s: Server): boolean => {
    if (s.role._tag !== 'Leader') return true
    const leader = leaders.get(s.currentTerm) ?? s.id
    leaders.set(s.currentTerm, leader)
    return leader === s.id
  }

  const leaderAppendOnly = (before: Server | undefined, s: Server): boolean =>
    before?.role._tag !== 'Leader' ||
    s.role._tag !== 'Leader' ||
    before.currentTerm !== s.currentTerm ||
    before.log === s.log ||
    sameLog(before.log, cut(s.log, before.log.length))

  /** From the last index at which the terms agree on, the logs agree; before it, since it holds. */
  const logMatching = (s: Server): boolean =>
    [...servers.values()].every((other) => {
      for (let k = Math.min(s.log.length, other.log.length); k > 0; k -= 1)
        if (entryAt(s.log, k).term === entryAt(other.log, k).term)
          return sameLog(cut(s.log, k), cut(other.log, k))
      return true
    })

  const leaderCompleteness = (s: Server): boolean =>
    s.role._tag !== 'Leader' ||
    committed.every(
      ({ entry, committedIn }, k) =>
        committedIn >= s.currentTerm ||
        (k < s.log.length && sameEntry(entryAt(s.log, k + 1), entry)),
    )

  const stateMachineSafety = (s: Server): boolean => {
    for (let k = committed.length + 1; k <= s.commitIndex; k += 1)
      committed.push({ entry: entryAt(s.log, k), committedIn: s.currentTerm })
    return committed
      .slice(0, s.lastApplied)
      .every(({ entry }, k) => sameEntry(entryAt(s.log, k + 1), entry))
  }

  return {
    after: (s) => {
      const before = servers.get(s.id)
      servers.set(s.id, s)
      const changed = before?.log !== s.log || before.role !== s.role
      const verdicts: readonly (readonly [string, boolean])[] = [
        ['Election Safety', electionSafety(s)],
        ['Leader Append-Only', leaderAppendOnly(before, s)],
        ['Log Matching', !changed || logMatching(s)],
        ['State Machine Safety', before?.lastApplied === s.lastApplied || stateMachineSafety(s)],
        ['Leader Completeness', leaderCompleteness(s)],
      ]
      return verdicts.flatMap(([name, holds]) => (holds ? [] : [name]))
    },
  }
}

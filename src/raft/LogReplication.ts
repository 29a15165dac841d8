/**
 * Section 5.3: the leader appends the client's command to its log and replicates it with
 * AppendEntries; a follower accepts entries only behind one that it shares with the leader.
 */
import { none } from 'fp-ts/lib/Option.js'
import { membersOf } from './Configuration.ts'
import { type Effect, persist, resetElectionTimer, send } from './Effect.ts'
import {
  append,
  appendAll,
  cut,
  firstIndexOfTerm,
  type Log,
  lastIndexOfTerm,
  slice,
  termAt,
} from './Log.ts'
import type { AppendEntriesRequest, AppendEntriesResponse } from './Message.ts'
import { type Received, type Rule, taken } from './Rule.ts'
import {
  type Command,
  type Constants,
  type Index,
  ofPeer,
  type Role,
  type Server,
  type ServerId,
} from './Server.ts'
import { configurationOf } from './ServerConfiguration.ts'
import { heardFromLeaderCounts } from './Terms.ts'

/**
 * The leader appends the command; it does not answer the client before the entry is applied. One
 * that is handing over takes no new commands, or its target might never catch up (dissertation,
 * 3.10).
 */
export const ClientRequest: Rule<{ readonly v: Command }> = (_constants, s, { v }) => {
  if (s.role._tag !== 'Leader' || s.role.transferTarget !== null) return none
  const entry = { term: s.currentTerm, value: v }
  return taken({ ...s, log: append(s.log, entry) }, [
    persist({ log: { keep: s.log.length, append: [entry] } }),
  ])
}

/**
 * The leader sends n entries from nextIndex on; none makes it a heartbeat, which carries the same
 * consistency check.
 */
export const AppendEntries: Rule<{ readonly j: ServerId; readonly n: number }> = (
  constants,
  s,
  { j, n },
) => {
  if (s.role._tag !== 'Leader') return none
  if (j === s.id || !membersOf(configurationOf(constants, s)).includes(j)) return none
  const prevLogIndex = ofPeer(s.role.nextIndex, j) - 1
  if (prevLogIndex + n > s.log.length) return none
  return taken(s, [
    send({
      type: 'AppendEntriesRequest',
      source: s.id,
      dest: j,
      term: s.currentTerm,
      prevLogIndex,
      prevLogTerm: termAt(s.log, prevLogIndex),
      entries: slice(s.log, prevLogIndex + 1, prevLogIndex + n),
      leaderCommit: s.commitIndex,
    }),
  ])
}

/** The log has the entry that the new ones are to follow. */
const logMatches = (m: AppendEntriesRequest, log: Log): boolean =>
  m.prevLogIndex === 0 ||
  (m.prevLogIndex <= log.length && termAt(log, m.prevLogIndex) === m.prevLogTerm)

/**
 * Every entry of the request is in the log already: a repeated or delayed request, which must not
 * shorten a log that has grown since.
 */
const hasAll = (m: AppendEntriesRequest, log: Log): boolean => {
  const known = slice(log, m.prevLogIndex + 1, m.prevLogIndex + m.entries.length)
  return m.entries.every((entry, k) => known[k]?.term === entry.term)
}

/** Where a refused request conflicts: in no term behind the end of the log, from there on. */
const conflict = (
  m: AppendEntriesRequest,
  log: Log,
): Pick<AppendEntriesResponse, 'conflictTerm' | 'conflictIndex'> => {
  if (m.prevLogIndex > log.length) return { conflictTerm: 0, conflictIndex: log.length + 1 }
  const conflictTerm = termAt(log, m.prevLogIndex)
  return { conflictTerm, conflictIndex: firstIndexOfTerm(log, conflictTerm) }
}

const noConflict = { conflictTerm: 0, conflictIndex: 0 }

const respond = (
  s: Server,
  m: AppendEntriesRequest,
  result: Pick<AppendEntriesResponse, 'success' | 'matchIndex' | 'conflictTerm' | 'conflictIndex'>,
): Effect =>
  send({
    type: 'AppendEntriesResponse',
    source: s.id,
    dest: m.source,
    term: s.currentTerm,
    ...result,
  })

/** An accepted request: only a conflict removes what follows, and commitIndex never goes back. */
const accept = (s: Server, m: AppendEntriesRequest): Server => ({
  ...s,
  log: hasAll(m, s.log) ? s.log : appendAll(cut(s.log, m.prevLogIndex), m.entries),
  // Not the last index of the log: what lies behind the request may differ from the leader's.
  commitIndex: Math.max(s.commitIndex, Math.min(m.leaderCommit, m.prevLogIndex + m.entries.length)),
})

/**
 * What an accepted request leaves on disk. Where the configuration is taken from what is applied,
 * that is also how far the log is committed: a server that forgot it would not know that it has a
 * configuration to apply before it stands for election.
 */
const newOnDisk = (
  { deviations }: Constants,
  before: Server,
  { log, commitIndex }: Server,
  { prevLogIndex, entries }: AppendEntriesRequest,
): readonly Effect[] => {
  const commits = deviations.ConfigurationAppliedLate && commitIndex !== before.commitIndex
  if (log === before.log && !commits) return []
  return [
    persist({
      ...(log === before.log ? {} : { log: { keep: prevLogIndex, append: entries } }),
      ...(commits ? { commitIndex } : {}),
    }),
  ]
}

/**
 * The whole of the receiver's rules in Figure 2. There is no leader of its own term that a leader
 * could hear from (Election Safety). Any leader of the current term restarts the election timer,
 * whether the logs match or not.
 */
export const HandleAppendEntriesRequest: Rule<Received> = (constants, s, { m }) => {
  if (m.type !== 'AppendEntriesRequest') return none
  if (m.term > s.currentTerm) return none
  if (m.term < s.currentTerm)
    return taken(s, [respond(s, m, { success: false, matchIndex: 0, ...noConflict })])
  if (s.role._tag === 'Leader') return none
  const role: Role = { _tag: 'Follower', heardFromLeader: heardFromLeaderCounts(constants) }
  const heard: Server = { ...s, role }
  if (!logMatches(m, s.log)) {
    const hint = constants.options.ConflictHint ? conflict(m, s.log) : noConflict
    return taken(heard, [
      resetElectionTimer,
      respond(s, m, { success: false, matchIndex: 0, ...hint }),
    ])
  }
  const after = accept(heard, m)
  const lastNew = m.prevLogIndex + m.entries.length
  return taken(after, [
    ...newOnDisk(constants, s, after, m),
    resetElectionTimer,
    respond(s, m, { success: true, matchIndex: lastNew, ...noConflict }),
  ])
}

/**
 * Where to go on after a refusal. With a hint: behind the leader's last entry of the conflicting
 * term, or, if it has none, at the follower's first one.
 */
const backOff = (m: AppendEntriesResponse, log: Log, next: Index): Index => {
  if (m.conflictIndex === 0) return next - 1
  const last = lastIndexOfTerm(log, m.conflictTerm)
  return Math.min(next - 1, last === 0 ? m.conflictIndex : last + 1)
}

/**
 * matchIndex never goes back within one leadership, and nextIndex stays above it, however old the
 * response is.
 */
export const HandleAppendEntriesResponse: Rule<Received> = (_constants, s, { m }) => {
  if (m.type !== 'AppendEntriesResponse') return none
  if (m.term > s.currentTerm) return none
  if (s.role._tag !== 'Leader' || m.term !== s.currentTerm) return taken(s, [])
  const j = m.source
  const next = ofPeer(s.role.nextIndex, j)
  const match = ofPeer(s.role.matchIndex, j)
  const nextIndex = m.success
    ? Math.max(next, m.matchIndex + 1)
    : Math.max(backOff(m, s.log, next), match + 1)
  const matchIndex = m.success ? Math.max(match, m.matchIndex) : match
  return taken(
    {
      ...s,
      role: {
        ...s.role,
        nextIndex: { ...s.role.nextIndex, [j]: nextIndex },
        matchIndex: { ...s.role.matchIndex, [j]: matchIndex },
      },
    },
    [],
  )
}

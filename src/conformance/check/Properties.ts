/**
 * Figure 3 of the paper, evaluated along a trace: the same five properties as `spec/Safety.tla`,
 * under the same names, with the two records that it keeps, who led each term and what was
 * committed in which term. Both only grow, so they do not depend on how the servers' lines are
 * interleaved. A line costs O(log n) in the length of the logs, since equal sequences are identical
 * and so are their equal prefixes.
 */
import { at as entryAt, prefix } from '../../tla/values/Sequence.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
import { fieldOf } from './Records.ts'
import type { ServerView } from './ServerView.ts'

export const propertyNames = [
  'ElectionSafety',
  'LeaderAppendOnly',
  'LogMatching',
  'LeaderCompleteness',
  'StateMachineSafety',
  'CommitIndexMonotonic',
  'MatchIndexMonotonic',
  'NextIndexAboveMatchIndex',
] as const

export type PropertyName = (typeof propertyNames)[number]

/** A property that does not hold, and the two lines that contradict each other. */
export interface Violation {
  readonly property: PropertyName
  /** Line of the trace after which it does not hold. */
  readonly line: number
  /** The earlier line that it contradicts, where there is one. */
  readonly earlier?: number
  /** One sentence with the servers, terms and indexes concerned. */
  readonly because: string
}

/** One server before and after a line. */
export interface Change {
  readonly line: number
  readonly server: Value
  readonly before: ServerView
  readonly after: ServerView
  readonly restarted: boolean
}

/** Committed entries up to index `upTo`, first seen committed at `line`, in term `committedIn`. */
interface CommittedRange {
  readonly upTo: number
  readonly committedIn: number
  readonly line: number
}

export interface Properties {
  /** The first property that the change breaks; nothing is recorded then. */
  readonly violated: (change: Change) => Violation | undefined
  /** Takes the change into the records. */
  readonly record: (change: Change) => void
  /** How often each property was evaluated on something that could have broken it. */
  readonly evaluations: () => Readonly<Record<string, number>>
  /** Puts other logs in the place of those that the records hold on to. */
  readonly rewriteLogs: (rewrite: (log: SequenceValue) => SequenceValue) => void
  /** The values that the records hold on to. */
  readonly roots: () => readonly Value[]
}

const name = (server: Value): string =>
  typeof server === 'object' && server.kind === 'String' ? server.text : 'a server'

const termAt = (log: SequenceValue, index: number): Value =>
  fieldOf(entryAt(log, index) as FunctionValue, 'term')

/** The length of the longest common prefix; mostly one log is a prefix of the other. */
const commonLength = (a: SequenceValue, b: SequenceValue): number => {
  let low = 0
  let high = Math.min(a.length, b.length)
  if (prefix(a, high) === prefix(b, high)) return high
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (prefix(a, middle) === prefix(b, middle)) low = middle
    else high = middle - 1
  }
  return low
}

/** An index at which two logs have an entry of one term but differ up to it; 0 if there is none. */
const mismatch = (log: SequenceValue, other: SequenceValue, from: number): number => {
  for (let k = Math.min(log.length, other.length); k >= from; k--) {
    if (termAt(log, k) !== termAt(other, k)) continue
    return prefix(log, k) === prefix(other, k) ? 0 : k
  }
  return 0
}

/** Not concerned by the change, not broken by it, or broken. */
type Judgement = 'idle' | 'holds' | Omit<Violation, 'property' | 'line'>

/** The two records, and each server's log as it was last seen. */
interface Records {
  readonly leaders: Map<number, { readonly server: Value; readonly line: number }>
  readonly logs: Map<Value, { readonly log: SequenceValue; readonly line: number }>
  readonly ranges: CommittedRange[]
  /** Of the ranges in a row that were committed in one term, the last; few, where ranges are many. */
  readonly ends: CommittedRange[]
  committed: SequenceValue
  /** The value of `role` at a leader. */
  readonly leader: Value
}

type Check = (records: Records, change: Change) => Judgement

const stillLeads = ({ leader }: Records, { before, after }: Change): boolean =>
  before.role === leader && after.role === leader && before.currentTerm === after.currentTerm

const committedAt = ({ ranges }: Records, index: number): CommittedRange | undefined =>
  ranges.find(({ upTo }) => upTo >= index)

const at = (range: CommittedRange | undefined): { readonly earlier?: number } =>
  range === undefined ? {} : { earlier: range.line }

const electionSafety: Check = ({ leaders, leader }, { server, after }) => {
  if (after.role !== leader) return 'idle'
  const first = leaders.get(after.currentTerm)
  if (first === undefined || first.server === server) return 'holds'
  return {
    earlier: first.line,
    because: `${name(server)} leads term ${after.currentTerm}, which ${name(first.server)} has led`,
  }
}

const leaderAppendOnly: Check = (records, change) => {
  const { server, before, after } = change
  if (!stillLeads(records, change) || before.log === after.log) return 'idle'
  const kept = commonLength(before.log, after.log)
  if (kept === before.log.length) return 'holds'
  return {
    because: `${name(server)}, leader of term ${after.currentTerm}, overwrites or deletes its entry ${kept + 1}`,
  }
}

const logMatching: Check = ({ logs }, { server, before, after }) => {
  if (before.log === after.log) return 'idle'
  const from = commonLength(before.log, after.log) + 1
  for (const [other, { log, line }] of logs) {
    const index = other === server ? 0 : mismatch(after.log, log, from)
    if (index > 0)
      return {
        earlier: line,
        because: `${name(server)} and ${name(other)} have an entry of one term at index ${index}, but not the same log up to it`,
      }
  }
  return 'holds'
}

const leaderCompleteness: Check = (records, { server, after }) => {
  const { ends, committed, leader } = records
  if (after.role !== leader) return 'idle'
  const range = ends.findLast(({ committedIn }) => committedIn < after.currentTerm)
  if (range === undefined) return 'idle'
  const { upTo } = range
  if (after.log.length >= upTo && prefix(after.log, upTo) === prefix(committed, upTo))
    return 'holds'
  const shared = commonLength(after.log, committed)
  const missing = committedAt(records, shared + 1) ?? range
  return {
    earlier: missing.line,
    because: `${name(server)} leads term ${after.currentTerm} without the entry at index ${shared + 1} that was committed in term ${missing.committedIn}`,
  }
}

const stateMachineSafety: Check = (records, { server, before, after }) => {
  const { committed } = records
  const applied = Math.min(after.lastApplied, after.log.length, committed.length)
  if (after.lastApplied <= before.lastApplied || applied === 0) return 'idle'
  if (prefix(after.log, applied) === prefix(committed, applied)) return 'holds'
  const index = commonLength(after.log, committed) + 1
  return {
    ...at(committedAt(records, index)),
    because: `${name(server)} applies another entry at index ${index} than the one that was committed there`,
  }
}

const commitIndexMonotonic: Check = (_, { server, before, after, restarted }) => {
  if (restarted || before.commitIndex === after.commitIndex) return 'idle'
  if (after.commitIndex > before.commitIndex) return 'holds'
  return {
    because: `commitIndex of ${name(server)} goes back from ${before.commitIndex} to ${after.commitIndex}`,
  }
}

/** The indexes that a leader keeps of its peers; a cluster of one server has none. */
const peerIndexes = (value: Value): ReadonlyMap<Value, number> =>
  typeof value === 'object' && value.kind === 'Function'
    ? new Map(value.domain.items.map((peer, k) => [peer, Number(value.values[k])]))
    : new Map<Value, number>()

const matchIndexMonotonic: Check = (records, change) => {
  const { server, before, after } = change
  if (!stillLeads(records, change) || before.matchIndex === after.matchIndex) return 'idle'
  const past = peerIndexes(before.matchIndex)
  for (const [peer, known] of peerIndexes(after.matchIndex)) {
    const was = past.get(peer) ?? 0
    if (known < was)
      return {
        because: `matchIndex of ${name(peer)} at ${name(server)} goes back from ${was} to ${known}`,
      }
  }
  return 'holds'
}

const nextIndexAboveMatchIndex: Check = ({ leader }, { server, before, after }) => {
  const same = before.matchIndex === after.matchIndex && before.nextIndex === after.nextIndex
  if (after.role !== leader || same) return 'idle'
  const next = peerIndexes(after.nextIndex)
  for (const [peer, known] of peerIndexes(after.matchIndex)) {
    const goesOn = next.get(peer) ?? 0
    if (goesOn <= known)
      return {
        because: `nextIndex of ${name(peer)} at ${name(server)} is ${goesOn}, not above its matchIndex ${known}`,
      }
  }
  return 'holds'
}

const checks: Readonly<Record<PropertyName, Check>> = {
  ElectionSafety: electionSafety,
  LeaderAppendOnly: leaderAppendOnly,
  LogMatching: logMatching,
  LeaderCompleteness: leaderCompleteness,
  StateMachineSafety: stateMachineSafety,
  CommitIndexMonotonic: commitIndexMonotonic,
  MatchIndexMonotonic: matchIndexMonotonic,
  NextIndexAboveMatchIndex: nextIndexAboveMatchIndex,
}

const record = (records: Records, { line, server, after }: Change): void => {
  if (after.role === records.leader && !records.leaders.has(after.currentTerm))
    records.leaders.set(after.currentTerm, { server, line })
  records.logs.set(server, { log: after.log, line })
  const upTo = Math.min(after.commitIndex, after.log.length)
  if (upTo <= records.committed.length) return
  records.committed = prefix(after.log, upTo)
  const range = { upTo, committedIn: after.currentTerm, line }
  records.ranges.push(range)
  if (records.ends.at(-1)?.committedIn === range.committedIn) records.ends.pop()
  records.ends.push(range)
}

/** @param leader the value of `role` at a leader */
export const createProperties = (empty: SequenceValue, leader: Value): Properties => {
  const records: Records = {
    leaders: new Map(),
    logs: new Map(),
    ranges: [],
    ends: [],
    committed: empty,
    leader,
  }
  const counts = new Map<PropertyName, number>()
  return {
    violated: (change) => {
      for (const property of propertyNames) {
        const judgement = checks[property](records, change)
        if (judgement === 'idle') continue
        counts.set(property, (counts.get(property) ?? 0) + 1)
        if (judgement !== 'holds') return { property, line: change.line, ...judgement }
      }
      return undefined
    },
    record: (change) => {
      record(records, change)
    },
    evaluations: () =>
      Object.fromEntries(propertyNames.map((property) => [property, counts.get(property) ?? 0])),
    rewriteLogs: (rewrite) => {
      records.committed = rewrite(records.committed)
      for (const [server, { log, line }] of records.logs)
        records.logs.set(server, { log: rewrite(log), line })
    },
    roots: () => [records.committed, ...[...records.logs.values()].map(({ log }) => log)],
  }
}

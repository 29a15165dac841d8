/**
 * Figure 3 of the paper, evaluated along a trace: the same five properties as `spec/Safety.tla`,
 * under the same names, with the two records that it keeps, who led each term and what was
 * committed in which term. Both only grow, so they do not depend on how the servers' lines are
 * interleaved. A line costs O(log n) in the length of the logs, since equal sequences are identical
 * and so are their equal prefixes.
 */
import { at, prefix } from '../../tla/values/Sequence.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
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
  readonly evaluations: () => Readonly<Record<PropertyName, number>>
  /** The values that the records hold on to. */
  readonly roots: () => readonly Value[]
}

const name = (server: Value): string =>
  typeof server === 'object' && server.kind === 'String' ? server.text : 'a server'

const termAt = (log: SequenceValue, index: number): Value =>
  (at(log, index) as FunctionValue).values[0] as Value

/** The length of the longest common prefix. */
const commonLength = (a: SequenceValue, b: SequenceValue): number => {
  let low = 0
  let high = Math.min(a.length, b.length)
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

export const createProperties = (empty: SequenceValue, leader: Value): Properties => {
  const leaders = new Map<number, { readonly server: Value; readonly line: number }>()
  const logs = new Map<Value, { readonly log: SequenceValue; readonly line: number }>()
  const ranges: CommittedRange[] = []
  let committed = empty
  const counts: Record<PropertyName, number> = {
    ElectionSafety: 0,
    LeaderAppendOnly: 0,
    LogMatching: 0,
    LeaderCompleteness: 0,
    StateMachineSafety: 0,
    CommitIndexMonotonic: 0,
    MatchIndexMonotonic: 0,
    NextIndexAboveMatchIndex: 0,
  }

  const stillLeads = ({ before, after }: Change): boolean =>
    before.role === leader && after.role === leader && before.currentTerm === after.currentTerm

  const committedAt = (index: number): CommittedRange | undefined =>
    ranges.find(({ upTo }) => upTo >= index)

  const electionSafety = ({ line, server, after }: Change): Violation | undefined => {
    if (after.role !== leader) return undefined
    counts.ElectionSafety++
    const first = leaders.get(after.currentTerm)
    if (first === undefined || first.server === server) return undefined
    return {
      property: 'ElectionSafety',
      line,
      earlier: first.line,
      because: `${name(server)} leads term ${after.currentTerm}, which ${name(first.server)} has led`,
    }
  }

  const leaderAppendOnly = (change: Change): Violation | undefined => {
    const { line, server, before, after } = change
    if (!stillLeads(change) || before.log === after.log) return undefined
    counts.LeaderAppendOnly++
    if (
      after.log.length >= before.log.length &&
      prefix(after.log, before.log.length) === before.log
    )
      return undefined
    const kept = commonLength(before.log, after.log)
    return {
      property: 'LeaderAppendOnly',
      line,
      because: `${name(server)}, leader of term ${after.currentTerm}, overwrites or deletes its entry ${kept + 1}`,
    }
  }

  const logMatching = ({ line, server, before, after }: Change): Violation | undefined => {
    if (before.log === after.log) return undefined
    const from = commonLength(before.log, after.log) + 1
    for (const [other, { log, line: earlier }] of logs) {
      if (other === server) continue
      counts.LogMatching++
      const index = mismatch(after.log, log, from)
      if (index > 0)
        return {
          property: 'LogMatching',
          line,
          earlier,
          because: `${name(server)} and ${name(other)} have an entry of one term at index ${index}, but not the same log up to it`,
        }
    }
    return undefined
  }

  const leaderCompleteness = ({ line, server, after }: Change): Violation | undefined => {
    if (after.role !== leader || ranges.length === 0) return undefined
    let last = ranges.length - 1
    while (last >= 0 && (ranges[last] as CommittedRange).committedIn >= after.currentTerm) last--
    const range = ranges[last]
    if (range === undefined) return undefined
    counts.LeaderCompleteness++
    const shared = commonLength(after.log, committed)
    if (shared >= range.upTo) return undefined
    const missing = committedAt(shared + 1)
    return {
      property: 'LeaderCompleteness',
      line,
      ...(missing === undefined ? {} : { earlier: missing.line }),
      because: `${name(server)} leads term ${after.currentTerm} without the entry at index ${shared + 1} that was committed in term ${missing?.committedIn ?? range.committedIn}`,
    }
  }

  const stateMachineSafety = ({ line, server, before, after }: Change): Violation | undefined => {
    const applied = Math.min(after.lastApplied, after.log.length, committed.length)
    if (after.lastApplied <= before.lastApplied || applied === 0) return undefined
    counts.StateMachineSafety++
    if (prefix(after.log, applied) === prefix(committed, applied)) return undefined
    const index = commonLength(after.log, committed) + 1
    const first = committedAt(index)
    return {
      property: 'StateMachineSafety',
      line,
      ...(first === undefined ? {} : { earlier: first.line }),
      because: `${name(server)} applies another entry at index ${index} than the one that was committed there`,
    }
  }

  const commitIndexMonotonic = ({ line, server, before, after, restarted }: Change) => {
    if (restarted || before.commitIndex === after.commitIndex) return undefined
    counts.CommitIndexMonotonic++
    if (after.commitIndex > before.commitIndex) return undefined
    return {
      property: 'CommitIndexMonotonic' as const,
      line,
      because: `commitIndex of ${name(server)} goes back from ${before.commitIndex} to ${after.commitIndex}`,
    }
  }

  const leaderIndexes = (change: Change): Violation | undefined => {
    const { line, server, before, after } = change
    if (after.role !== leader) return undefined
    if (before.matchIndex === after.matchIndex && before.nextIndex === after.nextIndex)
      return undefined
    const match = after.matchIndex as FunctionValue
    const next = after.nextIndex as FunctionValue
    const earlier = stillLeads(change) ? (before.matchIndex as FunctionValue) : undefined
    counts.NextIndexAboveMatchIndex++
    if (earlier !== undefined) counts.MatchIndexMonotonic++
    for (const [k, peer] of match.domain.items.entries()) {
      const known = match.values[k] as number
      const past = earlier?.values[k] as number | undefined
      if (past !== undefined && known < past)
        return {
          property: 'MatchIndexMonotonic',
          line,
          because: `matchIndex of ${name(peer)} at ${name(server)} goes back from ${past} to ${known}`,
        }
      const following = next.values[k] as number
      if (following <= known)
        return {
          property: 'NextIndexAboveMatchIndex',
          line,
          because: `nextIndex of ${name(peer)} at ${name(server)} is ${following}, not above its matchIndex ${known}`,
        }
    }
    return undefined
  }

  const checks = [
    electionSafety,
    leaderAppendOnly,
    logMatching,
    leaderCompleteness,
    stateMachineSafety,
    commitIndexMonotonic,
    leaderIndexes,
  ]

  return {
    violated: (change) => {
      for (const check of checks) {
        const violation = check(change)
        if (violation !== undefined) return violation
      }
      return undefined
    },
    record: ({ line, server, after }) => {
      if (after.role === leader && !leaders.has(after.currentTerm))
        leaders.set(after.currentTerm, { server, line })
      logs.set(server, { log: after.log, line })
      const upTo = Math.min(after.commitIndex, after.log.length)
      if (upTo > committed.length) {
        committed = prefix(after.log, upTo)
        ranges.push({ upTo, committedIn: after.currentTerm, line })
      }
    },
    evaluations: () => ({ ...counts }),
    roots: () => [committed, ...[...logs.values()].map(({ log }) => log)],
  }
}

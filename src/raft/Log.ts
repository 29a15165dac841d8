/**
 * The log of a server (5.3): a sequence of entries whose first index is 1.
 *
 * It is persistent: append shares the whole log that it started from and takes constant time; an
 * entry is found, or the log cut, in O(log n), so that a long run stays linear. The shape is the
 * random-access stack of Myers (1983): beside the log before its last entry, each node holds a
 * `jump` to a shorter one, at distances that a skew binary number system gives. Where it leads
 * depends on the length alone, so equal entries always make equal logs.
 */
import { type Configuration, sameConfiguration } from './Configuration.ts'
import { brokenInvariant } from './Invariant.ts'
import type { Command, Index, Term } from './Server.ts'

export interface CommandEntry {
  readonly term: Term
  /** null in a no-op, the entry with which a leader may begin its term (8). */
  readonly value: Command | null
}

/** A change of membership (6). */
export interface ConfigurationEntry {
  readonly term: Term
  readonly configuration: Configuration
}

export type Entry = CommandEntry | ConfigurationEntry

export const isConfigurationEntry = (entry: Entry): entry is ConfigurationEntry =>
  'configuration' in entry

interface Empty {
  readonly length: 0
  readonly entry: null
}

interface NonEmpty {
  readonly length: number
  /** The last entry. */
  readonly entry: Entry
  readonly previous: Log
  readonly jump: Log
  /** The log up to its latest configuration entry, or the empty log; null for this log itself. */
  readonly upToConfiguration: Log | null
}

/** Only this file looks into a log, beyond its length. */
export type Log = Empty | NonEmpty

export const emptyLog: Log = { length: 0, entry: null }

/** The log up to its latest configuration entry, or the empty log. */
const configurationPart = (log: Log): Log =>
  log.entry === null ? log : (log.upToConfiguration ?? log)

const jumpOf = (log: Log): Log => (log.entry === null ? log : log.jump)

/** O(1). */
export const append = (log: Log, entry: Entry): Log => {
  const once = jumpOf(log)
  const twice = jumpOf(once)
  const jump = log.length - once.length === once.length - twice.length ? twice : log
  const upToConfiguration = isConfigurationEntry(entry) ? null : configurationPart(log)
  return { length: log.length + 1, entry, previous: log, jump, upToConfiguration }
}

export const appendAll = (log: Log, entries: readonly Entry[]): Log => entries.reduce(append, log)

/** The log up to index `keep`, in O(log n); the whole log where it is not longer. */
export const cut = (log: Log, keep: Index): Log => {
  let node = log
  while (node.entry !== null && node.length > keep)
    node = node.jump.length >= keep ? node.jump : node.previous
  return node
}

/** The entry at an index of the log, 1 <= index <= length, in O(log n). */
export const entryAt = (log: Log, index: Index): Entry => {
  const upTo = cut(log, index)
  return upTo.entry !== null && upTo.length === index
    ? upTo.entry
    : brokenInvariant(`no entry at index ${index} of a log of length ${log.length}`)
}

/** The term of the entry at an index, or 0 before the first. */
export const termAt = (log: Log, index: Index): Term => (index === 0 ? 0 : entryAt(log, index).term)

/** 0 for the empty log. */
export const lastTerm = (log: Log): Term => (log.entry === null ? 0 : log.entry.term)

/** The entries from index `from` to index `to`, both included, in O(to - from + log n). */
export const slice = (log: Log, from: Index, to: Index): readonly Entry[] => {
  const mutableBackwards: Entry[] = []
  let node = cut(log, to)
  while (node.entry !== null && node.length >= from) {
    mutableBackwards.push(node.entry)
    node = node.previous
  }
  return mutableBackwards.reverse()
}

export const fromEntries = (entries: readonly Entry[]): Log => appendAll(emptyLog, entries)

export const toEntries = (log: Log): readonly Entry[] => slice(log, 1, log.length)

/**
 * The log up to its last entry of at most this term, in O(log n): terms never decrease along a log,
 * since a leader appends only entries of its own term to a log of earlier ones.
 */
const upToTerm = (log: Log, term: Term): Log => {
  let node = log
  while (node.entry !== null && node.entry.term > term)
    node = lastTerm(node.jump) > term ? node.jump : node.previous
  return node
}

/** The index of the last entry of a term, or 0 where the log has none. */
export const lastIndexOfTerm = (log: Log, term: Term): Index => {
  const upTo = upToTerm(log, term)
  return lastTerm(upTo) === term ? upTo.length : 0
}

/** The index of the first entry of a term that the log has. */
export const firstIndexOfTerm = (log: Log, term: Term): Index => upToTerm(log, term - 1).length + 1

/** The index of the latest configuration in the log, or 0; in constant time. */
export const latestConfigurationIndex = (log: Log): Index => configurationPart(log).length

/** The latest configuration in the log, or the initial one; in constant time. */
export const latestConfiguration = (log: Log, initial: Configuration): Configuration => {
  const { entry } = configurationPart(log)
  return entry !== null && isConfigurationEntry(entry) ? entry.configuration : initial
}

export const sameEntry = (a: Entry, b: Entry): boolean => {
  if (a.term !== b.term) return false
  if (isConfigurationEntry(a))
    return isConfigurationEntry(b) && sameConfiguration(a.configuration, b.configuration)
  return !isConfigurationEntry(b) && a.value === b.value
}

/** Whether two logs hold the same entries; what they share is not looked at. */
export const sameLog = (a: Log, b: Log): boolean => {
  if (a.length !== b.length) return false
  let left = a
  let right = b
  while (left !== right && left.entry !== null && right.entry !== null) {
    if (!sameEntry(left.entry, right.entry)) return false
    left = left.previous
    right = right.previous
  }
  return true
}

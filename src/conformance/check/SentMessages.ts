/**
 * Every message that was sent along a trace: what may be received, once, again or never. It is
 * the one part of a check that grows with the number of lines, so a message takes 24 bytes and its
 * place in two indexes: its fields as integers, and the entries of an AppendEntries as a range of
 * the log of its term's leader, which only appends (Leader Append-Only).
 */
import { prefix } from '../../tla/values/Sequence.ts'
import type { Interner } from '../../tla/values/Interner.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
import { fieldOf } from './Records.ts'

/** Integers per message: head (type, source, dest), term, and four of the type's own fields. */
const width = 6
const initialCapacity = 1024

/** The fields that follow the term, by message type; of `entries` the number is kept. */
const layouts = new Map<string, readonly string[]>([
  ['RequestVoteRequest', ['lastLogIndex', 'lastLogTerm']],
  ['RequestVoteResponse', ['voteGranted']],
  ['AppendEntriesRequest', ['prevLogIndex', 'prevLogTerm', 'entries', 'leaderCommit']],
  ['AppendEntriesResponse', ['success', 'matchIndex', 'conflictTerm', 'conflictIndex']],
])
const types = [...layouts.keys()]
const booleans: ReadonlySet<string> = new Set(['voteGranted', 'success'])

const append = types.indexOf('AppendEntriesRequest')
const entriesSlot = 4

export interface SentMessages {
  /** Takes a message of the specification; `log` is its sender's log at that time. */
  readonly add: (message: FunctionValue, log: SequenceValue) => void
  /**
   * For lines that do not say what was sent: takes a heartbeat of the specification, and with it
   * every AppendEntries that differs from it only in carrying entries of the sender's log.
   */
  readonly allow: (heartbeat: FunctionValue, log: SequenceValue) => void
  readonly has: (message: FunctionValue) => boolean
  /** Calls `visit` for every message to `dest`, the latest first, until it returns false. */
  readonly to: (dest: Value, visit: (message: FunctionValue) => boolean) => void
  readonly size: () => number
  /** Bytes that the messages take, the leaders' logs apart. */
  readonly bytes: () => number
  /** The values that are held on to. */
  readonly roots: () => readonly Value[]
}

/** A table of rows of `width` integers, each once, with a list of the rows of one key. */
const createRows = () => {
  let rows = new Int32Array(initialCapacity * width)
  let previous = new Int32Array(initialCapacity)
  let slots = new Int32Array(initialCapacity * 2)
  const latest = new Map<number, number>()
  let size = 0

  const hash = (from: Int32Array, offset: number): number => {
    let h = 0
    for (let k = 0; k < width; k++)
      h = Math.imul(h ^ (from[offset + k] ?? 0), 0x9e3779b1) ^ (h >>> 15)
    return (h ^ (h >>> 13)) >>> 0
  }
  const same = (row: Int32Array, at: number): boolean => {
    for (let k = 0; k < width; k++) if (rows[at * width + k] !== row[k]) return false
    return true
  }
  const grow = (): void => {
    const wider = new Int32Array(rows.length * 2)
    wider.set(rows)
    rows = wider
    const links = new Int32Array(previous.length * 2)
    links.set(previous)
    previous = links
    slots = new Int32Array(slots.length * 2)
    const mask = slots.length - 1
    for (let at = 0; at < size; at++) {
      let slot = hash(rows, at * width) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = at + 1
    }
  }
  /** The slot that holds the row, or the empty one where it belongs. */
  const find = (row: Int32Array): number => {
    const mask = slots.length - 1
    let slot = hash(row, 0) & mask
    while (slots[slot] !== 0 && !same(row, (slots[slot] ?? 0) - 1)) slot = (slot + 1) & mask
    return slot
  }
  return {
    has: (row: Int32Array): boolean => slots[find(row)] !== 0,
    add: (row: Int32Array, key: number): void => {
      const slot = find(row)
      if (slots[slot] !== 0) return
      rows.set(row, size * width)
      previous[size] = latest.get(key) ?? 0
      latest.set(key, size + 1)
      slots[slot] = size + 1
      size++
      if (size === previous.length) grow()
    },
    /** The rows of a key, the latest first, until `visit` returns false. */
    each: (key: number, visit: (row: Int32Array) => boolean): void => {
      for (let at = latest.get(key) ?? 0; at > 0; at = previous[at - 1] ?? 0)
        if (!visit(rows.subarray((at - 1) * width, at * width))) return
    },
    size: () => size,
    bytes: () => size * (4 * width + 4) + slots.byteLength,
  }
}

/** Marks a row that stands for a heartbeat and all that it could have carried. */
const open = 1 << 30

export const createSentMessages = (interner: Interner, servers: readonly Value[]): SentMessages => {
  const rows = createRows()
  const numbers = new Map(servers.map((server, index) => [server, index]))
  const leaderLogs = new Map<string, SequenceValue>()
  const scratch = new Int32Array(width)

  const number = (message: FunctionValue, name: string): number =>
    numbers.get(fieldOf(message, name)) ?? 0

  const ofLeader = (source: number, term: number): string => `${term} ${source}`

  const encode = (message: FunctionValue): number => {
    const typeName = fieldOf(message, 'type')
    const type = typeof typeName === 'object' && typeName.kind === 'String' ? typeName.text : ''
    const kind = types.indexOf(type)
    const dest = number(message, 'dest')
    scratch.fill(0)
    scratch[0] = kind + types.length * (number(message, 'source') + servers.length * dest)
    scratch[1] = fieldOf(message, 'term') as number
    for (const [k, name] of (layouts.get(type) ?? []).entries())
      scratch[2 + k] = Number(
        name === 'entries'
          ? (fieldOf(message, 'entries') as SequenceValue).length
          : fieldOf(message, name),
      )
    return kind
  }

  /** Whether the entries of an AppendEntries are those of the log of its term's leader. */
  const hasLeadersEntries = (message: FunctionValue): boolean => {
    const log = leaderLogs.get(
      ofLeader(number(message, 'source'), fieldOf(message, 'term') as number),
    )
    const before = fieldOf(message, 'prevLogIndex') as number
    let entries = fieldOf(message, 'entries') as SequenceValue
    if (log === undefined || before + entries.length > log.length) return false
    let upTo = prefix(log, before + entries.length)
    for (; entries.length > 0; entries = entries.parent, upTo = upTo.parent)
      if (entries.last !== upTo.last) return false
    return true
  }

  const keepLog = (message: FunctionValue, log: SequenceValue): void => {
    leaderLogs.set(ofLeader(number(message, 'source'), fieldOf(message, 'term') as number), log)
  }

  const entriesOf = (source: number, row: Int32Array): SequenceValue => {
    const log = leaderLogs.get(ofLeader(source, row[1] ?? 0))
    const from = row[2] ?? 0
    const count = row[entriesSlot] ?? 0
    const entries: Value[] = []
    for (let s = prefix(log ?? interner.empty, from + count); entries.length < count; s = s.parent)
      entries.push(s.last)
    return interner.sequence(entries.reverse())
  }

  const decode = (row: Int32Array): FunctionValue => {
    const head = (row[0] ?? 0) & ~open
    const type = types[head % types.length] ?? ''
    const route = Math.floor(head / types.length)
    const source = route % servers.length
    const dest = Math.floor(route / servers.length)
    const own = (layouts.get(type) ?? []).map((name, k): readonly [string, Value] => {
      const value = row[2 + k] ?? 0
      if (name === 'entries') return [name, entriesOf(source, row)]
      return [name, booleans.has(name) ? value === 1 : value]
    })
    return interner.record([
      ['type', interner.string(type)],
      ['source', servers[source] ?? interner.empty],
      ['dest', servers[dest] ?? interner.empty],
      ['term', row[1] ?? 0],
      ...own,
    ]) as FunctionValue
  }

  return {
    add: (message, log) => {
      if (encode(message) === append) keepLog(message, log)
      rows.add(scratch, number(message, 'dest'))
    },
    allow: (heartbeat, log) => {
      encode(heartbeat)
      keepLog(heartbeat, log)
      scratch[0] = (scratch[0] ?? 0) | open
      rows.add(scratch, number(heartbeat, 'dest'))
    },
    has: (message) => {
      if (encode(message) !== append) return rows.has(scratch)
      if (!hasLeadersEntries(message)) return false
      if (rows.has(scratch)) return true
      scratch[0] = (scratch[0] ?? 0) | open
      scratch[entriesSlot] = 0
      return rows.has(scratch)
    },
    to: (dest, visit) => {
      rows.each(numbers.get(dest) ?? -1, (row) => visit(decode(row)))
    },
    size: rows.size,
    bytes: rows.bytes,
    roots: () => [...leaderLogs.values()],
  }
}

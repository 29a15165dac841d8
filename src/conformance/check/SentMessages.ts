/**
 * Every message that was sent along a trace: what may be received, once, again or never. It is
 * the one part of a check that grows with the number of lines, so a message takes 24 bytes and its
 * place in two indexes: its fields as integers, and the entries of an AppendEntries as a range of
 * the log of its term's leader, which only appends (Leader Append-Only).
 */
import { prefix } from '../../tla/values/Sequence.ts'
import type { Interner } from '../../tla/values/Interner.ts'
import type { FunctionValue, SequenceValue, SetValue, Value } from '../../tla/values/Value.ts'
import { fieldOf, textOf } from './Records.ts'
import { createRows } from './Rows.ts'
import { messageFields } from './Vocabulary.ts'

/** Integers per message: head (type, source, dest), term, and four of the type's own fields. */
const width = 6

/** The fields that follow the term, by message type; of `entries` the number is kept. */
const ownFields: ReadonlyMap<string | undefined, readonly string[]> = new Map(
  Object.entries(messageFields),
)
const types = Object.keys(messageFields)
const booleans: ReadonlySet<string> = new Set(['leadershipTransfer', 'voteGranted', 'success'])

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
  /** Puts other logs in the place of those that leaders had from a term on. */
  readonly rewriteLogs: (fromTerm: number, rewrite: (log: SequenceValue) => SequenceValue) => void
  readonly size: () => number
  /** Bytes that the messages take, the leaders' logs apart. */
  readonly bytes: () => number
  /** The values that are held on to. */
  readonly roots: () => readonly Value[]
}

/** Marks a row that stands for a heartbeat and all that it could have carried. */
const open = 1 << 30

/** Where the values of a message's fields lie in its record. */
interface Layout {
  readonly type: number
  readonly source: number
  readonly dest: number
  readonly term: number
  /** Of the fields that follow the term, in the order of a row. */
  readonly own: readonly number[]
}

/** What was put into a table under a key that is known to be there. */
const known = <K, V>(table: ReadonlyMap<K, V>, key: K): V => table.get(key) as V

const createLayout = (message: FunctionValue): Layout => {
  const places = new Map(message.domain.items.map((key, place) => [textOf(key), place]))
  const placeOf = (name: string): number => {
    const place = places.get(name)
    if (place === undefined) throw new Error(`a message of the specification lacks ${name}`)
    return place
  }
  return {
    type: placeOf('type'),
    source: placeOf('source'),
    dest: placeOf('dest'),
    term: placeOf('term'),
    own: known(ownFields, textOf(fieldOf(message, 'type'))).map(placeOf),
  }
}

/** Messages as rows of integers, and back. */
const createCodec = (interner: Interner, servers: readonly Value[]) => {
  const numbers = new Map<Value | undefined, number>(
    servers.map((server, index) => [server, index]),
  )
  const typeNumbers = new Map<Value | undefined, number>(
    types.map((type, index) => [interner.string(type), index]),
  )
  const scratch = new Int32Array(width)
  const layouts = new Map<SetValue, Layout>()
  /** All messages of a type have the same fields, and types of the same fields the same layout. */
  const layoutOf = (message: FunctionValue): Layout => {
    const { domain } = message
    const found = layouts.get(domain)
    if (found !== undefined) return found
    const layout = createLayout(message)
    interner.pin(domain)
    layouts.set(domain, layout)
    return layout
  }
  const destOf = (message: FunctionValue): number =>
    known(numbers, message.values[layoutOf(message).dest])

  /** The row of a message; it is overwritten by the next call. */
  const encode = (message: FunctionValue): Int32Array => {
    const { type, source, term, own } = layoutOf(message)
    const { values } = message
    const route = known(numbers, values[source]) + servers.length * destOf(message)
    scratch.fill(0)
    scratch[0] = known(typeNumbers, values[type]) + types.length * route
    scratch[1] = values[term] as number
    for (let k = 0; k < own.length; k++) {
      const value = values[own[k] as number]
      scratch[2 + k] = typeof value === 'object' ? (value as SequenceValue).length : Number(value)
    }
    return scratch
  }

  /** @param entriesOf the entries of an AppendEntries of this source */
  const decode = (row: Int32Array, entriesOf: (source: Value) => SequenceValue): FunctionValue => {
    const head = (row[0] as number) & ~open
    const type = types[head % types.length] as string
    const route = Math.floor(head / types.length)
    const source = servers[route % servers.length] as Value
    const dest = servers[Math.floor(route / servers.length)] as Value
    const own = known(ownFields, type).map((name, k): readonly [string, Value] => {
      const value = row[2 + k] as number
      if (name === 'entries') return [name, entriesOf(source)]
      return [name, booleans.has(name) ? value === 1 : value]
    })
    return interner.record([
      ['type', interner.string(type)],
      ['source', source],
      ['dest', dest],
      ['term', row[1] as number],
      ...own,
    ]) as FunctionValue
  }
  return { encode, decode, destOf }
}

/** The log of each term's leader, of which the entries of its requests are parts. */
const createLeaderLogs = (interner: Interner) => {
  const logs = new Map<Value, Map<number, SequenceValue>>()
  const logOf = (source: Value, term: number): SequenceValue | undefined =>
    logs.get(source)?.get(term)
  return {
    logOf,
    keep: (source: Value, term: number, log: SequenceValue): void => {
      const ofSource = logs.get(source) ?? new Map<number, SequenceValue>()
      logs.set(source, ofSource.set(term, log))
    },
    /** Whether the log of the source has these entries behind an index. */
    has: (source: Value, term: number, before: number, entries: SequenceValue): boolean => {
      const log = logOf(source, term)
      if (log === undefined || before + entries.length > log.length) return false
      let kept = prefix(log, before + entries.length)
      for (let rest = entries; rest.length > 0; rest = rest.parent, kept = kept.parent)
        if (rest.last !== kept.last) return false
      return true
    },
    /** Of a log that was kept. */
    part: (source: Value, term: number, before: number, count: number): SequenceValue => {
      const entries: Value[] = []
      let kept = prefix(logOf(source, term) as SequenceValue, before + count)
      for (; entries.length < count; kept = kept.parent) entries.push(kept.last)
      return interner.sequence(entries.reverse())
    },
    rewrite: (fromTerm: number, change: (log: SequenceValue) => SequenceValue): void => {
      for (const ofSource of logs.values())
        for (const [term, log] of ofSource) if (term >= fromTerm) ofSource.set(term, change(log))
    },
    roots: (): readonly Value[] => [...logs.values()].flatMap((ofSource) => [...ofSource.values()]),
  }
}

const isAppend = (message: FunctionValue): boolean =>
  textOf(fieldOf(message, 'type')) === 'AppendEntriesRequest'

export const createSentMessages = (interner: Interner, servers: readonly Value[]): SentMessages => {
  const rows = createRows(width)
  const { encode, decode, destOf } = createCodec(interner, servers)
  const logs = createLeaderLogs(interner)
  const termOf = (message: FunctionValue): number => fieldOf(message, 'term') as number
  const keepLog = (message: FunctionValue, log: SequenceValue): void => {
    logs.keep(fieldOf(message, 'source'), termOf(message), log)
  }
  /** The row of the heartbeat that stands for a request and all like it. */
  const openRow = (message: FunctionValue): Int32Array => {
    const row = encode(message)
    row[0] = (row[0] as number) | open
    row[entriesSlot] = 0
    return row
  }
  const hasItsEntries = (message: FunctionValue): boolean =>
    logs.has(
      fieldOf(message, 'source'),
      termOf(message),
      fieldOf(message, 'prevLogIndex') as number,
      fieldOf(message, 'entries') as SequenceValue,
    )
  const decodeRow = (row: Int32Array): FunctionValue =>
    decode(row, (source) => {
      const [, term, before] = row
      return logs.part(source, term as number, before as number, row[entriesSlot] as number)
    })
  /** A row, or all that an open one stands for, until `visit` returns false. */
  const everyRow = (row: Int32Array, visit: (row: Int32Array) => boolean): boolean => {
    if (((row[0] as number) & open) === 0) return visit(row)
    const heartbeat = decodeRow(row)
    const log = logs.logOf(fieldOf(heartbeat, 'source'), termOf(heartbeat)) as SequenceValue
    const most = log.length - (row[2] as number)
    for (let n = 0; n <= most; n++) if (!visit(row.with(entriesSlot, n))) return false
    return true
  }
  return {
    add: (message, log) => {
      if (isAppend(message)) keepLog(message, log)
      rows.add(encode(message), destOf(message))
    },
    allow: (heartbeat, log) => {
      keepLog(heartbeat, log)
      rows.add(openRow(heartbeat), destOf(heartbeat))
    },
    has: (message) => {
      if (!isAppend(message)) return rows.has(encode(message))
      return hasItsEntries(message) && (rows.has(encode(message)) || rows.has(openRow(message)))
    },
    to: (dest, visit) => {
      rows.each(servers.indexOf(dest), (row) => everyRow(row, (one) => visit(decodeRow(one))))
    },
    rewriteLogs: logs.rewrite,
    size: rows.size,
    bytes: rows.bytes,
    roots: logs.roots,
  }
}

/** The words of a trace as values of the specification: server ids, commands, messages. */
import type { Interner } from '../../tla/values/Interner.ts'
import type { FunctionValue, Value } from '../../tla/values/Value.ts'
import type { ObservedEntry, ObservedMessage } from '../../trace/RaftTrace.ts'

/** The fields of each message type, as the actions of the specification send them. */
export const messageFields = {
  RequestVoteRequest: ['lastLogIndex', 'lastLogTerm'],
  RequestVoteResponse: ['voteGranted'],
  AppendEntriesRequest: ['prevLogIndex', 'prevLogTerm', 'entries', 'leaderCommit'],
  AppendEntriesResponse: ['success', 'matchIndex', 'conflictTerm', 'conflictIndex'],
} as const

export type MessageType = keyof typeof messageFields
export const messageTypes = Object.keys(messageFields) as readonly MessageType[]

/** Stands for a command that a line did not give where it entered the log. */
export const unobservedCommand = 'unobserved'

export interface Vocabulary {
  readonly interner: Interner
  readonly nil: Value
  readonly servers: readonly Value[]
  readonly server: (id: string) => Value
  readonly peersOf: (server: Value) => readonly Value[]
  readonly command: (text: string | null) => Value
  /** A message of which every field was observed, as a value. */
  readonly message: (observed: ObservedMessage) => FunctionValue
}

type Fields = Readonly<Record<string, unknown>>

const isCompleteEntry = ({ term, value }: ObservedEntry): boolean =>
  term !== undefined && value !== undefined

/** Whether every field of a message was observed. */
export const isComplete = (observed: ObservedMessage): boolean => {
  const type = 'type' in observed ? observed.type : undefined
  if (type === undefined) return false
  const fields: Fields = { ...observed }
  return (
    ['source', 'dest', 'term', ...messageFields[type]].every(
      (name) => fields[name] !== undefined,
    ) &&
    (!('entries' in observed) || (observed.entries ?? []).every(isCompleteEntry))
  )
}

export const createVocabulary = (
  interner: Interner,
  ids: readonly string[],
  nil: Value,
): Vocabulary => {
  const byId = new Map(ids.map((id): [string, Value] => [id, interner.string(id)]))
  const servers = [...byId.values()]
  const peers = new Map(servers.map((i) => [i, servers.filter((j) => j !== i)]))
  const server = (id: string): Value => byId.get(id) ?? interner.string(id)
  const command = (text: string | null): Value => (text === null ? nil : interner.string(text))
  const entry = ({ term, value }: ObservedEntry): Value =>
    interner.record([
      ['term', term ?? 0],
      ['value', command(value ?? null)],
    ])
  const valueOf = (name: string, given: unknown): Value => {
    if (name === 'entries') return interner.sequence((given as readonly ObservedEntry[]).map(entry))
    return typeof given === 'string' ? interner.string(given) : (given as number | boolean)
  }
  return {
    interner,
    nil,
    servers,
    server,
    peersOf: (i) => peers.get(i) ?? [],
    command,
    message: (observed) =>
      interner.record(
        Object.entries(observed).map(([name, given]) => [name, valueOf(name, given)] as const),
      ) as FunctionValue,
  }
}

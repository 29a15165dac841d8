/** The words of a trace as values of the specification: server ids, commands, messages. */
import type { Interner } from '../../tla/values/Interner.ts'
import type { Message } from '../../raft/Message.ts'
import type { FunctionValue, SetValue, StringValue, Value } from '../../tla/values/Value.ts'
import type {
  ObservedConfiguration,
  ObservedEntry,
  ObservedMessage,
} from '../../trace/RaftTrace.ts'

/** The fields of each message type, as the actions of the specification send them. */
export const messageFields = {
  RequestVoteRequest: ['lastLogIndex', 'lastLogTerm', 'leadershipTransfer'],
  RequestVoteResponse: ['voteGranted'],
  PreVoteRequest: ['lastLogIndex', 'lastLogTerm'],
  PreVoteResponse: ['voteGranted'],
  TimeoutNowRequest: [],
  AppendEntriesRequest: ['prevLogIndex', 'prevLogTerm', 'entries', 'leaderCommit'],
  AppendEntriesResponse: ['success', 'matchIndex', 'conflictTerm', 'conflictIndex'],
} as const satisfies Readonly<Record<Message['type'], readonly string[]>>

export type MessageType = Message['type']
export const messageTypes = Object.keys(messageFields) as readonly MessageType[]

/** Every field of a message of a type. */
const fieldsOf: ReadonlyMap<MessageType, readonly string[]> = new Map(
  messageTypes.map((type) => [type, ['type', 'source', 'dest', 'term', ...messageFields[type]]]),
)

export interface Vocabulary {
  readonly interner: Interner
  readonly nil: Value
  readonly servers: readonly Value[]
  readonly server: (id: string) => Value
  readonly peersOf: (server: Value) => readonly Value[]
  readonly command: (text: string | null) => Value
  readonly serverSet: (ids: readonly string[]) => SetValue
  /** Stands for the command of an entry as long as no line shows it; equal to no command. */
  readonly unobserved: (term: number, index: number) => Value
  readonly isUnobserved: (command: Value) => boolean
  readonly entry: (term: number, command: Value) => Value
  /** An entry of which every field was observed, as a value. */
  readonly observedEntry: (observed: ObservedEntry) => Value
  /** A message of which every field was observed, as a value. */
  readonly message: (observed: ObservedMessage) => FunctionValue
}

type Fields = Readonly<Record<string, unknown>>

const isCompleteConfiguration = (observed: ObservedConfiguration): boolean =>
  observed.voters !== undefined &&
  observed.newVoters !== undefined &&
  observed.learners !== undefined

/** Whether every field of an entry was observed. */
export const isCompleteEntry = ({ term, value, configuration }: ObservedEntry): boolean =>
  term !== undefined &&
  (configuration === undefined ? value !== undefined : isCompleteConfiguration(configuration))

/** Whether every field of a message was observed. */
export const isComplete = (observed: ObservedMessage): boolean => {
  if (!('type' in observed)) return false
  const fields = observed as Fields
  return (
    fieldsOf.get(observed.type)?.every((name) => fields[name] !== undefined) === true &&
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
  const keys = (names: readonly string[]): SetValue => {
    const set = interner.set(names.map(interner.string))
    interner.pin(set)
    return set
  }
  /** A record whose keys are known beforehand: made for every line, so without sorting them. */
  const record = (of: SetValue, valueOf: (key: string) => Value): FunctionValue =>
    interner.fn(
      of,
      of.items.map((key) => valueOf((key as StringValue).text)),
    ) as FunctionValue
  const commandKeys = keys(['term', 'value'])
  const changeKeys = keys(['term', 'configuration'])
  const configurationKeys = keys(['voters', 'newVoters', 'learners'])
  const messageKeys = new Map(Array.from(fieldsOf, ([type, names]) => [type, keys(names)]))
  const serverSet = (members: readonly string[]): SetValue => interner.set(members.map(server))
  const configured = (lists: ObservedConfiguration): Value =>
    record(configurationKeys, (key) => serverSet(lists[key as keyof ObservedConfiguration] ?? []))
  const entry = (term: number, value: Value): Value =>
    record(commandKeys, (key) => (key === 'term' ? term : value))
  const observedEntry = ({ term, value, configuration }: ObservedEntry): Value =>
    configuration === undefined
      ? entry(term ?? 0, command(value ?? null))
      : record(changeKeys, (key) => (key === 'term' ? (term ?? 0) : configured(configuration)))
  const valueOf = (name: string, given: unknown): Value => {
    if (name === 'entries')
      return interner.sequence((given as readonly ObservedEntry[]).map(observedEntry))
    return typeof given === 'string' ? interner.string(given) : (given as number | boolean)
  }
  return {
    interner,
    nil,
    servers,
    server,
    peersOf: (i) => peers.get(i) ?? [],
    command,
    serverSet,
    unobserved: (term, index) =>
      interner.record([
        ['term', term],
        ['index', index],
      ]),
    isUnobserved: (value) => typeof value === 'object' && value.kind === 'Function',
    entry,
    observedEntry,
    message: (observed) => {
      const fields = observed as Fields
      const of = 'type' in observed ? messageKeys.get(observed.type) : undefined
      if (of === undefined) throw new Error('a message without a known type has no value')
      return record(of, (name) => valueOf(name, fields[name]))
    },
  }
}

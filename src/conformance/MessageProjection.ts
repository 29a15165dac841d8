/** alpha and gamma for log entries and messages. */
import type { Configuration } from '../raft/Configuration.ts'
import { type Entry, isConfigurationEntry } from '../raft/Log.ts'
import type { Message } from '../raft/Message.ts'
import type { Interner } from '../tla/values/Interner.ts'
import type { Value } from '../tla/values/Value.ts'
import type { Atoms } from './Atoms.ts'
import {
  booleanOf,
  elementsOf,
  expectFields,
  fieldOf,
  fieldsOf,
  numberOf,
  textOf,
} from './readValue.ts'

export interface MessageProjection {
  readonly alphaConfiguration: (configuration: Configuration) => Value
  readonly alphaEntries: (entries: readonly Entry[]) => Value
  readonly gammaEntries: (value: Value) => readonly Entry[]
  readonly alphaMessage: (message: Message) => Value
  readonly gammaMessage: (value: Value) => Message
}

type Kind = 'text' | 'server' | 'number' | 'boolean' | 'entries'
/** Exactly one kind for each field: a field that is added to a message does not compile here. */
type FieldKinds = {
  readonly [T in Message['type']]: { readonly [F in keyof Extract<Message, { type: T }>]: Kind }
}

const envelope = { type: 'text', source: 'server', dest: 'server', term: 'number' } as const

/** The fields of each message, which are those of the specification's records. */
const fieldKinds: FieldKinds = {
  RequestVoteRequest: {
    ...envelope,
    lastLogIndex: 'number',
    lastLogTerm: 'number',
    leadershipTransfer: 'boolean',
  },
  RequestVoteResponse: { ...envelope, voteGranted: 'boolean' },
  PreVoteRequest: { ...envelope, lastLogIndex: 'number', lastLogTerm: 'number' },
  PreVoteResponse: { ...envelope, voteGranted: 'boolean' },
  TimeoutNowRequest: envelope,
  AppendEntriesRequest: {
    ...envelope,
    prevLogIndex: 'number',
    prevLogTerm: 'number',
    entries: 'entries',
    leaderCommit: 'number',
  },
  AppendEntriesResponse: {
    ...envelope,
    success: 'boolean',
    matchIndex: 'number',
    conflictTerm: 'number',
    conflictIndex: 'number',
  },
}

const isMessageType = (type: string): type is Message['type'] => Object.hasOwn(fieldKinds, type)

type EntryProjection = Pick<
  MessageProjection,
  'alphaConfiguration' | 'alphaEntries' | 'gammaEntries'
>

const entryProjection = (atoms: Atoms, interner: Interner): EntryProjection => {
  const { servers } = atoms
  const alphaConfiguration = ({ voters, newVoters, learners }: Configuration): Value =>
    interner.record([
      ['voters', servers.alpha(voters)],
      ['newVoters', servers.alpha(newVoters)],
      ['learners', servers.alpha(learners)],
    ])
  const gammaConfiguration = (value: Value): Configuration => {
    const fields = fieldsOf(value)
    expectFields(fields, ['voters', 'newVoters', 'learners'])
    return {
      voters: servers.gamma(fieldOf(fields, 'voters')),
      newVoters: servers.gamma(fieldOf(fields, 'newVoters')),
      learners: servers.gamma(fieldOf(fields, 'learners')),
    }
  }
  const alphaEntry = (entry: Entry): Value =>
    interner.record([
      ['term', entry.term],
      isConfigurationEntry(entry)
        ? ['configuration', alphaConfiguration(entry.configuration)]
        : ['value', entry.value === null ? atoms.nil : atoms.command.alpha(entry.value)],
    ])
  const gammaEntry = (entry: Value): Entry => {
    const fields = fieldsOf(entry)
    if (fields.has('configuration')) {
      expectFields(fields, ['term', 'configuration'])
      return {
        term: numberOf(fieldOf(fields, 'term')),
        configuration: gammaConfiguration(fieldOf(fields, 'configuration')),
      }
    }
    expectFields(fields, ['term', 'value'])
    const value = fieldOf(fields, 'value')
    return {
      term: numberOf(fieldOf(fields, 'term')),
      value: value === atoms.nil ? null : atoms.command.gamma(value),
    }
  }
  return {
    alphaConfiguration,
    alphaEntries: (entries) => interner.sequence(entries.map(alphaEntry)),
    gammaEntries: (value) => elementsOf(value).map(gammaEntry),
  }
}

/** Reads fields of a record as the core's types. */
const readerOf = (fields: ReadonlyMap<string, Value>, atoms: Atoms, entries: EntryProjection) => ({
  server: (name: string) => atoms.server.gamma(fieldOf(fields, name)),
  number: (name: string) => numberOf(fieldOf(fields, name)),
  boolean: (name: string) => booleanOf(fieldOf(fields, name)),
  entries: (name: string) => entries.gammaEntries(fieldOf(fields, name)),
})

type Reader = ReturnType<typeof readerOf>

const gammaOfType = (type: Message['type'], read: Reader): Message => {
  const common = {
    source: read.server('source'),
    dest: read.server('dest'),
    term: read.number('term'),
  }
  switch (type) {
    case 'RequestVoteRequest':
      return {
        type,
        ...common,
        lastLogIndex: read.number('lastLogIndex'),
        lastLogTerm: read.number('lastLogTerm'),
        leadershipTransfer: read.boolean('leadershipTransfer'),
      }
    case 'PreVoteRequest':
      return {
        type,
        ...common,
        lastLogIndex: read.number('lastLogIndex'),
        lastLogTerm: read.number('lastLogTerm'),
      }
    case 'RequestVoteResponse':
    case 'PreVoteResponse':
      return { type, ...common, voteGranted: read.boolean('voteGranted') }
    case 'TimeoutNowRequest':
      return { type, ...common }
    case 'AppendEntriesRequest':
      return {
        type,
        ...common,
        prevLogIndex: read.number('prevLogIndex'),
        prevLogTerm: read.number('prevLogTerm'),
        entries: read.entries('entries'),
        leaderCommit: read.number('leaderCommit'),
      }
    case 'AppendEntriesResponse':
      return {
        type,
        ...common,
        success: read.boolean('success'),
        matchIndex: read.number('matchIndex'),
        conflictTerm: read.number('conflictTerm'),
        conflictIndex: read.number('conflictIndex'),
      }
  }
}

/** @throws Error (from gamma) for a value that is no message, and for atoms unknown to the model */
export const messageProjection = (atoms: Atoms, interner: Interner): MessageProjection => {
  const entries = entryProjection(atoms, interner)
  const alphaField = (kind: Kind, field: unknown): Value => {
    if (kind === 'entries') return entries.alphaEntries(field as readonly Entry[])
    if (kind === 'server') return atoms.server.alpha(String(field))
    if (kind === 'text') return interner.string(String(field))
    if (typeof field === 'number' || typeof field === 'boolean') return field
    throw new Error('a field of a message has a type of its own')
  }
  return {
    ...entries,
    alphaMessage: (message) => {
      const values = new Map<string, unknown>(Object.entries(message))
      const kinds = Object.entries(fieldKinds[message.type])
      return interner.record(
        kinds.map(([name, kind]) => [name, alphaField(kind, values.get(name))] as const),
      )
    },
    gammaMessage: (value) => {
      const fields = fieldsOf(value)
      const type = textOf(fieldOf(fields, 'type'))
      if (!isMessageType(type)) throw new Error(`no message has the type ${type}`)
      expectFields(fields, Object.keys(fieldKinds[type]))
      return gammaOfType(type, readerOf(fields, atoms, entries))
    },
  }
}

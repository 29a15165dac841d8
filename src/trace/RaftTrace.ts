/**
 * The trace format `raft-trace`, version 1: a header, then one line for each step of a server.
 *
 * Names are those of the specification: actions, variables and message fields. A line says what
 * was observed: what is absent was not, `null` is nil, and what is given must hold exactly.
 */
import type { Label } from '../raft/Event.ts'
import type { Message } from '../raft/Message.ts'
import type { Command, Deviations, Index, Options, Role, ServerId, Term } from '../raft/Server.ts'
import type { Codec } from './Codec.ts'
import {
  anything,
  cases,
  closed,
  constant,
  dictionary,
  flag,
  list,
  name,
  nullable,
  optional,
  required,
  text,
  whole,
} from './Codec.ts'

export const FORMAT = 'raft-trace'
export const VERSION = 1

export type ActionName = Label['action']
export type OptionName = keyof Options
export type DeviationName = keyof Deviations
export type RoleName = Role['_tag']

/** Any part of a configuration; each list is a set. */
export interface ObservedConfiguration {
  readonly voters?: readonly ServerId[]
  readonly newVoters?: readonly ServerId[]
  readonly learners?: readonly ServerId[]
}

/** Any part of an entry: a log often keeps terms and no commands. */
export interface ObservedEntry {
  readonly term?: Term
  /** Of an entry that holds a command or nothing. */
  readonly value?: Command | null
  /** Of an entry that changes the membership. */
  readonly configuration?: ObservedConfiguration
}

/** The entries from index `from` to the end of the log, so also its length. */
export interface LogTail {
  readonly from: Index
  readonly entries: readonly ObservedEntry[]
}

/** Any part of the state of a server, after the step. */
export interface ObservedState {
  readonly currentTerm?: Term
  readonly votedFor?: ServerId | null
  /** The whole log. */
  readonly log?: readonly ObservedEntry[]
  readonly logTail?: LogTail
  readonly logLength?: Index
  readonly lastLogIndex?: Index
  readonly lastLogTerm?: Term
  readonly role?: RoleName
  readonly commitIndex?: Index
  readonly lastApplied?: Index
  /** The configuration that the server goes by. */
  readonly configuration?: ObservedConfiguration
  /** Whether a follower heard from a leader lately; it counts with PreVote or CheckQuorum. */
  readonly heardFromLeader?: boolean
  /** As a set; empty unless the server is a candidate or a pre-candidate. */
  readonly votesGranted?: readonly ServerId[]
  /** Whether a candidate is one because its leader told it to. */
  readonly leadershipTransfer?: boolean
  /** For any of the other servers; 1 unless the server leads. */
  readonly nextIndex?: Readonly<Record<ServerId, Index>>
  /** For any of the other servers; 0 unless the server leads. */
  readonly matchIndex?: Readonly<Record<ServerId, Index>>
  /** For any of the other servers; 0 unless it is catching up. */
  readonly roundEnd?: Readonly<Record<ServerId, Index>>
  /** To whom a leader is handing over. */
  readonly transferTarget?: ServerId | null
}

type PartOf<M extends Message> = M extends { readonly entries: unknown }
  ? { readonly [K in keyof M]?: K extends 'entries' ? readonly ObservedEntry[] : M[K] }
  : { readonly [K in keyof M]?: M[K] }

/** Any part of a message of a known type. */
type ObservedOf<M extends Message> = { readonly type: M['type'] } & Omit<PartOf<M>, 'type'>

/** Any part of a message whose type was not observed. */
export interface UntypedMessage {
  readonly source?: ServerId
  readonly dest?: ServerId
  readonly term?: Term
  readonly lastLogIndex?: Index
  readonly lastLogTerm?: Term
  readonly leadershipTransfer?: boolean
  readonly voteGranted?: boolean
  readonly prevLogIndex?: Index
  readonly prevLogTerm?: Term
  readonly entries?: readonly ObservedEntry[]
  readonly leaderCommit?: Index
  readonly success?: boolean
  readonly matchIndex?: Index
  readonly conflictTerm?: Term
  readonly conflictIndex?: Index
}

type TypedMessage = Message extends infer M ? (M extends Message ? ObservedOf<M> : never) : never

export type ObservedMessage = TypedMessage | UntypedMessage

/** Parameters of the line's action, by the names that the specification gives them. */
export interface ObservedArguments {
  /** Whom a request concerns, where the line names one; otherwise to whom was sent. */
  readonly j?: ServerId
  readonly n?: number
  readonly v?: Command
  readonly N?: Index
  readonly newVoters?: readonly ServerId[]
}

export interface TraceLine {
  readonly server: ServerId
  readonly action?: ActionName
  /** In the order in which the server took them. */
  readonly actions?: readonly ActionName[]
  readonly args?: ObservedArguments
  /** The message received. */
  readonly message?: ObservedMessage
  readonly state?: ObservedState
  /** Exactly the messages sent, in any order. */
  readonly sent?: readonly ObservedMessage[]
  readonly note?: unknown
}

export interface TraceHeader {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** All servers, also those that join later. */
  readonly servers: readonly ServerId[]
  /** The servers that the cluster starts with, if not all. */
  readonly initialVoters?: readonly ServerId[]
  readonly implementation?: { readonly name: string; readonly version?: string }
  /** What the paper leaves free, and this system does. */
  readonly options?: readonly OptionName[]
  /** Where this system does otherwise than the paper says. */
  readonly deviations?: readonly DeviationName[]
  /** `ordered`: what is received on a link comes in the order in which it was sent. */
  readonly network?: 'unordered' | 'ordered'
  readonly seed?: number
  /** Where the trace starts, if not in the initial state. */
  readonly initial?: Readonly<Record<ServerId, ObservedState>>
  /** `unknown`: messages sent before the trace began may be received in it. */
  readonly inFlight?: 'none' | 'unknown'
  /** Steps before a Restart may be missing. */
  readonly logMayLoseTail?: boolean
  readonly note?: unknown
}

/** Every action of the specification that a server takes; the network's are never logged. */
export const ACTIONS: readonly ActionName[] = [
  'Timeout',
  'RequestVote',
  'BecomeLeader',
  'BecomePreCandidate',
  'RequestPreVote',
  'BecomeCandidate',
  'LeaderContactLapsed',
  'QuorumContactLapsed',
  'TransferLeadership',
  'AbortTransfer',
  'TimeoutNow',
  'ClientRequest',
  'AppendEntries',
  'AdvanceCommitIndex',
  'ApplyEntry',
  'AddLearner',
  'RemoveLearner',
  'StartRound',
  'ChangeConfiguration',
  'AppendNewConfiguration',
  'AddServer',
  'RemoveServer',
  'StepDown',
  'Restart',
  'UpdateTerm',
  'HandleRequestVoteRequest',
  'HandleRequestVoteResponse',
  'HandlePreVoteRequest',
  'HandlePreVoteResponse',
  'HandleTimeoutNowRequest',
  'HandleAppendEntriesRequest',
  'HandleAppendEntriesResponse',
]

/** The actions that are asked of a leader and concern one server, their parameter j. */
export const REQUESTS_OF_ONE_SERVER = [
  'TransferLeadership',
  'AddLearner',
  'RemoveLearner',
  'StartRound',
  'AddServer',
  'RemoveServer',
] as const satisfies readonly ActionName[]

export type RequestOfOneServer = (typeof REQUESTS_OF_ONE_SERVER)[number]

export const concernsOneServer = (name: ActionName): name is RequestOfOneServer =>
  REQUESTS_OF_ONE_SERVER.some((known) => known === name)

/** What a client or an administrator asks of a leader. */
export const isRequest = (name: ActionName): boolean =>
  name === 'ClientRequest' || name === 'ChangeConfiguration' || concernsOneServer(name)

/** The names that a line gives to what it did. */
export const namesOf = ({ action, actions }: TraceLine): readonly ActionName[] =>
  actions ?? (action === undefined ? [] : [action])

/** To whom the line says that it sent. */
export const sendsTo = (line: TraceLine): ServerId | undefined => {
  const j = line.args?.j
  return j === undefined || namesOf(line).some(concernsOneServer) ? undefined : j
}

export const OPTIONS: readonly OptionName[] = [
  'ConflictHint',
  'LeaderNoOp',
  'PreVote',
  'CheckQuorum',
  'LeadershipTransfer',
  'JointConsensus',
  'SingleServerChanges',
  'CatchUp',
]

export const DEVIATIONS: readonly DeviationName[] = ['ConfigurationAppliedLate', 'NoPreVoteLease']

const ServerId = text('a server id (text that is not empty)', 1)
const Natural = whole(0)
const Command = text('a command (text)')

const Servers = list(ServerId, { unique: true })

const Configuration = closed<ObservedConfiguration>('a configuration', {
  voters: optional(Servers),
  newVoters: optional(Servers),
  learners: optional(Servers),
})

const Entry = closed<ObservedEntry>(
  'an entry',
  {
    term: optional(Natural),
    value: optional(nullable(Command)),
    configuration: optional(Configuration),
  },
  ['value', 'configuration'],
)

export const ObservedState: Codec<ObservedState> = closed<ObservedState>('a state', {
  currentTerm: optional(Natural),
  votedFor: optional(nullable(ServerId)),
  role: optional(name<RoleName>(['Follower', 'PreCandidate', 'Candidate', 'Leader'])),
  log: optional(list(Entry)),
  logTail: optional(
    closed<LogTail>('the tail of a log', {
      from: required(whole(1)),
      entries: required(list(Entry)),
    }),
  ),
  logLength: optional(Natural),
  lastLogIndex: optional(Natural),
  lastLogTerm: optional(Natural),
  commitIndex: optional(Natural),
  lastApplied: optional(Natural),
  configuration: optional(Configuration),
  heardFromLeader: optional(flag),
  votesGranted: optional(Servers),
  leadershipTransfer: optional(flag),
  nextIndex: optional(dictionary('server', whole(1))),
  matchIndex: optional(dictionary('server', Natural)),
  roundEnd: optional(dictionary('server', Natural)),
  transferTarget: optional(nullable(ServerId)),
})

const envelope = {
  source: optional(ServerId),
  dest: optional(ServerId),
  term: optional(Natural),
}
const preVoteRequest = { lastLogIndex: optional(Natural), lastLogTerm: optional(Natural) }
const requestVoteRequest = { ...preVoteRequest, leadershipTransfer: optional(flag) }
const requestVoteResponse = { voteGranted: optional(flag) }
const appendEntriesRequest = {
  prevLogIndex: optional(Natural),
  prevLogTerm: optional(Natural),
  entries: optional(list(Entry)),
  leaderCommit: optional(Natural),
}
const appendEntriesResponse = {
  success: optional(flag),
  matchIndex: optional(Natural),
  conflictTerm: optional(Natural),
  conflictIndex: optional(Natural),
}

type Typed<T extends Message['type']> = Extract<TypedMessage, { readonly type: T }>

export const ObservedMessage: Codec<ObservedMessage> = cases<TypedMessage, UntypedMessage>(
  'a message',
  'type',
  {
    RequestVoteRequest: closed<Typed<'RequestVoteRequest'>>('a RequestVoteRequest', {
      type: required(constant('RequestVoteRequest')),
      ...envelope,
      ...requestVoteRequest,
    }),
    RequestVoteResponse: closed<Typed<'RequestVoteResponse'>>('a RequestVoteResponse', {
      type: required(constant('RequestVoteResponse')),
      ...envelope,
      ...requestVoteResponse,
    }),
    PreVoteRequest: closed<Typed<'PreVoteRequest'>>('a PreVoteRequest', {
      type: required(constant('PreVoteRequest')),
      ...envelope,
      ...preVoteRequest,
    }),
    PreVoteResponse: closed<Typed<'PreVoteResponse'>>('a PreVoteResponse', {
      type: required(constant('PreVoteResponse')),
      ...envelope,
      ...requestVoteResponse,
    }),
    TimeoutNowRequest: closed<Typed<'TimeoutNowRequest'>>('a TimeoutNowRequest', {
      type: required(constant('TimeoutNowRequest')),
      ...envelope,
    }),
    AppendEntriesRequest: closed<Typed<'AppendEntriesRequest'>>('an AppendEntriesRequest', {
      type: required(constant('AppendEntriesRequest')),
      ...envelope,
      ...appendEntriesRequest,
    }),
    AppendEntriesResponse: closed<Typed<'AppendEntriesResponse'>>('an AppendEntriesResponse', {
      type: required(constant('AppendEntriesResponse')),
      ...envelope,
      ...appendEntriesResponse,
    }),
  },
  closed<UntypedMessage>('a message without a type', {
    ...envelope,
    ...requestVoteRequest,
    ...requestVoteResponse,
    ...appendEntriesRequest,
    ...appendEntriesResponse,
  }),
)

const Action = name(ACTIONS)

export const TraceLine = closed<TraceLine>(
  'a line',
  {
    server: required(ServerId),
    action: optional(Action),
    actions: optional(list(Action, { least: 1 })),
    args: optional(
      closed<ObservedArguments>('arguments', {
        j: optional(ServerId),
        n: optional(Natural),
        v: optional(Command),
        N: optional(whole(1)),
        newVoters: optional(list(ServerId, { least: 1, unique: true })),
      }),
    ),
    message: optional(ObservedMessage),
    state: optional(ObservedState),
    sent: optional(list(ObservedMessage)),
    note: optional(anything),
  },
  ['action', 'actions'],
)

export const TraceHeader = closed<TraceHeader>('a header', {
  format: required(constant(FORMAT)),
  version: required(constant(VERSION)),
  servers: required(list(ServerId, { least: 1, unique: true })),
  initialVoters: optional(list(ServerId, { least: 1, unique: true })),
  implementation: optional(
    closed<{ readonly name: string; readonly version?: string }>('an implementation', {
      name: required(text('text')),
      version: optional(text('text')),
    }),
  ),
  options: optional(list(name(OPTIONS), { unique: true })),
  deviations: optional(list(name(DEVIATIONS), { unique: true })),
  network: optional(name<'unordered' | 'ordered'>(['unordered', 'ordered'])),
  seed: optional(Natural),
  initial: optional(dictionary('server', ObservedState)),
  inFlight: optional(name<'none' | 'unknown'>(['none', 'unknown'])),
  logMayLoseTail: optional(flag),
  note: optional(anything),
})

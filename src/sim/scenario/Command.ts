/** What a scenario can tell a cluster to do, one command a line. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import {
  type Command as ClientCommand,
  type Constants,
  constantsOf,
  type ServerId,
} from '../../raft/Server.ts'
import type { Message } from '../../raft/Message.ts'
import { OPTIONS } from '../../trace/RaftTrace.ts'

/** Where within a step a server crashes. */
export type CrashPoint =
  | { readonly _tag: 'BeforePersisting' }
  | { readonly _tag: 'AfterPersisting' }
  /** After so many of its messages have left. */
  | { readonly _tag: 'AfterSending'; readonly count: number }

/** Messages on the way; null: any. */
export interface Selector {
  readonly which: 'first' | 'last' | 'all'
  readonly source: ServerId | null
  readonly dest: ServerId | null
  readonly type: Message['type'] | null
}

/** A step that can be cut off by a crash. */
type Step = { readonly crash: CrashPoint | null }

export type Command =
  | {
      readonly _tag: 'Cluster'
      readonly constants: Constants
    }
  | ({ readonly _tag: 'Timeout' | 'Heartbeat'; readonly id: ServerId } & Step)
  | ({ readonly _tag: 'Client'; readonly id: ServerId; readonly value: ClientCommand } & Step)
  | ({ readonly _tag: 'Deliver'; readonly selector: Selector } & Step)
  /** Everything, and what comes of it, until nothing is on the way. */
  | { readonly _tag: 'DeliverAll' }
  /** The same between two servers, while nobody else is heard. */
  | { readonly _tag: 'Exchange'; readonly between: readonly [ServerId, ServerId] }
  | { readonly _tag: 'Drop' | 'Duplicate'; readonly selector: Selector }
  | { readonly _tag: 'Crash' | 'Restart'; readonly id: ServerId }
  | { readonly _tag: 'Show'; readonly ids: readonly ServerId[] }
  | { readonly _tag: 'Messages' }

type Parsed<A> = Either<string, A>

const USAGE = `one of:
  cluster ID... [with OPTION...]
  timeout ID | heartbeat ID | client ID VALUE      [crash before persisting]
  deliver [first|last] FROM TO [TYPE]              [crash after persisting]
  deliver                                          [crash after sending N]
  drop [first|last] FROM TO [TYPE] | duplicate [first|last] FROM TO [TYPE]
  exchange ID ID
  crash ID | restart ID | show [ID...] | messages
(FROM and TO may be *; several may stand on a line, between them "; "; "quietly " before
them prints nothing)`

const TYPES: readonly Message['type'][] = [
  'RequestVoteRequest',
  'RequestVoteResponse',
  'PreVoteRequest',
  'PreVoteResponse',
  'TimeoutNowRequest',
  'AppendEntriesRequest',
  'AppendEntriesResponse',
]

const wrong = (what: string): Parsed<never> => left(`${what}; expected ${USAGE}`)

const cluster = (words: readonly string[]): Parsed<Command> => {
  const at = words.indexOf('with')
  const servers = at < 0 ? words : words.slice(0, at)
  const names = at < 0 ? [] : words.slice(at + 1)
  const unknown = names.find((name) => !OPTIONS.some((known) => known === name))
  if (unknown !== undefined) return left(`${unknown} is no option; known are ${OPTIONS.join(', ')}`)
  const strange = servers.find((id) => !/^\w+$/.test(id))
  if (strange !== undefined) return left(`${strange} is no server id; expected a word`)
  if (servers.length === 0 || new Set(servers).size < servers.length)
    return wrong('a cluster has servers, none of them twice')
  return right({ _tag: 'Cluster', constants: constantsOf(servers, { options: names }) })
}

const selector = (words: readonly string[]): Parsed<Selector> => {
  const [first, ...others] = words
  const ordinal = first === 'first' || first === 'last'
  const [source, dest, type, ...rest] = ordinal ? others : words
  if (source === undefined || dest === undefined || rest.length > 0)
    return wrong('messages are chosen by FROM and TO')
  const known = TYPES.find((one) => one === type)
  if (type !== undefined && known === undefined)
    return left(`${type} is no type of message; known are ${TYPES.join(', ')}`)
  return right({
    which: ordinal ? first : 'all',
    source: source === '*' ? null : source,
    dest: dest === '*' ? null : dest,
    type: known ?? null,
  })
}

const CRASH = / crash (before persisting|after persisting|after sending (\d+))$/

const crashPoint = (text: string): CrashPoint | null => {
  const [, point, count] = CRASH.exec(text) ?? []
  if (point === undefined) return null
  if (count !== undefined) return { _tag: 'AfterSending', count: Number(count) }
  return { _tag: point === 'before persisting' ? 'BeforePersisting' : 'AfterPersisting' }
}

const selected = (
  words: readonly string[],
  make: (chosen: Selector) => Command,
): Parsed<Command> => {
  const chosen = selector(words)
  return chosen._tag === 'Left' ? chosen : right(make(chosen.right))
}

/** Commands that a server's step comes of. */
const stepCommand = (
  verb: string,
  words: readonly string[],
  crash: CrashPoint | null,
): Parsed<Command> | null => {
  const [id, value, ...rest] = words
  if (verb === 'deliver')
    return words.length === 0
      ? right({ _tag: 'DeliverAll' })
      : selected(words, (chosen) => ({ _tag: 'Deliver', selector: chosen, crash }))
  if (id === undefined) return null
  if (verb === 'client' && value !== undefined && rest.length === 0)
    return right({ _tag: 'Client', id, value, crash })
  if (value !== undefined) return null
  if (verb === 'timeout') return right({ _tag: 'Timeout', id, crash })
  if (verb === 'heartbeat') return right({ _tag: 'Heartbeat', id, crash })
  return null
}

const otherCommand = (verb: string, words: readonly string[]): Parsed<Command> | null => {
  const [id, other] = words
  switch (verb) {
    case 'cluster':
      return cluster(words)
    case 'drop':
      return selected(words, (chosen) => ({ _tag: 'Drop', selector: chosen }))
    case 'duplicate':
      return selected(words, (chosen) => ({ _tag: 'Duplicate', selector: chosen }))
    case 'exchange':
      return id === undefined || other === undefined
        ? null
        : right({ _tag: 'Exchange', between: [id, other] })
    case 'crash':
      return id === undefined ? null : right({ _tag: 'Crash', id })
    case 'restart':
      return id === undefined ? null : right({ _tag: 'Restart', id })
    case 'show':
      return right({ _tag: 'Show', ids: words })
    case 'messages':
      return right({ _tag: 'Messages' })
    default:
      return null
  }
}

/** Reads one command. */
export const parseCommand = (text: string): Parsed<Command> => {
  const crash = crashPoint(text)
  const [verb = '', ...words] = text.replace(CRASH, '').trim().split(/\s+/)
  const command =
    stepCommand(verb, words, crash) ?? (crash === null ? otherCommand(verb, words) : null)
  return command ?? wrong(`not a command: ${JSON.stringify(text)}`)
}

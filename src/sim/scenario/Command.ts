/** What a scenario can tell a cluster to do, one command a line. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Event } from '../../raft/Event.ts'
import {
  type Command as ClientCommand,
  type Constants,
  constantsOf,
  type ServerId,
} from '../../raft/Server.ts'
import type { Message } from '../../raft/Message.ts'
import { DEVIATIONS, OPTIONS } from '../../trace/RaftTrace.ts'

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

/** What an administrator asks of a leader, or the layer that holds the clock. */
export type Request = Extract<
  Event,
  {
    readonly _tag:
      | 'TransferLeadership'
      | 'ChangeConfiguration'
      | 'AddLearner'
      | 'RemoveLearner'
      | 'StartRound'
      | 'AddServer'
      | 'RemoveServer'
  }
>

export type Command =
  | {
      readonly _tag: 'Cluster'
      readonly constants: Constants
    }
  | ({
      readonly _tag: 'Timeout' | 'Heartbeat' | 'Lapse' | 'Abort'
      readonly id: ServerId
    } & Step)
  | ({ readonly _tag: 'Ask'; readonly id: ServerId; readonly request: Request } & Step)
  | ({ readonly _tag: 'Client'; readonly id: ServerId; readonly value: ClientCommand } & Step)
  | ({ readonly _tag: 'Deliver'; readonly selector: Selector } & Step)
  /** Everything, and what comes of it, until nothing is on the way. */
  | { readonly _tag: 'DeliverAll' }
  /** The same among some servers, while nobody else is heard. */
  | { readonly _tag: 'Exchange'; readonly among: readonly ServerId[] }
  | { readonly _tag: 'Drop' | 'Duplicate'; readonly selector: Selector }
  | { readonly _tag: 'Crash' | 'Restart'; readonly id: ServerId }
  | { readonly _tag: 'Show'; readonly ids: readonly ServerId[] }
  | { readonly _tag: 'Messages' }

type Parsed<A> = Either<string, A>

const USAGE = `one of:
  cluster ID... [joining ID...] [with OPTION|DEVIATION, ...]
  timeout ID | heartbeat ID | client ID VALUE      [crash before persisting]
  transfer ID to ID | abort ID | lapse ID          [crash after persisting]
  change ID to ID... | round ID through ID         [crash after sending N]
  add [learner] ID through ID
  remove [learner] ID through ID
  deliver [first|last] FROM TO [TYPE] | deliver
  drop [first|last] FROM TO [TYPE] | duplicate [first|last] FROM TO [TYPE]
  exchange ID ID...
  crash ID | restart ID | show [ID...] | messages
(FROM and TO may be *; several may stand on a line, between them "; "; "quietly " before
them prints nothing; a leader changes the voters, or others join and leave through it;
lapse: the leader, or its quorum, has not been heard for an election timeout)`

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

/** The words up to one of them, and those behind it. */
const splitAt = (
  words: readonly string[],
  word: string,
): readonly [readonly string[], readonly string[]] => {
  const at = words.indexOf(word)
  return at < 0 ? [words, []] : [words.slice(0, at), words.slice(at + 1)]
}

/** Options and deviations, which are told apart by their names. */
const unknownName = (names: readonly string[]): string | null => {
  const known: readonly string[] = [...OPTIONS, ...DEVIATIONS]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    return `${unknown} is no option or deviation; known are ${known.join(', ')}`
  return names.includes('JointConsensus') && names.includes('SingleServerChanges')
    ? 'there is one way to change the membership: JointConsensus or SingleServerChanges'
    : null
}

const cluster = (words: readonly string[]): Parsed<Command> => {
  const [ids, listed] = splitAt(words, 'with')
  const names = listed.map((name) => name.replace(/,$/, ''))
  const [initialVoters, joining] = splitAt(ids, 'joining')
  const servers = [...initialVoters, ...joining]
  const unknown = unknownName(names)
  if (unknown !== null) return left(unknown)
  const strange = servers.find((id) => !/^\w+$/.test(id))
  if (strange !== undefined) return left(`${strange} is no server id; expected a word`)
  if (initialVoters.length === 0 || new Set(servers).size < servers.length)
    return wrong('a cluster has servers, none of them twice')
  const constants = constantsOf(servers, { options: names, deviations: names, initialVoters })
  return right({ _tag: 'Cluster', constants })
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

/** `add learner s4 through s1`: who is meant, and whether as a learner. */
const throughLeader = (
  verb: 'add' | 'remove' | 'round',
  words: readonly string[],
): readonly [leader: ServerId, Request] | null => {
  const isLearner = words[0] === 'learner' && verb !== 'round'
  const [server, through, leader, ...rest] = isLearner ? words.slice(1) : words
  if (server === undefined || through !== 'through' || leader === undefined || rest.length > 0)
    return null
  if (verb === 'round') return [leader, { _tag: 'StartRound', server }]
  if (isLearner) return [leader, { _tag: verb === 'add' ? 'AddLearner' : 'RemoveLearner', server }]
  return [leader, { _tag: verb === 'add' ? 'AddServer' : 'RemoveServer', server }]
}

const request = (
  verb: string,
  words: readonly string[],
): readonly [leader: ServerId, Request] | null => {
  const [leader, to, ...ids] = words
  switch (verb) {
    case 'add':
    case 'remove':
    case 'round':
      return throughLeader(verb, words)
    case 'change':
      return leader === undefined || to !== 'to' || ids.length === 0
        ? null
        : [leader, { _tag: 'ChangeConfiguration', newVoters: ids }]
    case 'transfer': {
      const [target, ...rest] = ids
      return leader === undefined || to !== 'to' || target === undefined || rest.length > 0
        ? null
        : [leader, { _tag: 'TransferLeadership', to: target }]
    }
    default:
      return null
  }
}

const ALONE = {
  timeout: 'Timeout',
  heartbeat: 'Heartbeat',
  lapse: 'Lapse',
  abort: 'Abort',
} as const

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
  const asked = request(verb, words)
  if (asked !== null) return right({ _tag: 'Ask', id: asked[0], request: asked[1], crash })
  if (id === undefined) return null
  if (verb === 'client' && value !== undefined && rest.length === 0)
    return right({ _tag: 'Client', id, value, crash })
  const alone = Object.entries(ALONE).find(([name]) => name === verb)
  return value !== undefined || alone === undefined ? null : right({ _tag: alone[1], id, crash })
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
        : right({ _tag: 'Exchange', among: words })
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

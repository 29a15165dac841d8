/** Which message a line received: the one that it shows, or all that fit what it shows. */
import type { FunctionValue } from '../../tla/values/Value.ts'
import {
  namesOf,
  type ActionName,
  type ObservedMessage,
  type TraceLine,
} from '../../trace/RaftTrace.ts'
import { matchesMessage } from './Observation.ts'
import type { Effort, Obstacle } from './Path.ts'
import { fieldOf, textOf } from './Records.ts'
import type { SentMessages } from './SentMessages.ts'
import { isComplete, messageTypes, type MessageType, type Vocabulary } from './Vocabulary.ts'

export const handlers: Readonly<Record<MessageType, ActionName>> = {
  RequestVoteRequest: 'HandleRequestVoteRequest',
  RequestVoteResponse: 'HandleRequestVoteResponse',
  PreVoteRequest: 'HandlePreVoteRequest',
  PreVoteResponse: 'HandlePreVoteResponse',
  TimeoutNowRequest: 'HandleTimeoutNowRequest',
  AppendEntriesRequest: 'HandleAppendEntriesRequest',
  AppendEntriesResponse: 'HandleAppendEntriesResponse',
}
const handledBy = new Map(messageTypes.map((type) => [handlers[type], type]))

/** Most messages that a receive which is only partly identified is compared with. */
const mostCandidates = 1000

/** A received message, and whether it is accepted without a known send. */
export interface Received {
  readonly message: FunctionValue
  readonly unchecked: boolean
}

/** What a receive is searched in. */
export interface Network {
  readonly vocabulary: Vocabulary
  readonly sent: SentMessages
  /** Messages from before the trace may be received (`"inFlight": "unknown"`). */
  readonly inFlightUnknown: boolean
}

/** What the line received, as far as it says; undefined if it received nothing. */
export const receivedBy = (line: TraceLine): ObservedMessage | undefined => {
  const { message, server } = line
  if (message?.dest !== undefined && 'type' in message) return message
  const names = namesOf(line)
  const type = names.map((name) => handledBy.get(name)).find((known) => known !== undefined)
  if (message === undefined && type === undefined && !names.includes('UpdateTerm')) return undefined
  return { ...(type === undefined ? {} : { type }), dest: server, ...message }
}

export const typeOf = (message: FunctionValue): MessageType =>
  textOf(fieldOf(message, 'type')) as MessageType

/** Whether what the line names can be the handling of a message of a type. */
const canHandle = (line: TraceLine, type: MessageType): boolean => {
  const names = namesOf(line)
  return names.length === 0 || names.includes('UpdateTerm') || names.includes(handlers[type])
}

/** Why no message at all can be what the line received. */
const misfit = (line: TraceLine, observed: ObservedMessage): Obstacle | undefined => {
  if (observed.dest !== line.server) return { _tag: 'NotAddressed', message: observed }
  return 'type' in observed && !canHandle(line, observed.type)
    ? { _tag: 'NotHandled', actions: namesOf(line), message: observed }
    : undefined
}

/** The messages that can be what the line received. */
export const candidates = (
  { vocabulary, sent, inFlightUnknown }: Network,
  line: TraceLine,
  observed: ObservedMessage,
  effort: Effort,
): readonly Received[] => {
  const wrong = misfit(line, observed)
  if (wrong !== undefined) {
    effort.obstacles.push(wrong)
    return []
  }
  if (isComplete(observed)) {
    const message = vocabulary.message(observed)
    if (sent.has(message)) return [{ message, unchecked: false }]
    if (inFlightUnknown) return [{ message, unchecked: true }]
  }
  const found: Received[] = []
  sent.to(vocabulary.server(line.server), (message) => {
    if (effort.left <= 0) return false
    effort.left--
    if (matchesMessage(message, observed) && canHandle(line, typeOf(message)))
      found.push({ message, unchecked: false })
    return found.length < mostCandidates
  })
  if (found.length === 0) effort.obstacles.push({ _tag: 'NeverSent', message: observed })
  return found
}

/**
 * Commands that entered a log unseen: a line says that a leader took a client's request, but not what
 * was asked for, which only a later line shows. Until then an unknown stands in the entry. Which
 * command it is follows from the entry's term and index alone (Log Matching), so the first line that
 * shows a value for both tells it, whatever server the line is of.
 */
import type { Interner } from '../../tla/values/Interner.ts'
import { at, prefix } from '../../tla/values/Sequence.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
import type {
  ObservedEntry,
  ObservedMessage,
  ObservedState,
  TraceLine,
} from '../../trace/RaftTrace.ts'
import { field, fieldOf } from './Records.ts'
import type { Vocabulary } from './Vocabulary.ts'

/** A command that a line shows, with the place of its entry as far as the line tells it. */
export interface Shown {
  readonly term: number | undefined
  readonly index: number | undefined
  /** Not nil: no client asks for that. */
  readonly value: string
}

/** @param first the index of the first of the entries */
const shownIn = (
  entries: readonly ObservedEntry[] | undefined,
  first: number | undefined,
): readonly Shown[] =>
  (entries ?? []).flatMap(({ term, value }, k) =>
    typeof value !== 'string'
      ? []
      : [{ term, index: first === undefined ? first : first + k, value }],
  )

const shownInState = ({ log, logTail }: ObservedState): readonly Shown[] => [
  ...shownIn(log, 1),
  ...shownIn(logTail?.entries, logTail?.from),
]

const shownInMessage = (message: ObservedMessage): readonly Shown[] => {
  if (!('entries' in message)) return []
  const { entries, prevLogIndex } = message
  return shownIn(entries, prevLogIndex === undefined ? undefined : prevLogIndex + 1)
}

/** Every command that a line shows in the state after it, or in a message. */
export const commandsShown = ({ state, message, sent }: TraceLine): readonly Shown[] => [
  ...shownInState(state ?? {}),
  ...[...(message === undefined ? [] : [message]), ...(sent ?? [])].flatMap(shownInMessage),
]

/** An entry whose command is unknown, and the same once the command was shown. */
export interface Learnt {
  readonly term: number
  readonly index: number
  readonly unknown: Value
  readonly known: Value
}

export interface Unobserved {
  /**
   * Takes a log whose last entry is a client's request, be its command known or not; a configuration
   * that the leader appended by itself may follow.
   */
  readonly note: (log: SequenceValue) => void
  /** What the line tells of entries whose command was unknown; it is known from now on. */
  readonly learn: (line: TraceLine) => readonly Learnt[]
  /** Whether the line shows a command that may be an unknown one, but not where it stands. */
  readonly isUnsure: (line: TraceLine) => boolean
  /** The values that are held on to. */
  readonly roots: () => readonly Value[]
}

const keyOf = (term: number, index: number): string => `${term}/${index}`

export const createUnobserved = ({ entry, command, isUnobserved }: Vocabulary): Unobserved => {
  const unknown = new Map<string, Value>()
  const learnt = ({ term, index, value }: Shown): readonly Learnt[] => {
    if (term === undefined || index === undefined) return []
    const key = keyOf(term, index)
    const found = unknown.get(key)
    if (found === undefined) return []
    unknown.delete(key)
    return [{ term, index, unknown: found, known: entry(term, command(value)) }]
  }
  return {
    note: (log) => {
      const request = field(log.last as FunctionValue, 'value') === undefined ? log.parent : log
      const last = request.last as FunctionValue
      if (isUnobserved(fieldOf(last, 'value')))
        unknown.set(keyOf(fieldOf(last, 'term') as number, request.length), last)
    },
    learn: (line) => (unknown.size === 0 ? [] : commandsShown(line).flatMap(learnt)),
    isUnsure: (line) =>
      unknown.size > 0 &&
      commandsShown(line).some(({ term, index }) => term === undefined || index === undefined),
    roots: () => [...unknown.values()],
  }
}

/** A log with the commands in it that were learnt, in time of what follows the first of them. */
export const rewriting = (
  { append }: Interner,
  learnt: readonly Learnt[],
): ((log: SequenceValue) => SequenceValue) => {
  const known = new Map(learnt.map((one) => [one.unknown, one.known]))
  const done = new Map<SequenceValue, SequenceValue>()
  const rewrite = (log: SequenceValue): SequenceValue => {
    const concerned = learnt.filter(
      ({ index, unknown }) => index <= log.length && at(log, index) === unknown,
    )
    if (concerned.length === 0) return log
    const first = concerned.reduce((least, { index }) => Math.min(least, index), log.length)
    let rewritten = prefix(log, first - 1)
    for (let k = first; k <= log.length; k++) {
      const entry = at(log, k)
      rewritten = append(rewritten, known.get(entry) ?? entry)
    }
    return rewritten
  }
  return (log) => {
    const rewritten = done.get(log) ?? rewrite(log)
    done.set(log, rewritten)
    return rewritten
  }
}

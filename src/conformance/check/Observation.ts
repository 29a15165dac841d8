/**
 * Comparing what a line observed with what the specification has: each field that is given must
 * hold exactly, what is absent is not compared.
 */
import type { ObservedEntry, ObservedMessage, ObservedState } from '../../trace/RaftTrace.ts'
import { show } from '../../tla/values/Show.ts'
import type { FunctionValue, SequenceValue, SetValue, Value } from '../../tla/values/Value.ts'
import { field, textOf } from './Records.ts'
import type { ServerView } from './ServerView.ts'

/** A field in which a line and the specification differ; both sides as text. */
export interface Difference {
  readonly field: string
  readonly expected: string
  readonly observed: string
}

type Scalar = string | number | boolean | null

/** Whether a value of the specification is what JSON says: null is Nil. */
const isScalar = (value: Value | undefined, given: Scalar): boolean => {
  if (given === null) return typeof value === 'object' && value.kind === 'ModelValue'
  return typeof given === 'string' ? textOf(value) === given : value === given
}

const isEntry = (value: Value, given: ObservedEntry): boolean => {
  const entry = value as FunctionValue
  return (
    (given.term === undefined || field(entry, 'term') === given.term) &&
    (given.value === undefined || isScalar(field(entry, 'value'), given.value))
  )
}

/** Whether `given` are the last entries of a sequence; from its end, in time of their number. */
const endsWith = (sequence: SequenceValue, given: readonly ObservedEntry[]): boolean => {
  if (sequence.length < given.length) return false
  let s = sequence
  for (let k = given.length - 1; k >= 0; k--, s = s.parent)
    if (!isEntry(s.last, given[k] ?? {})) return false
  return true
}

const isSequence = (value: Value | undefined, given: readonly ObservedEntry[]): boolean =>
  typeof value === 'object' &&
  value.kind === 'Sequence' &&
  value.length === given.length &&
  endsWith(value, given)

const isSet = ({ items }: SetValue, given: readonly string[]): boolean =>
  items.length === given.length && items.every((item) => given.includes(textOf(item) ?? ''))

/** A function of the peers; a cluster of one server has none. */
const isMapPart = (value: Value, given: Readonly<Record<string, number>>): boolean =>
  Object.entries(given).every(([peer, index]) => field(value as FunctionValue, peer) === index)

const lastTerm = (log: SequenceValue): Value =>
  log.length === 0 ? 0 : (field(log.last as FunctionValue, 'term') ?? 0)

type StateField = keyof ObservedState
type Given<K extends StateField> = Exclude<ObservedState[K], undefined>

/** How one key of `state` is compared. */
interface Comparison {
  readonly key: StateField
  readonly holds: (view: ServerView, state: ObservedState) => boolean
  readonly expected: (view: ServerView) => Value
}

const compare = <K extends StateField>(
  key: K,
  expected: (view: ServerView) => Value,
  holds: (view: ServerView, given: Given<K>) => boolean,
): Comparison => ({
  key,
  expected,
  holds: (view, state) => {
    const given = state[key]
    return given === undefined || holds(view, given as Given<K>)
  },
})

const number = (
  key: 'currentTerm' | 'commitIndex' | 'lastApplied' | 'logLength' | 'lastLogIndex' | 'lastLogTerm',
  expected: (view: ServerView) => Value,
): Comparison => compare(key, expected, (view, given) => expected(view) === given)

/** Every key that `state` of a line may have. */
const comparisons: readonly Comparison[] = [
  number('currentTerm', (view) => view.currentTerm),
  compare(
    'votedFor',
    (view) => view.votedFor,
    (view, given) => isScalar(view.votedFor, given),
  ),
  compare(
    'log',
    ({ log }) => log,
    ({ log }, given) => isSequence(log, given),
  ),
  compare(
    'logTail',
    ({ log }) => log,
    ({ log }, { from, entries }) =>
      log.length === from - 1 + entries.length && endsWith(log, entries),
  ),
  number('logLength', ({ log }) => log.length),
  number('lastLogIndex', ({ log }) => log.length),
  number('lastLogTerm', ({ log }) => lastTerm(log)),
  compare(
    'role',
    (view) => view.role,
    (view, given) => textOf(view.role) === given,
  ),
  number('commitIndex', (view) => view.commitIndex),
  number('lastApplied', (view) => view.lastApplied),
  compare(
    'votesGranted',
    (view) => view.votesGranted,
    (view, given) => isSet(view.votesGranted, given),
  ),
  compare(
    'nextIndex',
    (view) => view.nextIndex,
    (view, given) => isMapPart(view.nextIndex, given),
  ),
  compare(
    'matchIndex',
    (view) => view.matchIndex,
    (view, given) => isMapPart(view.matchIndex, given),
  ),
]

const byKey: ReadonlyMap<string, Comparison> = new Map(
  comparisons.map((comparison) => [comparison.key, comparison]),
)

export const stateFields = comparisons.map(({ key }) => key)

export const matchesState = (view: ServerView, state: ObservedState): boolean => {
  for (const key in state) if (byKey.get(key)?.holds(view, state) !== true) return false
  return true
}

/** How many entries of a long log a report shows. */
const shownEntries = 8

const showLog = (log: SequenceValue): string => {
  if (log.length <= shownEntries) return show(log)
  const tail: string[] = []
  let s = log
  for (; tail.length < shownEntries; s = s.parent) tail.unshift(show(s.last))
  return `<<... ${s.length} entries, ${tail.join(', ')}>>`
}

/** A value as a report shows it: as TLA+ writes it, a long log by its end. */
export const showValue = (value: Value): string =>
  typeof value === 'object' && value.kind === 'Sequence' ? showLog(value) : show(value)

export const stateDifferences = (view: ServerView, state: ObservedState): readonly Difference[] =>
  comparisons
    .filter(({ holds }) => !holds(view, state))
    .map(({ key, expected }) => ({
      field: key,
      expected: showValue(expected(view)),
      observed: JSON.stringify(state[key]),
    }))

type MessageFields = Readonly<Record<string, Scalar | readonly ObservedEntry[] | undefined>>

const holdsInMessage = (
  message: FunctionValue,
  key: string,
  given: MessageFields[string],
): boolean => {
  const value = field(message, key)
  if (given === undefined) return true
  return typeof given === 'object' && given !== null
    ? isSequence(value, given)
    : isScalar(value, given)
}

export const matchesMessage = (message: FunctionValue, observed: ObservedMessage): boolean => {
  const fields = observed as MessageFields
  for (const key in fields) if (!holdsInMessage(message, key, fields[key])) return false
  return true
}

export const messageDifferences = (
  message: FunctionValue,
  observed: ObservedMessage,
): readonly Difference[] =>
  Object.entries(observed as MessageFields)
    .filter(([key, given]) => !holdsInMessage(message, key, given))
    .map(([key, given]) => {
      const expected = field(message, key)
      return {
        field: key,
        expected: expected === undefined ? 'no such field' : showValue(expected),
        observed: JSON.stringify(given),
      }
    })

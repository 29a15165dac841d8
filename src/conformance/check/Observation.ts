/**
 * Comparing what a line observed with what the specification has: each field that is given must
 * hold exactly, what is absent is not compared.
 */
import type {
  ObservedConfiguration,
  ObservedEntry,
  ObservedMessage,
  ObservedState,
} from '../../trace/RaftTrace.ts'
import { show } from '../../tla/values/Show.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
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

/** Whether a set of servers is what JSON lists, in any order. */
const isSet = (value: Value | undefined, given: readonly string[]): boolean => {
  const items = typeof value === 'object' && value.kind === 'Set' ? value.items : []
  return items.length === given.length && items.every((item) => given.includes(textOf(item) ?? ''))
}

const isConfiguration = (value: Value | undefined, given: ObservedConfiguration): boolean => {
  if (value === undefined) return false
  for (const name in given) {
    const listed = given[name as keyof ObservedConfiguration]
    if (listed !== undefined && !isSet(field(value as FunctionValue, name), listed)) return false
  }
  return true
}

const isEntry = (value: Value, given: ObservedEntry): boolean => {
  const entry = value as FunctionValue
  return (
    (given.term === undefined || field(entry, 'term') === given.term) &&
    (given.value === undefined || isScalar(field(entry, 'value'), given.value)) &&
    (given.configuration === undefined ||
      isConfiguration(field(entry, 'configuration'), given.configuration))
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

/** A function of the peers; a cluster of one server has none. */
const isMapPart = (value: Value, given: Readonly<Record<string, number>>): boolean =>
  Object.entries(given).every(([peer, index]) => field(value as FunctionValue, peer) === index)

const lastTerm = (log: SequenceValue): Value =>
  log.length === 0 ? 0 : (field(log.last as FunctionValue, 'term') ?? 0)

type StateField = keyof ObservedState
type Given<K extends StateField> = Exclude<ObservedState[K], undefined>

/** What of a server can be observed: its variables, and the configuration that it goes by. */
export interface Observable {
  readonly view: ServerView
  readonly configuration: () => Value
}

/** How one key of `state` is compared. */
interface Comparison {
  readonly key: StateField
  readonly holds: (of: Observable, state: ObservedState) => boolean
  readonly expected: (of: Observable) => Value
}

const compare = <K extends StateField>(
  key: K,
  expected: (of: Observable) => Value,
  holds: (value: Value, given: Given<K>) => boolean,
): Comparison => ({
  key,
  expected,
  holds: (of, state) => {
    const given = state[key]
    return given === undefined || holds(expected(of), given as Given<K>)
  },
})

type ScalarField =
  | 'currentTerm'
  | 'votedFor'
  | 'role'
  | 'logLength'
  | 'lastLogIndex'
  | 'lastLogTerm'
  | 'commitIndex'
  | 'lastApplied'
  | 'heardFromLeader'
  | 'leadershipTransfer'
  | 'transferTarget'

const scalar = (key: ScalarField, expected: (of: Observable) => Value): Comparison =>
  compare(key, expected, isScalar)

const logOf = ({ view }: Observable): SequenceValue => view.log
const lengthOf = ({ view }: Observable): Value => view.log.length

/** Every key that `state` of a line may have. */
const comparisons: readonly Comparison[] = [
  scalar('currentTerm', ({ view }) => view.currentTerm),
  scalar('votedFor', ({ view }) => view.votedFor),
  compare('log', logOf, isSequence),
  compare('logTail', logOf, (log, { from, entries }) => {
    const { length } = log as SequenceValue
    return length === from - 1 + entries.length && endsWith(log as SequenceValue, entries)
  }),
  scalar('logLength', lengthOf),
  scalar('lastLogIndex', lengthOf),
  scalar('lastLogTerm', ({ view }) => lastTerm(view.log)),
  scalar('role', ({ view }) => view.role),
  scalar('commitIndex', ({ view }) => view.commitIndex),
  scalar('lastApplied', ({ view }) => view.lastApplied),
  compare('configuration', ({ configuration }) => configuration(), isConfiguration),
  scalar('heardFromLeader', ({ view }) => view.heardFromLeader),
  compare('votesGranted', ({ view }) => view.votesGranted, isSet),
  scalar('leadershipTransfer', ({ view }) => view.leadershipTransfer),
  compare('nextIndex', ({ view }) => view.nextIndex, isMapPart),
  compare('matchIndex', ({ view }) => view.matchIndex, isMapPart),
  compare('roundEnd', ({ view }) => view.roundEnd, isMapPart),
  scalar('transferTarget', ({ view }) => view.transferTarget),
]

const byKey: ReadonlyMap<string, Comparison> = new Map(
  comparisons.map((comparison) => [comparison.key, comparison]),
)

export const stateFields = comparisons.map(({ key }) => key)

export const matchesState = (of: Observable, state: ObservedState): boolean => {
  for (const key in state) if (byKey.get(key)?.holds(of, state) !== true) return false
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

export const stateDifferences = (of: Observable, state: ObservedState): readonly Difference[] =>
  comparisons
    .filter(({ holds }) => !holds(of, state))
    .map(({ key, expected }) => ({
      field: key,
      expected: showValue(expected(of)),
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

/** What a check really compared: how often each field and each action, and what never. */
import type {
  ActionName,
  ObservedMessage,
  ObservedState,
  TraceLine,
} from '../../trace/RaftTrace.ts'
import { ACTIONS } from '../../trace/RaftTrace.ts'
import { stateFields } from './Observation.ts'
import { messageFields } from './Vocabulary.ts'

export interface CoverageReport {
  /** Comparisons by field: `state.<field>`, `message.<field>`, `sent.<field>`. */
  readonly fields: Readonly<Record<string, number>>
  /** How often each action was part of the way in which a line was explained. */
  readonly actions: Readonly<Record<string, number>>
  readonly fieldsNeverObserved: readonly string[]
  readonly actionsNeverTaken: readonly string[]
}

export interface Coverage {
  readonly line: (line: TraceLine, actions: readonly ActionName[]) => void
  readonly report: () => CoverageReport
}

const allMessageFields = [
  ...new Set(['type', 'source', 'dest', 'term', ...Object.values(messageFields).flat()]),
]
const allFields = [
  ...stateFields.map((name) => `state.${name}`),
  ...allMessageFields.map((name) => `message.${name}`),
  ...allMessageFields.map((name) => `sent.${name}`),
]

type Counts = Map<string, number>

const countKeys = (counts: Counts, of: ObservedState | ObservedMessage | undefined): void => {
  for (const key in of) counts.set(key, (counts.get(key) ?? 0) + 1)
}

export const createCoverage = (): Coverage => {
  const state: Counts = new Map()
  const message: Counts = new Map()
  const sent: Counts = new Map()
  const actions: Counts = new Map()
  const fieldCount = (name: string): number => {
    const [group, key] = name.split('.') as [string, string]
    return ({ state, message, sent }[group] ?? state).get(key) ?? 0
  }
  return {
    line: (line, taken) => {
      countKeys(state, line.state)
      countKeys(message, line.message)
      for (const observed of line.sent ?? []) countKeys(sent, observed)
      for (const action of taken) actions.set(action, (actions.get(action) ?? 0) + 1)
    },
    report: () => ({
      fields: Object.fromEntries(
        allFields.filter((name) => fieldCount(name) > 0).map((name) => [name, fieldCount(name)]),
      ),
      actions: Object.fromEntries(
        ACTIONS.filter((name) => actions.has(name)).map((name) => [name, actions.get(name) ?? 0]),
      ),
      fieldsNeverObserved: allFields.filter((name) => fieldCount(name) === 0),
      actionsNeverTaken: ACTIONS.filter((name) => !actions.has(name)),
    }),
  }
}

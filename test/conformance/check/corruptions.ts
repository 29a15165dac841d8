/**
 * Ways to corrupt a valid trace, in one field or one line. Whether the corrupted trace is still a
 * behaviour of Raft is for others to judge: a message that is received twice, for one, is not wrong.
 */
import { stateFields } from '../../../src/conformance/check/Observation.ts'
import { messageFields } from '../../../src/conformance/check/Vocabulary.ts'

/** A number from 0 to bound - 1. */
export type Choose = (bound: number) => number
/** A line of a trace, not decoded. */
export type Json = Readonly<Record<string, unknown>>

export interface Corruption {
  readonly kind: string
  /** undefined if there is nothing of the kind in the trace. */
  readonly apply: (lines: readonly Json[], choose: Choose) => readonly Json[] | undefined
}

const pick = <A>(from: readonly A[], choose: Choose): A | undefined => from[choose(from.length)]

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Words that stand for one another: another server, another role. */
const vocabulary: readonly (readonly string[])[] = [
  ['s1', 's2', 's3'],
  ['Follower', 'PreCandidate', 'Candidate', 'Leader'],
]

/** Another value of the same type, so that the trace can still be read. */
const otherScalar = (value: unknown, choose: Choose): unknown => {
  if (typeof value === 'number') return value > 1 && choose(2) === 0 ? value - 1 : value + 1
  if (typeof value === 'boolean') return !value
  if (value === null) return pick(['s1', 's2', 's3'], choose)
  const words = vocabulary.find((group) => group.some((word) => word === value))
  return words === undefined
    ? `${typeof value === 'string' ? value : ''}x`
    : pick(
        words.filter((word) => word !== value),
        choose,
      )
}

/** One change somewhere in a value. */
const other = (value: unknown, choose: Choose): unknown => {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const at = choose(items.length)
    return items.length === 0 ? [{ term: 1, value: 'x' }] : items.with(at, other(items[at], choose))
  }
  if (!isJson(value)) return otherScalar(value, choose)
  const key = pick(Object.keys(value), choose)
  return key === undefined ? value : { ...value, [key]: otherField(key, value[key], choose) }
}

const sets: ReadonlySet<string> = new Set(['votesGranted', 'voters', 'newVoters', 'learners'])

const otherField = (name: string, value: unknown, choose: Choose): unknown =>
  sets.has(name) ? otherServers(value, choose) : other(value, choose)

const otherServers = (value: unknown, choose: Choose): unknown => {
  const given = Array.isArray(value) ? value.map(String) : []
  const all = ['s1', 's2', 's3']
  const changed = pick(all, choose) ?? 's1'
  return given.includes(changed) ? given.filter((id) => id !== changed) : [...given, changed].sort()
}

/** Replaces one of the lines for which `change` has something else. */
const changeOne =
  (change: (line: Json, choose: Choose) => Json | undefined) =>
  (lines: readonly Json[], choose: Choose): readonly Json[] | undefined => {
    const at = pick(
      [...lines.keys()].filter((k) => change(lines[k] ?? {}, () => 0) !== undefined),
      choose,
    )
    const line = at === undefined ? undefined : change(lines[at] ?? {}, choose)
    return at === undefined || line === undefined ? undefined : lines.with(at, line)
  }

const inPart = (part: string, field: string): Corruption => ({
  kind: `${part}.${field}`,
  apply: changeOne((line, choose) => {
    const given = line[part]
    if (!isJson(given) || !(field in given)) return undefined
    return { ...line, [part]: { ...given, [field]: otherField(field, given[field], choose) } }
  }),
})

const inSent = (field: string): Corruption => ({
  kind: `sent.${field}`,
  apply: changeOne((line, choose) => {
    const sent: readonly unknown[] = Array.isArray(line['sent']) ? line['sent'] : []
    const at = pick(
      [...sent.keys()].filter((k) => isJson(sent[k]) && field in sent[k]),
      choose,
    )
    const message = at === undefined ? undefined : sent[at]
    return at === undefined || !isJson(message)
      ? undefined
      : {
          ...line,
          sent: sent.with(at, { ...message, [field]: other(message[field], choose) }),
        }
  }),
})

const listOf = (line: Json, key: string): readonly unknown[] => {
  const given = line[key]
  return Array.isArray(given) ? given : []
}

const lists: readonly Corruption[] = ['sent', 'actions'].flatMap((key) => [
  {
    kind: `${key}: one left out`,
    apply: changeOne((line, choose) => {
      const list = listOf(line, key)
      return list.length < (key === 'sent' ? 1 : 2)
        ? undefined
        : { ...line, [key]: list.toSpliced(choose(list.length), 1) }
    }),
  },
  {
    kind: `${key}: one repeated`,
    apply: changeOne((line, choose) => {
      const list = listOf(line, key)
      const at = choose(list.length)
      return list.length === 0 ? undefined : { ...line, [key]: list.toSpliced(at, 0, list[at]) }
    }),
  },
])

const wholeLines: readonly Corruption[] = [
  {
    kind: 'a line left out',
    apply: (lines, choose) =>
      lines.length < 2 ? undefined : lines.toSpliced(choose(lines.length), 1),
  },
  {
    kind: 'a line repeated',
    apply: (lines, choose) => {
      const at = choose(lines.length)
      return lines.toSpliced(at, 0, lines[at] ?? {})
    },
  },
  {
    kind: 'two lines exchanged',
    apply: (lines, choose) => {
      if (lines.length < 2) return undefined
      const at = choose(lines.length - 1)
      return lines.toSpliced(at, 2, lines[at + 1] ?? {}, lines[at] ?? {})
    },
  },
  {
    kind: 'server',
    apply: changeOne((line, choose) => ({ ...line, server: other(line['server'], choose) })),
  },
  {
    kind: 'action',
    apply: changeOne((line, choose) => {
      const { action } = line
      const names = ['Timeout', 'Restart', 'ClientRequest', 'BecomeLeader', 'ApplyEntry']
      return typeof action !== 'string'
        ? undefined
        : {
            ...line,
            action: pick(
              names.filter((name) => name !== action),
              choose,
            ),
          }
    }),
  },
]

const allMessageFields = [...new Set(Object.values(messageFields).flat())]

/** Every kind that a trace of the simulator has something of. */
export const corruptions: readonly Corruption[] = [
  ...stateFields.map((field) => inPart('state', field)),
  ...['term', 'source', ...allMessageFields].map((field) => inPart('message', field)),
  ...['term', 'dest', ...allMessageFields].map(inSent),
  ...lists,
  ...wholeLines,
]

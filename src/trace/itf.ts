/**
 * The Informal Trace Format of Apalache (its ADR 015), which TLA+ tools and Quint exchange, in and
 * out. Values are plain data of this module: it knows nothing of the engine.
 *
 * Read generously: plain numbers beside `#bigint`, an array around one trace, a variable that is
 * named twice, actions and picks in `#meta` or as Quint's `mbt::` variables, both forms of None.
 * Written strictly: integers as `#bigint`, sets and maps sorted, types always given.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { brokenInvariant } from '../raft/Invariant.ts'
import { isObject } from './Codec.ts'
import { show } from './explain.ts'

export type ItfValue =
  | boolean
  | string
  | bigint
  | { readonly _tag: 'Sequence' | 'Tuple' | 'Set'; readonly items: readonly ItfValue[] }
  | { readonly _tag: 'Map'; readonly pairs: readonly (readonly [ItfValue, ItfValue])[] }
  | { readonly _tag: 'Record'; readonly fields: Readonly<Record<string, ItfValue>> }
  /** What the writer could not write, such as an infinite set. */
  | { readonly _tag: 'Unserializable'; readonly text: string }

export interface ItfState {
  /** The action that led here; null where it was not told. */
  readonly action: string | null
  /** The values of the action's parameters, by name. */
  readonly picks: Readonly<Record<string, ItfValue>>
  readonly variables: Readonly<Record<string, ItfValue>>
}

export interface ItfTrace {
  /** In the notation of Apalache's type checker, by variable; absent in what others wrote. */
  readonly varTypes: Readonly<Record<string, string>>
  readonly vars: readonly string[]
  /** At least one. */
  readonly states: readonly ItfState[]
  /** The state that follows the last one, in a trace of infinite length. */
  readonly loop: number | null
}

/** What is wrong: where in the document, what, what was expected. */
export interface ItfProblem {
  readonly message: string
}

type Read<A> = Either<ItfProblem, A>

const ACTION_VARIABLE = 'mbt::actionTaken'
const PICKS_VARIABLE = 'mbt::nondetPicks'
const OF_THE_TOOL: readonly string[] = [ACTION_VARIABLE, PICKS_VARIABLE]

/** Deeper than any state of a specification; a document cannot make the reader overflow. */
const DEEPEST = 200

const problem = (where: string, what: string): Read<never> => left({ message: `${where}: ${what}` })

/** Reads every item, up to the first problem. */
const every = <A, B>(items: readonly A[], read: (item: A, at: number) => Read<B>): Read<B[]> => {
  const done: B[] = []
  for (const [at, item] of items.entries()) {
    const one = read(item, at)
    if (one._tag === 'Left') return one
    done.push(one.right)
  }
  return right(done)
}

const readInteger = (text: unknown, where: string): Read<bigint> =>
  typeof text === 'string' && /^-?\d+$/.test(text)
    ? right(BigInt(text))
    : problem(where, `#bigint is ${show(text)}, expected decimal digits as text`)

const readItems = (
  tag: 'Sequence' | 'Tuple' | 'Set',
  items: unknown,
  where: string,
  depth: number,
): Read<ItfValue> => {
  if (!Array.isArray(items)) return problem(where, `${show(items)} is no list of values`)
  const read = every<unknown, ItfValue>(items, (item, at) =>
    readValue(item, `${where}[${at}]`, depth + 1),
  )
  return read._tag === 'Left' ? read : right({ _tag: tag, items: read.right })
}

const readMap = (pairs: unknown, where: string, depth: number): Read<ItfValue> => {
  if (!Array.isArray(pairs)) return problem(where, `#map is ${show(pairs)}, expected pairs`)
  const read = every<unknown, readonly [ItfValue, ItfValue]>(pairs, (pair, at) => {
    const place = `${where}[${at}]`
    const items = readItems('Tuple', pair, place, depth)
    if (items._tag === 'Left') return items
    const [key, value, ...rest] =
      typeof items.right === 'object' && items.right._tag === 'Tuple' ? items.right.items : []
    return key === undefined || value === undefined || rest.length > 0
      ? problem(place, `${show(pair)} is no pair of key and value`)
      : right([key, value])
  })
  return read._tag === 'Left' ? read : right({ _tag: 'Map', pairs: read.right })
}

const readFields = (
  fields: Readonly<Record<string, unknown>>,
  where: string,
  depth: number,
): Read<Readonly<Record<string, ItfValue>>> => {
  const read = every(Object.entries(fields), ([name, value]) => {
    const field = readValue(value, `${where}.${name}`, depth + 1)
    return field._tag === 'Left' ? field : right([name, field.right] as const)
  })
  return read._tag === 'Left' ? read : right(Object.fromEntries(read.right))
}

const readObject = (
  value: Readonly<Record<string, unknown>>,
  where: string,
  depth: number,
): Read<ItfValue> => {
  const [marker, ...others] = Object.keys(value)
  if (marker === undefined || !marker.startsWith('#')) {
    const fields = readFields(value, where, depth)
    return fields._tag === 'Left' ? fields : right({ _tag: 'Record', fields: fields.right })
  }
  if (others.length > 0) return problem(where, `${marker} stands beside ${others.join(', ')}`)
  const content = value[marker]
  switch (marker) {
    case '#bigint':
      return readInteger(content, where)
    case '#tup':
      return readItems('Tuple', content, where, depth)
    case '#set':
      return readItems('Set', content, where, depth)
    case '#map':
      return readMap(content, where, depth)
    case '#unserializable':
      return right({ _tag: 'Unserializable', text: String(content) })
    default:
      return problem(
        where,
        `${marker} is unknown, expected #bigint, #tup, #set, #map or #unserializable`,
      )
  }
}

const readValue = (value: unknown, where: string, depth = 0): Read<ItfValue> => {
  if (depth > DEEPEST) return problem(where, `nested deeper than ${DEEPEST} levels`)
  if (typeof value === 'boolean' || typeof value === 'string') return right(value)
  if (typeof value === 'number')
    return Number.isSafeInteger(value)
      ? right(BigInt(value))
      : problem(where, `${value} is no exact integer; write {"#bigint":"..."}`)
  if (Array.isArray(value)) return readItems('Sequence', value, where, depth)
  return isObject(value)
    ? readObject(value, where, depth)
    : problem(where, `${show(value)} is no value, expected one of the ITF`)
}

/** A pick that was made, of Quint's Some and None; None has a value of its own in some versions. */
const isMade = (pick: ItfValue): boolean =>
  !(typeof pick === 'object' && pick._tag === 'Record' && pick.fields['tag'] === 'None')

const made = (pick: ItfValue): ItfValue =>
  typeof pick === 'object' && pick._tag === 'Record' && pick.fields['tag'] === 'Some'
    ? (pick.fields['value'] ?? pick)
    : pick

const objectOr = (value: unknown): Readonly<Record<string, unknown>> =>
  isObject(value) ? value : {}

const readPicks = (
  state: Readonly<Record<string, unknown>>,
  where: string,
): Read<Readonly<Record<string, ItfValue>>> => {
  const given = state[PICKS_VARIABLE] ?? objectOr(state['#meta'])['picks']
  const read = readFields(objectOr(given), `${where} picks`, 0)
  if (read._tag === 'Left') return read
  const picks = Object.entries(read.right).filter(([, pick]) => isMade(pick))
  return right(Object.fromEntries(picks.map(([name, pick]) => [name, made(pick)])))
}

const readAction = (state: Readonly<Record<string, unknown>>): string | null => {
  const given = state[ACTION_VARIABLE] ?? objectOr(state['#meta'])['action']
  return typeof given === 'string' ? given : null
}

const readState = (state: unknown, vars: readonly string[], where: string): Read<ItfState> => {
  if (!isObject(state)) return problem(where, `${show(state)} is no state, expected an object`)
  const missing = vars.find((name) => !Object.hasOwn(state, name))
  if (missing !== undefined) return problem(where, `the variable ${missing} has no value`)
  const ours = Object.keys(state).filter((name) => name !== '#meta' && !OF_THE_TOOL.includes(name))
  const unknown = ours.find((name) => !vars.includes(name))
  if (unknown !== undefined)
    return problem(where, `the variable ${unknown} is not among vars: ${vars.join(', ')}`)
  const values = Object.fromEntries(ours.map((name) => [name, state[name]]))
  const variables = readFields(values, where, 0)
  if (variables._tag === 'Left') return variables
  const picks = readPicks(state, where)
  if (picks._tag === 'Left') return picks
  return right({ action: readAction(state), picks: picks.right, variables: variables.right })
}

const readVars = (vars: unknown): Read<readonly string[]> => {
  if (!Array.isArray(vars)) return problem('vars', `${show(vars)}, expected a list of names`)
  const names = every<unknown, string>(vars, (name, at) =>
    typeof name === 'string' ? right(name) : problem(`vars[${at}]`, `${show(name)} is no name`),
  )
  if (names._tag === 'Left') return names
  return right([...new Set(names.right)].filter((name) => !OF_THE_TOOL.includes(name)))
}

const readVarTypes = (meta: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(objectOr(objectOr(meta)['varTypes'])).flatMap(([name, type]) =>
      typeof type === 'string' && !OF_THE_TOOL.includes(name) ? [[name, type] as const] : [],
    ),
  )

const readTrace = (document: unknown): Read<ItfTrace> => {
  if (!isObject(document))
    return problem('the document', `${show(document)}, expected an object with vars and states`)
  const vars = readVars(document['vars'])
  if (vars._tag === 'Left') return vars
  const states = document['states']
  if (!Array.isArray(states) || states.length === 0)
    return problem('states', `${show(states)}, expected a list of at least one state`)
  const read = every<unknown, ItfState>(states, (state, at) =>
    readState(state, vars.right, `states[${at}]`),
  )
  if (read._tag === 'Left') return read
  const loop = document['loop']
  const isState = typeof loop === 'number' && Object.hasOwn(states, `${loop}`)
  if (loop !== undefined && !isState)
    return problem('loop', `${show(loop)}, expected the number of a state`)
  return right({
    varTypes: readVarTypes(document['#meta']),
    vars: vars.right,
    states: read.right,
    loop: typeof loop === 'number' ? loop : null,
  })
}

/** Reads one trace. */
export const readItf = (text: string): Read<ItfTrace> => {
  try {
    const document: unknown = JSON.parse(text)
    if (!Array.isArray(document)) return readTrace(document)
    return document.length === 1
      ? readTrace(document[0])
      : problem('the document', `a list of ${document.length} traces, expected one`)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return problem('the document', 'broken JSON, expected a trace in the Informal Trace Format')
  }
}

const inOrder = (texts: readonly string[]): string =>
  texts.toSorted((a, b) => (a < b ? -1 : Number(a > b))).join(',')

/** A value as text; equal values give equal text, since sets, maps and records are sorted by it. */
export const itfText = (value: ItfValue): string => {
  if (typeof value === 'bigint') return `{"#bigint":"${value}"}`
  if (typeof value !== 'object') return JSON.stringify(value)
  switch (value._tag) {
    case 'Sequence':
      return `[${value.items.map(itfText).join(',')}]`
    case 'Tuple':
      return `{"#tup":[${value.items.map(itfText).join(',')}]}`
    case 'Set':
      return `{"#set":[${inOrder([...new Set(value.items.map(itfText))])}]}`
    case 'Map':
      return `{"#map":[${inOrder(value.pairs.map(([k, v]) => `[${itfText(k)},${itfText(v)}]`))}]}`
    case 'Record':
      return fieldsText(value.fields)
    case 'Unserializable':
      return `{"#unserializable":${JSON.stringify(value.text)}}`
  }
}

const fieldsText = (fields: Readonly<Record<string, ItfValue>>): string =>
  `{${inOrder(Object.entries(fields).map(([name, of]) => `${JSON.stringify(name)}:${itfText(of)}`))}}`

const some = (value: ItfValue): ItfValue => ({ _tag: 'Record', fields: { tag: 'Some', value } })

const stateText = (vars: readonly string[], state: ItfState, index: number): string => {
  const picks = Object.entries(state.picks)
  const action = JSON.stringify(state.action)
  const meta = `"index":${index},"action":${action},"picks":${fieldsText(state.picks)}`
  const options = fieldsText(Object.fromEntries(picks.map(([name, pick]) => [name, some(pick)])))
  return `{${[
    `"#meta":{${meta}}`,
    `"${ACTION_VARIABLE}":${JSON.stringify(state.action ?? '')}`,
    `"${PICKS_VARIABLE}":${options}`,
    ...vars.map(
      (name) =>
        `${JSON.stringify(name)}:${itfText(state.variables[name] ?? brokenInvariant(`${name} has no value`))}`,
    ),
  ].join(',')}}`
}

/** Writes a trace, a state on each line. */
export const writeItf = ({ varTypes, vars, states, loop }: ItfTrace): string =>
  [
    '{',
    `"#meta":${JSON.stringify({ format: 'ITF', varTypes })},`,
    `"vars":${JSON.stringify([...OF_THE_TOOL, ...vars])},`,
    ...(loop === null ? [] : [`"loop":${loop},`]),
    '"states":[',
    states.map((state, at) => stateText(vars, state, at)).join(',\n'),
    ']',
    '}',
    '',
  ].join('\n')

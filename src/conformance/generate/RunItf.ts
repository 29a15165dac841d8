/** Runs of the specification in the Informal Trace Format, out and in. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { ItfState, ItfTrace, ItfValue } from '../../trace/itf.ts'
import { byServer, nameOf, type Json, type JsonObject, type Run, type RunState } from './SpecRun.ts'

/** Nil as text: the format has no value of its own for it. */
const NIL = 'Nil'

/** Variables that are sets at each server, which JSON has as lists. */
const setVariables: ReadonlySet<string> = new Set(['votesGranted'])
/** Variables that are functions of the peers at each server. */
const peerVariables: ReadonlySet<string> = new Set(['nextIndex', 'matchIndex', 'roundEnd'])
/** Fields, of a configuration for one, that are sets: JSON has them as lists too. */
const setFields: ReadonlySet<string> = new Set(['voters', 'newVoters', 'learners'])

/** In the notation of Apalache's type checker. */
const varTypes: Readonly<Record<string, string>> = {
  messages: 'message -> Int',
  currentTerm: 'Str -> Int',
  votedFor: 'Str -> Str',
  log: 'Str -> Seq(entry)',
  role: 'Str -> Str',
  commitIndex: 'Str -> Int',
  lastApplied: 'Str -> Int',
  heardFromLeader: 'Str -> Bool',
  votesGranted: 'Str -> Set(Str)',
  leadershipTransfer: 'Str -> Bool',
  nextIndex: 'Str -> (Str -> Int)',
  matchIndex: 'Str -> (Str -> Int)',
  roundEnd: 'Str -> (Str -> Int)',
  transferTarget: 'Str -> Str',
}

const isObject = (json: Json): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const toItf = (json: Json): ItfValue => {
  if (json === null) return NIL
  if (typeof json === 'number') return BigInt(json)
  if (isObject(json)) return { _tag: 'Record', fields: fieldsToItf(json) }
  return typeof json === 'object' ? { _tag: 'Sequence', items: json.map(toItf) } : json
}

const setOrSequence = (isSet: boolean, value: Json): ItfValue =>
  isSet && Array.isArray(value)
    ? { _tag: 'Set', items: value.map((item: Json) => toItf(item)) }
    : toItf(value)

const fieldsToItf = (fields: JsonObject): Readonly<Record<string, ItfValue>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      setOrSequence(setFields.has(name), value),
    ]),
  )

const mapOf = (entries: readonly (readonly [string, ItfValue])[]): ItfValue => ({
  _tag: 'Map',
  pairs: entries,
})

const serverVariable = (name: string, value: Json): ItfValue =>
  peerVariables.has(name) && isObject(value)
    ? mapOf(Object.entries(value).map(([peer, index]) => [peer, toItf(index)]))
    : setOrSequence(setVariables.has(name), value)

const variablesOf = ({ servers, messages }: RunState): Readonly<Record<string, ItfValue>> => ({
  messages: {
    _tag: 'Map',
    pairs: messages.map(({ message, copies }) => [toItf(message), BigInt(copies)]),
  },
  ...Object.fromEntries(
    Object.keys(varTypes)
      .filter((name) => name !== 'messages')
      .map((name) => [
        name,
        mapOf(
          Object.entries(servers).map(([server, variables]) => [
            server,
            serverVariable(name, variables[name] ?? null),
          ]),
        ),
      ]),
  ),
})

export const itfOfRun = ({ initial, steps }: Run): ItfTrace => ({
  varTypes,
  vars: Object.keys(varTypes),
  states: [
    { action: 'Init', picks: {}, variables: variablesOf(initial) },
    ...steps.map(({ action, args, state }): ItfState => ({
      action,
      picks: fieldsToItf(args),
      variables: variablesOf(state),
    })),
  ],
  loop: null,
})

const toJson = (value: ItfValue): Json => {
  if (value === NIL) return null
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object') return value
  switch (value._tag) {
    case 'Sequence':
    case 'Tuple':
    case 'Set':
      return value.items.map(toJson)
    case 'Map':
      return Object.fromEntries(
        value.pairs.map(([key, image]) => [nameOf(toJson(key)), toJson(image)]),
      )
    case 'Record':
      return objectOf(value.fields)
    case 'Unserializable':
      return value.text
  }
}

const objectOf = (fields: Readonly<Record<string, ItfValue>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toJson(value)]))

const stateOf = ({ variables }: ItfState): RunState => {
  const { messages, ...ofServers } = variables
  const network = typeof messages === 'object' && messages._tag === 'Map' ? messages.pairs : []
  return {
    servers: byServer(
      Object.fromEntries(
        Object.entries(ofServers).map(([name, value]) => {
          const json = toJson(value)
          return [name, isObject(json) ? json : {}]
        }),
      ),
    ),
    messages: network.map(([message, copies]) => {
      const json = toJson(message)
      return { message: isObject(json) ? json : {}, copies: Number(copies) }
    }),
  }
}

/**
 * A run of `spec/Raft.tla` that some tool wrote.
 *
 * @param options the options under which the specification ran, which the format does not tell
 * @returns what is missing, if the trace is none of the specification or names no actions
 */
export const runOfItf = (
  { states, vars }: ItfTrace,
  options: readonly string[],
): Either<string, Run> => {
  const absent = Object.keys(varTypes).filter((name) => !vars.includes(name))
  if (absent.length > 0)
    return left(`the trace lacks ${absent.join(', ')}, expected the variables of spec/Raft.tla`)
  const [initial, ...rest] = states
  if (initial === undefined) return left('the trace has no states')
  const unnamed = rest.findIndex(({ action }) => action === null)
  if (unnamed >= 0)
    return left(
      `states[${unnamed + 1}] does not say which action led to it, expected it in #meta.action or mbt::actionTaken`,
    )
  return right({
    options,
    initial: stateOf(initial),
    steps: rest.map((state) => ({
      action: state.action ?? '',
      args: objectOf(state.picks),
      state: stateOf(state),
    })),
  })
}

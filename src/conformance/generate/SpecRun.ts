/**
 * A run of the specification, as data that both a raft-trace and an ITF file can be written from:
 * each variable's value as JSON, a function of the servers as an object, a model value as its name,
 * Nil as null, and the network as a list of messages with their numbers of copies.
 */
import type { Label, State } from '../../tla/compile/Machine.ts'
import type { Specification } from '../../tla/names/Ir.ts'
import { items } from '../../tla/values/Sequence.ts'
import type { Value } from '../../tla/values/Value.ts'

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

export type JsonObject = { readonly [key: string]: Json }

export interface RunState {
  /** By server, each variable of `spec/RaftState.tla` but the network. */
  readonly servers: { readonly [server: string]: JsonObject }
  readonly messages: readonly { readonly message: JsonObject; readonly copies: number }[]
}

/** The action that was taken, its parameters by name, and the state that it led to. */
export interface RunStep {
  readonly action: string
  readonly args: JsonObject
  readonly state: RunState
}

export interface Run {
  readonly options: readonly string[]
  /** Where they are not all of the servers. */
  readonly initialVoters?: readonly string[]
  readonly initial: RunState
  readonly steps: readonly RunStep[]
}

/** A step as the engine takes it. */
export interface SpecStep {
  readonly label: Label
  readonly state: State
}

export interface SpecRun {
  readonly initial: State
  readonly steps: readonly SpecStep[]
}

const isObject = (json: Json): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

const object = (json: Json): JsonObject => {
  if (isObject(json)) return json
  throw new Error('expected a record or a function of the servers')
}

/** A server, or an index, as the key of an object. */
export const nameOf = (key: Json): string => (typeof key === 'string' ? key : JSON.stringify(key))

const toJson = (value: Value): Json => {
  if (typeof value !== 'object') return value
  switch (value.kind) {
    case 'String':
      return value.text
    case 'ModelValue':
      return value.name === 'Nil' ? null : value.name
    case 'Sequence':
      return items(value).map(toJson)
    case 'Set':
      return value.items.map(toJson)
    case 'Function':
      return Object.fromEntries(
        value.domain.items.map((key, k) => [nameOf(toJson(key)), toJson(value.values[k] as Value)]),
      )
    case 'LazySet':
    case 'LazyFunction':
      throw new Error('a state holds no lazy value')
  }
}

const bagToJson = (network: Value): RunState['messages'] =>
  typeof network === 'object' && network.kind === 'Function'
    ? network.domain.items.map((message, k) => ({
        message: object(toJson(message)),
        copies: Number(network.values[k]),
      }))
    : []

/** Turns functions of the servers, by variable, into variables by server. */
export const byServer = (variables: {
  readonly [name: string]: JsonObject
}): RunState['servers'] => {
  const [first] = Object.values(variables)
  return Object.fromEntries(
    Object.keys(first ?? {}).map((server) => [
      server,
      Object.fromEntries(
        Object.entries(variables).map(([name, of]) => [name, of[server] ?? null] as const),
      ),
    ]),
  )
}

const stateToJson = ({ variables }: Specification, state: State): RunState => {
  const named = variables.map(({ name }, k) => [name, state[k] as Value] as const)
  const network = named.find(([name]) => name === 'messages')
  return {
    servers: byServer(
      Object.fromEntries(
        named
          .filter(([name]) => name !== 'messages')
          .map(([name, value]) => [name, object(toJson(value))]),
      ),
    ),
    messages: bagToJson(network?.[1] ?? false),
  }
}

/** A constant that is a set of strings; the text of another is left out. */
const stringsOf = ({ constants }: Specification, constant: string): readonly string[] => {
  const value = constants.find(({ name }) => name === constant)?.value
  return value?.kind === 'Set'
    ? value.items.flatMap((item) => (item.kind === 'String' ? [item.value] : []))
    : []
}

const initialVotersOf = (specification: Specification): Pick<Run, 'initialVoters'> => {
  const initialVoters = stringsOf(specification, 'InitialVoters')
  const areAll = stringsOf(specification, 'Server').every((server) =>
    initialVoters.includes(server),
  )
  return areAll ? {} : { initialVoters }
}

/** The run that the engine took, as data. */
export const runToJson = (specification: Specification, { initial, steps }: SpecRun): Run => ({
  options: stringsOf(specification, 'Options'),
  ...initialVotersOf(specification),
  initial: stateToJson(specification, initial),
  steps: steps.map(({ label, state }) => ({
    action: label.name,
    args: Object.fromEntries(
      (specification.definitions.get(label.name)?.params ?? []).map(({ name }, k) => [
        name,
        toJson(label.args[k] as Value),
      ]),
    ),
    state: stateToJson(specification, state),
  })),
})

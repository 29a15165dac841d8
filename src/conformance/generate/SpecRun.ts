/** A run of the specification, and how it is written as a raft-trace. */
import type { Label, State } from '../../tla/compile/Machine.ts'
import type { Specification } from '../../tla/names/Ir.ts'
import { items } from '../../tla/values/Sequence.ts'
import type { FunctionValue, Value } from '../../tla/values/Value.ts'
import { FORMAT, TraceHeader, TraceLine, VERSION } from '../../trace/RaftTrace.ts'
import { serverVariables } from '../check/ServerView.ts'
import { fieldOf } from '../check/Records.ts'

/** One step: the instance of an action that was taken, and the state that it led to. */
export interface SpecStep {
  readonly label: Label
  readonly state: State
}

export interface SpecRun {
  readonly initial: State
  readonly steps: readonly SpecStep[]
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** What a value of the specification is in a trace: a model value by its name, Nil as null. */
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
        value.domain.items.map((key, k) => [String(toJson(key)), toJson(value.values[k] ?? false)]),
      )
    case 'LazySet':
    case 'LazyFunction':
      throw new Error('a state holds no lazy value')
  }
}

const without = (network: Value, at: Value): number => {
  if (typeof network !== 'object' || network.kind !== 'Function') return 0
  const k = network.domain.items.indexOf(at)
  return k < 0 ? 0 : (network.values[k] as number)
}

/** Messages of which `after` has more copies than `before`: what the step sent. */
const sentBetween = (before: Value, after: Value): readonly Value[] =>
  typeof after === 'object' && after.kind === 'Function'
    ? after.domain.items.filter((m) => without(after, m) > without(before, m))
    : []

const positionsOf = (specification: Specification) => {
  const at = new Map(specification.variables.map(({ name }, k) => [name, k]))
  return (state: State, name: string): Value => state[at.get(name) ?? -1] ?? false
}

const ofServer = (variable: Value, server: Value): Value => {
  const { domain, values } = variable as FunctionValue
  return values[domain.items.indexOf(server)] ?? false
}

/** The network's own steps, which no server logs. */
const isNetworks = ({ name }: Label): boolean =>
  name === 'DropMessage' || name === 'DuplicateMessage'

/**
 * Writes a run as a trace: a line for each step of a server, with what it changed and what it sent.
 * Lost and duplicated messages take no line, as in any trace.
 */
export const traceOf = (
  specification: Specification,
  { initial, steps }: SpecRun,
): { readonly header: TraceHeader; readonly lines: readonly TraceLine[] } => {
  const valueIn = positionsOf(specification)
  const servers = (valueIn(initial, 'currentTerm') as FunctionValue).domain.items
  const options = specification.constants.find(({ name }) => name === 'Options')?.value
  const lineOf = ({ label, state }: SpecStep, before: State) => {
    const params = specification.definitions.get(label.name)?.params ?? []
    const args = new Map(params.map(({ name }, k) => [name, label.args[k] ?? false]))
    const message = args.get('m')
    const server = args.get('i') ?? fieldOf(message as FunctionValue, 'dest')
    const changed = serverVariables.filter(
      (name) => ofServer(valueIn(before, name), server) !== ofServer(valueIn(state, name), server),
    )
    const others = [...args].filter(([name]) => name !== 'i' && name !== 'm')
    return {
      server: toJson(server),
      action: label.name,
      ...(others.length === 0
        ? {}
        : { args: Object.fromEntries(others.map(([name, value]) => [name, toJson(value)])) }),
      ...(message === undefined ? {} : { message: toJson(message) }),
      state: Object.fromEntries(
        changed.map((name) => [name, toJson(ofServer(valueIn(state, name), server))]),
      ),
      sent: sentBetween(valueIn(before, 'messages'), valueIn(state, 'messages')).map(toJson),
    }
  }
  const befores = [initial, ...steps.map(({ state }) => state)]
  const header = TraceHeader.decode({
    format: FORMAT,
    version: VERSION,
    servers: servers.map(toJson),
    implementation: { name: 'spec/Raft.tla' },
    options:
      options?.kind === 'Set'
        ? options.items.flatMap((item) => (item.kind === 'String' ? [item.value] : []))
        : [],
  })
  if (header._tag === 'Left')
    throw new Error('the specification has servers that no trace can name')
  return {
    header: header.right,
    lines: steps.flatMap((step, k) => {
      if (isNetworks(step.label)) return []
      const line = TraceLine.decode(lineOf(step, befores[k] ?? initial))
      if (line._tag === 'Left') throw new Error(`no trace can show a step of ${step.label.name}`)
      return [line.right]
    }),
  }
}

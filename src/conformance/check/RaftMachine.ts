/** The specification, set up for the cluster that a trace's header describes. */
import { createMachine } from '../../tla/compile/Compile.ts'
import type { Machine } from '../../tla/compile/Machine.ts'
import type { ConfigValue, Specification } from '../../tla/names/Ir.ts'
import type { TraceHeader } from '../../trace/RaftTrace.ts'

/** The root module, and the configuration that `withHeader` completes. */
export const root = 'CheckedRaft'
export const configuration = `SPECIFICATION Spec
CONSTANTS
  Server = {}
  InitialVoters = {}
  Value = {}
  VoterSets = {}
  Nil = Nil
  Options = {}
  Deviations = {}
  NoMessages <- NothingSent
  WithMessage <- SentAlso
  WithoutMessage <- StillThere
`

const strings = (texts: readonly string[]): ConfigValue => ({
  kind: 'Set',
  items: texts.map((value) => ({ kind: 'String', value })),
})

/** Server ids are strings, so that whatever a trace calls its servers needs no quoting. */
const withHeader = (specification: Specification, header: TraceHeader): Specification => {
  const given = new Map<string, ConfigValue>([
    ['Server', strings(header.servers)],
    ['InitialVoters', strings(header.initialVoters ?? header.servers)],
    ['Options', strings(header.options ?? [])],
    ['Deviations', strings(header.deviations ?? [])],
  ])
  return {
    ...specification,
    constants: specification.constants.map((constant) => ({
      ...constant,
      value: given.get(constant.name) ?? constant.value,
    })),
  }
}

export const createRaftMachine = (specification: Specification, header: TraceHeader): Machine =>
  createMachine(withHeader(specification, header))

/** The same, compiled once for all traces of one cluster under one set of options. */
export const raftMachines = (specification: Specification): ((header: TraceHeader) => Machine) => {
  const machines = new Map<string, Machine>()
  return (header) => {
    const { servers, initialVoters, options, deviations } = header
    const key = JSON.stringify([servers, initialVoters ?? servers, options ?? [], deviations ?? []])
    const machine = machines.get(key) ?? createRaftMachine(specification, header)
    machines.set(key, machine)
    return machine
  }
}

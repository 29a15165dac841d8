/** Constants of a small model, for the tests of what needs no specification. */
import { type Atoms, atomsOf } from '../../src/conformance/Atoms.ts'
import { type Projection, projectionOf } from '../../src/conformance/Projection.ts'
import type { ConfigValue, Specification } from '../../src/tla/names/Ir.ts'
import { createInterner, type Interner } from '../../src/tla/values/Interner.ts'

const span = { file: 'Raft.tla', line: 1, column: 1, endLine: 1, endColumn: 1 }

const strings = (...texts: readonly string[]): ConfigValue => ({
  kind: 'Set',
  items: texts.map((value) => ({ kind: 'String', value })),
})

const modelValues = (...names: readonly string[]): ConfigValue => ({
  kind: 'Set',
  items: names.map((name) => ({ kind: 'ModelValue', name })),
})

const nothing = { kind: 'Boolean', value: true, span, level: 0 } as const

export const constantsOnly = (values: Readonly<Record<string, ConfigValue>>): Specification => ({
  module: 'Raft',
  variables: [],
  constants: Object.entries(values).map(([name, value]) => ({ name, value, span })),
  init: nothing,
  next: nothing,
  invariants: [],
  actionProperties: [],
  initialPredicates: [],
  constraints: [],
  actionConstraints: [],
  view: undefined,
  symmetry: undefined,
  assumptions: [],
  checkDeadlock: false,
  fairness: [],
  notices: [],
  definitions: new Map(),
  sources: new Map(),
})

/** Three servers as strings and two commands as model values, so that both forms are met. */
export const threeServers = constantsOnly({
  Server: strings('s1', 's2', 's3'),
  InitialVoters: strings('s1', 's2', 's3'),
  VoterSets: { kind: 'Set', items: [strings('s1', 's2')] },
  Deviations: strings(),
  Value: modelValues('x', 'y'),
  Nil: { kind: 'ModelValue', name: 'Nil' },
  Options: strings('LeaderNoOp'),
  MaxLog: { kind: 'Number', value: 3 },
})

export const projected = (): {
  readonly interner: Interner
  readonly atoms: Atoms
  readonly projection: Projection
} => {
  const interner = createInterner()
  const atoms = atomsOf(threeServers, interner)
  return { interner, atoms, projection: projectionOf(atoms, interner) }
}

/** Puts the two sides of a model in place. */
import { type Rules } from '../../raft/Rules.ts'
import { type Atoms, atomsOf, numberConstant } from '../Atoms.ts'
import type { Domains } from '../Correspondence.ts'
import { type Projection, projectionOf } from '../Projection.ts'
import { makeBags } from './Bags.ts'
import { makeBindings } from './Bindings.ts'
import type { Sides } from './Comparison.ts'
import { makeCoreRules } from './CoreRules.ts'
import { makeServerStates } from './ServerStates.ts'
import type { SpecRunner } from './SpecRunner.ts'

export interface SetUp {
  readonly sides: Sides
  readonly atoms: Atoms
  readonly projection: Projection
  readonly domains: Domains
}

/** The bound on logs, without which the parameters of AppendEntries would have no range. */
const maxLogOf = (spec: SpecRunner): number => {
  const { specification } = spec.machine
  const bound = numberConstant(specification, 'MaxLog')
  if (bound === undefined) {
    throw new Error(
      `${specification.module} gives no number to the constant MaxLog; conform needs it to range over entries`,
    )
  }
  return bound
}

export const setUp = (spec: SpecRunner, leavesOut: readonly string[], rules: Rules): SetUp => {
  const { specification, interner } = spec.machine
  const atoms = atomsOf(specification, interner)
  const projection = projectionOf(atoms, interner)
  const { constants } = atoms
  const domains = {
    servers: atoms.serverIds,
    commands: atoms.commands,
    voterSets: atoms.voterSets,
    maxLog: maxLogOf(spec),
  }
  const messagesCell = spec.space.cellOf('messages')
  const bags = makeBags(spec.space.ids(messagesCell), projection)
  const states = makeServerStates(spec.space, atoms, interner, projection)
  const bindings = makeBindings(domains, new Set(leavesOut), atoms, bags, spec)
  const core = makeCoreRules({ rules, constants, states, bags, bindings })
  return {
    sides: { spec, states, bags, bindings, core, messagesCell },
    atoms,
    projection,
    domains,
  }
}

/**
 * Is a mutant seen from outside? A cluster that runs the wrong rules is simulated, with every fault,
 * and `check` is given its trace. What a mutant does to the disk shows only after a crash, and what
 * it hands to the state machine is not logged: not each mutant can be seen in this way.
 */
import { createChecker } from '../../src/conformance/check/Checker.ts'
import { raftMachines } from '../../src/conformance/check/RaftMachine.ts'
import { type Rules, rules } from '../../src/raft/Rules.ts'
import { deviationsNamed, type Options, optionsNamed } from '../../src/raft/Server.ts'
import { plural } from '../../src/report/Figures.ts'
import { type Config, defaultConfig } from '../../src/sim/Config.ts'
import { headerOf, simulate } from '../../src/sim/Simulation.ts'
import type { Machine } from '../../src/tla/Tla.ts'
import type { TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../conformance/raftSpecification.ts'
import type { Fate } from './kill.ts'
import type { Wanted } from './Mutant.ts'

/** The specification for the cluster of a header: compiled once for all with the same constants. */
type MachineFor = (header: TraceHeader) => Machine

export const makeMachines = async (): Promise<MachineFor> => raftMachines(await raftSpecification())

/** Traces of one mutant, and lines of each. */
export const SEEDS = 20
const LINES = 400

/** Where the membership may change, servers join three voters, a few times in a trace. */
const clusterOf = (seed: number, { JointConsensus, SingleServerChanges }: Partial<Options>) =>
  JointConsensus === true || SingleServerChanges === true
    ? { servers: 5, voters: 3, changes: 3 }
    : { servers: seed % 5 === 0 ? 5 : 3, voters: 5, changes: 0 }

/** Under every fault, with the first options in turn. */
const configOf = (seed: number, { options, deviations }: Wanted): Config => ({
  ...defaultConfig,
  ...clusterOf(seed, options),
  transfers: options.LeadershipTransfer === true ? 3 : 0,
  steps: LINES,
  seed,
  loss: 0.05,
  duplicate: 0.05,
  crash: 0.03,
  requests: 60,
  partition: 0.005,
  policy: { maxEntries: seed % 4 === 0 ? 1 : 16 },
  options: {
    ...optionsNamed([]),
    ConflictHint: seed % 2 === 0,
    LeaderNoOp: seed % 3 === 0,
    ...options,
  },
  deviations: { ...deviationsNamed([]), ...deviations },
})

/** The lines until the run ends, or the core throws: a server that panics logs nothing more. */
function* linesOf(config: Config, wrong: Partial<Rules>): Generator<TraceLine> {
  const run = simulate(config, { ...rules, ...wrong })
  for (;;) {
    let next: ReturnType<typeof run.next>
    try {
      next = run.next()
    } catch {
      return
    }
    if (next.done === true) return
    yield next.value.line
  }
}

/** What became of one trace. */
type End = Fate | { readonly _tag: 'Undecided' }

const tryTrace = (machines: MachineFor, config: Config, wrong: Partial<Rules>): End => {
  const header = headerOf(config, { name: 'mutant' })
  const checker = createChecker(machines(header), header)
  let number = 1
  for (const line of linesOf(config, wrong)) {
    number += 1
    const verdict = checker.line(line, number)
    if (verdict?.verdict === 'undecided') return { _tag: 'Undecided' }
    if (verdict?.verdict !== 'diverges') continue
    const { property } = verdict.divergence
    const what =
      property === undefined ? 'no step of the specification' : `${property.property} is violated`
    return { _tag: 'Killed', model: `seed ${String(config.seed)}`, depth: number, what }
  }
  return { _tag: 'Survived', what: '' }
}

/** What `check` sees of wrong rules in simulated traces: the first seed that shows it. */
export const seenByCheck = (
  machines: MachineFor,
  wanted: Wanted,
  wrong: Partial<Rules>,
  seeds = SEEDS,
): Fate => {
  let undecided = 0
  for (let seed = 1; seed <= seeds; seed++) {
    const end = tryTrace(machines, configOf(seed, wanted), wrong)
    if (end._tag === 'Killed') return end
    if (end._tag === 'Undecided') undecided += 1
  }
  const limits = undecided === 0 ? '' : `, ${String(undecided)} of them undecided`
  return { _tag: 'Survived', what: `in ${plural(seeds, 'trace')}${limits}` }
}

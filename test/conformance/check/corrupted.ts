/** Valid traces of the simulator, corrupted, each with the verdict of `check`. */
import { createChecker, type Verdict } from '../../../src/conformance/check/Checker.ts'
import { raftMachines } from '../../../src/conformance/check/RaftMachine.ts'
import type { Constants, Server } from '../../../src/raft/Server.ts'
import { configurationOf } from '../../../src/raft/ServerConfiguration.ts'
import { constantsOf, defaultConfig, type Config } from '../../../src/sim/Config.ts'
import { draw, seeded } from '../../../src/sim/Random.ts'
import { headerOf, simulate } from '../../../src/sim/Simulation.ts'
import type { Specification } from '../../../src/tla/names/Ir.ts'
import { stateOf } from '../../../src/trace/observe.ts'
import { TraceLine, type TraceHeader } from '../../../src/trace/RaftTrace.ts'
import { corruptions, type Choose, type Json } from './corruptions.ts'
import { randomRun, type RandomRun } from './randomRun.ts'

export interface Trace {
  readonly header: TraceHeader
  readonly lines: readonly TraceLine[]
}

interface LoggedStep {
  readonly line: TraceLine
  readonly server: Server
}

/** Some lines say all that a line can say, so that every field of the format occurs. */
const withWholeState =
  (constants: Constants) =>
  ({ line, server }: LoggedStep, k: number): TraceLine => {
    const configuration = configurationOf(constants, server)
    const derived = { lastLogIndex: server.log.length, configuration }
    return k % 4 !== 3
      ? line
      : { ...line, state: { ...line.state, ...stateOf(constants, server), ...derived } }
  }

/** A short run of three servers with every fault, so that every action and field occurs. */
const simulated = (seed: number): Trace => {
  const config: Config = {
    ...defaultConfig,
    servers: 3,
    steps: 60,
    seed,
    loss: 0.1,
    duplicate: 0.1,
    crash: 0.03,
    requests: 60,
    options: {
      ...defaultConfig.options,
      ConflictHint: seed % 4 === 0,
      LeaderNoOp: seed % 3 === 0,
    },
  }
  return {
    header: headerOf(config, { name: 'simulator' }),
    lines: [...simulate(config)].map(withWholeState(constantsOf(config))),
  }
}

/** Every option is in one of them, and every deviation. */
export const clusters: readonly Pick<RandomRun, 'options' | 'deviations'>[] = [
  { options: ['PreVote', 'CheckQuorum', 'LeadershipTransfer', 'JointConsensus', 'CatchUp'] },
  { options: ['LeaderNoOp', 'CheckQuorum', 'LeadershipTransfer', 'SingleServerChanges'] },
  {
    options: ['PreVote', 'JointConsensus'],
    deviations: ['ConfigurationAppliedLate', 'NoPreVoteLease'],
  },
  { options: ['PreVote', 'SingleServerChanges', 'CatchUp', 'ConflictHint'] },
]

/** A run of two servers and one that may join, with all that changes elections and membership. */
const changing = (seed: number): Trace => {
  const { header, constants, steps } = randomRun({
    servers: ['s1', 's2', 's3'],
    initialVoters: ['s1', 's2'],
    ...(clusters[seed % clusters.length] ?? { options: [] }),
    steps: 100,
    seed,
  })
  return { header, lines: steps.map(withWholeState(constants)) }
}

export const validTrace = (seed: number): Trace =>
  seed % 2 === 0 ? simulated(seed) : changing((seed - 1) / 2)

const choosing = (seed: number): Choose => {
  let rng = seeded(seed)
  return (bound) => {
    const [n, next] = draw(rng, Math.max(1, bound))
    rng = next
    return n
  }
}

/** Checks traces; a machine is compiled once for all that have the same constants. */
export const checking = (specification: Specification) => {
  const machineFor = raftMachines(specification)
  return ({ header, lines }: Trace): Verdict => {
    const checker = createChecker(machineFor(header), header)
    for (const [k, line] of lines.entries()) {
      const verdict = checker.line(line, k + 2)
      if (verdict !== undefined) return verdict
    }
    return { verdict: 'conforms' }
  }
}

export interface CorruptedTrace extends Trace {
  readonly kind: string
  readonly seed: number
}

const decode = (lines: readonly Json[]): readonly TraceLine[] | undefined => {
  const decoded = lines.map((line) => TraceLine.decode(line))
  const right = decoded.flatMap((each) => (each._tag === 'Right' ? [each.right] : []))
  return right.length === lines.length ? right : undefined
}

/** The trace of a seed with one corruption, the kinds in turn; undefined where it has no such part. */
export const corruptedTrace = (seed: number): CorruptedTrace | undefined => {
  const { header, lines } = validTrace(Math.floor(seed / corruptions.length))
  const corruption = corruptions[seed % corruptions.length]
  const changed = corruption?.apply(
    lines.map((line): Json => ({ ...line })),
    choosing(seed),
  )
  const decoded = changed === undefined ? undefined : decode(changed)
  return corruption === undefined || decoded === undefined
    ? undefined
    : { header, lines: decoded, kind: corruption.kind, seed }
}

/** The first `count` corrupted traces. */
export const corruptedTraces = (count: number): readonly CorruptedTrace[] => {
  const found: CorruptedTrace[] = []
  for (let seed = 0; found.length < count; seed++) {
    const trace = corruptedTrace(seed)
    if (trace !== undefined) found.push(trace)
  }
  return found
}

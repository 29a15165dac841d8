/** Valid traces of the simulator, corrupted, each with the verdict of `check`. */
import { createChecker, type Verdict } from '../../../src/conformance/check/Checker.ts'
import { raftMachines } from '../../../src/conformance/check/RaftMachine.ts'
import { toEntries } from '../../../src/raft/Log.ts'
import { defaultConfig, type Config } from '../../../src/sim/Config.ts'
import { draw, seeded } from '../../../src/sim/Random.ts'
import { headerOf, simulate, type SimulatedStep } from '../../../src/sim/Simulation.ts'
import type { Specification } from '../../../src/tla/names/Ir.ts'
import { TraceLine, type TraceHeader } from '../../../src/trace/RaftTrace.ts'
import { corruptions, type Choose, type Json } from './corruptions.ts'

export interface Trace {
  readonly header: TraceHeader
  readonly lines: readonly TraceLine[]
}

/** Some lines say what the simulator never writes, so that every field of the format occurs. */
const withWholeLog = ({ line, server }: SimulatedStep, k: number): TraceLine => {
  const { logTail: _tail, ...state } = line.state ?? {}
  return k % 4 !== 3
    ? line
    : { ...line, state: { ...state, log: toEntries(server.log), lastLogIndex: server.log.length } }
}

/** A short run of three servers with every fault, so that every action and field occurs. */
export const validTrace = (seed: number): Trace => {
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
      ConflictHint: seed % 2 === 0,
      LeaderNoOp: seed % 3 === 0,
    },
  }
  return {
    header: headerOf(config, { name: 'simulator' }),
    lines: [...simulate(config)].map(withWholeLog),
  }
}

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

/**
 * The golden traces: runs that the specification generated, for whoever writes a Raft. The shortest
 * run to each action and to each pair of consecutive actions, and random walks.
 */
import type { Machine } from '../../tla/compile/Machine.ts'
import { draw, seeded } from '../../sim/Random.ts'
import { writeItf } from '../../trace/itf.ts'
import { headerText, lineText } from '../../trace/write.ts'
import { itfOfRun } from './RunItf.ts'
import { shortestRuns, walk } from './Runs.ts'
import { traceOfRun } from './RunTrace.ts'
import { runToJson, type Run } from './SpecRun.ts'

/** Configurations for `spec/models/MCRaft.tla` in which every action occurs. */
const configuration = (servers: string, bounds: string, options: readonly string[]): string =>
  `SPECIFICATION Spec
CONSTRAINT Bounded
CONSTANTS
  Server = {${servers}}
  Value = {"x", "y"}
  Nil = Nil
  Options = {${options.map((name) => `"${name}"`).join(', ')}}
  ${bounds}
`

/** Two servers and few messages, so that the shortest run to a distant goal is still found. */
const smallConfiguration = configuration(
  '"s1", "s2"',
  'MaxTerm = 2  MaxLog = 1  MaxMessages = 2  MaxCopies = 1',
  [],
)
const walkConfiguration = (options: readonly string[]): string =>
  configuration(
    '"s1", "s2", "s3"',
    'MaxTerm = 4  MaxLog = 4  MaxMessages = 4  MaxCopies = 2',
    options,
  )

/** The options under which the walks are taken. */
const walkOptions: readonly (readonly string[])[] = [
  [],
  ['ConflictHint'],
  ['LeaderNoOp'],
  ['ConflictHint', 'LeaderNoOp'],
]

/** How many pairs of a state and the action that led to it are looked at for the shortest runs. */
const mostLookedAt = 400_000
const walkLength = 100
const walksEach = 2
/** What keeps a cluster from getting anywhere is taken about once in so many steps. */
const rarity = 12
const rare: ReadonlySet<string> = new Set(['Timeout', 'Restart', 'DropMessage', 'DuplicateMessage'])

const networkActions: ReadonlySet<string> = new Set(['DropMessage', 'DuplicateMessage'])

const ndjson = (run: Run): string => {
  const { header, lines } = traceOfRun(run)
  return `${[headerText(header), ...lines.map(lineText)].join('\n')}\n`
}

const walkWith = (machine: Machine, seed: number): Run => {
  let rng = seeded(seed)
  const choose = (bound: number): number => {
    const [n, next] = draw(rng, Math.max(1, bound))
    rng = next
    return n
  }
  return runToJson(machine.specification, walk(machine, walkLength, choose, rare, rarity))
}

/** The shortest runs, each under the module of the action that it ends in. */
const shortest = (machine: Machine): readonly (readonly [string, string])[] => {
  const { definitions } = machine.specification
  const goals = shortestRuns(
    machine,
    ({ name }, before) => {
      if (networkActions.has(name)) return []
      const pair = before === undefined || networkActions.has(before.name) ? [] : [before.name]
      return [name, ...pair.map((first) => `${first}-${name}`)]
    },
    mostLookedAt,
  )
  return [...goals].map(([goal, run]) => {
    const action = goal.split('-').at(-1) ?? goal
    const section = definitions.get(action)?.module ?? 'Raft'
    return [`${section}/${goal}.ndjson`, ndjson(runToJson(machine.specification, run))] as const
  })
}

const walks = (machine: Machine, options: readonly string[], first: number) =>
  Array.from({ length: walksEach }, (_, k) => first + k).flatMap((seed) => {
    const run = walkWith(machine, seed)
    const name = `walks/${[...options, `seed${String(seed)}`].join('-')}`
    const itf = [`${name}.itf.json`, writeItf(itfOfRun(run))] as const
    return [[`${name}.ndjson`, ndjson(run)] as const, ...(seed === first ? [itf] : [])]
  })

/**
 * Every golden trace, by its path under `traces/`.
 *
 * @param machineFor compiles `spec/models/MCRaft.tla` under a configuration
 */
export const goldenTraces = (
  machineFor: (configuration: string) => Machine,
): ReadonlyMap<string, string> => {
  const traces = [
    ...shortest(machineFor(smallConfiguration)),
    ...walkOptions.flatMap((options, k) =>
      walks(machineFor(walkConfiguration(options)), options, 1 + k * walksEach),
    ),
  ]
  return new Map(traces.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

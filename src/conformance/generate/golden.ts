/**
 * The golden traces: runs that the specification generated, for whoever writes a Raft. The shortest
 * run to each action and to each pair of consecutive actions, and random walks.
 */
import type { Machine } from '../../tla/compile/Machine.ts'
import { draw, seeded } from '../../sim/Random.ts'
import { writeItf } from '../../trace/itf.ts'
import { headerText, lineText } from '../../trace/write.ts'
import { itfOfRun } from './RunItf.ts'
import { shortestRuns, walk, type Goals } from './Runs.ts'
import { traceOfRun } from './RunTrace.ts'
import { runToJson, type Run } from './SpecRun.ts'

/** A cluster, and what leaves it free to do, for `spec/models/MCRaft.tla`. */
interface Setting {
  readonly servers: readonly string[]
  readonly initialVoters: readonly string[]
  readonly voterSets: readonly (readonly string[])[]
  readonly options: readonly string[]
  readonly bounds: string
}

const setOf = (items: readonly string[]): string => `{${items.join(', ')}}`
const strings = (texts: readonly string[]): string => setOf(texts.map((text) => `"${text}"`))

const configuration = (setting: Setting): string =>
  `SPECIFICATION Spec
CONSTRAINT Bounded
CONSTANTS
  Server = ${strings(setting.servers)}
  InitialVoters = ${strings(setting.initialVoters)}
  Value = {"x", "y"}
  VoterSets = ${setOf(setting.voterSets.map(strings))}
  Nil = Nil
  Options = ${strings(setting.options)}
  Deviations = {}
  ${setting.bounds}
`

/** Two servers and few messages, so that the shortest run to a distant goal is still found. */
const small = (bounds: string, options: readonly string[]): Setting => ({
  servers: ['s1', 's2'],
  initialVoters: ['s1', 's2'],
  voterSets: [],
  options,
  bounds,
})
const ofTheCore = small('MaxTerm = 2  MaxLog = 1  MaxMessages = 2  MaxCopies = 1', [])

const entries = (most: number): string =>
  `MaxTerm = 1  MaxLog = ${String(most)}  MaxMessages = 1  MaxCopies = 1`

/** The actions that only an option allows; a server that may join waits outside. */
const ofOptions: readonly (readonly [Setting, readonly string[]])[] = [
  [
    small(entries(2), ['PreVote']),
    [
      ...['BecomePreCandidate', 'RequestPreVote', 'BecomeCandidate', 'LeaderContactLapsed'],
      ...['HandlePreVoteRequest', 'HandlePreVoteResponse'],
    ],
  ],
  [small(entries(2), ['CheckQuorum']), ['QuorumContactLapsed']],
  [
    small(entries(2), ['LeadershipTransfer']),
    ['TransferLeadership', 'AbortTransfer', 'TimeoutNow', 'HandleTimeoutNowRequest'],
  ],
  [
    { ...small(entries(2), ['JointConsensus', 'CatchUp']), initialVoters: ['s1'] },
    ['AddLearner', 'RemoveLearner', 'StartRound'],
  ],
  [
    { ...small(entries(2), ['JointConsensus']), initialVoters: ['s1'], voterSets: [['s2']] },
    ['ChangeConfiguration', 'AppendNewConfiguration', 'StepDown'],
  ],
  [
    { ...small(entries(3), ['SingleServerChanges']), initialVoters: ['s1'] },
    ['AddServer', 'RemoveServer'],
  ],
]

const walkSetting = (options: readonly string[]): Setting => ({
  servers: ['s1', 's2', 's3'],
  initialVoters: ['s1', 's2', 's3'],
  voterSets: options.includes('JointConsensus')
    ? [
        ['s1', 's2'],
        ['s2', 's3'],
        ['s1', 's2', 's3'],
      ]
    : [],
  options,
  bounds: 'MaxTerm = 4  MaxLog = 4  MaxMessages = 4  MaxCopies = 2',
})

/** The options under which the walks are taken. */
const walkOptions: readonly (readonly string[])[] = [
  [],
  ['ConflictHint'],
  ['LeaderNoOp'],
  ['ConflictHint', 'LeaderNoOp'],
  ['PreVote', 'CheckQuorum'],
  ['LeadershipTransfer'],
  ['JointConsensus', 'CatchUp'],
  ['SingleServerChanges', 'LeaderNoOp'],
]

/** How many pairs of a state and the action that led to it are looked at for the shortest runs. */
const mostLookedAt = 400_000
const walkLength = 100
const walksEach = 2
/** What keeps a cluster from getting anywhere is taken about once in so many steps. */
const rarity = 12
const rare: ReadonlySet<string> = new Set([
  ...['Timeout', 'Restart', 'DropMessage', 'DuplicateMessage'],
  ...['BecomePreCandidate', 'LeaderContactLapsed', 'QuorumContactLapsed', 'TimeoutNow'],
])

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

/** Each action by itself, of those that are looked for. */
const among =
  (wanted: readonly string[]): Goals =>
  ({ name }) =>
    wanted.includes(name) ? [name] : []

/** Each action, and each pair of actions that directly follow one another. */
const pairs: Goals = ({ name }, before) => {
  if (networkActions.has(name)) return []
  const pair = before === undefined || networkActions.has(before.name) ? [] : [before.name]
  return [name, ...pair.map((first) => `${first}-${name}`)]
}

/** The shortest runs, each under the module of the action that it ends in. */
const shortest = (
  machine: Machine,
  goals: Goals,
  wanted = Infinity,
): readonly (readonly [string, string])[] => {
  const { definitions } = machine.specification
  return [...shortestRuns(machine, goals, mostLookedAt, wanted)].map(([goal, run]) => {
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
    ...shortest(machineFor(configuration(ofTheCore)), pairs),
    ...ofOptions.flatMap(([setting, wanted]) =>
      shortest(machineFor(configuration(setting)), among(wanted), wanted.length),
    ),
    ...walkOptions.flatMap((options, k) =>
      walks(machineFor(configuration(walkSetting(options))), options, 1 + k * walksEach),
    ),
  ]
  return new Map(traces.toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

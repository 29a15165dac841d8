import { InvalidArgumentError, Option } from 'commander'
import type { Either } from 'fp-ts/lib/Either.js'
import { map, right } from 'fp-ts/lib/Either.js'
import { type Deviations, deviationsNamed, type Options, optionsNamed } from '../raft/Server.ts'
import { type Config, defaultConfig, type Span } from '../sim/Config.ts'
import { headerOf, type SimulatedStep, simulate } from '../sim/Simulation.ts'
import type { Tally } from '../sim/Tally.ts'
import { DEVIATIONS, OPTIONS } from '../trace/RaftTrace.ts'
import { headerText, lineText } from '../trace/write.ts'
import { type ExitCode, HOLDS } from './ExitCode.ts'
import type { Io, TextSink } from './Io.ts'
import type { Problem } from './Problem.ts'
import { type Progress, progress } from './progress.ts'
import { raftDeviations, raftOptions } from './raftOptions.ts'
import {
  type CommonOptions,
  integer,
  type Presentation,
  printJson,
  probability,
  rate,
  refuse,
  type Subcommand,
  subcommand,
} from './Subcommand.ts'
import { version } from './version.ts'

const MOST_SERVERS = 99
const DAY = 86_400_000

/** What the command line says, under the names of its options. */
export type SimulateOptions = CommonOptions & {
  readonly servers: number
  readonly voters?: number
  readonly steps: number
  readonly seed: number
  readonly loss: number
  readonly duplicate: number
  readonly crash: number
  readonly partition: number
  readonly requests: number
  readonly transfers: number
  readonly changes: number
  readonly delay: Span
  readonly electionTimeout: Span
  readonly heartbeat: number
  readonly downtime: Span
  readonly maxEntries: number
  readonly options: Options
  readonly deviations: Deviations
  readonly out?: string
}

const configOf = (given: SimulateOptions): Config => ({
  servers: given.servers,
  voters: given.voters ?? given.servers,
  steps: given.steps,
  seed: given.seed,
  options: given.options,
  deviations: given.deviations,
  policy: { maxEntries: given.maxEntries },
  loss: given.loss,
  duplicate: given.duplicate,
  crash: given.crash,
  requests: given.requests,
  transfers: given.transfers,
  changes: given.changes,
  partition: given.partition,
  delay: given.delay,
  electionTimeout: given.electionTimeout,
  heartbeat: given.heartbeat,
  downtime: given.downtime,
  partitionTime: defaultConfig.partitionTime,
})

const span = (text: string): Span => {
  const parts = /^(\d+)(?:-(\d+))?$/.exec(text)
  const least = Number(parts?.[1])
  const most = Number(parts?.[2] ?? parts?.[1])
  if (!(least <= most && most <= DAY))
    throw new InvalidArgumentError('Expected milliseconds, as 5 or 1-15.')
  return { least, most }
}

/** Lines are handed on in pieces of about this many characters. */
const PIECE = 1 << 16

const STEPS_BETWEEN_PROGRESS = 256

/** Writes the trace of a run, and tells what it saw. */
const writeRun = async (
  config: Config,
  write: (text: string) => Promise<void>,
  shown: Progress,
): Promise<Tally> => {
  const run: Generator<SimulatedStep, Tally, undefined> = simulate(config)
  let piece = `${headerText(headerOf(config, { name: 'raft-conformance', version }))}\n`
  for (let steps = 1; ; steps += 1) {
    const next = run.next()
    if (next.done === true) {
      await write(piece)
      return next.value
    }
    piece += `${lineText(next.value.line)}\n`
    if (steps % STEPS_BETWEEN_PROGRESS === 0)
      shown.update(() => `simulating: step ${steps} of ${config.steps}`)
    if (piece.length < PIECE) continue
    await write(piece)
    piece = ''
  }
}

const intoFile = async (
  io: Io,
  path: string,
  run: (write: TextSink['write']) => Promise<Tally>,
): Promise<Either<Problem, Tally>> => {
  const sink = await io.createText(path)
  if (sink._tag === 'Left') return sink
  try {
    const tally = await run(sink.right.write)
    return map(() => tally)(await sink.right.commit())
  } catch (thrown) {
    await sink.right.discard()
    throw thrown
  }
}

const SECOND = 1000

/** What a run was asked to do beside elections and replication. */
const administration = (
  { options, transfers, changes }: Config,
  tally: Tally,
): readonly string[] => [
  ...(options.PreVote || options.CheckQuorum
    ? [
        `contact     ${tally.preVotes} times votes were asked about, ${tally.stepDowns} leaders stepped down`,
      ]
    : []),
  ...(changes > 0
    ? [
        `membership  ${tally.changes} changes begun, ${tally.configurations} configurations committed, ${tally.rounds} rounds of catching up`,
      ]
    : []),
  ...(transfers > 0
    ? [
        `transfers   ${tally.transfers} begun, ${tally.successors} leaders by them, ${tally.aborted} given up`,
      ]
    : []),
]

const summary = (config: Config, tally: Tally): string =>
  [
    `${tally.steps} steps of ${config.servers} servers in ${(tally.time / SECOND).toFixed(1)} s of virtual time, seed ${config.seed}`,
    `elections   ${tally.leaders} leaders in ${tally.terms} terms`,
    ...administration(config, tally),
    `log         ${tally.requests} requests taken, ${tally.committed} entries committed, ${tally.applied} applied`,
    `messages    ${tally.sent} sent, ${tally.received} received, ${tally.lost} lost, ${tally.duplicated} duplicated`,
    `faults      ${tally.crashes} crashes, ${tally.restarts} restarts, ${tally.partitions} partitions`,
    '',
  ].join('\n')

const fewer = (config: Config, tally: Tally): string =>
  tally.steps < config.steps
    ? `the cluster came to rest after ${tally.steps} steps; give it requests to do more\n`
    : ''

const BOTH = '--json and the trace would both go to standard output; add --out FILE'

/** What of a configuration cannot be, or would do nothing. */
const contradiction = (config: Config): string | null => {
  const { electionTimeout, servers, voters, changes, transfers, options } = config
  if (electionTimeout.most === 0)
    return '--election-timeout 0 leaves no time to hear from a leader; expected at least 1 ms'
  if (voters > servers)
    return `--voters ${voters} are more than there are servers; expected from 1 to ${servers}, or more --servers`
  if (changes > 0 && !options.JointConsensus && !options.SingleServerChanges)
    return '--changes has no effect; add JointConsensus or SingleServerChanges to --options'
  if (transfers > 0 && !options.LeadershipTransfer)
    return '--transfers has no effect; add LeadershipTransfer to --options'
  return null
}

/** Runs a cluster of our cores; the trace goes to `--out`, or to standard output. */
export const runSimulate = async (options: SimulateOptions, io: Io): Promise<ExitCode> => {
  const config = configOf(options)
  const message = contradiction(config) ?? (options.json && options.out === undefined ? BOTH : null)
  if (message !== null) return refuse(io, options, { message })
  const shown = progress(io)
  const run = (write: TextSink['write']) => writeRun(config, write, shown)
  const written =
    options.out === undefined ? right(await run(io.stdout)) : await intoFile(io, options.out, run)
  shown.clear()
  if (written._tag === 'Left') return refuse(io, options, written.left)
  io.stderr(summary(config, written.right) + fewer(config, written.right))
  if (options.json) await printJson(io, { verdict: 'simulated', config, tally: written.right })
  return HOLDS
}

const milliseconds = ({ least, most }: Span): string => `${least}-${most}`

const spanOption = (flags: string, what: string, byDefault: Span): Option =>
  new Option(flags, `${what}, in milliseconds of virtual time`)
    .argParser(span)
    .default(byDefault, milliseconds(byDefault))

const option = <A>(flags: string, what: string, parse: (text: string) => A, byDefault: A): Option =>
  new Option(flags, what).argParser(parse).default(byDefault)

const probabilityOption = (
  flags: string,
  what: string,
  key: 'loss' | 'duplicate' | 'crash' | 'partition',
): Option => option(flags, `probability ${what}`, probability, defaultConfig[key])

const presentation: Presentation = {
  name: 'simulate',
  summary: 'run a cluster of our own cores with faults, and log it as a raft-trace',
  description:
    'Runs a cluster of our own cores in virtual time, over a network that loses, duplicates, ' +
    'delays and reorders messages, with crashes at any point, and writes what every server did ' +
    'as a raft-trace: a header and one line for each step. The same options give the same bytes.',
  exits: {
    holds: 'the trace is written; a summary is on standard error',
    found: 'never: a simulation judges nothing, "check" does',
    undecided: 'never',
  },
  examples: [
    [
      'raft-conformance simulate --servers 5 --steps 100000 --seed 7 --crash 0.001 --out run.ndjson',
      'a long run with crashes',
    ],
    [
      'raft-conformance simulate --servers 7 --voters 3 --changes 1 --options JointConsensus,CatchUp --out changes.ndjson',
      'servers join and leave',
    ],
    [
      'raft-conformance simulate --steps 1000 --loss 0.1 | raft-conformance check -',
      'is what our core does a behaviour of the specification?',
    ],
  ],
}

const CLUSTER: readonly Option[] = [
  option('--servers <n>', 'how many servers', integer(1, MOST_SERVERS), defaultConfig.servers),
  new Option(
    '--voters <n>',
    'how many of them the cluster starts with; the others may join (all if absent)',
  ).argParser(integer(1, MOST_SERVERS)),
  option('--steps <n>', 'how many steps, each a line', integer(1), defaultConfig.steps),
  option('--seed <n>', 'a whole number; another gives another run', integer(0), defaultConfig.seed),
  option(
    '--requests <n>',
    'client requests per second of virtual time',
    integer(0, 1000),
    defaultConfig.requests,
  ),
  new Option('--options <names>', `what the paper leaves free: ${OPTIONS.join(',')}`)
    .argParser((text: string) => optionsNamed(raftOptions(text)))
    .default(defaultConfig.options, 'none'),
  new Option('--deviations <names>', `what contradicts the paper: ${DEVIATIONS.join(',')}`)
    .argParser((text: string) => deviationsNamed(raftDeviations(text)))
    .default(defaultConfig.deviations, 'none'),
  option(
    '--max-entries <n>',
    'entries in one AppendEntries, at most',
    integer(1),
    defaultConfig.policy.maxEntries,
  ),
]

const ADMINISTRATION: readonly Option[] = [
  option(
    '--changes <n>',
    'how often the members are to be others, per second of virtual time',
    rate,
    defaultConfig.changes,
  ),
  option(
    '--transfers <n>',
    'how often a leader is to hand over, per second of virtual time',
    rate,
    defaultConfig.transfers,
  ),
]

const FAULTS: readonly Option[] = [
  probabilityOption('--loss <p>', 'that a message is lost', 'loss'),
  probabilityOption('--duplicate <p>', 'that a message arrives twice', 'duplicate'),
  probabilityOption('--crash <p>', 'that a server crashes in a step', 'crash'),
  probabilityOption('--partition <p>', 'that a partition follows a step', 'partition'),
]

const TIMES: readonly Option[] = [
  spanOption('--delay <ms>', 'how long a message takes', defaultConfig.delay),
  spanOption('--election-timeout <ms>', 'chosen anew each time', defaultConfig.electionTimeout),
  option(
    '--heartbeat <ms>',
    'between two heartbeats of a leader, in milliseconds',
    integer(1, DAY),
    defaultConfig.heartbeat,
  ),
  spanOption('--downtime <ms>', 'how long a crashed server is down', defaultConfig.downtime),
]

export const simulateCommand: Subcommand = (io, finish) =>
  [...CLUSTER, ...ADMINISTRATION, ...FAULTS, ...TIMES]
    .reduce((command, one) => command.addOption(one), subcommand(presentation))
    .addOption(new Option('-o, --out <file>', 'where the trace goes (standard output if absent)'))
    .action(async (options: SimulateOptions) => {
      finish(await runSimulate(options, io))
    })

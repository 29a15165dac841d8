/** `explore`: every reachable state of any TLA+ model, in the built-in engine or in TLC. */
import { Argument, Option } from 'commander'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Exploration } from '../report/Exploration.ts'
import { explorationToJson, showExploration, verdictOf } from '../report/Exploration.ts'
import { count } from '../report/Figures.ts'
import type { Limits, Outcome, Progress as SearchProgress } from '../tla/Tla.ts'
import { explore as exploreMachine } from '../tla/Tla.ts'
import type { ExitCode } from './ExitCode.ts'
import { FOUND, HOLDS, UNDECIDED, UNUSABLE } from './ExitCode.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import { problemOfDiagnostic, showProblem } from './Problem.ts'
import { progress } from './progress.ts'
import type { SpecFiles } from './SpecFiles.ts'
import { findSpec, loadMachine, moduleNameOf } from './SpecFiles.ts'
import type { CommonOptions, Subcommand } from './Subcommand.ts'
import { integer, printJson, refuse, repeated, subcommand } from './Subcommand.ts'
import { findTlcJar, runTlc } from './tlc.ts'

export type ExploreOptions = CommonOptions & {
  readonly spec?: string
  readonly library: readonly string[]
  readonly engine: 'builtin' | 'tlc'
  readonly memo: boolean
  readonly workers: number
  readonly maxStates?: number
  readonly maxDepth?: number
  readonly maxSeconds?: number
  readonly maxMemory?: number
}

type Result = { readonly outcome: Outcome; readonly peakMemory: number | undefined }

const MEGABYTE = 1_000_000

/** Options of one engine that the other would have to ignore in silence. */
const conflict = (options: ExploreOptions): Problem | undefined => {
  const limited = [options.maxStates, options.maxDepth, options.maxSeconds, options.maxMemory]
  if (options.engine === 'tlc') {
    if (limited.some((limit) => limit !== undefined)) {
      return { message: 'TLC knows no --max-... limits; leave them out, or use --engine builtin' }
    }
    return options.memo ? undefined : { message: '--no-memo concerns --engine builtin only' }
  }
  return options.workers === 1
    ? undefined
    : { message: 'the built-in engine uses one worker; leave out --workers, or use --engine tlc' }
}

const limitsOf = (options: ExploreOptions, io: Io, started: number): Limits => {
  const { maxStates, maxDepth, maxSeconds, maxMemory } = options
  const reached = (): string | undefined => {
    if (maxSeconds !== undefined && io.now() - started > maxSeconds * 1000) {
      return `${maxSeconds} seconds`
    }
    return maxMemory !== undefined && io.peakMemory() > maxMemory * MEGABYTE
      ? `${maxMemory} megabytes`
      : undefined
  }
  return {
    ...(maxStates !== undefined && { states: maxStates }),
    ...(maxDepth !== undefined && { depth: maxDepth }),
    reached,
  }
}

const exitCodes: Readonly<Record<ReturnType<typeof verdictOf>, ExitCode>> = {
  holds: HOLDS,
  violated: FOUND,
  undecided: UNDECIDED,
  unusable: UNUSABLE,
}

const exploreWithTlc = async (
  files: SpecFiles,
  workers: number,
  io: Io,
): Promise<Either<Problem, Result>> => {
  const jar = await findTlcJar(io)
  if (jar._tag === 'Left') return jar
  const job = { ...files, module: moduleNameOf(files.spec), workers }
  return runTlc(jar.right, job, io.cwd)
}

const showProgress = ({ generated, distinct, depth, queued }: SearchProgress): string =>
  `${count(generated)} generated, ${count(distinct)} distinct, depth ${depth}, ${count(queued)} queued`

const exploreBuiltin = async (
  files: SpecFiles,
  options: ExploreOptions,
  io: Io,
): Promise<Either<Problem, Result>> => {
  const started = io.now()
  const machine = await loadMachine(io, files)
  if (machine._tag === 'Left') return machine
  for (const notice of machine.right.specification.notices) {
    io.stderr(`note: ${showProblem(problemOfDiagnostic(notice))}\n`)
  }
  const shown = progress(io)
  const explored = exploreMachine(machine.right, {
    memo: options.memo,
    limits: limitsOf(options, io, started),
    progress: (now) => {
      shown.update(() => showProgress(now))
    },
  })
  shown.clear()
  return explored._tag === 'Left'
    ? left(problemOfDiagnostic(explored.left))
    : right({ outcome: explored.right.outcome, peakMemory: io.peakMemory() })
}

/** Input that gave nothing to explore is one message, as all bad input is. */
const withoutRun = (config: string, { ending }: Outcome): Problem | undefined =>
  ending._tag === 'EvaluationError' && ending.trace.length === 0
    ? { file: config, ...problemOfDiagnostic(ending.diagnostic) }
    : undefined

const exploreEither = async (
  config: string,
  options: ExploreOptions,
  io: Io,
): Promise<Either<Problem, Result>> => {
  const problem = conflict(options)
  if (problem !== undefined) return left(problem)
  const text = await io.readText(config)
  if (text._tag === 'Left') return text
  const spec = options.spec === undefined ? await findSpec(io, config) : right(options.spec)
  if (spec._tag === 'Left') return spec
  const files = { config, spec: spec.right, libraries: options.library }
  const result = await (options.engine === 'tlc'
    ? exploreWithTlc(files, options.workers, io)
    : exploreBuiltin(files, options, io))
  if (result._tag === 'Left') return result
  const nothing = withoutRun(config, result.right.outcome)
  return nothing === undefined ? result : left(nothing)
}

/** Explores the model that `config` describes and prints the report. */
export const run = async (config: string, options: ExploreOptions, io: Io): Promise<ExitCode> => {
  const started = io.now()
  const result = await exploreEither(config, options, io)
  if (result._tag === 'Left') return refuse(io, options, result.left)
  const { outcome, peakMemory } = result.right
  const exploration: Exploration = { outcome, seconds: (io.now() - started) / 1000, peakMemory }
  if (options.json) await printJson(io, explorationToJson(exploration))
  else await io.stdout(showExploration(exploration))
  return exitCodes[verdictOf(outcome.ending)]
}

const presentation = {
  name: 'explore',
  summary: 'explore every reachable state of a TLA+ model',
  description: [
    'Explores every reachable state of any TLA+ model, breadth first, and counts exactly as TLC does: states generated, distinct states, depth. Stops at the first violated invariant, action property or deadlock, and prints a shortest run to it.',
    'The specification is X.tla beside X.cfg, or else the only .tla file in that folder. Modules are looked up beside the specification, then in each --library.',
  ].join('\n\n'),
  exits: {
    holds: 'every reachable state was examined and nothing is violated',
    found: 'an invariant, a property, an assertion or an ASSUME is violated, or a deadlock reached',
    undecided: 'a --max-... limit was reached first',
  },
  examples: [
    [
      'raft-conformance explore spec/models/LeaderElection.cfg --spec spec/models/MCRaft.tla --library spec',
      'elections among three servers',
    ],
    ['raft-conformance explore model.cfg --engine tlc', 'the same in TLC, for a second opinion'],
  ],
} as const

const LIMITS = [
  ['--max-states <n>', 'stop, undecided, at this many distinct states'],
  ['--max-depth <n>', 'stop, undecided, before states at this depth are expanded'],
  ['--max-seconds <n>', 'stop, undecided, after this time'],
  ['--max-memory <megabytes>', 'stop, undecided, when the process has held this much'],
] as const

/** The subcommand `explore`. */
export const exploreCommand: Subcommand = (io, finish) => {
  const command = subcommand(presentation)
    .addArgument(new Argument('<cfg>', 'the configuration file, as TLC reads it'))
    .addOption(new Option('--spec <file>', 'the root module, if not X.tla beside X.cfg'))
    .addOption(
      new Option('--library <dir>', 'where else modules lie; may be repeated')
        .argParser(repeated)
        .default([], 'none'),
    )
    .addOption(
      new Option('--engine <engine>', 'which model checker')
        .choices(['builtin', 'tlc'])
        .default('builtin'),
    )
    .addOption(new Option('--no-memo', 'evaluate every step: the same counts, slower'))
    .addOption(
      new Option('--workers <n>', 'threads of TLC; the built-in engine uses one')
        .argParser(integer(1))
        .default(1),
    )
  LIMITS.forEach(([flags, text]) =>
    command.addOption(new Option(flags, text).argParser(integer(1))),
  )
  return command.action(async (config: string, options: ExploreOptions) => {
    finish(await run(config, options, io))
  })
}

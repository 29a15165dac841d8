/** `check`: is what an implementation logged a behaviour of the specification? */
import { Option } from 'commander'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import {
  createChecker,
  defaultLimits,
  type Checker,
  type Verdict,
} from '../conformance/check/Checker.ts'
import { raftMachines } from '../conformance/check/RaftMachine.ts'
import { checkedTraceToJson, showCheckedTrace, type CheckedTrace } from '../report/Check.ts'
import type { Machine } from '../tla/compile/Machine.ts'
import type { TraceHeader } from '../trace/RaftTrace.ts'
import { FOUND, HOLDS, UNDECIDED, type ExitCode } from './ExitCode.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import { readRaftSpec } from './raftSpec.ts'
import { integer, refuse, subcommand, type Subcommand } from './Subcommand.ts'
import {
  itfOptionsOption,
  judgeEach,
  readTrace,
  tracesArgument,
  type TraceOptions,
} from './traceFiles.ts'

interface CheckOptions extends TraceOptions {
  readonly perLine: number
  readonly states: number
}

const checkFile = async (
  io: Io,
  file: string,
  machineFor: (header: TraceHeader) => Machine,
  { itfOptions, perLine, states }: CheckOptions,
): Promise<Either<Problem, CheckedTrace>> => {
  const begun: { header?: TraceHeader; checker?: Checker } = {}
  const started = io.now()
  const ended = await readTrace<Verdict>(io, file, itfOptions, (header) => {
    const checker = createChecker(machineFor(header), header, { ...defaultLimits, perLine, states })
    begun.header = header
    begun.checker = checker
    return (line, number) => right(checker.line(line, number))
  })
  if (ended._tag === 'Left') return ended
  const { header, checker } = begun
  if (header === undefined || checker === undefined)
    return left({ file, message: 'no header was read' })
  const { result, ...rest } = ended.right
  return right({
    file,
    options: header.options ?? [],
    deviations: header.deviations ?? [],
    verdict: result ?? { verdict: 'conforms' },
    report: checker.report(),
    ...rest,
    seconds: (io.now() - started) / 1000,
  })
}

const exits: Readonly<Record<Verdict['verdict'], ExitCode>> = {
  conforms: HOLDS,
  diverges: FOUND,
  undecided: UNDECIDED,
}

export const runCheck = async (
  files: readonly string[],
  options: CheckOptions,
  io: Io,
): Promise<ExitCode> => {
  const specification = await readRaftSpec(io)
  if (specification._tag === 'Left') return refuse(io, options, specification.left)
  const machineFor = raftMachines(specification.right)
  return judgeEach(io, files, options.json, {
    judge: (file) => checkFile(io, file, machineFor, options),
    exit: ({ verdict }) => exits[verdict.verdict],
    show: showCheckedTrace,
    toJson: checkedTraceToJson,
  })
}

const presentation = {
  name: 'check',
  summary: 'check that traces are behaviours of the specification',
  description: `Checks that what an implementation of Raft logged (raft-trace, NDJSON) is a behaviour
of the TLA+ specification, and evaluates the properties of Figure 3 along it. A line
that diverges is explained: the first false conjunct of each action that it could
have been, with its place in the specification, or the fields that differ.`,
  exits: {
    holds: 'every trace conforms, and at least one event of each was checked',
    found: 'a trace diverges',
    undecided: 'a trace is undecided: a limit was reached',
  },
  examples: [
    ['raft-conformance check run.ndjson', 'one trace'],
    ['raft-conformance check logs/*.ndjson --json', 'several, as JSON, a verdict for each'],
    ['my-raft --trace | raft-conformance check -', 'from standard input'],
  ],
} as const

export const checkCommand: Subcommand = (io, finish) =>
  subcommand(presentation)
    .argument('<traces...>', tracesArgument)
    .addOption(itfOptionsOption())
    .addOption(
      new Option('--per-line <n>', 'most action instances evaluated for one line')
        .argParser(integer(1))
        .default(defaultLimits.perLine),
    )
    .addOption(
      new Option('--states <n>', 'most states kept that fit what was observed of one server')
        .argParser(integer(1))
        .default(defaultLimits.states),
    )
    .action(async (traces: readonly string[], options: CheckOptions) => {
      finish(await runCheck(traces, options, io))
    })

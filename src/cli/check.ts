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
import { createRaftMachine } from '../conformance/check/RaftMachine.ts'
import { checkedTraceToJson, showCheckedTrace, type CheckedTrace } from '../report/Check.ts'
import type { Specification } from '../tla/names/Ir.ts'
import { openTrace, type Batch, type OpenTrace, type TraceProblem } from '../trace/read.ts'
import { FOUND, HOLDS, UNDECIDED, UNUSABLE, type ExitCode } from './ExitCode.ts'
import type { Io } from './Io.ts'
import { showProblem, type Problem } from './Problem.ts'
import { progress } from './progress.ts'
import { readRaftSpec } from './raftSpec.ts'
import {
  integer,
  printJson,
  refuse,
  subcommand,
  type CommonOptions,
  type Subcommand,
} from './Subcommand.ts'

interface CheckOptions extends CommonOptions {
  readonly perLine: number
  readonly states: number
}

interface Refused {
  readonly file: string
  readonly problem: Problem
}

type Checked = Either<Refused, CheckedTrace>

const problemIn = (file: string, { line, message }: TraceProblem): Problem => ({
  file,
  ...(line === undefined ? {} : { line }),
  message,
})

/** What the format allows and this version does not judge: said at once, not passed over. */
const unsupported = ({ header }: OpenTrace): string | undefined => {
  if (header.initial !== undefined)
    return 'the header gives "initial", but this version checks only traces that start in the initial state; log from the start'
  if (header.network === 'ordered')
    return 'the header says "network":"ordered", but this version does not check the order of links; say "unordered"'
  if (header.logMayLoseTail === true)
    return 'the header says "logMayLoseTail", but this version expects every step before a Restart; flush each line before its sends'
  return undefined
}

/** Feeds a checker until its verdict or the end. */
const run = async (
  checker: Checker,
  batches: AsyncIterable<Batch>,
  onLines: (events: number) => void,
): Promise<Either<TraceProblem, { readonly verdict: Verdict; readonly tornLine?: number }>> => {
  let events = 0
  for await (const batch of batches) {
    if (batch._tag === 'Broken') return left(batch.problem)
    if (batch._tag === 'Torn')
      return right({ verdict: { verdict: 'conforms' }, tornLine: batch.number })
    for (const { line, number } of batch.lines) {
      const verdict = checker.line(line, number)
      if (verdict !== undefined) return right({ verdict })
    }
    events += batch.lines.length
    onLines(events)
  }
  return right({ verdict: { verdict: 'conforms' } })
}

const checkFile = async (
  io: Io,
  file: string,
  specification: Specification,
  options: CheckOptions,
): Promise<Checked> => {
  const refused = (problem: Problem): Checked => left({ file, problem })
  const text = await io.openText(file)
  if (text._tag === 'Left') return refused(text.left)
  const trace = await openTrace(text.right)
  if (trace._tag === 'Left') return refused(problemIn(file, trace.left))
  const reason = unsupported(trace.right)
  if (reason !== undefined) return refused({ file, line: 1, message: reason })
  const started = io.now()
  const { header, batches } = trace.right
  const limits = { ...defaultLimits, perLine: options.perLine, states: options.states }
  const checker = createChecker(createRaftMachine(specification, header), header, limits)
  const line = progress(io)
  const ended = await run(checker, batches, (events) => {
    line.update(() => `${file}: ${events.toLocaleString('en-US')} events`)
  })
  line.clear()
  if (ended._tag === 'Left') return refused(problemIn(file, ended.left))
  return right({
    file,
    options: header.options ?? [],
    ...ended.right,
    report: checker.report(),
    seconds: (io.now() - started) / 1000,
  })
}

const exitOf = (checked: Checked): ExitCode => {
  if (checked._tag === 'Left') return UNUSABLE
  const codes = { conforms: HOLDS, diverges: FOUND, undecided: UNDECIDED } as const
  return codes[checked.right.verdict.verdict]
}

/** What matters most of several: an unusable file, a divergence, an undecided trace. */
const worst = (codes: readonly ExitCode[]): ExitCode =>
  [UNUSABLE, FOUND, UNDECIDED].find((code) => codes.includes(code)) ?? HOLDS

const toJson = (checked: Checked) =>
  checked._tag === 'Left'
    ? { file: checked.left.file, verdict: 'unusable', problem: checked.left.problem }
    : checkedTraceToJson(checked.right)

export const runCheck = async (
  files: readonly string[],
  options: CheckOptions,
  io: Io,
): Promise<ExitCode> => {
  const specification = await readRaftSpec(io)
  if (specification._tag === 'Left') return refuse(io, options, specification.left)
  const results: Checked[] = []
  for (const file of files) {
    const checked = await checkFile(io, file, specification.right, options)
    results.push(checked)
    if (checked._tag === 'Left') io.stderr(`${showProblem(checked.left.problem)}\n`)
    else if (!options.json) await io.stdout(showCheckedTrace(checked.right))
  }
  if (options.json) await printJson(io, results.map(toJson))
  return worst(results.map(exitOf))
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

export const check: Subcommand = (io, finish) =>
  subcommand(presentation)
    .argument('<traces...>', 'raft-trace files; - is standard input')
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

/** What the commands that read traces have in common: `check` and `replay`. */
import type { Either } from 'fp-ts/lib/Either.js'
import { chain, left, mapLeft, right } from 'fp-ts/lib/Either.js'
import { runOfItf } from '../conformance/generate/RunItf.ts'
import { traceOfRun } from '../conformance/generate/RunTrace.ts'
import type { Run } from '../conformance/generate/SpecRun.ts'
import { readItf, type ItfProblem, type ItfTrace } from '../trace/itf.ts'
import { Option } from 'commander'
import { OPTIONS, type OptionName, type TraceHeader, type TraceLine } from '../trace/RaftTrace.ts'
import { openTrace, type Batch, type OpenTrace, type TraceProblem } from '../trace/read.ts'
import { FOUND, HOLDS, UNDECIDED, UNUSABLE, type ExitCode } from './ExitCode.ts'
import type { Io } from './Io.ts'
import { showProblem, type Problem } from './Problem.ts'
import { progress } from './progress.ts'
import { raftOptions } from './raftOptions.ts'
import { printJson, type CommonOptions } from './Subcommand.ts'
import { count } from '../report/Figures.ts'

/** What `check` and `replay` are told of the traces. */
export interface TraceOptions extends CommonOptions {
  readonly itfOptions: readonly OptionName[]
}

export const tracesArgument = 'raft-trace files (NDJSON) or .itf.json files; - is standard input'

export const itfOptionsOption = (): Option =>
  new Option(
    '--itf-options <names>',
    `options of the specification that an ITF file ran under: ${OPTIONS.join(',')}`,
  )
    .argParser(raftOptions)
    .default([], 'none')

/** Takes the lines of one trace; a result ends the reading. */
export type Feed<A> = (line: TraceLine, number: number) => Either<TraceProblem, A | undefined>

/** How the reading of a trace ended. */
export interface TraceEnd<A> {
  /** undefined: the trace was read to its end. */
  readonly result: A | undefined
  /** The number of a last line that was cut off and left out. */
  readonly tornLine?: number
}

const problemIn = (file: string, { line, message }: TraceProblem): Problem => ({
  file,
  ...(line === undefined ? {} : { line }),
  message,
})

/** What the format allows and this version does not judge: said at once, not passed over. */
const unsupported = (header: TraceHeader): string | undefined => {
  if (header.initial !== undefined)
    return 'the header gives "initial", but this version reads only traces that start in the initial state; log from the start'
  if (header.network === 'ordered')
    return 'the header says "network":"ordered", but this version does not check the order of links; say "unordered"'
  if (header.logMayLoseTail === true)
    return 'the header says "logMayLoseTail", but this version expects every step before a Restart; flush each line before its sends'
  return undefined
}

const feedAll = async <A>(
  batches: AsyncIterable<Batch>,
  feed: Feed<A>,
  onEvents: (events: number) => void,
): Promise<Either<TraceProblem, TraceEnd<A>>> => {
  let events = 0
  for await (const batch of batches) {
    if (batch._tag === 'Broken') return left(batch.problem)
    if (batch._tag === 'Torn') return right({ result: undefined, tornLine: batch.number })
    for (const { line, number } of batch.lines) {
      const fed = feed(line, number)
      if (fed._tag === 'Left') return left({ line: number, ...fed.left })
      if (fed.right !== undefined) return right({ result: fed.right })
    }
    events += batch.lines.length
    onEvents(events)
  }
  return right({ result: undefined })
}

/** A trace in the Informal Trace Format, as the raft-trace that the servers would have logged. */
const openItf = async (
  io: Io,
  file: string,
  options: readonly OptionName[],
): Promise<Either<Problem, OpenTrace>> => {
  const text = await io.readText(file)
  if (text._tag === 'Left') return text
  const run = chain((trace: ItfTrace) => itfRun(trace, options))(readItf(text.right))
  if (run._tag === 'Left') return left({ file, message: run.left.message })
  const { header, lines } = traceOfRun(run.right)
  const numbered = lines.map((line, k) => ({ line, number: k + 2 }))
  return right({
    header,
    batches: onlyBatch({ _tag: 'Lines', lines: numbered }),
    close: () => Promise.resolve(),
  })
}

const itfRun = (trace: ItfTrace, options: readonly OptionName[]): Either<ItfProblem, Run> =>
  mapLeft((message: string) => ({ message }))(runOfItf(trace, options))

async function* onlyBatch(batch: Batch): AsyncIterable<Batch> {
  yield await Promise.resolve(batch)
}

const openRaftTrace = async (io: Io, file: string): Promise<Either<Problem, OpenTrace>> => {
  const text = await io.openText(file)
  if (text._tag === 'Left') return text
  return mapLeft((problem: TraceProblem) => problemIn(file, problem))(await openTrace(text.right))
}

/**
 * Reads one trace: a raft-trace, or a `.itf.json` in the Informal Trace Format.
 *
 * @param itfOptions the options under which the specification ran, which that format does not tell
 * @param begin makes from the header what takes the lines
 */
export const readTrace = async <A>(
  io: Io,
  file: string,
  itfOptions: readonly OptionName[],
  begin: (header: TraceHeader) => Feed<A>,
): Promise<Either<Problem, TraceEnd<A>>> => {
  const trace = file.endsWith('.itf.json')
    ? await openItf(io, file, itfOptions)
    : await openRaftTrace(io, file)
  if (trace._tag === 'Left') return trace
  const { header, batches } = trace.right
  const reason = unsupported(header)
  if (reason !== undefined) {
    await trace.right.close()
    return left({ file, line: 1, message: reason })
  }
  const line = progress(io)
  const ended = await feedAll(batches, begin(header), (events) => {
    line.update(() => `${file}: ${count(events)} events`)
  })
  line.clear()
  return ended._tag === 'Left' ? left(problemIn(file, ended.left)) : ended
}

/** What matters most of several: an unusable file, a divergence, an undecided trace. */
const worst = (codes: readonly ExitCode[]): ExitCode =>
  [UNUSABLE, FOUND, UNDECIDED].find((code) => codes.includes(code)) ?? HOLDS

/** How a command presents what became of one trace. */
export interface Judged<A> {
  readonly judge: (file: string) => Promise<Either<Problem, A>>
  readonly exit: (judged: A) => ExitCode
  readonly show: (judged: A) => string
  readonly toJson: (judged: A) => unknown
}

/** Judges several traces, a verdict for each; a file that cannot be read does not hide the others. */
export const judgeEach = async <A>(
  io: Io,
  files: readonly string[],
  json: boolean,
  { judge, exit, show, toJson }: Judged<A>,
): Promise<ExitCode> => {
  const codes: ExitCode[] = []
  const documents: unknown[] = []
  for (const file of files) {
    const judged = await judge(file)
    if (judged._tag === 'Left') {
      io.stderr(`${showProblem(judged.left)}\n`)
      codes.push(UNUSABLE)
      documents.push({ file, verdict: 'unusable', problem: judged.left })
    } else {
      codes.push(exit(judged.right))
      documents.push(toJson(judged.right))
      if (!json) await io.stdout(show(judged.right))
    }
  }
  if (json) await printJson(io, documents)
  return worst(codes)
}

/** What the commands that read traces have in common: `check` and `replay`. */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { TraceHeader, TraceLine } from '../trace/RaftTrace.ts'
import { openTrace, type Batch, type TraceProblem } from '../trace/read.ts'
import { FOUND, HOLDS, UNDECIDED, UNUSABLE, type ExitCode } from './ExitCode.ts'
import type { Io } from './Io.ts'
import { showProblem, type Problem } from './Problem.ts'
import { progress } from './progress.ts'
import { printJson } from './Subcommand.ts'
import { count } from '../report/Figures.ts'

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

/** Reads one trace; `begin` makes from its header what takes the lines. */
export const readTrace = async <A>(
  io: Io,
  file: string,
  begin: (header: TraceHeader) => Feed<A>,
): Promise<Either<Problem, TraceEnd<A>>> => {
  const text = await io.openText(file)
  if (text._tag === 'Left') return text
  const trace = await openTrace(text.right)
  if (trace._tag === 'Left') return left(problemIn(file, trace.left))
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

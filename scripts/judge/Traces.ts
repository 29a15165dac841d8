/** Traces, good and corrupted, judged by `check` and by TLC through `spec/TraceRaft.tla`. */
import { copyFileSync, createReadStream, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checking, corruptedTraces, validTrace } from '../../test/conformance/check/corrupted.ts'
import { raftSpecification } from '../../test/conformance/raftSpecification.ts'
import { openTrace } from '../../src/trace/read.ts'
import type { TraceLine } from '../../src/trace/RaftTrace.ts'
import { inTemporaryFolder, runTlc } from './Process.ts'
import type { Judgement, Task } from './Task.ts'
import { thinned } from './Thinning.ts'
import { acceptedLines, constantsOf, TRACE_DATA, traceData, unsupported } from './TraceData.ts'
import type { Trace } from './TraceData.ts'

const VALID = 24
const CORRUPTED = 500
/** Of the corrupted traces that `check` rejects; those that it accepts are all judged. */
const REJECTED = 48
/** Of either kind, with parts left out, as systems log that tell less. */
const THINNED = 24
/** A thinned line may stand for much, so its trace is short. */
const THINNED_LINES = 40
/** Traces of one run of TLC, so that its start is paid once and its memory does not grow. */
const AT_ONCE = 24

/** Where a trace diverges, as a line of its file, of which the header is the first. */
type Verdict = { readonly line: number } | 'conforms' | 'undecided'

interface Case extends Trace {
  readonly subject: string
  readonly ours: Verdict
}

const show = (verdict: Verdict): string =>
  typeof verdict === 'string' ? verdict : `diverges at line ${String(verdict.line)}`

const ourVerdicts = async (): Promise<(trace: Trace) => Verdict> => {
  const check = checking(await raftSpecification())
  return (trace) => {
    const verdict = check(trace)
    return verdict.verdict === 'diverges' ? { line: verdict.divergence.line } : verdict.verdict
  }
}

const tlcVerdict = (accepted: number, { lines }: Trace): Verdict =>
  accepted === lines.length ? 'conforms' : { line: accepted + 2 }

const judge = (
  { subject, ours, ...trace }: Case,
  accepted: number | undefined,
  output: string,
): Judgement => {
  const tlc =
    accepted === undefined
      ? `failed: ${output.trim().slice(-500)}`
      : show(tlcVerdict(accepted, trace))
  const agrees = ours !== 'undecided' && tlc === show(ours)
  return { subject, agrees, answer: agrees ? tlc : `built-in: ${show(ours)}; TLC: ${tlc}` }
}

const judgeBatch = (jar: string, batch: readonly [Case, ...Case[]]) =>
  inTemporaryFolder(async (folder): Promise<readonly Judgement[]> => {
    const { module, config } = traceData(batch)
    const job = {
      config: join(folder, 'TraceRaft.cfg'),
      spec: join(folder, 'TraceRaft.tla'),
      libraries: [resolve('spec')],
    }
    copyFileSync(join('spec', 'TraceRaft.tla'), job.spec)
    writeFileSync(job.config, config)
    writeFileSync(join(folder, `${TRACE_DATA}.tla`), module)
    const { status, output } = await runTlc(jar, job)
    const accepted = status === 0 ? acceptedLines(output, batch.length) : []
    return batch.map((each, k) => judge(each, accepted[k], output))
  })

/** Cases that one run can judge: of the same constants, and not too many. */
const batches = (cases: readonly Case[]): readonly (readonly [Case, ...Case[]])[] => {
  const open = new Map<string, [Case, ...Case[]]>()
  const full: [Case, ...Case[]][] = []
  for (const each of cases) {
    const key = constantsOf(each)
    const batch = open.get(key)
    if (batch === undefined) open.set(key, [each])
    else if (batch.push(each) === AT_ONCE) {
      full.push(batch)
      open.delete(key)
    }
  }
  return [...full, ...open.values()]
}

const tasksOf = (jar: string, cases: readonly Case[]): readonly Task[] =>
  batches(cases).map((batch, k) => ({
    name: `traces, part ${String(k + 1)}`,
    run: () => judgeBatch(jar, batch),
  }))

/** Runs of the simulator, and runs with one field or one line changed. */
export const sampleTasks = async (jar: string): Promise<readonly Task[]> => {
  const verdict = await ourVerdicts()
  const valid = Array.from({ length: VALID }, (_, seed): Case => {
    const trace = validTrace(seed)
    return { ...trace, subject: `trace ${String(seed)}`, ours: verdict(trace) }
  })
  const corrupted = corruptedTraces(CORRUPTED).map((trace): Case => {
    const subject = `corrupted trace ${String(trace.seed)}: ${trace.kind}`
    return { header: trace.header, lines: trace.lines, subject, ours: verdict(trace) }
  })
  const thin = (from: readonly Case[]): readonly Case[] =>
    from.slice(0, THINNED).map(({ subject, header, lines }, seed): Case => {
      const trace = thinned({ header, lines: lines.slice(0, THINNED_LINES) }, seed)
      return { ...trace, subject: `thinned ${subject}`, ours: verdict(trace) }
    })
  const accepted = corrupted.filter(({ ours }) => typeof ours === 'string')
  const rejected = corrupted.filter(({ ours }) => typeof ours !== 'string').slice(0, REJECTED)
  return tasksOf(jar, [...valid, ...accepted, ...rejected, ...thin(valid), ...thin(corrupted)])
}

const readTrace = async (file: string): Promise<Trace> => {
  const opened = await openTrace(createReadStream(file, { encoding: 'utf8' }))
  if (opened._tag === 'Left') throw new Error(`${file}: ${opened.left.message}`)
  const { header, batches } = opened.right
  const lines: TraceLine[] = []
  for await (const batch of batches) {
    if (batch._tag === 'Broken') throw new Error(`${file}: ${batch.problem.message}`)
    if (batch._tag === 'Lines') lines.push(...batch.lines.map(({ line }) => line))
  }
  const trace = { header, lines }
  const feature = unsupported(trace)
  if (feature !== undefined) throw new Error(`${file}: TraceRaft does not judge ${feature}`)
  return trace
}

/** Traces in files. */
export const fileTasks = async (
  jar: string,
  files: readonly string[],
): Promise<readonly Task[]> => {
  const verdict = await ourVerdicts()
  const cases: Case[] = []
  for (const file of files) {
    const trace = await readTrace(file)
    cases.push({ ...trace, subject: file, ours: verdict(trace) })
  }
  return tasksOf(jar, cases)
}

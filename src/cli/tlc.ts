/** Runs TLC, the reference model checker, as a second engine behind `explore`. */
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Outcome } from '../tla/explore/Outcome.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import type { SpecFiles } from './SpecFiles.ts'
import { systemErrorCode } from './systemError.ts'
import { parseTlcOutput } from './TlcOutput.ts'

export type TlcJob = SpecFiles & {
  readonly module: string
  readonly workers: number
}

export type TlcRun = {
  readonly outcome: Outcome
  /** Of the Java process, in bytes; undefined where the system does not tell. */
  readonly peakMemory: number | undefined
}

const JAR_MISSING =
  'TLC is not here: point TLA2TOOLS_JAR at a tla2tools.jar, or run "npm run judge" once, which fetches one'

/** The jar named by TLA2TOOLS_JAR, or the one that `npm run judge` fetched. */
export const findTlcJar = async (
  io: Pick<Io, 'environment' | 'isFile' | 'listDirectory' | 'packageRoot'>,
): Promise<Either<Problem, string>> => {
  const named = io.environment['TLA2TOOLS_JAR']
  if (named !== undefined && named !== '') {
    return (await io.isFile(named))
      ? right(named)
      : left({ file: named, message: 'no such file, though TLA2TOOLS_JAR names it' })
  }
  const folder = join(io.packageRoot, '.judge')
  const names = await io.listDirectory(folder)
  const jar = names._tag === 'Right' ? names.right.find((name) => name.endsWith('.jar')) : undefined
  return jar === undefined ? left({ message: JAR_MISSING }) : right(join(folder, jar))
}

const MEMORY_INTERVAL_MS = 100

/** The high-water mark that Linux keeps for a process; undefined elsewhere. */
const highWaterMark = async (pid: number): Promise<number | undefined> => {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}

/** Asks for a process's peak memory until stopped: once it has ended, nobody knows it. */
const watchMemory = (pid: number | undefined) => {
  const seen: { peak: number | undefined } = { peak: undefined }
  const look = async (): Promise<void> => {
    if (pid !== undefined) seen.peak = (await highWaterMark(pid)) ?? seen.peak
  }
  const timer = setInterval(() => void look(), MEMORY_INTERVAL_MS)
  return () => {
    clearInterval(timer)
    return seen.peak
  }
}

type JavaRun = { readonly output: string; readonly peakMemory: number | undefined }

const runJava = (args: readonly string[]): Promise<Either<Problem, JavaRun>> =>
  new Promise((done, fail) => {
    const child = spawn('java', args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const pieces: string[] = []
    const stopWatching = watchMemory(child.pid)
    const stop = (): boolean => child.kill()
    process.once('exit', stop)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece))
    }
    child.on('error', (error) => {
      stopWatching()
      process.off('exit', stop)
      if (systemErrorCode(error) !== 'ENOENT') fail(error)
      done(
        left({
          message: 'TLC needs Java, and there is no program "java"; install Java 11 or later',
        }),
      )
    })
    child.on('close', () => {
      process.off('exit', stop)
      done(right({ output: pieces.join(''), peakMemory: stopWatching() }))
    })
  })

/** TLC unpacks its modules under fixed names: each run gets a temporary folder of its own. */
const argumentsFor = (jar: string, work: string, job: TlcJob, cwd: string): readonly string[] => [
  '-XX:+UseParallelGC',
  `-Djava.io.tmpdir=${join(work, 'tmp')}`,
  ...(job.libraries.length === 0
    ? []
    : [`-DTLA-Library=${job.libraries.map((path) => resolve(cwd, path)).join(delimiter)}`]),
  '-cp',
  resolve(cwd, jar),
  'tlc2.TLC',
  '-tool',
  ...['-metadir', join(work, 'states')],
  ...['-workers', String(job.workers)],
  ...['-config', resolve(cwd, job.config)],
  resolve(cwd, job.spec),
]

/** Runs TLC to its end, in a temporary folder that is removed afterwards. */
export const runTlc = async (
  jar: string,
  job: TlcJob,
  cwd: string,
): Promise<Either<Problem, TlcRun>> => {
  const work = await mkdtemp(join(tmpdir(), 'raft-conformance-tlc-'))
  try {
    await mkdir(join(work, 'tmp'))
    const run = await runJava(argumentsFor(jar, work, job, cwd))
    if (run._tag === 'Left') return run
    const { output, peakMemory } = run.right
    return right({ outcome: parseTlcOutput(output, job.module), peakMemory })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Child processes of the judge: our own program, TLC, and Maven. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'

const TIME_LIMIT_MS = 15 * 60_000

/** Children that a signal to the judge must not leave behind. */
const running = new Set<ReturnType<typeof spawn>>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export interface Ended {
  /** null after a signal. */
  readonly status: number | null
  /** Standard output and standard error. */
  readonly output: string
  readonly stdout: string
}

/** Runs a program to its end, or to the limit of time. Fails only where there is no such program. */
export const run = (command: string, args: readonly string[]): Promise<Ended> =>
  new Promise((done, fail) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIME_LIMIT_MS,
    })
    running.add(child)
    const all: string[] = []
    const stdout: string[] = []
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      all.push(piece)
      stdout.push(piece)
    })
    child.stderr.setEncoding('utf8').on('data', (piece: string) => all.push(piece))
    child.on('error', fail)
    child.on('close', (status) => {
      running.delete(child)
      done({ status, output: all.join(''), stdout: stdout.join('') })
    })
  })

/** Does something with a folder of its own, which is removed afterwards. */
export const inTemporaryFolder = async <A>(use: (folder: string) => Promise<A>): Promise<A> => {
  const folder = mkdtempSync(join(tmpdir(), 'raft-judge-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What TLC is to explore: paths of a configuration and of its root module. */
export interface TlcJob {
  readonly config: string
  readonly spec: string
  readonly libraries: readonly string[]
}

/**
 * Runs TLC with one worker, so that its counts are exact, and with temporary files of its own: it
 * unpacks its modules under fixed names.
 */
export const runTlc = (jar: string, job: TlcJob): Promise<Ended> =>
  inTemporaryFolder((folder) => {
    const temporary = join(folder, 'tmp')
    mkdirSync(temporary)
    return run('java', [
      '-XX:+UseParallelGC',
      `-Djava.io.tmpdir=${temporary}`,
      `-DTLA-Library=${job.libraries.join(delimiter)}`,
      ...['-cp', jar, 'tlc2.TLC', '-tool'],
      ...['-metadir', join(folder, 'states')],
      ...['-workers', '1'],
      ...['-config', job.config, job.spec],
    ])
  })

/**
 * What `npm test` does after the build: runs ava under coverage, tells what failed, and ends with
 * the line `N passed, N failed`.
 *
 * ava prints no such line; it can say "7 tests passed" while a file crashed, and its TAP reporter
 * dies of a time-out. So its output is read here, and whatever does not add up is a failure.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { coverageByFolder, parseLcov } from './Coverage.ts'
import type { FolderCoverage } from './Coverage.ts'
import { junitOf } from './Junit.ts'
import { tapReader } from './Tap.ts'
import type { TapReader, TapResult } from './Tap.ts'

const AVA = 'node_modules/ava/entrypoints/cli.mjs'
const C8 = 'node_modules/c8/bin/c8.js'
/** Named, or c8 would empty the folder of a run around this one, if there is one. */
const C8_FOLDER = ['--temp-directory', 'coverage/tmp']
const LCOV = 'coverage/lcov.info'
const JUNIT = 'build/junit.xml'

/** Off a terminal, a sign of life now and then. */
const HEARTBEAT_MS = 30_000

const failure = (name: string, ...details: readonly string[]): TapResult => ({
  outcome: 'failed',
  name,
  details,
})

const count = (results: readonly TapResult[], outcome: TapResult['outcome']): number =>
  results.filter((result) => result.outcome === outcome).length

const summary = (results: readonly TapResult[]): string => {
  const skipped = count(results, 'skipped')
  const base = `${count(results, 'passed')} passed, ${count(results, 'failed')} failed`
  return skipped === 0 ? base : `${base}, ${skipped} skipped`
}

const showFailure = ({ name, details }: TapResult): string =>
  [`✗ ${name}`, ...details.map((line) => `    ${line}`), ''].join('\n')

/** On a terminal a line that changes; elsewhere failures as they come, and a heartbeat. */
const follow = (reader: TapReader): (() => void) => {
  let told = 0
  const tellFailures = (): void => {
    const fresh = reader.results().slice(told)
    told += fresh.length
    for (const { outcome, name } of fresh)
      if (outcome === 'failed') process.stdout.write(`✗ ${name}\n`)
  }
  const onTerminal = (): void => {
    const line = `${summary(reader.results())} - ${reader.results().at(-1)?.name ?? ''}`
    process.stdout.write(`\r\u001b[2K${line.slice(0, process.stdout.columns - 1)}`)
  }
  const elsewhere = (): void => {
    process.stdout.write(`... ${summary(reader.results())}\n`)
  }
  const { isTTY } = process.stdout
  const timers = isTTY
    ? [setInterval(onTerminal, 200)]
    : [setInterval(tellFailures, 1000), setInterval(elsewhere, HEARTBEAT_MS)]
  return () => {
    timers.forEach((timer) => {
      clearInterval(timer)
    })
    if (isTTY) process.stdout.write('\r\u001b[2K')
  }
}

/** Runs ava to its end, however that comes. */
const runAva = (args: readonly string[], reader: TapReader): Promise<string> =>
  new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    child.stdout.setEncoding('utf8').on('data', reader.feed)
    child.on('close', (code, signal) => {
      done(signal ?? String(code))
    })
  })

/** ava's name of a test begins with its file, so that a file without any result shows. */
const silentFiles = (results: readonly TapResult[]): readonly string[] =>
  readdirSync('build/test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .filter((file) => {
      const prefix = file.replace(/\.test\.js$/, '').replaceAll(/[\\/]/g, ' › ')
      return !results.some(({ name }) => name.startsWith(`${prefix} › `))
    })
    .sort()

/** What ava's own words leave out: a run that was cut off, a file that said nothing. */
const irregularities = (
  reader: TapReader,
  exit: string,
  isWhole: boolean,
): readonly TapResult[] => {
  const results = reader.results()
  const silent = isWhole ? silentFiles(results) : []
  const hasFailure = count(results, 'failed') > 0
  return [
    ...(reader.hasPlan()
      ? []
      : [
          failure(
            `the run was cut off before its end (exit ${exit})`,
            'a test took too long, or ended the process; run the files on their own to find it:',
            '  npx ava build/test/<file>.test.js',
          ),
        ]),
    ...silent.map((file) => failure(`build/test/${file} reported no result`)),
    ...(reader.hasPlan() && exit !== '0' && !hasFailure && silent.length === 0
      ? [failure(`the test runner ended with ${exit} though no test failed`)]
      : []),
  ]
}

const showFolder = (row: FolderCoverage): string => {
  const shares = [row.lines, row.functions, row.branches].map((share) =>
    (Math.floor(share * 100) / 100).toFixed(2).padStart(7),
  )
  return `${row.folder.padEnd(18)}${shares.join('   ')}   ${row.threshold}${row.holds ? '' : '   too low'}`
}

/** Each folder of `src` is one result: covered as asked, or a failure that names the lines. */
const judgeCoverage = (): readonly TapResult[] => {
  if (!existsSync(LCOV)) return [failure('coverage: no report was written')]
  const folders = coverageByFolder(parseLcov(readFileSync(LCOV, 'utf8')))
  process.stdout.write(
    [
      '',
      'coverage            lines functions  branches   asked',
      ...folders.map(showFolder),
      '',
      '',
    ].join('\n'),
  )
  if (folders.length === 0) return [failure('coverage: nothing was measured')]
  return folders.map(({ folder, threshold, holds, gaps }) => ({
    outcome: holds ? 'passed' : 'failed',
    name: `coverage › ${folder}: at least ${threshold} % of lines, functions and branches`,
    details: ['not executed, at least in part:', ...gaps],
  }))
}

/** `test/raft/Log.test.ts` is as good a name as that of the compiled file. */
const compiledName = (file: string): string =>
  file.replace(/^(\.\/)?test\/(.*)\.ts$/, 'build/test/$2.js')

/**
 * @param args test files, none for all; `--no-coverage` leaves coverage out, as naming files does
 * @returns the exit code
 */
export const runTests = async (args: readonly string[]): Promise<number> => {
  const files = args.filter((arg) => !arg.startsWith('--')).map(compiledName)
  const isWhole = files.length === 0
  const hasCoverage = isWhole && !args.includes('--no-coverage')
  rmSync('coverage', { recursive: true, force: true })
  const reader = tapReader()
  const stop = follow(reader)
  const ava = [AVA, '--tap', ...files]
  const exit = await runAva(
    hasCoverage ? [C8, ...C8_FOLDER, process.execPath, ...ava] : ava,
    reader,
  )
  stop()
  const results = [
    ...reader.results(),
    ...irregularities(reader, exit, isWhole),
    ...(hasCoverage ? judgeCoverage() : []),
  ]
  mkdirSync(join(JUNIT, '..'), { recursive: true })
  writeFileSync(JUNIT, junitOf('raft-conformance', results))
  const failures = results.filter(({ outcome }) => outcome === 'failed')
  process.stdout.write(failures.map((result) => `${showFailure(result)}\n`).join(''))
  process.stdout.write(`${summary(results)}\n`)
  return failures.length === 0 && results.length > 0 ? 0 : 1
}

/**
 * `npm run docs [-- PAGE...]`: puts the present sources and the present answers into the pages.
 * The tests do the same and fail where a page would change.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { expandPage } from './Page.ts'
import type { Answer, Sources } from './Page.ts'

/** Everything a reader may open: README, CONTRIBUTING and the pages of docs. */
export const pages = (): readonly string[] => [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...(existsSync('docs')
    ? readdirSync('docs', { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md') && !name.includes('.vitepress'))
        .map((name) => join('docs', name))
    : []),
]

const PROGRAMS = join('build', 'bin')

/**
 * In a clone the program is not on the path; a reader who installed it types its name. Not a
 * function of the shell: not every shell lets one have a hyphen in its name.
 */
const putOnPath = (): string => {
  mkdirSync(PROGRAMS, { recursive: true })
  const program = `#!/bin/sh\nexec "${process.execPath}" "${resolve('build/src/cli/bin.js')}" "$@"\n`
  writeFileSync(join(PROGRAMS, 'raft-conformance'), program, { mode: 0o755 })
  return `${resolve(PROGRAMS)}${delimiter}${process.env['PATH'] ?? ''}`
}

const COMMAND_TIMEOUT_MS = 300_000

const runCommand = (command: string): Answer => {
  const { status, signal, stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${command}`], {
    encoding: 'utf8',
    // Without coverage, which would slow it down; Node hands that on unless told otherwise.
    env: { ...process.env, PATH: putOnPath(), NO_COLOR: '1', NODE_V8_COVERAGE: '' },
    timeout: COMMAND_TIMEOUT_MS,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return signal === null
    ? { exit: status ?? -1, output: stdout }
    : { exit: -1, output: `${stdout}\nended by ${signal}` }
}

/** The repository as it lies in the current directory; the same command is run once. */
export const repository = (): Sources => {
  const answers = new Map<string, Answer>()
  return {
    read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    run: (command) => {
      const answer = answers.get(command) ?? runCommand(command)
      answers.set(command, answer)
      return answer
    },
  }
}

/**
 * @param named pages to expand; none for all
 * @returns the exit code
 */
export const runDocs = (named: readonly string[]): number => {
  const sources = repository()
  const problems = (named.length === 0 ? pages() : named).flatMap((page) => {
    const before = readFileSync(page, 'utf8')
    const { text, problems } = expandPage(before, sources)
    if (text !== before) {
      writeFileSync(page, text)
      process.stdout.write(`${page}: brought up to date\n`)
    }
    return problems.map((problem) => `${page}:${problem}`)
  })
  process.stdout.write(problems.map((problem) => `${problem}\n`).join(''))
  return problems.length === 0 ? 0 : 1
}

/**
 * What `npm run check` does after the build: everything about the tree that can be judged without
 * running it. Each check is one line; what a failed one has to say stands below it.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { inspectLock, inspectText, showFinding } from './Tree.ts'

type Verdict = { readonly holds: boolean; readonly output: string }

type Check = { readonly name: string; readonly judge: () => Verdict }

/** A tool of the project, by the file that its package calls its program. */
const tool = (program: string, ...args: readonly string[]): (() => Verdict) => {
  return () => {
    const { status, stdout, stderr, error } = spawnSync(
      process.execPath,
      [`node_modules/${program}`, ...args],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    )
    return { holds: status === 0, output: stdout + stderr + (error?.message ?? '') }
  }
}

/** What is committed or about to be. */
const filesOfTree = (): readonly string[] => {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`git cannot list the files of the tree: ${stderr}`)
  return stdout.split('\0').filter((name) => name !== '')
}

const readIfText = (file: string): string | undefined => {
  try {
    const text = readFileSync(file, 'utf8')
    return text.includes('\0') ? undefined : text
  } catch {
    // Deleted, and the deletion not yet committed.
    return undefined
  }
}

const inspectTree = (): Verdict => {
  const localPaths = [process.cwd(), homedir()]
  const findings = filesOfTree().flatMap((file) => {
    const text = readIfText(file)
    if (text === undefined) return []
    return [
      ...inspectText(file, text, localPaths),
      ...(file.endsWith('package-lock.json') ? inspectLock(file, text) : []),
    ]
  })
  return { holds: findings.length === 0, output: findings.map(showFinding).join('\n') }
}

const checks: readonly Check[] = [
  { name: 'format (prettier)', judge: tool('prettier/bin/prettier.cjs', '--check', '.') },
  { name: 'style (eslint)', judge: tool('eslint/bin/eslint.js', '--max-warnings', '0', '.') },
  {
    name: 'import directions (dependency-cruiser)',
    judge: tool('dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'test', 'scripts'),
  },
  { name: 'dead code and dependencies (knip)', judge: tool('knip/bin/knip.js') },
  { name: 'lockfile and stray words', judge: inspectTree },
]

const run = ({ name, judge }: Check): boolean => {
  const began = performance.now()
  const { holds, output } = judge()
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(`${holds ? '✔' : '✗'} ${name} (${seconds} s)\n`)
  if (!holds) process.stdout.write(`${output.trim().replace(/^/gm, '    ')}\n\n`)
  return holds
}

/** @returns the exit code */
export const runChecks = (): number => {
  // The build that has just succeeded is the first check: strict types, for tests and scripts too.
  process.stdout.write('✔ types (tsc)\n')
  const failed = checks.filter((check) => !run(check)).length
  process.stdout.write(`${checks.length + 1 - failed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

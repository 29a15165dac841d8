import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import test from 'ava'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const runner = JSON.stringify(new URL('../../../scripts/testing/runTests.js', import.meta.url).href)

const IMPORT = "import test from 'ava'\n"
const GOOD = `${IMPORT}test('is good', t => t.pass())`

/** A package of its own whose only content is the given tests, run as `npm test` does. */
const runIn = (
  t: ExecutionContext,
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  timeout = '2m',
) => {
  const here = mkdtempSync(join(tmpdir(), 'raft-conformance-'))
  t.teardown(() => {
    rmSync(here, { recursive: true })
  })
  symlinkSync(join(root, 'node_modules'), join(here, 'node_modules'))
  const ava = { files: ['build/test/**/*.test.js'], timeout }
  writeFileSync(join(here, 'package.json'), JSON.stringify({ type: 'module', ava }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(here, name)), { recursive: true })
    writeFileSync(join(here, name), text)
  }
  const script = `const { runTests } = await import(${runner})
    process.exitCode = await runTests(${JSON.stringify(args)})`
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: here,
    encoding: 'utf8',
    timeout: 180_000,
  })
  return {
    status: ended.status,
    out: ended.stdout,
    last: ended.stdout.trimEnd().split('\n').at(-1),
    junit: readFileSync(join(here, 'build/junit.xml'), 'utf8'),
  }
}

const NO_COVERAGE = ['--no-coverage']

test('what fails and what crashes while it is loaded is shown, and ends the run with 1', (t) => {
  const ended = runIn(
    t,
    {
      'build/test/good.test.js': GOOD,
      'build/test/bad.test.js': `${IMPORT}test('adds', t => t.is(1 + 1, 3))`,
      'build/test/crash.test.js': `${GOOD}\nthrow new Error('while loading')`,
    },
    NO_COVERAGE,
  )
  t.is(ended.status, 1)
  t.regex(ended.last ?? '', /^1 passed, [2-9] failed$/)
  t.regex(ended.out, /✗ bad › adds\n[^]*Difference[^]*2[^]*3/)
  t.regex(ended.out, /while loading/)
  t.regex(ended.out, /build\/test\/crash\.test\.js reported no result/)
})

test('a test that ends the process is a failure, whatever the runner says', (t) => {
  const exits = `${IMPORT}test('exits', async () => { setTimeout(() => process.exit(0)); await new Promise(() => {}) })`
  const ended = runIn(
    t,
    { 'build/test/a.test.js': GOOD, 'build/test/b.test.js': exits },
    NO_COVERAGE,
  )
  t.is(ended.status, 1)
  t.regex(ended.last ?? '', /[1-9] failed/)
})

test('a test that hangs is a failure', (t) => {
  const hangs = `${IMPORT}test('hangs', async t => { await new Promise(r => setTimeout(r, 60000)); t.pass() })`
  const ended = runIn(
    t,
    { 'build/test/a.test.js': GOOD, 'build/test/b.test.js': hangs },
    NO_COVERAGE,
    '3s',
  )
  t.is(ended.status, 1)
  t.regex(ended.out, /the run was cut off before its end|reported no result/)
})

test('named files alone are run, by the name of their source', (t) => {
  const files = { 'build/test/a.test.js': GOOD, 'build/test/b.test.js': 'throw 1' }
  const ended = runIn(t, files, ['test/a.test.ts'])
  t.deepEqual([ended.last, ended.status], ['1 passed, 0 failed', 0])
  t.regex(ended.junit, /<testsuite name="raft-conformance" tests="1" failures="0"/)
})

test('a run without coverage of any module fails', (t) => {
  const ended = runIn(t, { 'build/test/a.test.js': GOOD }, [])
  t.is(ended.status, 1)
  t.regex(ended.out, /coverage: (nothing was measured|no report was written)/)
})

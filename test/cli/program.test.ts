import { readFileSync } from 'node:fs'
import test from 'ava'
import { main } from '../../src/cli/program.ts'
import type { Subcommand } from '../../src/cli/Subcommand.ts'
import { subcommand } from '../../src/cli/Subcommand.ts'
import { version } from '../../src/cli/version.ts'
import { TlaError } from '../../src/tla/syntax/Diagnostic.ts'
import { memoryIo } from './memoryIo.ts'

/** A command that does what the test wants. */
const doing =
  (action: () => 0 | 1 | 2 | 3): Subcommand =>
  (_io, finish) =>
    subcommand({
      name: 'act',
      summary: 'act',
      description: 'Acts\nat once.\n\nThen rests.',
      exits: { holds: 'a', found: 'b', undecided: 'c' },
      examples: [],
    }).action(() => {
      finish(action())
    })

const run = async (args: readonly string[], action: () => 0 | 1 | 2 | 3 = () => 0) => {
  const world = memoryIo()
  const code = await main(args, world.io, [doing(action)])
  return { code, out: world.stdout(), err: world.stderr() }
}

const throwing = (error: unknown) => (): 0 => {
  throw error
}

test('the version is that of package.json', async (t) => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  )
  t.like(manifest, { version })
  t.deepEqual(await run(['--version']), { code: 0, out: `${version}\n`, err: '' })
})

test('--help goes to standard output and explains the exit codes', async (t) => {
  const { code, out, err } = await run(['--help'])
  t.deepEqual([code, err], [0, ''])
  t.regex(out, /Usage: raft-conformance/)
  t.regex(out, /3 {2}undecided: a limit was reached/)
})

test('without a command the help goes to standard error and nothing is decided', async (t) => {
  const { code, out, err } = await run([])
  t.deepEqual([code, out], [2, ''])
  t.regex(err, /Usage: raft-conformance/)
})

for (const [args, expected] of [
  [['acct'], /unknown command 'acct'[^]*Did you mean act\?/],
  [['act', '--jason'], /unknown option '--jason'[^]*Did you mean --json\?/],
  [['act', 'surplus'], /too many arguments/],
] as const)
  test(`"${args.join(' ')}" is refused with a hint, exit code 2`, async (t) => {
    const { code, out, err } = await run(args)
    t.deepEqual([code, out], [2, ''])
    t.regex(err, expected)
    t.regex(err, /--help shows what is possible/)
  })

for (const code of [0, 1, 2, 3] as const)
  test(`a command that finishes with ${code} ends the program with ${code}`, async (t) => {
    t.is((await run(['act'], () => code)).code, code)
  })

test('a refusal of the engine is shown with its place, without a stack', async (t) => {
  const span = { file: 'M.tla', line: 4, column: 2, endLine: 4, endColumn: 3 }
  const thrown = new TlaError({ code: 'TLA102', message: 'undefined operator Foo', span })
  t.deepEqual(await run(['act'], throwing(thrown)), {
    code: 2,
    out: '',
    err: 'M.tla:4:2: undefined operator Foo [TLA102]\n',
  })
})

test('a refusal of the operating system is no internal error', async (t) => {
  const thrown = Object.assign(new Error('ENOSPC: x'), { code: 'ENOSPC', syscall: 'write' })
  const { code, err } = await run(['act'], throwing(thrown))
  t.deepEqual(
    [code, err],
    [2, 'no space left on the device; nothing was written under this name\n'],
  )
})

test('an unexpected exception is called an internal error, without its stack', async (t) => {
  const { code, err } = await run(['act'], throwing(new Error('broken invariant')))
  t.is(code, 2)
  t.is(err, 'internal error, please report it: broken invariant (--debug shows the stack)\n')
})

test('--debug shows the stack of an internal error', async (t) => {
  const { code, err } = await run(['act', '--debug'], throwing(new Error('broken invariant')))
  t.is(code, 2)
  t.regex(err, /broken invariant\n +at /)
})

test('what is thrown and is no Error is still reported', async (t) => {
  t.regex((await run(['act', '--debug'], throwing('odd'))).err, /please report it:\nodd\n/)
})

test('the help of a command wraps by the terminal and keeps paragraphs', async (t) => {
  const { code, out } = await run(['act', '--help'])
  t.is(code, 0)
  t.regex(out, /\nActs at once\.\n\nThen rests\.\n/)
})

test('the help of a command does not say that switches are off', async (t) => {
  const { out } = await run(['help', 'act'])
  t.regex(out, /--json +one JSON document on standard output\n/)
})

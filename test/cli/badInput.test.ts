/**
 * Input that cannot be used, run as a user runs it: exit code 2, one message with file and line,
 * nothing on standard output, no stack trace.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import test from 'ava'

const program = fileURLToPath(new URL('../../src/cli/bin.js', import.meta.url))

/** Files by name; null stands for a directory. */
type Files = Readonly<Record<string, string | null>>

const directoryWith = (t: ExecutionContext, files: Files): string => {
  const here = mkdtempSync(join(tmpdir(), 'raft-conformance-'))
  t.teardown(() => {
    rmSync(here, { recursive: true })
  })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(here, name)), { recursive: true })
    if (text === null) mkdirSync(join(here, name))
    else writeFileSync(join(here, name), text)
  }
  return here
}

const run = (t: ExecutionContext, files: Files, args: readonly string[]) =>
  spawnSync(process.execPath, [program, ...args], {
    cwd: directoryWith(t, files),
    encoding: 'utf8',
    timeout: 120_000,
  })

const CFG = 'INIT Init\nNEXT Next\n'

const specWith = (next: string): string =>
  ['---- MODULE M ----', 'VARIABLE x', 'Init == x = 0', `Next == x' = ${next}`, '===='].join('\n')

type Refusal = {
  readonly of: string
  readonly files: Files
  readonly args: readonly string[]
  readonly message: string
}

const refusals: readonly Refusal[] = [
  {
    of: 'a cfg that is not there',
    files: {},
    args: ['explore', 'none.cfg'],
    message: 'none.cfg: no such file or directory; check the path',
  },
  {
    of: 'a directory where a cfg is meant',
    files: { 'M.cfg': null },
    args: ['explore', 'M.cfg'],
    message: 'M.cfg: is a directory, expected a file; name a file in it',
  },
  {
    of: 'an empty cfg',
    files: { 'M.cfg': '', 'M.tla': specWith('0') },
    args: ['explore', 'M.cfg'],
    message: 'M.cfg names no behaviour: it needs SPECIFICATION, or INIT and NEXT. [CFG112]',
  },
  {
    of: 'an empty specification',
    files: { 'M.cfg': CFG, 'M.tla': '' },
    args: ['explore', 'M.cfg'],
    message:
      'M.tla:1:1: There is no module here: a module begins with a line `---- MODULE Name ----`. [TLA002]',
  },
  {
    of: 'a specification that is not there',
    files: { 'M.cfg': CFG },
    args: ['explore', 'M.cfg'],
    message: 'M.cfg: no .tla file lies beside it; name the specification with --spec FILE',
  },
  {
    of: 'a specification with a syntax error',
    files: { 'M.cfg': CFG, 'M.tla': specWith('(1 +') },
    args: ['explore', 'M.cfg'],
    message:
      'M.tla:5:1: `====` is unexpected here: what stands before it is not complete. [TLA001]',
  },
  {
    of: 'a specification with an undefined operator',
    files: { 'M.cfg': CFG, 'M.tla': specWith('Foo(x)') },
    args: ['explore', 'M.cfg'],
    message: 'M.tla:4:14: `Foo` is not defined here. [TLA101]',
  },
  {
    of: 'a cfg with an unknown constant',
    files: { 'M.cfg': `${CFG}CONSTANT Bar = 3\n`, 'M.tla': specWith('0') },
    args: ['explore', 'M.cfg'],
    message:
      'M.cfg:3:10: `Bar` is given a value, but module M neither declares nor defines it. [CFG103]',
  },
]

for (const { of, files, args, message } of refusals)
  test(`${of} is refused with one message`, (t) => {
    const { status, stdout, stderr } = run(t, files, args)
    t.deepEqual([status, stdout, stderr], [2, '', `${message}\n`])
  })

test('names and strings that JavaScript gives a meaning are ordinary ones', (t) => {
  const spec = [
    '---- MODULE M ----',
    'VARIABLE x',
    'constructor == "a\\"b\u2028c"',
    '__proto__ == "toString"',
    'Init == x = constructor',
    "Next == x' = IF x = constructor THEN __proto__ ELSE constructor",
    'Inv == x # __proto__',
    '====',
  ].join('\n')
  const { status, stdout, stderr } = run(t, { 'M.cfg': `${CFG}INVARIANT Inv\n`, 'M.tla': spec }, [
    'explore',
    'M.cfg',
    '--json',
  ])
  t.deepEqual([status, stderr], [1, ''])
  t.like(JSON.parse(stdout), {
    verdict: 'violated',
    violation: { kind: 'invariant', name: 'Inv' },
    states: { distinct: 2, depth: 2 },
  })
})

test('a refusal under --json leaves one JSON document on standard output', (t) => {
  const { status, stdout, stderr } = run(t, {}, ['explore', 'none.cfg', '--json'])
  t.deepEqual([status, stderr], [2, 'none.cfg: no such file or directory; check the path\n'])
  t.like(JSON.parse(stdout), { problem: { file: 'none.cfg' } })
})

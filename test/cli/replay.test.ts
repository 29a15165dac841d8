import test from 'ava'
import { main } from '../../src/cli/program.ts'
import type { Io } from '../../src/cli/Io.ts'
import { memoryIo } from './memoryIo.ts'

const header = '{"format":"raft-trace","version":1,"servers":["s1","s2","s3"]}'
const timeout =
  '{"server":"s1","action":"Timeout","state":{"currentTerm":1,"role":"Candidate"},"sent":[]}'
const request =
  '{"type":"RequestVoteRequest","source":"s1","dest":"s2","term":1,"lastLogIndex":0,"lastLogTerm":0}'
const ask = `{"server":"s1","action":"RequestVote","args":{"j":"s2"},"sent":[${request}]}`

/** Replays one trace; what it ends with and what it says. */
const replayText = async (
  text: string,
  flags: readonly string[] = [],
  overrides: Partial<Io> = {},
) => {
  const { io, stdout, stderr } = memoryIo({ 'run.ndjson': text }, overrides)
  const code = await main(['replay', 'run.ndjson', ...flags], io)
  return { code, stdout: stdout(), stderr: stderr() }
}

const textOf = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

test('a trace that the core follows agrees, and the report says what was compared', async (t) => {
  const { code, stdout, stderr } = await replayText(textOf(header, timeout, ask))
  t.deepEqual([code, stderr], [0, ''])
  t.regex(stdout, /^run\.ndjson: the core agrees, 2 events\n {2}actions +Timeout 1, RequestVote 1/)
})

test('an action that the rules do not allow is a difference, with its label', async (t) => {
  const { code, stdout } = await replayText(
    textOf(header, '{"server":"s1","action":"BecomeLeader"}'),
  )
  t.is(code, 1)
  t.regex(
    stdout,
    /^run\.ndjson:2: the core differs\n {2}The rule is not enabled in the core:\n {6}\{"action":"BecomeLeader","i":"s1"\}\n/,
  )
})

test('another state is a difference, field by field', async (t) => {
  const { code, stdout } = await replayText(textOf(header, timeout.replace(':1,', ':2,')))
  t.is(code, 1)
  t.regex(stdout, /^run\.ndjson:2: [^]*currentTerm: expected 1, observed 2\n/)
})

test('other messages are a difference in both directions', async (t) => {
  const other = ask.replace('"lastLogIndex":0', '"lastLogIndex":1')
  const { code, stdout } = await replayText(textOf(header, timeout, other))
  t.is(code, 1)
  t.regex(
    stdout,
    /^run\.ndjson:3: [^]*The core sends [^\n]*RequestVoteRequest[^\n]*does not have\n/,
  )
  t.regex(stdout, /The trace has [^\n]*"lastLogIndex":1[^\n]*the core does not send\n/)
})

test('a line that does not say which instance it is cannot be replayed', async (t) => {
  t.deepEqual(await replayText(textOf(header, '{"server":"s1","action":"ClientRequest"}')), {
    code: 2,
    stdout: '',
    stderr: 'run.ndjson:2: the line lacks args.v, which a replay needs; check finds it by itself\n',
  })
})

test('a last line that is cut off is left out and reported', async (t) => {
  const { code, stdout } = await replayText(`${textOf(header, timeout)}{"server":"s1"`)
  t.is(code, 0)
  t.regex(stdout, /agrees, 1 event\n[^]*line 3 is cut off and was left out\n/)
})

test('an empty file is refused', async (t) => {
  const { code, stdout, stderr } = await replayText('')
  t.deepEqual([code, stdout], [2, ''])
  t.regex(stderr, /^run\.ndjson: the file is empty, expected a raft-trace/)
})

for (const [field, value] of [
  ['initial', '{}'],
  ['network', '"ordered"'],
  ['logMayLoseTail', 'true'],
])
  test(`a header that says "${field ?? ''}" is refused, not passed over`, async (t) => {
    const text = textOf(`${header.slice(0, -1)},"${field ?? ''}":${value ?? ''}}`, timeout)
    const { code, stderr } = await replayText(text)
    t.is(code, 2)
    t.regex(stderr, new RegExp(`^run\\.ndjson:1: the header (gives|says) "${field ?? ''}"`))
  })

test('a file that is no ITF is refused as such', async (t) => {
  const { io, stderr } = memoryIo({ 'run.itf.json': '{}' })
  t.is(await main(['replay', 'run.itf.json'], io), 2)
  t.regex(stderr(), /^run\.itf\.json: ./)
})

test('many traces get a verdict each, and the worst one ends the program', async (t) => {
  const { io, stdout, stderr } = memoryIo({
    'good.ndjson': textOf(header, timeout),
    'bad.ndjson': textOf(header, timeout.replace(':1,', ':2,')),
  })
  t.is(await main(['replay', 'good.ndjson', 'bad.ndjson'], io), 1)
  t.regex(stdout(), /^good\.ndjson: the core agrees[^]*\nbad\.ndjson:2: the core differs\n/)
  t.is(await main(['replay', 'none.ndjson', 'bad.ndjson'], io), 2)
  t.is(stderr(), 'none.ndjson: no such file or directory; check the path\n')
})

test('--json gives one document with a verdict for each trace', async (t) => {
  const { io, stdout } = memoryIo({ 'good.ndjson': textOf(header, timeout) })
  t.is(await main(['replay', '--json', 'good.ndjson', 'none.ndjson'], io), 2)
  t.like(JSON.parse(stdout()), [
    { file: 'good.ndjson', verdict: 'agrees' },
    { file: 'none.ndjson', verdict: 'unusable' },
  ])
})

test('on a terminal the events read so far are shown, and taken away', async (t) => {
  const { code, stderr } = await replayText(textOf(header, timeout), [], {
    stderrIsTerminal: true,
  })
  t.is(code, 0)
  t.regex(stderr, /run\.ndjson: 1 events/)
  t.true(stderr.endsWith('\r\u001b[2K'))
})

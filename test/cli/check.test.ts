import test from 'ava'
import { main } from '../../src/cli/program.ts'
import { ACTIONS } from '../../src/trace/RaftTrace.ts'
import { specIo } from './specIo.ts'

const header = '{"format":"raft-trace","version":1,"servers":["s1","s2","s3"]}'
const timeout =
  '{"server":"s1","action":"Timeout","state":{"currentTerm":1,"role":"Candidate"},"sent":[]}'
const timeouts = [1, 2, 3, 4, 5].map((term) => timeout.replace(':1,', `:${String(term)},`))

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** Checks one trace; what it ends with and what it says. */
const check = async (lines: readonly string[], ...flags: readonly string[]) => {
  const { io, stdout, stderr } = specIo({ 'run.ndjson': textOf(lines) })
  const code = await main(['check', 'run.ndjson', ...flags], io)
  return { code, stdout: stdout(), stderr: stderr() }
}

const refused = test.macro({
  exec: async (t, lines: readonly string[], message: string) => {
    t.deepEqual(await check(lines), { code: 2, stdout: '', stderr: `${message}\n` })
  },
  title: (title) => `refused, with one message: ${title ?? ''}`,
})

test(
  'an empty file',
  refused,
  [],
  'run.ndjson: the file is empty, expected a raft-trace: a header and at least one line',
)
test(
  'a header only',
  refused,
  [header],
  'run.ndjson: the trace has a header only, expected at least one line after it; nothing could be checked',
)
test(
  'broken JSON in line 7',
  refused,
  [header, ...timeouts, '{"server"', timeout],
  'run.ndjson:7: broken JSON: "{\\"server\\"", expected one JSON object on the line; correct or remove it',
)
test(
  'an unknown action',
  refused,
  [header, '{"server":"s1","action":"Elect"}'],
  `run.ndjson:2: action is "Elect", expected one of ${ACTIONS.join(', ')}`,
)
test(
  'a field of the wrong type',
  refused,
  [header, '{"server":"s1","state":{"currentTerm":"1"}}'],
  'run.ndjson:2: state.currentTerm is "1", expected a whole number from 0',
)
test(
  'an unknown key',
  refused,
  [header, '{"server":"s1","term":1}'],
  'run.ndjson:2: the line has the unknown key "term", expected only server, action, actions, args, message, state, sent, note; correct it, or put under "note" what the format does not know',
)
test(
  'a server that the header does not name',
  refused,
  [header, '{"server":"s9","action":"Timeout"}'],
  'run.ndjson:2: server is "s9", expected a server of the header: s1, s2, s3; add it there or correct it here',
)
test(
  'another format',
  refused,
  ['{"format":"raft","version":1,"servers":["s1"]}', timeout],
  'run.ndjson:1: format is "raft", expected "raft-trace"; a trace begins with {"format":"raft-trace","version":1,"servers":[...]}',
)
test(
  'a start that this version does not check',
  refused,
  [`${header.slice(0, -1)},"initial":{}}`, timeout],
  'run.ndjson:1: the header gives "initial", but this version reads only traces that start in the initial state; log from the start',
)

test('a missing file and a good one: both get their verdict', async (t) => {
  const { io, stdout, stderr } = specIo({ 'run.ndjson': textOf([header, timeout]) })
  t.is(await main(['check', 'no.ndjson', 'run.ndjson'], io), 2)
  t.is(stderr(), 'no.ndjson: no such file or directory; check the path\n')
  t.regex(stdout(), /^run\.ndjson: conforms, 1 event\n/)
})

test('names that mean something to JavaScript are names', async (t) => {
  const servers = ['constructor', '__proto__', 'toString', 'a"b\u2028']
  const lines = servers.map((server) =>
    JSON.stringify({ server, action: 'Timeout', state: { votedFor: server, currentTerm: 1 } }),
  )
  const { code } = await check([
    JSON.stringify({ format: 'raft-trace', version: 1, servers }),
    ...lines,
  ])
  t.is(code, 0)
})

test('a divergence names the conjunct that is false, and where it stands', async (t) => {
  const { code, stdout } = await check([header, '{"server":"s1","action":"BecomeLeader"}'])
  t.is(code, 1)
  t.regex(
    stdout,
    /^run\.ndjson:2: diverges at event 1, on server s1\n {2}BecomeLeader\("s1"\) is not enabled:\n {6}spec\/LeaderElection\.tla:\d+:\d+: role\[i\] = "Candidate" is false \(section 5\.2 and 5\.4\.1 of the paper\)\n {8}role\[i\] = "Follower"\n/,
  )
})

test('a divergence names the field that differs, expected beside observed', async (t) => {
  const { code, stdout } = await check([
    header,
    timeout.replace('"currentTerm":1', '"currentTerm":2'),
  ])
  t.is(code, 1)
  t.regex(stdout, /Timeout the state differs:\n {6}currentTerm: expected 1, observed 2\n/)
})

test('a divergence names the property of Figure 3 that it would break', async (t) => {
  const lead = '"state":{"role":"Leader","currentTerm":1}}'
  const single = '{"format":"raft-trace","version":1,"servers":["s1","s2","s3"]}'
  const vote = (from: string, granted: boolean): string =>
    `{"type":"RequestVoteResponse","source":"${from}","dest":"s1","term":1,"voteGranted":${String(granted)}}`
  const request =
    '{"type":"RequestVoteRequest","source":"s1","dest":"s2","term":1,"lastLogIndex":0,"lastLogTerm":0}'
  const { code, stdout } = await check([
    single,
    timeout,
    `{"server":"s1","action":"RequestVote","sent":[${request}]}`,
    `{"server":"s2","message":${request},"sent":[${vote('s2', true)}]}`,
    `{"server":"s1","message":${vote('s2', true)},${lead}`,
    `{"server":"s3",${lead}`,
  ])
  t.is(code, 1)
  t.regex(
    stdout,
    /^run\.ndjson:6: diverges at event 5, on server s3\n {2}It breaks ElectionSafety: s3 leads term 1, which s1 has led \(line 5\)\.\n/,
  )
})

test('a message that was never sent is said to be so', async (t) => {
  const { stdout } = await check([
    header,
    '{"server":"s1","message":{"type":"RequestVoteResponse","source":"s2","dest":"s1","term":0,"voteGranted":true}}',
  ])
  t.regex(stdout, /The message received was never sent:/)
})

test('a limit that is reached is undecided, never conforming', async (t) => {
  const { code, stdout } = await check([header, timeout, '{"server":"s1"}'], '--per-line', '1')
  t.is(code, 3)
  t.regex(
    stdout,
    /^run\.ndjson:\d: undecided, the limit of 1 action instances for one line was reached\n/,
  )
})

test('--json gives one document, a verdict for each trace', async (t) => {
  const { code, stdout } = await check(
    [header, '{"server":"s1","action":"BecomeLeader"}'],
    '--json',
  )
  t.is(code, 1)
  const [document] = JSON.parse(stdout) as readonly Record<string, unknown>[]
  t.like(document, { file: 'run.ndjson', verdict: 'diverges', events: 1 })
})

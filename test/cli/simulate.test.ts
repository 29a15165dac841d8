/** The command `simulate`, from its command line to its output, without a process. */
import test from 'ava'
import { left } from 'fp-ts/lib/Either.js'
import { main } from '../../src/cli/program.ts'
import { openTrace } from '../../src/trace/read.ts'
import { type MemoryIo, memoryIo } from './memoryIo.ts'

const simulated = async (args: readonly string[], memory: MemoryIo = memoryIo()) => {
  const code = await main(['simulate', ...args], memory.io)
  return { code, stdout: memory.stdout(), stderr: memory.stderr(), files: memory.files }
}

const SHORT = ['--servers', '3', '--steps', '40', '--seed', '7']

async function* once(text: string): AsyncGenerator<string, void> {
  yield await Promise.resolve(text)
}

test('the trace goes to standard output, the summary to standard error', async (t) => {
  const { code, stdout, stderr } = await simulated(SHORT)
  t.is(code, 0)
  const lines = stdout.trimEnd().split('\n')
  t.is(lines.length, 41)
  t.deepEqual(JSON.parse(lines[0] ?? ''), {
    format: 'raft-trace',
    version: 1,
    servers: ['s1', 's2', 's3'],
    implementation: { name: 'raft-conformance', version: '0.1.0' },
    options: [],
    deviations: [],
    network: 'unordered',
    seed: 7,
  })
  t.regex(stderr, /^40 steps of 3 servers in \d+\.\d s of virtual time, seed 7\nelections {3}/)
})

test('what it writes can be read', async (t) => {
  const { stdout } = await simulated(['--steps', '500', '--crash', '0.05', '--loss', '0.2'])
  const opened = await openTrace(once(stdout))
  if (opened._tag === 'Left') return t.fail(opened.left.message)
  let read = 0
  for await (const batch of opened.right.batches) {
    t.is(batch._tag, 'Lines')
    if (batch._tag === 'Lines') read += batch.lines.length
  }
  t.is(read, 500)
})

test('the same options give the same bytes, into a file as well', async (t) => {
  const { stdout } = await simulated(SHORT)
  const { files, code } = await simulated([...SHORT, '--out', 'run.ndjson'])
  t.is(code, 0)
  t.is(files.get('run.ndjson'), stdout)
  t.not((await simulated([...SHORT, '--seed', '8'])).stdout, stdout)
})

test('--json tells the configuration and the tally, beside a trace in a file', async (t) => {
  const { stdout, code } = await simulated([...SHORT, '--json', '-o', 'run.ndjson'])
  t.is(code, 0)
  t.like(JSON.parse(stdout), {
    verdict: 'simulated',
    config: { servers: 3, steps: 40, seed: 7, delay: { least: 1, most: 15 } },
    tally: { steps: 40 },
  })
})

test('options of Raft are told in the header', async (t) => {
  const { stdout } = await simulated([...SHORT, '--options', 'LeaderNoOp,ConflictHint'])
  t.like(JSON.parse(stdout.split('\n')[0] ?? ''), { options: ['ConflictHint', 'LeaderNoOp'] })
})

const CHANGING = [
  ...['--servers', '5', '--voters', '3', '--steps', '3000', '--changes', '2', '--transfers', '2'],
  ...['--options', 'PreVote,CheckQuorum,LeadershipTransfer,JointConsensus,CatchUp'],
]

test('servers that may join, and what was asked of the leaders, are told', async (t) => {
  const { stdout, stderr } = await simulated(CHANGING)
  t.like(JSON.parse(stdout.split('\n')[0] ?? ''), {
    servers: ['s1', 's2', 's3', 's4', 's5'],
    initialVoters: ['s1', 's2', 's3'],
    options: ['PreVote', 'CheckQuorum', 'LeadershipTransfer', 'JointConsensus', 'CatchUp'],
  })
  t.regex(stderr, /^contact {5}\d+ times votes were asked about, \d+ leaders stepped down$/m)
  t.regex(
    stderr,
    /^membership {2}[1-9]\d* changes begun, [1-9]\d* configurations committed, [1-9]\d* rounds/m,
  )
  t.regex(stderr, /^transfers {3}[1-9]\d* begun, \d+ leaders by them, \d+ given up$/m)
})

test('deviations are told in the header', async (t) => {
  const { stdout } = await simulated([...CHANGING, '--deviations', 'NoPreVoteLease'])
  t.like(JSON.parse(stdout.split('\n')[0] ?? ''), { deviations: ['NoPreVoteLease'] })
})

test('of what was not asked for the summary says nothing', async (t) => {
  const { stderr } = await simulated(SHORT)
  t.notRegex(stderr, /contact|membership|transfers/)
})

test('a cluster that comes to rest says so', async (t) => {
  const { code, stderr } = await simulated(['--servers', '1', '--requests', '0', '--crash', '0'])
  t.is(code, 0)
  t.regex(stderr, /the cluster came to rest after 1 steps; give it requests to do more\n$/)
})

const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['--loss', '2'], /--loss <p>' argument '2' is invalid\. Expected a number from 0 to 1/],
  [['--servers', '0'], /Expected a whole number from 1 to 99/],
  [['--steps', 'many'], /Expected a whole number, at least 1/],
  [['--seed', '-1'], /Expected a whole number, at least 0/],
  [['--delay', '5-1'], /Expected milliseconds, as 5 or 1-15/],
  [['--delay', 'soon'], /Expected milliseconds, as 5 or 1-15/],
  [['--options', 'Magic'], /Magic is none; known are ConflictHint, LeaderNoOp/],
  [['--deviations', 'Magic'], /Magic is none; known are ConfigurationAppliedLate, NoPreVoteLease/],
  [
    ['--options', 'JointConsensus,SingleServerChanges'],
    /There is one way to change the membership: JointConsensus or SingleServerChanges/,
  ],
  [['--servers', '3', '--voters', '4'], /--voters 4 are more than there are servers; .* 1 to 3/],
  [['--changes', '1'], /--changes has no effect; add JointConsensus or SingleServerChanges/],
  [['--transfers', '1'], /--transfers has no effect; add LeadershipTransfer/],
  [['--changes', '0.0001'], /Expected 0, or a number from 0\.001 to 1000/],
  [['--changes', 'often'], /Expected 0, or a number from 0\.001 to 1000/],
  [['--election-timeout', '0'], /--election-timeout 0 leaves no time to hear from a leader/],
  [['--json'], /--json and the trace would both go to standard output; add --out FILE/],
  [['--whatever'], /unknown option '--whatever'/],
]

test('an option that cannot be used is refused with exit code 2 and one message', async (t) => {
  for (const [args, message] of refused) {
    const { code, stderr, files } = await simulated(args)
    t.is(code, 2, args.join(' '))
    t.regex(stderr, message)
    t.is(files.size, 0)
  }
})

test('a file that cannot be written is a problem, and with --json a document', async (t) => {
  const problem = { file: 'x/run.ndjson', message: 'no such file or directory' }
  const memory = memoryIo({}, { createText: () => Promise.resolve(left(problem)) })
  const { code, stdout, stderr } = await simulated(
    [...SHORT, '--json', '--out', 'x/run.ndjson'],
    memory,
  )
  t.is(code, 2)
  t.is(stderr, 'x/run.ndjson: no such file or directory\n')
  t.deepEqual(JSON.parse(stdout), { verdict: 'unusable', problem })
})

test('a file that fails while it is written is left as it was', async (t) => {
  let discarded = 0
  const sink = {
    write: () => Promise.reject(new Error('disk on fire')),
    commit: () => Promise.reject(new Error('never')),
    discard: () => Promise.resolve(void (discarded += 1)),
  }
  const memory = memoryIo({}, { createText: () => Promise.resolve({ _tag: 'Right', right: sink }) })
  const { code, stderr } = await simulated([...SHORT, '--out', 'run.ndjson'], memory)
  t.is(code, 2)
  t.regex(stderr, /disk on fire/)
  t.is(discarded, 1)
})

test('a long run shows how far it is, on a terminal only', async (t) => {
  let time = 0
  const terminal = memoryIo({}, { stderrIsTerminal: true, now: () => (time += 1000) })
  t.regex((await simulated(['--steps', '300'], terminal)).stderr, /simulating: step 256 of 300/)
  t.notRegex((await simulated(['--steps', '300'])).stderr, /simulating/)
})

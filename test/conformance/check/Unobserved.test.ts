/** A client's command that is first seen on a later line than the one where it entered the log. */
import test from 'ava'
import type { ObservedMessage, TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../raftSpecification.ts'
import { checking, validTrace } from './corrupted.ts'

const header: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1', 's2', 's3'] }

const vote = {
  ...{ type: 'RequestVoteRequest', source: 's1', dest: 's2', term: 1 },
  ...{ lastLogIndex: 0, lastLogTerm: 0 },
} as const

/** s1 leads term 1, and two clients' requests enter its log unseen: lines 2 to 6. */
const unseen: readonly TraceLine[] = [
  { server: 's1', action: 'Timeout' },
  { server: 's2', action: 'HandleRequestVoteRequest', message: vote },
  { server: 's1', actions: ['HandleRequestVoteResponse', 'BecomeLeader'] },
  { server: 's1', action: 'ClientRequest' },
  { server: 's1', action: 'ClientRequest' },
]

const entries = (...values: readonly string[]) => values.map((value) => ({ term: 1, value }))

const append = (...values: readonly string[]): ObservedMessage => ({
  ...{ type: 'AppendEntriesRequest', source: 's1', dest: 's2', term: 1 },
  ...{ prevLogIndex: 0, prevLogTerm: 0, entries: entries(...values), leaderCommit: 0 },
})

const receives = (message: ObservedMessage): TraceLine => ({
  ...{ server: 's2', action: 'HandleAppendEntriesRequest', message },
})
const shows = (server: string, ...values: readonly string[]): TraceLine => ({
  ...{ server, state: { log: entries(...values) } },
})

/** The verdict, with the line if there is one. */
const verdictOf = async (...lines: readonly TraceLine[]): Promise<string> => {
  const verdict = checking(await raftSpecification())({ header, lines })
  switch (verdict.verdict) {
    case 'conforms':
      return 'conforms'
    case 'diverges':
      return `diverges at ${verdict.divergence.line}`
    case 'undecided':
      return `undecided at ${verdict.line}: ${verdict.limit}`
  }
}

test('the leader shows its log later', async (t) => {
  t.is(await verdictOf(...unseen, shows('s1', 'x', 'y')), 'conforms')
})

test('a follower shows first what it received', async (t) => {
  t.is(
    await verdictOf(...unseen, receives(append('x')), shows('s2', 'x'), shows('s1', 'x', 'y')),
    'conforms',
  )
  t.is(await verdictOf(...unseen, receives(append('x', 'y')), shows('s1', 'x', 'y')), 'conforms')
})

test('what was shown once holds from then on', async (t) => {
  t.is(await verdictOf(...unseen, receives(append('x')), shows('s1', 'z', 'y')), 'diverges at 8')
  t.is(await verdictOf(...unseen, shows('s1', 'x', 'y'), receives(append('z'))), 'diverges at 8')
  t.is(await verdictOf(...unseen, shows('s1', 'x', 'y'), shows('s1', 'x', 'z')), 'diverges at 8')
})

test('a command can stay unknown to the end', async (t) => {
  const message: ObservedMessage = { type: 'AppendEntriesRequest', dest: 's2', prevLogIndex: 0 }
  t.is(
    await verdictOf(...unseen, receives(message), {
      ...{ server: 's1', state: { logLength: 2 } },
    }),
    'conforms',
  )
})

test('no client asks for nil', async (t) => {
  const log = [{ term: 1, value: null }, ...entries('y')]
  t.is(await verdictOf(...unseen, { server: 's1', state: { log } }), 'diverges at 7')
})

test('a command that is shown without its place leaves the trace undecided', async (t) => {
  const { prevLogIndex: _index, ...message } = {
    ...{ type: 'AppendEntriesRequest', source: 's1', dest: 's2', term: 1, prevLogIndex: 0 },
    ...{ entries: entries('x') },
  } as const
  t.is(
    await verdictOf(...unseen, receives(message)),
    'undecided at 7: what a command shown without its term and index can tell',
  )
})

test('an earlier entry that a request sends on is not the one that it asked for', async (t) => {
  const [first, second] = [append('x'), append('x', 'y')]
  t.is(
    await verdictOf(
      ...unseen.slice(0, -1),
      { server: 's1', actions: ['ClientRequest', 'AppendEntries'], sent: [first] },
      receives(first),
      { server: 's1', action: 'AppendEntries', sent: [second] },
      receives(second),
    ),
    'conforms',
  )
})

/** What a log tells of a client's request that notes neither its argument nor the log after it. */
const withoutCommand = (line: TraceLine): TraceLine => {
  const { server, action, actions } = line
  if (action !== 'ClientRequest' && actions?.includes('ClientRequest') !== true) return line
  return { server, ...(action === undefined ? {} : { action }), ...(actions ? { actions } : {}) }
}

test('simulated runs conform without the commands where they entered the log', async (t) => {
  const check = checking(await raftSpecification())
  let hidden = 0
  for (let seed = 1; seed <= 10; seed++) {
    const trace = validTrace(seed)
    const lines = trace.lines.map(withoutCommand)
    hidden += lines.filter((line, k) => line !== trace.lines[k]).length
    t.deepEqual(check({ ...trace, lines }), { verdict: 'conforms' }, `seed ${seed}`)
  }
  t.true(hidden > 0)
})

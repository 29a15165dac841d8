/** Each kind of reason that a divergence can have, and what it says. */
import test from 'ava'
import { createChecker } from '../../../src/conformance/check/Checker.ts'
import type { Divergence, Reason } from '../../../src/conformance/check/Divergence.ts'
import { createRaftMachine } from '../../../src/conformance/check/RaftMachine.ts'
import type { TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../raftSpecification.ts'

const header: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1', 's2', 's3'] }

/** How the last line diverges; those before it conform. */
const divergenceOf = async (...lines: readonly TraceLine[]): Promise<Divergence> => {
  const checker = createChecker(createRaftMachine(await raftSpecification(), header), header)
  for (const [k, line] of lines.entries()) {
    const verdict = checker.line(line, k + 2)
    if (verdict === undefined) continue
    if (verdict.verdict === 'diverges' && k === lines.length - 1) return verdict.divergence
    throw new Error(`line ${String(k + 2)}: ${JSON.stringify(verdict)}`)
  }
  throw new Error('expected the last line to diverge')
}

const reasonsOf = async (...lines: readonly TraceLine[]): Promise<readonly Reason[]> =>
  (await divergenceOf(...lines)).reasons

const request = {
  ...{ type: 'RequestVoteRequest', source: 's1', dest: 's2', term: 1 },
  ...{ lastLogIndex: 0, lastLogTerm: 0 },
} as const

const campaigns: TraceLine = { server: 's1', action: 'Timeout', sent: [] }
const wins: readonly TraceLine[] = [
  campaigns,
  { server: 's1', action: 'RequestVote', sent: [request] },
  { server: 's2', action: 'HandleRequestVoteRequest', message: request },
  { server: 's1', actions: ['HandleRequestVoteResponse', 'BecomeLeader'] },
]

test('an action that is not enabled is named with its arguments and its first false conjunct', async (t) => {
  const [reason] = await reasonsOf({ server: 's1', action: 'BecomeLeader' })
  if (reason?._tag !== 'NotEnabled') return t.fail(JSON.stringify(reason))
  t.is(reason.action, 'BecomeLeader("s1")')
  t.regex(reason.conjuncts[0]?.text ?? '', /role\[i\] = "Candidate"/)
  t.deepEqual(reason.conjuncts[0]?.values[0], { text: 'role[i]', shown: '"Follower"' })
})

test('a message that is not enabled to be handled is called m', async (t) => {
  const takes: TraceLine = { server: 's2', action: 'UpdateTerm', message: request }
  const reasons = await reasonsOf(campaigns, ...wins.slice(1, 2), takes, takes)
  t.like(reasons[0], { _tag: 'NotEnabled', action: 'UpdateTerm(m)' })
})

test('a message that nobody sent is said to be such', async (t) => {
  const [reason] = await reasonsOf({
    ...{ server: 's2', action: 'HandleRequestVoteRequest', message: request },
  })
  t.deepEqual(reason, { _tag: 'NeverSent', message: request })
})

test('a message to another server is said to be such', async (t) => {
  const [reason] = await reasonsOf(...wins.slice(0, 2), { server: 's3', message: request })
  t.deepEqual(reason, { _tag: 'NotAddressed', message: request })
})

test('an action that handles no message of that type is said to be such', async (t) => {
  const line: TraceLine = { server: 's2', action: 'HandleAppendEntriesRequest', message: request }
  const [reason] = await reasonsOf(...wins.slice(0, 2), line)
  t.deepEqual(reason, {
    ...{ _tag: 'NotHandled', actions: ['HandleAppendEntriesRequest'], message: request },
  })
})

test('what an action sends is compared with the observed message that is nearest', async (t) => {
  const sent = [
    { ...request, dest: 's3', term: 7 },
    { ...request, term: 9 },
  ] as const
  const line: TraceLine = { server: 's1', actions: ['RequestVote'], args: { j: 's2' }, sent }
  const [reason] = await reasonsOf(campaigns, line)
  t.like(reason, {
    _tag: 'SendsOther',
    action: 'RequestVote',
    differences: [{ field: 'term', expected: '1', observed: '9' }],
  })
})

test('an observed message without a type is compared by the fields that it has', async (t) => {
  const line: TraceLine = {
    ...{ server: 's1', action: 'RequestVote', args: { j: 's2' } },
    sent: [{ dest: 's2', leaderCommit: 0 }],
  }
  const [reason] = await reasonsOf(campaigns, line)
  t.like(reason, {
    _tag: 'SendsOther',
    differences: [{ field: 'leaderCommit', expected: 'no such field', observed: '0' }],
  })
})

test('a send that the line does not have is said to be sent', async (t) => {
  const [reason] = await reasonsOf(campaigns, { server: 's1', action: 'RequestVote', sent: [] })
  t.like(reason, { _tag: 'SendsOther', action: 'RequestVote', differences: [] })
})

test('a send that no action explains is said to be more', async (t) => {
  const reasons = await reasonsOf({ server: 's1', actions: ['Timeout'], sent: [request] })
  t.deepEqual(reasons, [{ _tag: 'SendsMore', actions: ['Timeout'], observed: [request] }])
})

test('another state is told field by field', async (t) => {
  const state = { currentTerm: 2, votedFor: null, role: 'Candidate' } as const
  const [reason] = await reasonsOf({ server: 's1', actions: ['Timeout'], state })
  t.deepEqual(reason, {
    _tag: 'OtherState',
    actions: ['Timeout'],
    differences: [
      { field: 'currentTerm', expected: '1', observed: '2' },
      { field: 'votedFor', expected: '"s1"', observed: 'null' },
    ],
  })
})

test('of a line that does not say what it did, the nearest reason comes first', async (t) => {
  const reasons = await reasonsOf({ server: 's1', state: { currentTerm: 1, role: 'Leader' } })
  t.true(reasons.length > 1)
  const sizes = reasons.map((reason) =>
    reason._tag === 'OtherState' ? reason.differences.length : 100,
  )
  t.deepEqual(
    sizes,
    sizes.toSorted((a, b) => a - b),
  )
  t.is(sizes[0], 1)
})

test('a long log is shown by its end', async (t) => {
  const asks: TraceLine = { server: 's1', action: 'ClientRequest', args: { v: 'x' } }
  const grows = Array.from({ length: 9 }, () => asks)
  const { before, reasons } = await divergenceOf(...wins, ...grows, {
    ...{ server: 's1', actions: ['ClientRequest'], args: { v: 'y' } },
    state: { log: [{ term: 1, value: 'x' }] },
  })
  t.regex(new Map(before).get('log') ?? '', /^<<\.\.\. 1 entries, \[/)
  const [reason] = reasons
  if (reason?._tag !== 'OtherState') return t.fail(JSON.stringify(reasons))
  t.regex(reason.differences[0]?.expected ?? '', /^<<\.\.\. 2 entries, .*"y"\]>>$/)
})

test('a property is not held against a log of which not every field was observed', async (t) => {
  const asks: TraceLine = { server: 's1', action: 'ClientRequest', args: { v: 'x' } }
  const cuts = (entries: readonly { readonly term?: number; readonly value?: string }[]) =>
    divergenceOf(...wins, asks, asks, {
      server: 's1',
      action: 'ClientRequest',
      state: { log: entries },
    })
  t.is((await cuts([{ term: 1 }])).property, undefined)
  t.is((await cuts([{ term: 1, value: 'y' }])).property?.property, 'LeaderAppendOnly')
})

test('a log that begins behind the end of the known one is no reason to hold a property against', async (t) => {
  const { property, reasons } = await divergenceOf({
    ...{ server: 's1', actions: ['Timeout'] },
    state: { logTail: { from: 5, entries: [{ term: 1, value: 'x' }] } },
  })
  t.is(property, undefined)
  t.deepEqual(
    reasons.map(({ _tag }) => _tag),
    ['OtherState'],
  )
})

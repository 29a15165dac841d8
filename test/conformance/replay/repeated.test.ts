/** A line may list an action more than once; what it says then holds of the last of them alone. */
import { right } from 'fp-ts/lib/Either.js'
import test from 'ava'
import { createReplay, type Mismatch } from '../../../src/conformance/replay/Replay.ts'
import type { ActionName, TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'

const alone: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1'] }

const does = (actions: readonly ActionName[], rest: Partial<TraceLine> = {}): TraceLine => ({
  server: 's1',
  actions,
  args: { v: 'x' },
  ...rest,
})

const leads = does(['Timeout', 'BecomeLeader'])

/** What the last line comes to; those before it must be what the core does. */
const outcome = (header: TraceHeader, ...lines: readonly TraceLine[]): Mismatch | string | null => {
  const replaying = createReplay(header)
  const before = lines.slice(0, -1).map(replaying.line)
  if (before.some((each) => each._tag === 'Left' || each.right !== undefined))
    throw new Error(`expected only the last line to differ: ${JSON.stringify(before)}`)
  const last = replaying.line(lines.at(-1) ?? leads)
  return last._tag === 'Left' ? last.left : (last.right ?? null)
}

test('a commit that the line lists again goes as far as it can', (t) => {
  const twice: readonly ActionName[] = [
    ...(['ClientRequest', 'AdvanceCommitIndex'] as const),
    ...(['ClientRequest', 'AdvanceCommitIndex'] as const),
  ]
  t.is(outcome(alone, leads, does(twice, { state: { commitIndex: 2 } })), null)
  t.like(outcome(alone, leads, does(twice, { state: { commitIndex: 3 } })), {
    _tag: 'NotEnabled',
    label: { action: 'AdvanceCommitIndex', N: 3 },
  })
})

test('a commit that is listed again, but is not possible yet, is not enabled', (t) => {
  const early = does(['AdvanceCommitIndex', 'ClientRequest', 'AdvanceCommitIndex'])
  t.like(outcome(alone, leads, { ...early, state: { commitIndex: 1 } }), {
    _tag: 'NotEnabled',
    label: { action: 'AdvanceCommitIndex', N: 0 },
  })
})

const committed = does(['ClientRequest', 'ClientRequest', 'AdvanceCommitIndex'], {
  state: { commitIndex: 2 },
})

test('entries are applied between other actions, as many as the next one needs', (t) => {
  const between = does(['ApplyEntry', 'ClientRequest', 'ApplyEntry'])
  t.is(outcome(alone, leads, committed, { ...between, state: { lastApplied: 2 } }), null)
})

test('where no number of entries lets the next action follow, applying them is refused', (t) => {
  t.like(outcome(alone, leads, committed, does(['ApplyEntry', 'Timeout', 'ApplyEntry'])), {
    _tag: 'NotEnabled',
    label: { action: 'ApplyEntry' },
  })
})

test('an action between that does not say which instance it is cannot follow', (t) => {
  const { args: _args, ...between } = does(['ApplyEntry', 'ClientRequest', 'ApplyEntry'])
  t.like(outcome(alone, leads, committed, between), {
    _tag: 'NotEnabled',
    label: { action: 'ApplyEntry' },
  })
})

test('an action that is listed again, and neither commits nor applies, is taken each time', (t) => {
  const log = [
    { term: 1, value: 'x' },
    { term: 1, value: 'x' },
  ]
  t.is(outcome(alone, leads, does(['ClientRequest', 'ClientRequest'], { state: { log } })), null)
})

test('a list that names ApplyEntry without a number applies all that is committed', (t) => {
  const replaying = createReplay(alone)
  for (const line of [leads, committed, does(['ApplyEntry'])])
    t.deepEqual(replaying.line(line), right(undefined))
  const shows: TraceLine = { server: 's1', action: 'Restart', state: { lastApplied: 0 } }
  const applies = does(['ApplyEntry'], { state: { lastApplied: 2 } })
  t.like(outcome(alone, leads, committed, does(['ApplyEntry']), applies), { _tag: 'NotEnabled' })
  t.deepEqual(replaying.line(shows), right(undefined))
})

test('an AppendEntries is given by whom it goes to and what it carries', (t) => {
  const header: TraceHeader = { ...alone, servers: ['s1', 's2'], initialVoters: ['s1'] }
  const heartbeat: TraceLine = { server: 's1', action: 'AppendEntries', args: { j: 's2', n: 0 } }
  t.like(outcome(header, heartbeat), {
    _tag: 'NotEnabled',
    label: { action: 'AppendEntries', j: 's2', n: 0 },
  })
})

const lacks = (what: string): string =>
  `the line lacks ${what}, which a replay needs; check finds it by itself`

const pair: TraceHeader = {
  ...alone,
  servers: ['s1', 's2'],
  initialVoters: ['s1'],
  options: ['JointConsensus', 'LeadershipTransfer'],
}

test('a request of a change that does not say whom it concerns cannot be replayed', (t) => {
  const change: TraceLine = { server: 's1', action: 'ChangeConfiguration' }
  const transfer: TraceLine = { server: 's1', action: 'TransferLeadership' }
  t.is(outcome(pair, change), lacks('args.newVoters'))
  t.is(outcome(pair, transfer), lacks('args.j'))
})

test('a change of the membership is replayed with the voters that its line names', (t) => {
  const replaying = createReplay(pair)
  const configuration = { voters: ['s1'], newVoters: ['s1', 's2'], learners: [] }
  const lines: readonly TraceLine[] = [
    leads,
    { server: 's1', action: 'ClientRequest', args: { v: 'x' } },
    { server: 's1', action: 'AdvanceCommitIndex', args: { N: 1 } },
    {
      ...{ server: 's1', action: 'ChangeConfiguration', args: { newVoters: ['s1', 's2'] } },
      state: { configuration, logTail: { from: 2, entries: [{ term: 1, configuration }] } },
    },
  ]
  for (const line of lines) t.deepEqual(replaying.line(line), right(undefined), line.action)
})

test('who is asked for a PreVote is read from what was sent', (t) => {
  const header: TraceHeader = { ...alone, servers: ['s1', 's2'], options: ['PreVote'] }
  const request = { type: 'PreVoteRequest', source: 's1', dest: 's2', term: 1 } as const
  const asks: TraceLine = { server: 's1', action: 'RequestPreVote', sent: [request] }
  const begins: TraceLine = { server: 's1', action: 'BecomePreCandidate' }
  t.is(outcome(header, begins, asks), null)
  t.like(outcome(header, begins, { ...asks, sent: [{ ...request, term: 2 }] }), {
    _tag: 'OtherSends',
  })
})

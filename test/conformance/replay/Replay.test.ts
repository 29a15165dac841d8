import { none, some } from 'fp-ts/lib/Option.js'
import { right } from 'fp-ts/lib/Either.js'
import test from 'ava'
import { createReplay, type Mismatch } from '../../../src/conformance/replay/Replay.ts'
import { rules, type Rules } from '../../../src/raft/Rules.ts'
import { simulate } from '../../../src/sim/Simulation.ts'
import { defaultConfig } from '../../../src/sim/Config.ts'
import type { TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'

const header: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1', 's2', 's3'] }

const timeout: TraceLine = {
  server: 's1',
  action: 'Timeout',
  state: { currentTerm: 1, votedFor: 's1', role: 'Candidate', votesGranted: ['s1'] },
  sent: [],
}
const request = {
  type: 'RequestVoteRequest',
  source: 's1',
  dest: 's2',
  term: 1,
  lastLogIndex: 0,
  lastLogTerm: 0,
} as const
const asks: TraceLine = { server: 's1', action: 'RequestVote', args: { j: 's2' }, sent: [request] }

/** The first mismatch of some lines, or why one cannot be replayed. */
const replay = (
  lines: readonly TraceLine[],
  table: Rules = rules,
): Mismatch | string | undefined => {
  const replaying = createReplay(header, table)
  for (const line of lines) {
    const outcome = replaying.line(line)
    if (outcome._tag === 'Left') return outcome.left
    if (outcome.right !== undefined) return outcome.right
  }
  return undefined
}

test('the core does what the line says', (t) => {
  t.is(replay([timeout, asks]), undefined)
})

test('a rule that is not enabled is a mismatch', (t) => {
  t.like(replay([asks]), { _tag: 'NotEnabled', label: { action: 'RequestVote', i: 's1', j: 's2' } })
})

test('another state is a mismatch, with both sides', (t) => {
  t.deepEqual(replay([{ ...timeout, state: { currentTerm: 2 } }]), {
    _tag: 'OtherState',
    differences: [{ field: 'currentTerm', expected: '1', observed: '2' }],
  })
})

test('a message more or less is a mismatch', (t) => {
  t.like(replay([timeout, { ...asks, sent: [] }]), { _tag: 'OtherSends', missing: [] })
  t.like(replay([{ ...timeout, sent: [request] }]), {
    _tag: 'OtherSends',
    extra: [],
    missing: [request],
  })
})

test('a line that does not say which instance it is cannot be replayed', (t) => {
  t.is(
    replay([{ server: 's1', action: 'ClientRequest' }]),
    'the line lacks args.v, which a replay needs; check finds it by itself',
  )
  t.regex(JSON.stringify(replay([{ server: 's1' }])), /lacks action/)
  t.regex(JSON.stringify(replay([{ server: 's1', action: 'UpdateTerm' }])), /lacks a message/)
})

test('a wrong rule is found by a trace of the right ones', (t) => {
  const config = { ...defaultConfig, servers: 3, steps: 300 }
  const lines = [...simulate(config)].map(({ line }) => line)
  t.is(replay(lines), undefined)
  const mute: Rules = { ...rules, HandleRequestVoteRequest: () => none }
  t.like(replay(lines, mute), { _tag: 'NotEnabled' })
  const frozen: Rules = {
    ...rules,
    ApplyEntry: (_, server) => some({ server, effects: [] }),
  }
  t.like(replay(lines, frozen), { _tag: 'OtherState' })
})

test('what was compared is counted', (t) => {
  const replaying = createReplay(header)
  t.deepEqual(replaying.line(timeout), right(undefined))
  const { events, coverage } = replaying.report()
  t.is(events, 1)
  t.deepEqual(coverage.actions, { Timeout: 1 })
  t.is(coverage.fields['state.currentTerm'], 1)
  t.true(coverage.actionsNeverTaken.includes('Restart'))
})

const incomplete: readonly (readonly [string, TraceLine])[] = [
  ['args.j', { server: 's1', action: 'RequestVote', sent: [] }],
  ['args.j', { server: 's1', action: 'RequestVote' }],
  ['sent.dest', { server: 's1', action: 'RequestVote', sent: [{ type: 'RequestVoteRequest' }] }],
  ['args.j and args.n', { server: 's1', action: 'AppendEntries' }],
  ['args.j and args.n', { server: 's1', action: 'AppendEntries', args: { j: 's2' } }],
  [
    'sent.dest or sent.entries',
    { server: 's1', action: 'AppendEntries', sent: [{ type: 'AppendEntriesRequest', dest: 's2' }] },
  ],
  ['args.N', { server: 's1', action: 'AdvanceCommitIndex' }],
  ['a server of the header', { server: 's9', action: 'Timeout' }],
]

for (const [k, [what, line]] of incomplete.entries()) {
  test(`a line that lacks ${what} says so (${String(k + 1)})`, (t) => {
    t.is(
      replay([timeout, line]),
      `the line lacks ${what}, which a replay needs; check finds it by itself`,
    )
  })
}

test('who is asked for a vote is read from what was sent', (t) => {
  t.is(replay([timeout, { server: 's1', action: 'RequestVote', sent: [request] }]), undefined)
  t.like(
    replay([
      timeout,
      { server: 's1', action: 'RequestVote', sent: [{ ...request, dest: 's3', term: 2 }] },
    ]),
    { _tag: 'OtherSends' },
  )
})

test('sends that were not observed are not compared', (t) => {
  t.is(replay([timeout, { server: 's1', action: 'RequestVote', args: { j: 's2' } }]), undefined)
})

test('an entry is applied once, or as far as the line says', (t) => {
  t.like(replay([{ server: 's1', action: 'ApplyEntry' }]), { _tag: 'NotEnabled' })
  t.like(replay([{ server: 's1', action: 'ApplyEntry', state: { lastApplied: 2 } }]), {
    _tag: 'NotEnabled',
  })
})

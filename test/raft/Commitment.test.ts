import test from 'ava'
import { AdvanceCommitIndex, ApplyEntry } from '../../src/raft/Commitment.ts'
import { stable } from '../../src/raft/Configuration.ts'
import { HandleAppendEntriesRequest } from '../../src/raft/LogReplication.ts'
import { constantsOf } from '../../src/raft/Server.ts'
import {
  aCandidate,
  aFollower,
  aLeader,
  change,
  appendRequest,
  entries,
  joint,
  run,
  withLearners,
} from './examples.ts'

// Figure 2, leaders, last rule
test('an entry of the current term on a majority is committed', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 2, s3: 0 }, { currentTerm: 1, log: entries(1, 1, 1) })
  t.deepEqual(run(AdvanceCommitIndex, s, { N: 2 }), {
    server: { ...s, commitIndex: 2 },
    effects: [],
  })
})

test('an entry on the leader alone is not', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 2, s3: 0 }, { currentTerm: 1, log: entries(1, 1, 1) })
  t.is(run(AdvanceCommitIndex, s, { N: 3 }), null)
})

// 5.4.2, and Figure 8
test('point 17: an entry of an earlier term is not committed by counting', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 2, s3: 0 }, { currentTerm: 4, log: entries(1, 2) })
  t.is(run(AdvanceCommitIndex, s, { N: 2 }), null)
})

// 5.4.2: what is committed takes all before it along
test('point 18: an entry of the current term behind older ones is committed, and they with it', (t) => {
  const s = aLeader({ s2: 4, s3: 1 }, { s2: 3, s3: 0 }, { currentTerm: 4, log: entries(1, 2, 4) })
  t.deepEqual(run(AdvanceCommitIndex, s, { N: 3 }), {
    server: { ...s, commitIndex: 3 },
    effects: [],
  })
})

test('commitIndex only goes forward, and not beyond the log', (t) => {
  const s = aLeader(
    { s2: 3, s3: 3 },
    { s2: 2, s3: 2 },
    { currentTerm: 1, log: entries(1, 1), commitIndex: 2, lastApplied: 2 },
  )
  t.is(run(AdvanceCommitIndex, s, { N: 1 }), null)
  t.is(run(AdvanceCommitIndex, s, { N: 2 }), null)
  t.is(run(AdvanceCommitIndex, s, { N: 3 }), null)
})

test('nobody but a leader commits by counting', (t) => {
  t.is(run(AdvanceCommitIndex, aFollower({ currentTerm: 1, log: entries(1) }), { N: 1 }), null)
  t.is(
    run(AdvanceCommitIndex, aCandidate(['s1'], { currentTerm: 1, log: entries(1) }), { N: 1 }),
    null,
  )
})

// Figure 2, all servers, first rule
test('the next committed entry is applied', (t) => {
  const s = aFollower({ currentTerm: 1, log: entries(1, 1, 1), commitIndex: 3, lastApplied: 1 })
  t.deepEqual(run(ApplyEntry, s, {}), {
    server: { ...s, lastApplied: 2 },
    effects: [{ _tag: 'Apply', index: 2, entry: { term: 1, value: '2.1' } }],
  })
})

test('what is not committed is not applied', (t) => {
  const s = aFollower({ currentTerm: 1, log: entries(1, 1), commitIndex: 1, lastApplied: 1 })
  t.is(run(ApplyEntry, s, {}), null)
})

const commits = (
  configuration: Parameters<typeof change>[1],
  matchIndex: Readonly<Record<'s2' | 's3', number>>,
): boolean => {
  const log = [change(1, configuration)]
  const s = aLeader({ s2: 2, s3: 2 }, matchIndex, { currentTerm: 1, log })
  return run(AdvanceCommitIndex, s, { N: 1 }) !== null
}

// Section 6
test('point 36: a joint configuration commits by both majorities, itself too', (t) => {
  const configuration = joint(['s1', 's2'], ['s1', 's3'])
  t.false(commits(configuration, { s2: 1, s3: 0 }))
  t.false(commits(configuration, { s2: 0, s3: 1 }))
  t.true(commits(configuration, { s2: 1, s3: 1 }))
})

test('point 38: a leader outside the configuration does not count itself', (t) => {
  t.false(commits(stable(['s2', 's3']), { s2: 1, s3: 0 }))
  t.true(commits(stable(['s2', 's3']), { s2: 1, s3: 1 }))
})

test('point 41: a learner does not count', (t) => {
  t.false(commits(withLearners(stable(['s1', 's2']), 's3'), { s2: 0, s3: 1 }))
  t.true(commits(withLearners(stable(['s1', 's2']), 's3'), { s2: 1, s3: 0 }))
})

test('with ConfigurationAppliedLate a configuration is committed by those of the one before', (t) => {
  const late = constantsOf(['s1', 's2', 's3'], { deviations: ['ConfigurationAppliedLate'] })
  const log = [change(1, stable(['s2', 's3']))]
  const s = aLeader({ s2: 2, s3: 2 }, { s2: 1, s3: 0 }, { currentTerm: 1, log })
  t.deepEqual(run(AdvanceCommitIndex, s, { N: 1 }, late), {
    server: { ...s, commitIndex: 1 },
    effects: [{ _tag: 'Persist', change: { commitIndex: 1 } }],
  })
})

test('with ConfigurationAppliedLate what is committed is on disk before anyone is told', (t) => {
  const late = constantsOf(['s1', 's2', 's3'], { deviations: ['ConfigurationAppliedLate'] })
  const committed = { _tag: 'Persist', change: { commitIndex: 1 } }
  const leader = aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 1, log: entries(1) })
  t.deepEqual(run(AdvanceCommitIndex, leader, { N: 1 }, late)?.effects, [committed])
  t.deepEqual(run(AdvanceCommitIndex, leader, { N: 1 })?.effects, [])
  const s = aFollower({ currentTerm: 1, log: entries(1) })
  const m = appendRequest({ prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 1 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }, late)?.effects[0], committed)
})

test('with ConfigurationAppliedLate what is applied is on disk, before it is applied', (t) => {
  const late = constantsOf(['s1', 's2', 's3'], { deviations: ['ConfigurationAppliedLate'] })
  const entry = change(1, stable(['s1', 's2']))
  const s = aFollower({ currentTerm: 1, log: [entry], commitIndex: 1 })
  t.deepEqual(run(ApplyEntry, s, {}, late), {
    server: { ...s, lastApplied: 1 },
    effects: [
      { _tag: 'Persist', change: { lastApplied: 1 } },
      { _tag: 'Apply', index: 1, entry },
    ],
  })
})

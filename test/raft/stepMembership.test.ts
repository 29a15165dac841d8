import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import type { Event } from '../../src/raft/Event.ts'
import { type Constants, constantsOf } from '../../src/raft/Server.ts'
import { aLeader, appendResponse, change, entries, joint, three, withLearners } from './examples.ts'
import { actions, on, receive } from './stepping.ts'

const changing = (options: Partial<Constants['options']>): Constants => ({
  ...constantsOf(['s1', 's2', 's3'], { initialVoters: ['s1', 's2'] }),
  options: { ...three(options).options },
})

test('point 36: when C-old,new is committed, C-new follows in the same step, and goes to its members', (t) => {
  const log = [change(1, joint(['s1', 's2'], ['s1', 's3']))]
  const s = aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 1, log })
  const m = appendResponse({ source: 's3', matchIndex: 1 })
  const outcome = on(s, receive(m), changing({ JointConsensus: true }))
  t.deepEqual(outcome.labels, [
    { action: 'HandleAppendEntriesResponse', m },
    { action: 'AdvanceCommitIndex', i: 's1', N: 1 },
    { action: 'AppendNewConfiguration', i: 's1' },
    { action: 'ApplyEntry', i: 's1' },
    { action: 'AppendEntries', i: 's1', j: 's3', n: 1 },
  ])
  t.deepEqual(outcome.server.log, [...log, change(1, stable(['s1', 's3']))])
})

test('point 38: a leader without a vote steps down in the step that commits the configuration', (t) => {
  const log = [change(1, stable(['s2', 's3']))]
  const s = aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 1, log })
  const m = appendResponse({ source: 's3', matchIndex: 1 })
  t.deepEqual(actions(on(s, receive(m), changing({ JointConsensus: true }))), [
    'HandleAppendEntriesResponse',
    'AdvanceCommitIndex',
    'StepDown',
    'ApplyEntry',
  ])
})

test('a change by an administrator goes to all members, the new one among them', (t) => {
  const s = aLeader(
    { s2: 2, s3: 1 },
    { s2: 1, s3: 0 },
    {
      currentTerm: 1,
      log: entries(1),
      commitIndex: 1,
      lastApplied: 1,
    },
  )
  const sentTo = (event: Event, options: Partial<Constants['options']>) =>
    on(s, event, changing(options)).labels.map((label) =>
      label.action === 'AppendEntries' ? label.j : label.action,
    )
  t.deepEqual(
    sentTo({ _tag: 'ChangeConfiguration', newVoters: ['s1', 's3'] }, { JointConsensus: true }),
    ['ChangeConfiguration', 's2', 's3'],
  )
  const single = { SingleServerChanges: true }
  t.deepEqual(sentTo({ _tag: 'AddServer', server: 's3' }, single), ['AddServer', 's2', 's3'])
  t.deepEqual(sentTo({ _tag: 'AddLearner', server: 's3' }, single), ['AddLearner', 's2', 's3'])
  t.deepEqual(sentTo({ _tag: 'RemoveServer', server: 's2' }, single), [
    'RemoveServer',
    'AdvanceCommitIndex',
    'ApplyEntry',
  ])
})

test('a learner can leave, and a round begin, and neither is sent to others than members', (t) => {
  const log = [change(1, withLearners(stable(['s1']), 's3'))]
  const s = aLeader(
    { s2: 1, s3: 2 },
    { s2: 0, s3: 1 },
    {
      currentTerm: 1,
      log,
      commitIndex: 1,
      lastApplied: 1,
    },
  )
  const options = { JointConsensus: true, CatchUp: true }
  t.deepEqual(actions(on(s, { _tag: 'StartRound', server: 's3' }, changing(options))), [
    'StartRound',
  ])
  t.deepEqual(actions(on(s, { _tag: 'RemoveLearner', server: 's3' }, changing(options))), [
    'RemoveLearner',
    'AdvanceCommitIndex',
    'ApplyEntry',
  ])
})

test('a change that names no server, or one that nobody knows, is not taken', (t) => {
  const s = aLeader(
    { s2: 1, s3: 1 },
    { s2: 0, s3: 0 },
    {
      currentTerm: 1,
      log: entries(1),
      commitIndex: 1,
      lastApplied: 1,
    },
  )
  const idle = { server: s, effects: [], labels: [] }
  const unknown: readonly Event[] = [
    { _tag: 'ChangeConfiguration', newVoters: [] },
    { _tag: 'ChangeConfiguration', newVoters: ['s1', 's9'] },
    { _tag: 'AddLearner', server: 's9' },
  ]
  unknown.forEach((event) => {
    t.deepEqual(on(s, event, changing({ JointConsensus: true })), idle)
  })
  t.deepEqual(
    on(s, { _tag: 'AddServer', server: 's9' }, changing({ SingleServerChanges: true })),
    idle,
  )
})

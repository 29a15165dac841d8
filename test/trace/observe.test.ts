import test from 'ava'
import { emptyDisk, recover } from '../../src/raft/Disk.ts'
import { fromEntries } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import { constantsOf, type Constants, type Server } from '../../src/raft/Server.ts'
import { type Outcome, step } from '../../src/raft/step.ts'
import { lineOf, restartLine, stateOf } from '../../src/trace/observe.ts'

const constants: Constants = constantsOf(['s1', 's2', 's3'])

const fresh = recover('s1', emptyDisk)

const line = (before: Server, { server: after, effects, labels }: Outcome) =>
  lineOf(constants, { before, after, effects, labels })

const received = (before: Server, message: Message) =>
  line(before, step(constants, before, { _tag: 'Receive', message }))

const leader: Server = {
  ...recover('s1', {
    currentTerm: 2,
    votedFor: 's1',
    log: fromEntries([
      { term: 1, value: 'a' },
      { term: 2, value: 'b' },
    ]),
    commitIndex: 0,
    lastApplied: 0,
  }),
  role: {
    _tag: 'Leader',
    nextIndex: { s2: 3, s3: 2 },
    matchIndex: { s2: 0, s3: 0 },
    roundEnd: { s2: 0, s3: 0 },
    transferTarget: null,
  },
}

test('several actions are told by their names, each once', (t) => {
  const { server, actions, state, sent } = line(
    fresh,
    step(constants, fresh, { _tag: 'ElectionTimeout' }),
  )
  t.is(server, 's1')
  t.deepEqual(actions, ['Timeout', 'RequestVote'])
  t.deepEqual(state, { currentTerm: 1, votedFor: 's1', role: 'Candidate', votesGranted: ['s1'] })
  t.deepEqual(
    sent?.map(({ dest }) => dest),
    ['s2', 's3'],
  )
})

test('a single action is told with its arguments', (t) => {
  const labels = [{ action: 'AppendEntries', i: 's1', j: 's3', n: 1 }] as const
  t.deepEqual(lineOf(constants, { before: leader, after: leader, effects: [], labels }), {
    server: 's1',
    action: 'AppendEntries',
    args: { j: 's3', n: 1 },
    sent: [],
  })
  const committed = { ...leader, commitIndex: 2 }
  t.deepEqual(
    lineOf(constants, {
      before: leader,
      after: committed,
      effects: [],
      labels: [{ action: 'AdvanceCommitIndex', i: 's1', N: 2 }],
    }),
    {
      server: 's1',
      action: 'AdvanceCommitIndex',
      args: { N: 2 },
      state: { commitIndex: 2 },
      sent: [],
    },
  )
})

test('a client request tells its command, and the tail of the log that it wrote', (t) => {
  const { actions, args, state } = line(
    leader,
    step(constants, leader, { _tag: 'ClientRequest', value: 'c' }),
  )
  t.deepEqual(actions, ['ClientRequest', 'AppendEntries'])
  t.deepEqual(args, { v: 'c' })
  t.deepEqual(state, { logTail: { from: 3, entries: [{ term: 2, value: 'c' }] } })
})

test('of nextIndex and matchIndex only the peers are told whose index changed', (t) => {
  const message: Message = {
    type: 'AppendEntriesResponse',
    source: 's3',
    dest: 's1',
    term: 2,
    success: true,
    matchIndex: 2,
    conflictTerm: 0,
    conflictIndex: 0,
  }
  const told = received(leader, message)
  t.deepEqual(told.message, message)
  t.deepEqual(told.state, {
    commitIndex: 2,
    lastApplied: 2,
    nextIndex: { s3: 3 },
    matchIndex: { s3: 2 },
  })
})

test('what belongs to a role returns to its fixed value with it', (t) => {
  const told = received(leader, {
    type: 'RequestVoteRequest',
    source: 's3',
    dest: 's1',
    term: 3,
    lastLogIndex: 0,
    lastLogTerm: 0,
    leadershipTransfer: false,
  })
  t.deepEqual(told.actions, ['UpdateTerm', 'HandleRequestVoteRequest'])
  t.deepEqual(told.state, {
    currentTerm: 3,
    votedFor: null,
    role: 'Follower',
    nextIndex: { s2: 1, s3: 1 },
  })
})

test('a log that was cut is told from the cut on', (t) => {
  const follower = recover('s1', { ...leader, currentTerm: 3, votedFor: null })
  const told = received(follower, {
    type: 'AppendEntriesRequest',
    source: 's2',
    dest: 's1',
    term: 3,
    prevLogIndex: 1,
    prevLogTerm: 1,
    entries: [{ term: 3, value: 'x' }],
    leaderCommit: 0,
  })
  t.deepEqual(told.state, { logTail: { from: 2, entries: [{ term: 3, value: 'x' }] } })
})

test('a restart tells what was lost, and that what is durable was not', (t) => {
  const after = recover('s1', { ...leader })
  t.deepEqual(restartLine(constants, { ...leader, commitIndex: 2 }, after), {
    server: 's1',
    action: 'Restart',
    state: {
      nextIndex: { s2: 1, s3: 1 },
      currentTerm: 2,
      votedFor: 's1',
      logLength: 2,
      lastLogTerm: 2,
      role: 'Follower',
      commitIndex: 0,
      lastApplied: 0,
    },
    sent: [],
  })
})

test('the whole state of a server has every variable, also those of other roles', (t) => {
  t.deepEqual(stateOf(constants, fresh), {
    currentTerm: 0,
    votedFor: null,
    role: 'Follower',
    log: [],
    commitIndex: 0,
    lastApplied: 0,
    heardFromLeader: false,
    votesGranted: [],
    leadershipTransfer: false,
    nextIndex: { s2: 1, s3: 1 },
    matchIndex: { s2: 0, s3: 0 },
    roundEnd: { s2: 0, s3: 0 },
    transferTarget: null,
  })
  t.like(stateOf(constants, leader), {
    role: 'Leader',
    log: [
      { term: 1, value: 'a' },
      { term: 2, value: 'b' },
    ],
    nextIndex: { s2: 3, s3: 2 },
  })
})

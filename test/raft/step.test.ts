import test from 'ava'
import type { Event } from '../../src/raft/Event.ts'
import { constantsOf } from '../../src/raft/Server.ts'
import { none } from 'fp-ts/lib/Option.js'
import { rules, type Rules } from '../../src/raft/Rules.ts'
import { defaultPolicy } from '../../src/raft/step.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  aPreCandidate,
  appendRequest,
  appendResponse,
  aSuccessor,
  entries,
  leading,
  type PlainServer,
  preVoteRequest,
  preVoteResponse,
  three,
  timeoutNow,
  voteRequest,
  voteResponse,
} from './examples.ts'
import { actions, on, receive } from './stepping.ts'

test('an election timeout starts an election, on disk before the peers are asked', (t) => {
  const ask = (dest: string) =>
    ({ _tag: 'Send', message: voteRequest({ source: 's1', dest, term: 1 }) }) as const
  t.deepEqual(on(aFollower(), { _tag: 'ElectionTimeout' }), {
    server: aCandidate(['s1'], { currentTerm: 1 }),
    effects: [
      { _tag: 'Persist', change: { currentTerm: 1, votedFor: 's1' } },
      { _tag: 'ResetElectionTimer' },
      ask('s2'),
      ask('s3'),
    ],
    labels: [
      { action: 'Timeout', i: 's1' },
      { action: 'RequestVote', i: 's1', j: 's2' },
      { action: 'RequestVote', i: 's1', j: 's3' },
    ],
  })
})

test('point 3: a higher term is adopted before its message is handled', (t) => {
  const m = voteRequest({ term: 2 })
  t.deepEqual(on(aFollower({ currentTerm: 1, votedFor: 's3' }), receive(m)), {
    server: aFollower({ currentTerm: 2, votedFor: 's2' }),
    effects: [
      { _tag: 'Persist', change: { currentTerm: 2, votedFor: null } },
      { _tag: 'Persist', change: { votedFor: 's2' } },
      { _tag: 'ResetElectionTimer' },
      { _tag: 'Send', message: voteResponse({ source: 's1', dest: 's2', term: 2 }) },
    ],
    labels: [
      { action: 'UpdateTerm', m },
      { action: 'HandleRequestVoteRequest', m },
    ],
  })
})

// Figure 2, leaders: a new leader is heard before anyone times out
test('a candidate that wins speaks to all peers at once', (t) => {
  const m = voteResponse({ source: 's2' })
  const hello = (dest: string) =>
    ({
      _tag: 'Send',
      message: appendRequest({ source: 's1', dest, prevLogIndex: 1, prevLogTerm: 1 }),
    }) as const
  t.deepEqual(on(aCandidate(['s1'], { currentTerm: 1, log: entries(1) }), receive(m)), {
    server: aLeader({ s2: 2, s3: 2 }, { s2: 0, s3: 0 }, { currentTerm: 1, log: entries(1) }),
    effects: [hello('s2'), hello('s3')],
    labels: [
      { action: 'HandleRequestVoteResponse', m },
      { action: 'BecomeLeader', i: 's1' },
      { action: 'AppendEntries', i: 's1', j: 's2', n: 0 },
      { action: 'AppendEntries', i: 's1', j: 's3', n: 0 },
    ],
  })
})

test('a candidate that is refused asks nobody again before its timer fires', (t) => {
  const s = aCandidate(['s1'], { currentTerm: 1 })
  const m = voteResponse({ voteGranted: false })
  t.deepEqual(on(s, receive(m)), {
    server: s,
    effects: [],
    labels: [{ action: 'HandleRequestVoteResponse', m }],
  })
})

test('with LeaderNoOp the first message of a leader carries its no-op', (t) => {
  const { labels } = on(
    aCandidate(['s1'], { currentTerm: 1 }),
    receive(voteResponse()),
    three({ LeaderNoOp: true }),
  )
  t.deepEqual(labels.at(-1), { action: 'AppendEntries', i: 's1', j: 's3', n: 1 })
})

test('a cluster of one elects, commits and applies by itself in one step each', (t) => {
  const alone = constantsOf(['s1'])
  const elected = on(aFollower(), { _tag: 'ElectionTimeout' }, alone)
  t.deepEqual(elected.server, aLeader({}, {}, { currentTerm: 1 }))
  const { server, labels } = on(elected.server, { _tag: 'ClientRequest', value: 'x' }, alone)
  t.deepEqual(
    labels.map(({ action }) => action),
    ['ClientRequest', 'AdvanceCommitIndex', 'ApplyEntry'],
  )
  t.is(server.lastApplied, 1)
})

test('a client request is on disk, then sent to all with what each peer lacks', (t) => {
  const s = aLeader(
    { s2: 3, s3: 1 },
    { s2: 2, s3: 0 },
    { currentTerm: 1, log: entries(1, 1), commitIndex: 2, lastApplied: 2 },
  )
  const { effects, labels } = on(s, { _tag: 'ClientRequest', value: 'x' })
  t.deepEqual(
    effects.map(({ _tag }) => _tag),
    ['Persist', 'Send', 'Send'],
  )
  t.deepEqual(labels, [
    { action: 'ClientRequest', i: 's1', v: 'x' },
    { action: 'AppendEntries', i: 's1', j: 's2', n: 1 },
    { action: 'AppendEntries', i: 's1', j: 's3', n: 3 },
  ])
})

test('at a heartbeat a leader sends what is pending, up to the maximum of its policy', (t) => {
  const done = { commitIndex: 3, lastApplied: 3 }
  const s = aLeader(
    { s2: 4, s3: 1 },
    { s2: 3, s3: 0 },
    { currentTerm: 1, log: entries(1, 1, 1), ...done },
  )
  t.deepEqual(on(s, { _tag: 'HeartbeatTimeout' }, three(), { maxEntries: 2 }).labels, [
    { action: 'AppendEntries', i: 's1', j: 's2', n: 0 },
    { action: 'AppendEntries', i: 's1', j: 's3', n: 2 },
  ])
})

test('a response commits and applies what it can, and is answered with what the peer lacks', (t) => {
  const s = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1, log: entries(1, 1, 1) })
  const m = appendResponse({ matchIndex: 2 })
  const { server, labels, effects } = on(s, receive(m))
  t.deepEqual(labels, [
    { action: 'HandleAppendEntriesResponse', m },
    { action: 'AdvanceCommitIndex', i: 's1', N: 2 },
    { action: 'ApplyEntry', i: 's1' },
    { action: 'ApplyEntry', i: 's1' },
    { action: 'AppendEntries', i: 's1', j: 's2', n: 1 },
  ])
  t.deepEqual(
    effects.map(({ _tag }) => _tag),
    ['Apply', 'Apply', 'Send'],
  )
  t.is(server.commitIndex, 2)
})

test('a refusal is answered with an earlier entry', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1, log: entries(1, 1) })
  const m = appendResponse({ success: false })
  t.deepEqual(on(s, receive(m)).labels, [
    { action: 'HandleAppendEntriesResponse', m },
    { action: 'AppendEntries', i: 's1', j: 's2', n: 1 },
  ])
})

test('a response that leaves nothing to send, or is of an earlier term, is not answered', (t) => {
  const log = entries(1, 1)
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 2, s3: 0 }, { currentTerm: 2, log })
  const handled = (m: ReturnType<typeof appendResponse>) =>
    on(s, receive(m)).labels.map(({ action }) => action)
  t.deepEqual(handled(appendResponse({ term: 2, matchIndex: 2 })), ['HandleAppendEntriesResponse'])
  t.deepEqual(handled(appendResponse({ term: 1, source: 's3', matchIndex: 1 })), [
    'HandleAppendEntriesResponse',
  ])
})

test('point 18: the search for the commit index goes beyond entries of earlier terms', (t) => {
  const log = entries(1, 2, 4, 4)
  const s = aLeader({ s2: 5, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 4, log })
  const m = appendResponse({ term: 4, matchIndex: 3 })
  t.is(on(s, receive(m)).server.commitIndex, 3)
})

test('point 17: a majority that has only entries of earlier terms commits none', (t) => {
  const log = entries(1, 2, 4)
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 4, log })
  const m = appendResponse({ term: 4, matchIndex: 2 })
  t.is(on(s, receive(m)).server.commitIndex, 0)
})

test('an event that does not concern the server changes nothing and has no labels', (t) => {
  const follower = aFollower({ currentTerm: 1, log: entries(1), commitIndex: 1 })
  const leader = aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 1, log: entries(1) })
  const idle: readonly (readonly [PlainServer, Event])[] = [
    [follower, { _tag: 'ClientRequest', value: 'x' }],
    [follower, { _tag: 'HeartbeatTimeout' }],
    [aCandidate(['s1']), { _tag: 'HeartbeatTimeout' }],
    [leader, { _tag: 'ElectionTimeout' }],
    [leader, receive(appendRequest())],
    [leader, receive(appendResponse({ dest: 's2' }))],
    [leader, receive(appendResponse({ source: 's9' }))],
    [leader, receive(appendResponse({ source: 's1' }))],
    [follower, { _tag: 'LeaderContactTimeout' }],
    [follower, { _tag: 'QuorumContactTimeout' }],
    [leader, { _tag: 'TransferTimeout' }],
    [leader, { _tag: 'TransferLeadership', to: 's2' }],
  ]
  idle.forEach(([server, event]) => {
    t.deepEqual(on(server, event), { server, effects: [], labels: [] })
  })
})

test('a rule put in the place of another is the one that runs', (t) => {
  const table: Rules = { ...rules, Timeout: () => none }
  t.deepEqual(
    on(aFollower(), { _tag: 'ElectionTimeout' }, three(), defaultPolicy, table).labels,
    [],
  )
})

test('with PreVote an election timeout asks for pre-votes, and asks again if it comes again', (t) => {
  const constants = three({ PreVote: true })
  const outcome = {
    server: aPreCandidate(['s1'], { currentTerm: 1 }),
    effects: [
      { _tag: 'ResetElectionTimer' },
      { _tag: 'Send', message: preVoteRequest({ source: 's1', dest: 's2', term: 2 }) },
      { _tag: 'Send', message: preVoteRequest({ source: 's1', dest: 's3', term: 2 }) },
    ],
    labels: [
      { action: 'BecomePreCandidate', i: 's1' },
      { action: 'RequestPreVote', i: 's1', j: 's2' },
      { action: 'RequestPreVote', i: 's1', j: 's3' },
    ],
  }
  t.deepEqual(on(aFollower({ currentTerm: 1 }), { _tag: 'ElectionTimeout' }, constants), outcome)
  const asking = aPreCandidate(['s1', 's2'], { currentTerm: 1 })
  t.deepEqual(on(asking, { _tag: 'ElectionTimeout' }, constants), outcome)
})

test('an election timeout is longer than contact with a leader lasts', (t) => {
  const constants = three({ CheckQuorum: true })
  const s = aHearingFollower({ currentTerm: 1 })
  t.deepEqual(actions(on(s, { _tag: 'ElectionTimeout' }, constants)), [
    'LeaderContactLapsed',
    'Timeout',
    'RequestVote',
    'RequestVote',
  ])
  t.deepEqual(on(s, { _tag: 'LeaderContactTimeout' }, constants), {
    server: aFollower({ currentTerm: 1 }),
    effects: [],
    labels: [{ action: 'LeaderContactLapsed', i: 's1' }],
  })
})

test('a pre-candidate that would win asks for votes at once, one that would not asks nobody', (t) => {
  const constants = three({ PreVote: true })
  const s = aPreCandidate(['s1'], { currentTerm: 1 })
  t.deepEqual(actions(on(s, receive(preVoteResponse({ term: 2 })), constants)), [
    'HandlePreVoteResponse',
    'BecomeCandidate',
    'RequestVote',
    'RequestVote',
  ])
  const refusal = preVoteResponse({ voteGranted: false })
  t.deepEqual(actions(on(s, receive(refusal), constants)), ['HandlePreVoteResponse'])
})

test('point 9: asked for a pre-vote of a later term, a server answers in its own', (t) => {
  const m = preVoteRequest({ term: 5 })
  t.deepEqual(on(aFollower({ currentTerm: 1 }), receive(m)), {
    server: aFollower({ currentTerm: 1 }),
    effects: [{ _tag: 'Send', message: preVoteResponse({ source: 's1', dest: 's2', term: 5 }) }],
    labels: [{ action: 'HandlePreVoteRequest', m }],
  })
})

test('point 39: a request that is disregarded is handled, without a trace', (t) => {
  const s = aHearingFollower({ currentTerm: 1 })
  const m = voteRequest({ term: 2 })
  t.deepEqual(on(s, receive(m), three({ CheckQuorum: true })), {
    server: s,
    effects: [],
    labels: [{ action: 'HandleRequestVoteRequest', m }],
  })
})

test('a leader without a quorum’s answers steps down, and sends nothing more', (t) => {
  const s = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1 })
  t.deepEqual(on(s, { _tag: 'QuorumContactTimeout' }, three({ CheckQuorum: true })), {
    server: aFollower({ currentTerm: 1, votedFor: 's1' }),
    effects: [],
    labels: [{ action: 'QuorumContactLapsed', i: 's1' }],
  })
})

const transfers = three({ LeadershipTransfer: true })
const handingOver = (match: number, transferTarget: string | null = 's2'): PlainServer => ({
  ...aLeader({}, {}, { currentTerm: 1, log: entries(1, 1), commitIndex: 2, lastApplied: 2 }),
  role: leading({
    nextIndex: { s2: match + 1, s3: 3 },
    matchIndex: { s2: match, s3: 2 },
    transferTarget,
  }),
})

test('a target that is up to date is told to take over at once', (t) => {
  const event: Event = { _tag: 'TransferLeadership', to: 's2' }
  t.deepEqual(on(handingOver(2, null), event, transfers), {
    server: handingOver(2),
    effects: [{ _tag: 'Send', message: timeoutNow({ source: 's1', dest: 's2' }) }],
    labels: [
      { action: 'TransferLeadership', i: 's1', j: 's2' },
      { action: 'TimeoutNow', i: 's1' },
    ],
  })
  t.deepEqual(actions(on(handingOver(1, null), event, transfers)), ['TransferLeadership'])
})

test('a target that lags is told as soon as it is up to date, and once for each step nearer', (t) => {
  const told = (s: PlainServer, m: ReturnType<typeof appendResponse>) =>
    actions(on(s, receive(m), transfers))
  t.deepEqual(told(handingOver(1), appendResponse({ matchIndex: 2 })), [
    'HandleAppendEntriesResponse',
    'TimeoutNow',
  ])
  t.deepEqual(told(handingOver(0), appendResponse({ matchIndex: 1 })), [
    'HandleAppendEntriesResponse',
    'AppendEntries',
  ])
  t.deepEqual(told(handingOver(2), appendResponse({ matchIndex: 2 })), [
    'HandleAppendEntriesResponse',
  ])
})

test('a transfer that takes too long is given up', (t) => {
  t.deepEqual(on(handingOver(1), { _tag: 'TransferTimeout' }, transfers), {
    server: handingOver(1, null),
    effects: [],
    labels: [{ action: 'AbortTransfer', i: 's1' }],
  })
})

test('point 40: whoever is told to take over asks for votes at once, even if it is a candidate', (t) => {
  const after = aSuccessor(['s1'], { currentTerm: 2 })
  const told = (s: PlainServer) => on(s, receive(timeoutNow()), transfers)
  t.deepEqual(told(aFollower({ currentTerm: 1 })).server, after)
  ;[aFollower({ currentTerm: 1 }), aCandidate(['s1', 's3'], { currentTerm: 1 })].forEach((s) => {
    t.deepEqual(actions(told(s)), ['HandleTimeoutNowRequest', 'RequestVote', 'RequestVote'])
  })
})

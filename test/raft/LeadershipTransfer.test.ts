import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import {
  AbortTransfer,
  HandleTimeoutNowRequest,
  TimeoutNow,
  TransferLeadership,
} from '../../src/raft/LeadershipTransfer.ts'
import { RequestVote } from '../../src/raft/LeaderElection.ts'
import { ClientRequest } from '../../src/raft/LogReplication.ts'
import type { Leader } from '../../src/raft/Server.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  aPreCandidate,
  aSuccessor,
  change,
  entries,
  leading,
  type PlainServer,
  run,
  three,
  timeoutNow,
  voteRequest,
  withLearners,
} from './examples.ts'

const constants = three({ LeadershipTransfer: true, PreVote: true, CheckQuorum: true })

const aLeaderOf = (
  fields: Partial<Leader> = {},
  server: Partial<PlainServer> = {},
): PlainServer => ({
  ...aLeader({}, {}, { currentTerm: 2, log: entries(1, 2), ...server }),
  role: leading({ nextIndex: { s2: 3, s3: 2 }, matchIndex: { s2: 2, s3: 1 }, ...fields }),
})

// Dissertation, 3.10
test('a leader that is asked to hand over remembers to whom', (t) => {
  t.deepEqual(run(TransferLeadership, aLeaderOf(), { j: 's3' }, constants), {
    server: aLeaderOf({ transferTarget: 's3' }),
    effects: [],
  })
})

test('it hands over to one server at a time, and to another voter only', (t) => {
  t.is(run(TransferLeadership, aLeaderOf({ transferTarget: 's2' }), { j: 's3' }, constants), null)
  t.is(run(TransferLeadership, aLeaderOf(), { j: 's1' }, constants), null)
  t.is(run(TransferLeadership, aLeaderOf(), { j: 's9' }, constants), null)
  const log = [change(1, withLearners(stable(['s1', 's2']), 's3'))]
  t.is(run(TransferLeadership, aLeaderOf({}, { log }), { j: 's3' }, constants), null)
})

test('only a leader hands over, and only with LeadershipTransfer', (t) => {
  t.is(run(TransferLeadership, aFollower(), { j: 's2' }, constants), null)
  t.is(run(TransferLeadership, aLeaderOf(), { j: 's2' }, three()), null)
})

test('point 40: meanwhile it takes no commands, and after an abort it does', (t) => {
  const s = aLeaderOf({ transferTarget: 's2' })
  t.is(run(ClientRequest, s, { v: 'x' }, constants), null)
  const aborted = run(AbortTransfer, s, {}, constants)
  t.deepEqual(aborted, { server: aLeaderOf(), effects: [] })
  t.not(run(ClientRequest, aLeaderOf(), { v: 'x' }, constants), null)
})

test('there is nothing to abort where nobody hands over', (t) => {
  t.is(run(AbortTransfer, aLeaderOf(), {}, constants), null)
  t.is(run(AbortTransfer, aFollower(), {}, constants), null)
})

test('the target is told once its log is the leader’s', (t) => {
  const s = aLeaderOf({ transferTarget: 's2' })
  t.deepEqual(run(TimeoutNow, s, {}, constants), {
    server: s,
    effects: [{ _tag: 'Send', message: timeoutNow({ source: 's1', dest: 's2', term: 2 }) }],
  })
  t.is(run(TimeoutNow, aLeaderOf({ transferTarget: 's3' }), {}, constants), null)
  t.is(run(TimeoutNow, aLeaderOf(), {}, constants), null)
  t.is(run(TimeoutNow, aFollower(), {}, constants), null)
})

test('point 40: the target begins its election at once, without PreVote, though it hears from the leader', (t) => {
  const s = aHearingFollower({ currentTerm: 2, votedFor: 's2', log: entries(1, 2) })
  t.deepEqual(run(HandleTimeoutNowRequest, s, { m: timeoutNow({ term: 2 }) }, constants), {
    server: aSuccessor(['s1'], { currentTerm: 3, log: entries(1, 2) }),
    effects: [
      { _tag: 'Persist', change: { currentTerm: 3, votedFor: 's1' } },
      { _tag: 'ResetElectionTimer' },
    ],
  })
})

test('point 40: who asks for votes because its leader told it to says so', (t) => {
  const request = (leadershipTransfer: boolean) => [
    {
      _tag: 'Send' as const,
      message: voteRequest({ source: 's1', dest: 's3', term: 3, leadershipTransfer }),
    },
  ]
  const asks = (s: PlainServer) => run(RequestVote, s, { j: 's3' }, constants)?.effects
  t.deepEqual(asks(aSuccessor(['s1'], { currentTerm: 3 })), request(true))
  t.deepEqual(asks(aCandidate(['s1'], { currentTerm: 3 })), request(false))
})

test('whoever campaigns already begins again', (t) => {
  const after = aSuccessor(['s1'], { currentTerm: 3 })
  const told = (s: PlainServer) =>
    run(HandleTimeoutNowRequest, s, { m: timeoutNow({ term: 2 }) }, constants)?.server
  t.deepEqual(told(aPreCandidate(['s1', 's3'], { currentTerm: 2 })), after)
  t.deepEqual(told(aCandidate(['s1', 's3'], { currentTerm: 2 })), after)
})

test('point 44: one that comes late has no effect, nor has one for a leader or for no voter', (t) => {
  const removed = aFollower({ currentTerm: 1, log: [change(1, stable(['s2']))], commitIndex: 1 })
  const leader = aLeaderOf({}, { currentTerm: 1 })
  ;[aFollower({ currentTerm: 2 }), leader, removed].forEach((s) => {
    t.deepEqual(run(HandleTimeoutNowRequest, s, { m: timeoutNow() }, constants), {
      server: s,
      effects: [],
    })
  })
})

test('point 3: one of a higher term waits until the term is taken', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.is(run(HandleTimeoutNowRequest, s, { m: timeoutNow({ term: 2 }) }, constants), null)
  t.is(run(HandleTimeoutNowRequest, s, { m: voteRequest() }, constants), null)
})

import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import {
  BecomeLeader,
  HandleRequestVoteRequest,
  HandleRequestVoteResponse,
  RequestVote,
  Timeout,
} from '../../src/raft/LeaderElection.ts'
import { constantsOf } from '../../src/raft/Server.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  aPreCandidate,
  appendRequest,
  aSuccessor,
  change,
  entries,
  joint,
  run,
  three,
  voteRequest,
  voteResponse,
  withLearners,
} from './examples.ts'

const resetElectionTimer = { _tag: 'ResetElectionTimer' } as const
const answer = (term: number, voteGranted: boolean) =>
  ({
    _tag: 'Send',
    message: voteResponse({ source: 's1', dest: 's2', term, voteGranted }),
  }) as const

// 5.2: what begins an election
test('a follower whose election timer fires votes for itself in the next term', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's2', log: entries(1) })
  t.deepEqual(run(Timeout, s, {}), {
    server: aCandidate(['s1'], { currentTerm: 2, log: entries(1) }),
    effects: [{ _tag: 'Persist', change: { currentTerm: 2, votedFor: 's1' } }, resetElectionTimer],
  })
})

// Figure 2, candidates, last rule
test('point 2: a candidate whose timer fires starts a new election, without its old votes', (t) => {
  const s = aCandidate(['s1', 's2'], { currentTerm: 4 })
  t.deepEqual(run(Timeout, s, {}), {
    server: aCandidate(['s1'], { currentTerm: 5 }),
    effects: [{ _tag: 'Persist', change: { currentTerm: 5, votedFor: 's1' } }, resetElectionTimer],
  })
})

test('a leader has no election timeout', (t) => {
  t.is(run(Timeout, aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }), {}), null)
})

// 5.2: everyone else is asked
test('a candidate asks a peer for its vote and says how up to date its log is', (t) => {
  const s = aCandidate(['s1'], { currentTerm: 3, log: entries(1, 2) })
  t.deepEqual(run(RequestVote, s, { j: 's3' }), {
    server: s,
    effects: [
      {
        _tag: 'Send',
        message: voteRequest({
          source: 's1',
          dest: 's3',
          term: 3,
          lastLogIndex: 2,
          lastLogTerm: 2,
        }),
      },
    ],
  })
})

test('nobody but a candidate asks for a vote, and no candidate asks itself or a stranger', (t) => {
  t.is(run(RequestVote, aFollower(), { j: 's2' }), null)
  t.is(run(RequestVote, aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }), { j: 's2' }), null)
  t.is(run(RequestVote, aCandidate(['s1']), { j: 's1' }), null)
  t.is(run(RequestVote, aCandidate(['s1']), { j: 's9' }), null)
})

// Figure 2, RequestVote, rule 2
test('point 8: a vote is on disk before the answer leaves', (t) => {
  const s = aFollower({ currentTerm: 2, log: entries(1) })
  const m = voteRequest({ term: 2, lastLogIndex: 1, lastLogTerm: 1 })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m }), {
    server: { ...s, votedFor: 's2' },
    effects: [{ _tag: 'Persist', change: { votedFor: 's2' } }, resetElectionTimer, answer(2, true)],
  })
})

test('point 25: a repeated request is granted again, and nothing new is written', (t) => {
  const s = aFollower({ currentTerm: 2, votedFor: 's2' })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m: voteRequest({ term: 2 }) }), {
    server: s,
    effects: [resetElectionTimer, answer(2, true)],
  })
})

// 5.2: one vote in a term, and the first who asks has it
test('a second candidate of the term is refused', (t) => {
  const s = aFollower({ currentTerm: 2, votedFor: 's3' })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m: voteRequest({ term: 2 }) }), {
    server: s,
    effects: [answer(2, false)],
  })
})

// Figure 2, RequestVote, rule 1
test('a candidate of an old term is refused and told the new one', (t) => {
  const s = aFollower({ currentTerm: 3 })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m: voteRequest({ term: 2 }) }), {
    server: s,
    effects: [answer(3, false)],
  })
})

// 5.4.1: the later last term, then the longer log
test('point 4: a longer log with an earlier last term is not up to date', (t) => {
  const s = aFollower({ currentTerm: 4, log: entries(1, 3) })
  const m = voteRequest({ term: 4, lastLogIndex: 9, lastLogTerm: 2 })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m }), { server: s, effects: [answer(4, false)] })
})

test('point 4: a shorter log with a later last term is up to date', (t) => {
  const s = aFollower({ currentTerm: 4, log: entries(1, 2) })
  const m = voteRequest({ term: 4, lastLogIndex: 1, lastLogTerm: 3 })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m })?.server, { ...s, votedFor: 's2' })
})

test('point 4: with the same last term the longer log is up to date, and so is an equal one', (t) => {
  const s = aFollower({ currentTerm: 4, log: entries(1, 1) })
  const vote = (lastLogIndex: number) =>
    run(HandleRequestVoteRequest, s, { m: voteRequest({ term: 4, lastLogIndex, lastLogTerm: 1 }) })
      ?.server.votedFor
  t.deepEqual([vote(1), vote(2), vote(3)], [null, 's2', 's2'])
})

test('point 1: only a vote that is granted restarts the election timer', (t) => {
  const effects = (term: number) =>
    run(HandleRequestVoteRequest, aFollower({ currentTerm: 2 }), {
      m: voteRequest({ term }),
    })?.effects.map(({ _tag }) => _tag)
  t.deepEqual(effects(2), ['Persist', 'ResetElectionTimer', 'Send'])
  t.deepEqual(effects(1), ['Send'])
})

test('point 3: a request of a higher term waits until the term is adopted', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's3' })
  t.is(run(HandleRequestVoteRequest, s, { m: voteRequest({ term: 2 }) }), null)
  t.is(run(HandleRequestVoteResponse, s, { m: voteResponse({ term: 2 }) }), null)
})

test('each handler takes messages of its own kind only', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.is(run(HandleRequestVoteRequest, s, { m: voteResponse() }), null)
  t.is(run(HandleRequestVoteResponse, s, { m: appendRequest() }), null)
})

test('a vote of the current term is counted, and the votes stay sorted', (t) => {
  const s = aCandidate(['s1', 's3'], { currentTerm: 1 })
  t.deepEqual(run(HandleRequestVoteResponse, s, { m: voteResponse({ source: 's2' }) }), {
    server: aCandidate(['s1', 's2', 's3'], { currentTerm: 1 }),
    effects: [],
  })
})

test('point 6: a server that grants twice counts once', (t) => {
  const s = aCandidate(['s1', 's2'], { currentTerm: 1 })
  t.deepEqual(run(HandleRequestVoteResponse, s, { m: voteResponse() }), { server: s, effects: [] })
})

test('point 5: a vote of an earlier term does not count', (t) => {
  const s = aCandidate(['s1'], { currentTerm: 2 })
  t.deepEqual(run(HandleRequestVoteResponse, s, { m: voteResponse({ term: 1 }) }), {
    server: s,
    effects: [],
  })
})

test('a refusal does not count, nor a vote for one who is no candidate any more', (t) => {
  const s = aCandidate(['s1'], { currentTerm: 1 })
  t.deepEqual(run(HandleRequestVoteResponse, s, { m: voteResponse({ voteGranted: false }) }), {
    server: s,
    effects: [],
  })
  const after = aFollower({ currentTerm: 1, votedFor: 's1' })
  t.deepEqual(run(HandleRequestVoteResponse, after, { m: voteResponse() }), {
    server: after,
    effects: [],
  })
})

// 5.2, and Figure 2, state of leaders: a majority elects, and the leader begins to count
test('a candidate with the votes of a majority leads its term', (t) => {
  const s = aCandidate(['s1', 's3'], { currentTerm: 2, log: entries(1, 1) })
  t.deepEqual(run(BecomeLeader, s, {}), {
    server: aLeader({ s2: 3, s3: 3 }, { s2: 0, s3: 0 }, { currentTerm: 2, log: entries(1, 1) }),
    effects: [],
  })
})

// 8: an entry of its own term to begin with
test('with LeaderNoOp a leader begins by appending a no-op, the first entry that it sends', (t) => {
  const s = aCandidate(['s1', 's3'], { currentTerm: 2, log: entries(1) })
  const noOp = { term: 2, value: null }
  t.deepEqual(run(BecomeLeader, s, {}, three({ LeaderNoOp: true })), {
    server: aLeader(
      { s2: 2, s3: 2 },
      { s2: 0, s3: 0 },
      { currentTerm: 2, log: [...entries(1), noOp] },
    ),
    effects: [{ _tag: 'Persist', change: { log: { keep: 1, append: [noOp] } } }],
  })
})

test('without a majority, or without a candidacy, nobody becomes leader', (t) => {
  t.is(run(BecomeLeader, aCandidate(['s1'], { currentTerm: 1 }), {}), null)
  t.is(run(BecomeLeader, aFollower({ currentTerm: 1 }), {}), null)
  t.is(run(BecomeLeader, aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }), {}), null)
})

test('with PreVote no timeout begins an election, and nobody times out who hears from a leader', (t) => {
  t.is(run(Timeout, aFollower(), {}, three({ PreVote: true })), null)
  t.is(run(Timeout, aHearingFollower(), {}, three({ CheckQuorum: true })), null)
  t.is(run(Timeout, aPreCandidate(['s1']), {}), null)
})

test('an election of its own is not one that the leader called for', (t) => {
  t.deepEqual(
    run(Timeout, aSuccessor(['s1', 's2'], { currentTerm: 2 }), {})?.server,
    aCandidate(['s1'], { currentTerm: 3 }),
  )
})

const without = change(1, stable(['s2', 's3']))

test('a server that never had a vote does not stand for election', (t) => {
  const constants = constantsOf(['s1', 's2', 's3'], { initialVoters: ['s2', 's3'] })
  const learner = aFollower({ log: [change(1, withLearners(stable(['s2', 's3']), 's1'))] })
  t.is(run(Timeout, aFollower(), {}, constants), null)
  t.is(run(Timeout, learner, {}, constants), null)
})

// Dissertation, 4.2.2
test('point 38: a removed server may stand until the configuration without it is committed', (t) => {
  const removed = aFollower({ currentTerm: 1, log: [without] })
  t.not(run(Timeout, removed, {}), null)
  t.is(run(Timeout, { ...removed, commitIndex: 1 }, {}), null)
})

test('a server that joins may stand before that is committed, in a joint configuration too', (t) => {
  const constants = constantsOf(['s1', 's2', 's3'], { initialVoters: ['s2', 's3'] })
  const log = [change(1, joint(['s2', 's3'], ['s1', 's2']))]
  t.not(run(Timeout, aFollower({ currentTerm: 1, log }), {}, constants), null)
})

// etcd 7280
test('with ConfigurationAppliedLate nobody stands who has yet to apply a committed configuration', (t) => {
  const constants = constantsOf(['s1', 's2', 's3'], { deviations: ['ConfigurationAppliedLate'] })
  const log = [change(1, stable(['s1', 's2'])), ...entries(1), ...entries(1)]
  const stands = (commitIndex: number, lastApplied: number) =>
    run(Timeout, aFollower({ currentTerm: 1, log, commitIndex, lastApplied }), {}, constants) !==
    null
  t.false(stands(1, 0))
  t.true(stands(0, 0))
  t.true(stands(3, 1), 'later entries are no configurations')
})

test('a candidate asks the voters of its configuration, old and new, and no learner', (t) => {
  const log = [change(1, withLearners(joint(['s1'], ['s2']), 's3'))]
  const asks = (j: string) => run(RequestVote, aCandidate(['s1'], { log }), { j }) !== null
  t.deepEqual(['s1', 's2', 's3'].map(asks), [false, true, false])
})

test('point 39: a request that is disregarded is not answered, and changes nothing', (t) => {
  const constants = three({ CheckQuorum: true })
  const s = aHearingFollower({ currentTerm: 1, votedFor: 's3' })
  const leader = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1 })
  const m = voteRequest({ term: 2 })
  t.deepEqual(run(HandleRequestVoteRequest, s, { m }, constants), { server: s, effects: [] })
  t.deepEqual(run(HandleRequestVoteRequest, leader, { m }, constants), {
    server: leader,
    effects: [],
  })
})

test('point 39: a request of no higher term is answered as ever', (t) => {
  const s = aHearingFollower({ currentTerm: 2, votedFor: 's3' })
  t.deepEqual(
    run(HandleRequestVoteRequest, s, { m: voteRequest({ term: 2 }) }, three({ CheckQuorum: true })),
    { server: s, effects: [answer(2, false)] },
  )
})

// Dissertation, 4.1
test('point 37: a vote is given without regard to configurations, by a learner too', (t) => {
  const learner = change(1, withLearners(stable(['s3']), 's1'))
  const s = aFollower({ currentTerm: 2, log: [learner] })
  const m = voteRequest({ term: 2, lastLogIndex: 1, lastLogTerm: 1 })
  t.is(run(HandleRequestVoteRequest, s, { m })?.server.votedFor, 's2')
})

// Section 6
test('point 36: in a joint configuration a leader needs both majorities', (t) => {
  const log = [change(1, joint(['s1', 's2'], ['s2', 's3']))]
  const wins = (...votesGranted: readonly string[]) =>
    run(BecomeLeader, aCandidate(votesGranted, { currentTerm: 2, log }), {}) !== null
  t.false(wins('s1', 's2'))
  t.false(wins('s2', 's3'))
  t.true(wins('s1', 's2', 's3'))
})

test('point 34: the votes that count are those of the latest configuration in the log', (t) => {
  const log = [change(1, stable(['s2', 's3']))]
  const wins = (...votesGranted: readonly string[]) =>
    run(BecomeLeader, aCandidate(votesGranted, { currentTerm: 2, log }), {}) !== null
  t.false(wins('s1', 's2'), 'its own vote does not')
  t.true(wins('s1', 's2', 's3'))
})

test('a leader that was called for begins like any other', (t) => {
  const s = aSuccessor(['s1', 's2'], { currentTerm: 3 })
  t.deepEqual(
    run(BecomeLeader, s, {})?.server,
    aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 3 }),
  )
})

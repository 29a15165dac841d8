import test from 'ava'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  appendResponse,
  appendRequest,
  entries,
  preVoteRequest,
  preVoteResponse,
  run,
  three,
  timeoutNow,
  voteRequest,
  voteResponse,
} from './examples.ts'

// 5.1: the later of two terms is taken
test('point 3: a follower adopts a higher term and has no vote in it yet', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's3', log: entries(1), commitIndex: 1 })
  t.deepEqual(run(UpdateTerm, s, { m: voteRequest({ term: 4 }) }), {
    server: { ...s, currentTerm: 4, votedFor: null },
    effects: [{ _tag: 'Persist', change: { currentTerm: 4, votedFor: null } }],
  })
})

// 5.1: who was behind leads no more
test('point 3: a candidate with an old term reverts to follower', (t) => {
  const s = aCandidate(['s1', 's3'], { currentTerm: 1 })
  t.deepEqual(run(UpdateTerm, s, { m: voteResponse({ term: 2, voteGranted: false }) }), {
    server: aFollower({ currentTerm: 2 }),
    effects: [{ _tag: 'Persist', change: { currentTerm: 2, votedFor: null } }],
  })
})

test('point 21: a leader whose request is refused for its term steps down, and its log stays', (t) => {
  const s = aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 1, log: entries(1, 1) })
  t.deepEqual(run(UpdateTerm, s, { m: appendResponse({ term: 2, success: false }) }), {
    server: aFollower({ currentTerm: 2, log: entries(1, 1) }),
    effects: [{ _tag: 'Persist', change: { currentTerm: 2, votedFor: null } }],
  })
})

test('point 13: with a new term nothing remains that the server knew of a leader', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's2' })
  t.deepEqual(
    run(UpdateTerm, s, { m: voteRequest({ term: 2, source: 's3' }) })?.server,
    aFollower({ currentTerm: 2 }),
  )
})

test('a term that is not higher changes nothing: the rule is not enabled', (t) => {
  const s = aFollower({ currentTerm: 2, votedFor: 's2' })
  t.is(run(UpdateTerm, s, { m: voteRequest({ term: 2 }) }), null)
  t.is(run(UpdateTerm, s, { m: voteRequest({ term: 1 }) }), null)
})

test('point 1: a higher term alone does not restart the election timer', (t) => {
  const effects = run(UpdateTerm, aFollower(), { m: voteRequest({ term: 1 }) })?.effects
  t.deepEqual(
    effects?.map(({ _tag }) => _tag),
    ['Persist'],
  )
})

const checkQuorum = three({ CheckQuorum: true })

// Section 6; dissertation, 4.2.3
test('point 39: who hears from a leader takes no term from one who asks for its vote', (t) => {
  const leader = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1 })
  const m = voteRequest({ term: 2 })
  t.is(run(UpdateTerm, aHearingFollower({ currentTerm: 1 }), { m }, checkQuorum), null)
  t.is(run(UpdateTerm, leader, { m }, checkQuorum), null)
})

test('point 39: others take it, and so does everyone without CheckQuorum', (t) => {
  const m = voteRequest({ term: 2 })
  t.not(run(UpdateTerm, aFollower({ currentTerm: 1 }), { m }, checkQuorum), null)
  t.not(run(UpdateTerm, aCandidate(['s1'], { currentTerm: 1 }), { m }, checkQuorum), null)
  t.not(run(UpdateTerm, aHearingFollower({ currentTerm: 1 }), { m }), null)
})

test('point 40: an election that the leader called for is not disregarded', (t) => {
  const m = voteRequest({ term: 2, leadershipTransfer: true })
  t.deepEqual(
    run(UpdateTerm, aHearingFollower({ currentTerm: 1 }), { m }, checkQuorum)?.server,
    aFollower({ currentTerm: 2 }),
  )
})

test('point 39: any other message of a higher term is heeded by those who hear from a leader', (t) => {
  const s = aHearingFollower({ currentTerm: 1 })
  ;[
    appendRequest({ term: 2 }),
    appendResponse({ term: 2 }),
    voteResponse({ term: 2 }),
    timeoutNow({ term: 2 }),
    preVoteResponse({ term: 2, voteGranted: false }),
  ].forEach((m) => {
    const after = run(UpdateTerm, s, { m }, checkQuorum)
    t.deepEqual(after?.server, aFollower({ currentTerm: 2 }), m.type)
  })
})

// Dissertation, 9.6
test('point 9: the term of a pre-vote that is asked for or granted is nobody’s yet', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.is(run(UpdateTerm, s, { m: preVoteRequest({ term: 2 }) }), null)
  t.is(run(UpdateTerm, s, { m: preVoteResponse({ term: 2 }) }), null)
})

import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import {
  BecomeCandidate,
  BecomePreCandidate,
  HandlePreVoteRequest,
  HandlePreVoteResponse,
  RequestPreVote,
} from '../../src/raft/PreVote.ts'
import { type Constants, constantsOf } from '../../src/raft/Server.ts'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  aPreCandidate,
  aSuccessor,
  change,
  entries,
  joint,
  type PlainServer,
  preVoteRequest,
  preVoteResponse,
  run,
  three,
  voteResponse,
} from './examples.ts'

const constants = three({ PreVote: true })
const resetElectionTimer = { _tag: 'ResetElectionTimer' } as const
const answer = (term: number, voteGranted: boolean) =>
  ({
    _tag: 'Send',
    message: preVoteResponse({ source: 's1', dest: 's2', term, voteGranted }),
  }) as const

// Dissertation, 9.6
test('point 9: a follower whose timer fires asks first: neither its term nor its vote changes', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's2', log: entries(1) })
  t.deepEqual(run(BecomePreCandidate, s, {}, constants), {
    server: aPreCandidate(['s1'], { currentTerm: 1, votedFor: 's2', log: entries(1) }),
    effects: [resetElectionTimer],
  })
})

test('a candidate or pre-candidate whose timer fires asks once more, without its old grants', (t) => {
  const after = (s: PlainServer) => run(BecomePreCandidate, s, {}, constants)?.server
  const kept = { currentTerm: 4, votedFor: 's1' }
  t.deepEqual(after(aPreCandidate(['s1', 's2'], kept)), aPreCandidate(['s1'], kept))
  t.deepEqual(after(aCandidate(['s1', 's2'], kept)), aPreCandidate(['s1'], kept))
  t.deepEqual(after(aSuccessor(['s1', 's2'], kept)), aPreCandidate(['s1'], kept))
})

test('who leads, hears from a leader or is no voter does not ask, and without PreVote nobody does', (t) => {
  const learner = aFollower({
    currentTerm: 1,
    log: [change(1, stable(['s2', 's3']))],
    commitIndex: 1,
  })
  t.is(run(BecomePreCandidate, aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }), {}, constants), null)
  t.is(run(BecomePreCandidate, aHearingFollower(), {}, constants), null)
  t.is(run(BecomePreCandidate, learner, {}, constants), null)
  t.is(run(BecomePreCandidate, aFollower(), {}, three()), null)
})

test('point 9: the request names the term that the election would begin', (t) => {
  const s = aPreCandidate(['s1'], { currentTerm: 3, log: entries(1, 2) })
  t.deepEqual(run(RequestPreVote, s, { j: 's3' }, constants), {
    server: s,
    effects: [
      {
        _tag: 'Send',
        message: preVoteRequest({
          source: 's1',
          dest: 's3',
          term: 4,
          lastLogIndex: 2,
          lastLogTerm: 2,
        }),
      },
    ],
  })
})

test('nobody but a pre-candidate asks for a pre-vote, and it asks other voters only', (t) => {
  t.is(run(RequestPreVote, aFollower(), { j: 's2' }, constants), null)
  t.is(run(RequestPreVote, aCandidate(['s1']), { j: 's2' }, constants), null)
  t.is(run(RequestPreVote, aPreCandidate(['s1']), { j: 's1' }, constants), null)
  const without = aPreCandidate(['s1'], { log: [change(1, stable(['s1', 's3']))] })
  t.is(run(RequestPreVote, without, { j: 's2' }, constants), null)
})

const asked = (s: PlainServer, fields: Parameters<typeof preVoteRequest>[0], c = constants) =>
  run(HandlePreVoteRequest, s, { m: preVoteRequest(fields) }, c)

test('points 1 and 9: a grant carries the requested term; nothing is recorded, and the timer runs on', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's3', log: entries(1) })
  const m = { term: 2, lastLogIndex: 1, lastLogTerm: 1 }
  t.deepEqual(asked(s, m), { server: s, effects: [answer(2, true)] })
})

test('a later term than the next one is granted as well, and is not taken', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.deepEqual(asked(s, { term: 7 }), { server: s, effects: [answer(7, true)] })
  t.is(run(UpdateTerm, s, { m: preVoteRequest({ term: 7 }) }, constants), null)
})

test('in its own term a server would vote for whom it voted, or for anyone if for nobody', (t) => {
  const granted = (votedFor: string | null) =>
    asked(aFollower({ currentTerm: 2, votedFor }), { term: 2 })?.effects
  t.deepEqual(granted(null), [answer(2, true)])
  t.deepEqual(granted('s2'), [answer(2, true)])
  t.deepEqual(granted('s3'), [answer(2, false)])
})

test('point 12: one who asks for an earlier term is answered, with the term that it lacks', (t) => {
  t.deepEqual(asked(aFollower({ currentTerm: 3 }), { term: 2 })?.effects, [answer(3, false)])
})

// Section 5.4.1
test('point 4: a log that is not up to date is refused, with the term of the server', (t) => {
  const s = aFollower({ currentTerm: 2, log: entries(1, 2) })
  const refused = { server: s, effects: [answer(2, false)] }
  t.deepEqual(asked(s, { term: 3, lastLogIndex: 9, lastLogTerm: 1 }), refused)
  t.deepEqual(asked(s, { term: 3, lastLogIndex: 1, lastLogTerm: 2 }), refused)
  t.deepEqual(asked(s, { term: 3, lastLogIndex: 2, lastLogTerm: 2 })?.effects, [answer(3, true)])
})

test('point 10: who hears from a leader, or leads, refuses', (t) => {
  const leader = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1 })
  t.deepEqual(asked(aHearingFollower({ currentTerm: 1 }), { term: 2 })?.effects, [answer(1, false)])
  t.deepEqual(asked(leader, { term: 2 }), { server: leader, effects: [answer(1, false)] })
})

test('with NoPreVoteLease whoever hears from a leader grants all the same', (t) => {
  const lax: Constants = constantsOf(['s1', 's2', 's3'], {
    options: ['PreVote'],
    deviations: ['NoPreVoteLease'],
  })
  const s = aHearingFollower({ currentTerm: 1 })
  t.deepEqual(asked(s, { term: 2 }, lax), { server: s, effects: [answer(2, true)] })
  t.deepEqual(asked(s, { term: 0 }, lax)?.effects, [answer(1, false)])
})

test('those who campaign themselves grant like any other, so that nobody blocks another', (t) => {
  const granted = [answer(2, true)]
  t.deepEqual(asked(aPreCandidate(['s1'], { currentTerm: 1 }), { term: 2 })?.effects, granted)
  t.deepEqual(asked(aCandidate(['s1'], { currentTerm: 1 }), { term: 2 })?.effects, granted)
})

test('point 37: a request is answered whoever asks, member or not', (t) => {
  const s = aFollower({ currentTerm: 1, log: [change(1, stable(['s1', 's3']))] })
  const m = { term: 2, lastLogIndex: 1, lastLogTerm: 1 }
  t.deepEqual(asked(s, m)?.effects, [answer(2, true)])
})

const told = (s: PlainServer, fields: Parameters<typeof preVoteResponse>[0]) =>
  run(HandlePreVoteResponse, s, { m: preVoteResponse(fields) }, constants)

test('a grant of the next term is counted, once for each server', (t) => {
  const s = aPreCandidate(['s1'], { currentTerm: 1 })
  const after = aPreCandidate(['s1', 's2'], { currentTerm: 1 })
  t.deepEqual(told(s, { term: 2 }), { server: after, effects: [] })
  t.deepEqual(told(after, { term: 2 }), { server: after, effects: [] })
})

test('a grant of another term, a refusal, or a grant for one who no longer asks does not count', (t) => {
  const s = aPreCandidate(['s1'], { currentTerm: 2 })
  const unchanged = { server: s, effects: [] }
  t.deepEqual(told(s, { term: 2 }), unchanged)
  t.deepEqual(told(s, { term: 4 }), unchanged)
  t.deepEqual(told(s, { term: 2, voteGranted: false }), unchanged)
  const candidate = aCandidate(['s1'], { currentTerm: 2 })
  t.deepEqual(told(candidate, { term: 3 }), { server: candidate, effects: [] })
})

test('point 3: a refusal of a higher term waits until the term is taken', (t) => {
  const s = aPreCandidate(['s1'], { currentTerm: 1 })
  const m = preVoteResponse({ term: 2, voteGranted: false })
  t.is(run(HandlePreVoteResponse, s, { m }, constants), null)
  t.deepEqual(run(UpdateTerm, s, { m }, constants)?.server, aFollower({ currentTerm: 2 }))
})

test('a pre-candidate that would win begins the election', (t) => {
  const s = aPreCandidate(['s1', 's3'], { currentTerm: 1, votedFor: 's2', log: entries(1) })
  t.deepEqual(run(BecomeCandidate, s, {}, constants), {
    server: aCandidate(['s1'], { currentTerm: 2, log: entries(1) }),
    effects: [{ _tag: 'Persist', change: { currentTerm: 2, votedFor: 's1' } }, resetElectionTimer],
  })
})

test('without a quorum, or for another role, no election begins', (t) => {
  t.is(run(BecomeCandidate, aPreCandidate(['s1']), {}, constants), null)
  t.is(run(BecomeCandidate, aFollower(), {}, constants), null)
  t.is(run(BecomeCandidate, aCandidate(['s1', 's2']), {}, constants), null)
})

test('point 36: in a joint configuration a pre-vote needs both majorities', (t) => {
  const log = [change(1, joint(['s1', 's2'], ['s2', 's3']))]
  const begins = (...votesGranted: readonly string[]) =>
    run(BecomeCandidate, aPreCandidate(votesGranted, { log }), {}, constants) !== null
  t.false(begins('s1', 's2'))
  t.false(begins('s2', 's3'))
  t.true(begins('s1', 's2', 's3'))
})

test('each handler takes messages of its own kind only', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.is(run(HandlePreVoteRequest, s, { m: preVoteResponse() }, constants), null)
  t.is(run(HandlePreVoteResponse, s, { m: voteResponse() }, constants), null)
})

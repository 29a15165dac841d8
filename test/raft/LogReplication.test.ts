import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import {
  AppendEntries,
  ClientRequest,
  HandleAppendEntriesRequest,
  HandleAppendEntriesResponse,
} from '../../src/raft/LogReplication.ts'
import type { AppendEntriesResponse } from '../../src/raft/Message.ts'
import type { Entry } from '../../src/raft/Log.ts'
import { constantsOf, type Options } from '../../src/raft/Server.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  aPreCandidate,
  appendRequest,
  appendResponse,
  aSuccessor,
  change,
  entries,
  joint,
  leading,
  type PlainServer,
  run,
  three,
  voteRequest,
  withLearners,
} from './examples.ts'

const resetElectionTimer = { _tag: 'ResetElectionTimer' } as const
const answer = (fields: Partial<AppendEntriesResponse>) =>
  ({
    _tag: 'Send',
    message: appendResponse({ source: 's1', dest: 's2', ...fields }),
  }) as const
const refusal = { success: false, matchIndex: 0 } as const

// 5.3: a client's command becomes the last entry of the leader's log
test('a leader appends a command in its own term, and it is on disk before anyone hears of it', (t) => {
  const s = aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 3, log: entries(1) })
  const entry = { term: 3, value: 'x' }
  t.deepEqual(run(ClientRequest, s, { v: 'x' }), {
    server: { ...s, log: [...entries(1), entry] },
    effects: [{ _tag: 'Persist', change: { log: { keep: 1, append: [entry] } } }],
  })
})

test('only a leader takes a command', (t) => {
  t.is(run(ClientRequest, aFollower(), { v: 'x' }), null)
  t.is(run(ClientRequest, aCandidate(['s1']), { v: 'x' }), null)
})

// 5.3: a request names the entry that its own entries are to follow
test('point 47: a leader sends exactly n entries from nextIndex on', (t) => {
  const s = aLeader(
    { s2: 2, s3: 1 },
    { s2: 1, s3: 0 },
    { currentTerm: 2, log: entries(1, 2, 2), commitIndex: 1 },
  )
  t.deepEqual(run(AppendEntries, s, { j: 's2', n: 1 }), {
    server: s,
    effects: [
      {
        _tag: 'Send',
        message: appendRequest({
          source: 's1',
          dest: 's2',
          term: 2,
          prevLogIndex: 1,
          prevLogTerm: 1,
          entries: entries(1, 2).slice(1),
          leaderCommit: 1,
        }),
      },
    ],
  })
})

test('point 14: a heartbeat is a request without entries, with the same consistency check', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 2, log: entries(1, 2) })
  t.deepEqual(run(AppendEntries, s, { j: 's2', n: 0 })?.effects, [
    {
      _tag: 'Send',
      message: appendRequest({
        source: 's1',
        dest: 's2',
        term: 2,
        prevLogIndex: 2,
        prevLogTerm: 2,
      }),
    },
  ])
  const m = appendRequest({ term: 2, prevLogIndex: 2, prevLogTerm: 2 })
  const follower = aFollower({ currentTerm: 2, log: entries(1) })
  t.deepEqual(run(HandleAppendEntriesRequest, follower, { m }), {
    server: follower,
    effects: [resetElectionTimer, answer({ term: 2, ...refusal })],
  })
})

test('a leader sends no more than it has, to peers only; others send nothing', (t) => {
  const s = aLeader({ s2: 2, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1, log: entries(1, 1) })
  t.is(run(AppendEntries, s, { j: 's2', n: 2 }), null)
  t.not(run(AppendEntries, s, { j: 's3', n: 2 }), null)
  t.is(run(AppendEntries, s, { j: 's1', n: 0 }), null)
  t.is(run(AppendEntries, s, { j: 's9', n: 0 }), null)
  t.is(run(AppendEntries, aFollower(), { j: 's2', n: 0 }), null)
})

// Figure 2, AppendEntries, rule 1: what comes of an earlier term is refused
test('point 1: a leader of an old term is refused and does not restart the election timer', (t) => {
  const s = aFollower({ currentTerm: 2, log: entries(1) })
  const m = appendRequest({ term: 1, entries: entries(1) })
  const effects = [answer({ term: 2, ...refusal })]
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }), { server: s, effects })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }, three({ ConflictHint: true })), {
    server: s,
    effects,
  })
})

test('new entries are appended and on disk before the answer leaves', (t) => {
  const s = aFollower({ currentTerm: 1, log: entries(1) })
  const added = entries(1, 1, 1).slice(1)
  const m = appendRequest({ prevLogIndex: 1, prevLogTerm: 1, entries: added, leaderCommit: 1 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }), {
    server: { ...s, log: entries(1, 1, 1), commitIndex: 1 },
    effects: [
      { _tag: 'Persist', change: { log: { keep: 1, append: added } } },
      resetElectionTimer,
      answer({ matchIndex: 3 }),
    ],
  })
})

// Figure 2, AppendEntries, rule 3: where the terms differ, the rest of the log goes
test('point 15: a conflict removes the entry and all that follow it', (t) => {
  const s = aFollower({ currentTerm: 3, log: entries(1, 2, 2) })
  const added = entries(1, 3).slice(1)
  const m = appendRequest({ term: 3, prevLogIndex: 1, prevLogTerm: 1, entries: added })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }), {
    server: { ...s, log: entries(1, 3) },
    effects: [
      { _tag: 'Persist', change: { log: { keep: 1, append: added } } },
      resetElectionTimer,
      answer({ term: 3, matchIndex: 2 }),
    ],
  })
})

test('point 15: an old request never shortens a log that has grown since', (t) => {
  const s = aFollower({ currentTerm: 1, log: entries(1, 1, 1) })
  const m = appendRequest({ entries: entries(1) })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }), {
    server: s,
    effects: [resetElectionTimer, answer({ matchIndex: 1 })],
  })
})

// Figure 2, AppendEntries, rule 5: the leader's commit index counts as far as the request reaches
test('point 16: no entry behind the last new one is committed, whatever the leader has', (t) => {
  const s = aFollower({ currentTerm: 2, log: entries(1, 1, 1) })
  const m = appendRequest({ term: 2, prevLogIndex: 1, prevLogTerm: 1, leaderCommit: 3 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m })?.server, { ...s, commitIndex: 1 })
})

test('point 16: commitIndex is at most leaderCommit and never lower than it was', (t) => {
  const s = aFollower({ currentTerm: 1, log: entries(1, 1, 1), commitIndex: 2 })
  const after = (leaderCommit: number) =>
    run(HandleAppendEntriesRequest, s, {
      m: appendRequest({ entries: entries(1, 1, 1), leaderCommit }),
    })?.server.commitIndex
  t.deepEqual([after(0), after(2), after(3)], [2, 2, 3])
})

test('with ConfigurationAppliedLate what is committed is on disk, with the entries or without', (t) => {
  const late = constantsOf(['s1', 's2', 's3'], { deviations: ['ConfigurationAppliedLate'] })
  const persisted = (log: readonly Entry[], leaderCommit: number) =>
    run(
      HandleAppendEntriesRequest,
      aFollower({ currentTerm: 1, log, commitIndex: 1 }),
      { m: appendRequest({ entries: entries(1, 1), leaderCommit }) },
      late,
    )?.effects.flatMap((effect) => (effect._tag === 'Persist' ? [effect.change] : []))
  const appended = { keep: 0, append: entries(1, 1) }
  t.deepEqual(persisted(entries(1), 2), [{ log: appended, commitIndex: 2 }])
  t.deepEqual(persisted(entries(1), 1), [{ log: appended }])
  t.deepEqual(persisted(entries(1, 1), 2), [{ commitIndex: 2 }])
  t.deepEqual(persisted(entries(1, 1), 1), [])
})

// Figure 2, candidates: the leader of the term is followed
test('point 7: a candidate that steps down inside its term keeps its vote', (t) => {
  const s = aCandidate(['s1'], { currentTerm: 1 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m: appendRequest() }), {
    server: aFollower({ currentTerm: 1, votedFor: 's1' }),
    effects: [resetElectionTimer, answer({})],
  })
})

test('point 7: so does one whose log the new leader does not match', (t) => {
  const s = aCandidate(['s1'], { currentTerm: 1 })
  const m = appendRequest({ prevLogIndex: 1, prevLogTerm: 1 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }), {
    server: aFollower({ currentTerm: 1, votedFor: 's1' }),
    effects: [resetElectionTimer, answer(refusal)],
  })
})

test('no leader hears from another one of its own term: the rule is not enabled', (t) => {
  const s = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1 })
  t.is(run(HandleAppendEntriesRequest, s, { m: appendRequest() }), null)
})

// Figure 2, AppendEntries, rule 2: the entry before must be there, with its term
test('an entry of another term at prevLogIndex is refused and stays', (t) => {
  const s = aFollower({ currentTerm: 3, log: entries(1, 2) })
  const m = appendRequest({ term: 3, prevLogIndex: 2, prevLogTerm: 1, entries: entries(3) })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }), {
    server: s,
    effects: [resetElectionTimer, answer({ term: 3, ...refusal })],
  })
})

// 5.3, near its end: what a refusal may tell beyond no
test('with ConflictHint a refusal names the conflicting term and its first index', (t) => {
  const s = aFollower({ currentTerm: 3, log: entries(1, 2, 2, 2) })
  const m = appendRequest({ term: 3, prevLogIndex: 3, prevLogTerm: 1 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }, three({ ConflictHint: true }))?.effects, [
    resetElectionTimer,
    answer({ term: 3, ...refusal, conflictTerm: 2, conflictIndex: 2 }),
  ])
})

test('with ConflictHint a refusal behind the end of the log names the end', (t) => {
  const s = aFollower({ currentTerm: 3, log: entries(1) })
  const m = appendRequest({ term: 3, prevLogIndex: 5, prevLogTerm: 3 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m }, three({ ConflictHint: true }))?.effects, [
    resetElectionTimer,
    answer({ term: 3, ...refusal, conflictTerm: 0, conflictIndex: 2 }),
  ])
})

// Figure 2, leaders: what an accepted request tells of the follower
test('point 19: matchIndex is what the request covered', (t) => {
  const s = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1, log: entries(1, 1, 1) })
  t.deepEqual(run(HandleAppendEntriesResponse, s, { m: appendResponse({ matchIndex: 2 }) }), {
    server: {
      ...s,
      role: leading({ nextIndex: { s2: 3, s3: 1 }, matchIndex: { s2: 2, s3: 0 } }),
    },
    effects: [],
  })
})

test('point 19: an old answer does not take matchIndex or nextIndex back', (t) => {
  const s = aLeader({ s2: 4, s3: 1 }, { s2: 3, s3: 0 }, { currentTerm: 1, log: entries(1, 1, 1) })
  const m = appendResponse({ matchIndex: 1 })
  t.deepEqual(run(HandleAppendEntriesResponse, s, { m }), { server: s, effects: [] })
})

// Figure 2, leaders: a refusal for the log's sake is tried again from further back
test('after a refusal the leader goes back by one', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1, log: entries(1, 1, 1) })
  t.deepEqual(run(HandleAppendEntriesResponse, s, { m: appendResponse(refusal) }), {
    server: {
      ...s,
      role: leading({ nextIndex: { s2: 2, s3: 1 }, matchIndex: { s2: 0, s3: 0 } }),
    },
    effects: [],
  })
})

test('point 20: an old refusal does not take nextIndex down to matchIndex', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 2, s3: 0 }, { currentTerm: 1, log: entries(1, 1) })
  const from = (source: string) =>
    run(HandleAppendEntriesResponse, s, { m: appendResponse({ ...refusal, source }) })?.server
  t.deepEqual([from('s2'), from('s3')], [s, s])
})

// 5.3, near its end: one step for a whole term
test('with a hint the leader goes on behind its own last entry of the conflicting term', (t) => {
  const log = entries(1, 2, 2, 4, 4)
  const s = aLeader({ s2: 6, s3: 6 }, { s2: 0, s3: 0 }, { currentTerm: 4, log })
  const next = (conflictTerm: number, conflictIndex: number) => {
    const m = appendResponse({ term: 4, ...refusal, conflictTerm, conflictIndex })
    const role = run(HandleAppendEntriesResponse, s, { m })?.server.role
    return role?._tag === 'Leader' ? role.nextIndex['s2'] : null
  }
  t.is(next(2, 2), 4, 'behind its last entry of term 2')
  t.is(next(3, 2), 2, 'it has no entry of term 3: at the first one of the follower')
  t.is(next(0, 3), 3, 'the end of a short log')
  t.is(next(4, 4), 5, 'but always back by one at least')
})

test('point 21: a refusal of an earlier term leaves nextIndex alone', (t) => {
  const s = aLeader({ s2: 3, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 2, log: entries(1, 2) })
  t.deepEqual(run(HandleAppendEntriesResponse, s, { m: appendResponse({ ...refusal, term: 1 }) }), {
    server: s,
    effects: [],
  })
})

test('an answer to one who leads no more changes nothing', (t) => {
  const s = aFollower({ currentTerm: 1, votedFor: 's1', log: entries(1) })
  t.deepEqual(run(HandleAppendEntriesResponse, s, { m: appendResponse({ matchIndex: 1 }) }), {
    server: s,
    effects: [],
  })
})

test('point 3: a message of a higher term waits until the term is adopted', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.is(run(HandleAppendEntriesRequest, s, { m: appendRequest({ term: 2 }) }), null)
  t.is(run(HandleAppendEntriesResponse, s, { m: appendResponse({ term: 2 }) }), null)
})

test('each handler takes messages of its own kind only', (t) => {
  const s = aFollower({ currentTerm: 1 })
  t.is(run(HandleAppendEntriesRequest, s, { m: appendResponse() }), null)
  t.is(run(HandleAppendEntriesResponse, s, { m: voteRequest() }), null)
})

test('an answer from a stranger breaks an invariant: step lets none through', (t) => {
  const s = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1 })
  t.throws(() => run(HandleAppendEntriesResponse, s, { m: appendResponse({ source: 's9' }) }), {
    message: /s9 is no peer/,
  })
})

test('a leader sends to the members of its configuration, learners too, and to nobody else', (t) => {
  const sent = (configuration: Parameters<typeof change>[1]) =>
    ['s2', 's3'].filter(
      (j) =>
        run(
          AppendEntries,
          aLeader({ s2: 2, s3: 2 }, { s2: 0, s3: 0 }, { log: [change(1, configuration)] }),
          { j, n: 0 },
        ) !== null,
    )
  t.deepEqual(sent(stable(['s1', 's2'])), ['s2'])
  t.deepEqual(sent(withLearners(stable(['s1']), 's3')), ['s3'])
  t.deepEqual(sent(joint(['s1', 's2'], ['s1', 's3'])), ['s2', 's3'])
})

test('point 10: with PreVote or CheckQuorum a server knows that it heard from its leader', (t) => {
  const m = appendRequest()
  const heard = (s: PlainServer, options: Partial<Options>) =>
    run(HandleAppendEntriesRequest, s, { m }, three(options))?.server
  t.deepEqual(heard(aFollower({ currentTerm: 1 }), {}), aFollower({ currentTerm: 1 }))
  ;[{ PreVote: true }, { CheckQuorum: true }].forEach((options) => {
    const after = aHearingFollower({ currentTerm: 1 })
    t.deepEqual(heard(aFollower({ currentTerm: 1 }), options), after)
    t.deepEqual(heard(after, options), after)
    t.deepEqual(heard(aPreCandidate(['s1', 's2'], { currentTerm: 1 }), options), after)
    t.deepEqual(
      heard(aSuccessor(['s1'], { currentTerm: 1 }), options),
      aHearingFollower({ currentTerm: 1, votedFor: 's1' }),
    )
  })
})

test('point 10: so it does when the logs do not match, and not from a leader of an earlier term', (t) => {
  const options = three({ PreVote: true })
  const s = aFollower({ currentTerm: 1 })
  const mismatch = appendRequest({ prevLogIndex: 1, prevLogTerm: 1 })
  t.deepEqual(
    run(HandleAppendEntriesRequest, s, { m: mismatch }, options)?.server,
    aHearingFollower({ currentTerm: 1 }),
  )
  const stale = appendRequest({ term: 0 })
  t.deepEqual(run(HandleAppendEntriesRequest, s, { m: stale }, options)?.server, s)
})

test('an answer leaves the rounds of learners and a transfer as they are', (t) => {
  const role = leading({
    nextIndex: { s2: 1, s3: 1 },
    matchIndex: { s2: 0, s3: 0 },
    roundEnd: { s2: 0, s3: 1 },
    transferTarget: 's2',
  })
  const s = { ...aLeader({}, {}, { currentTerm: 1, log: entries(1) }), role }
  t.deepEqual(
    run(HandleAppendEntriesResponse, s, { m: appendResponse({ matchIndex: 1 }) })?.server,
    {
      ...s,
      role: { ...role, nextIndex: { s2: 2, s3: 1 }, matchIndex: { s2: 1, s3: 0 } },
    },
  )
})

test('point 41: what a server that is no member any more acknowledges is remembered all the same', (t) => {
  const log = [change(1, stable(['s1', 's3']))]
  const s = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 }, { currentTerm: 1, log })
  t.deepEqual(
    run(HandleAppendEntriesResponse, s, { m: appendResponse({ matchIndex: 1 }) })?.server,
    aLeader({ s2: 2, s3: 1 }, { s2: 1, s3: 0 }, { currentTerm: 1, log }),
  )
})

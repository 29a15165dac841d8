/** What a line may leave out, field by field, and what must not be taken for a match. */
import test from 'ava'
import {
  matchesMessage,
  matchesState,
  messageDifferences,
  stateDifferences,
  type Observable,
} from '../../../src/conformance/check/Observation.ts'
import { viewOfValues } from '../../../src/conformance/check/ServerView.ts'
import { createVocabulary, isComplete } from '../../../src/conformance/check/Vocabulary.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import type { ObservedEntry, ObservedMessage, ObservedState } from '../../../src/trace/RaftTrace.ts'

const interner = createInterner()
const words = createVocabulary(interner, ['s1', 's2', 's3'], interner.modelValue('Nil'))

const configuration = { voters: ['s1', 's2'], newVoters: [], learners: ['s3'] }
const entries: readonly ObservedEntry[] = [
  { term: 1, value: 'x' },
  { term: 2, value: null },
  { term: 2, configuration },
]

const byPeer = (first: number, second: number) =>
  interner.fn(interner.set([words.server('s2'), words.server('s3')]), [first, second])

/** A leader of term 2 with the three entries in its log. */
const leader: Observable = {
  view: {
    ...viewOfValues({
      currentTerm: 2,
      votedFor: words.nil,
      log: interner.sequence(entries.map(words.observedEntry)),
      role: interner.string('Leader'),
      commitIndex: 1,
      lastApplied: 1,
      heardFromLeader: false,
      votesGranted: interner.set([]),
      leadershipTransfer: false,
      nextIndex: byPeer(4, 1),
      matchIndex: byPeer(3, 0),
      roundEnd: byPeer(0, 0),
      transferTarget: words.server('s2'),
    }),
  },
  configuration: () => words.observedEntry({ term: 0, configuration }),
}

const shows: readonly ObservedState[] = [
  {},
  { log: entries },
  { log: [{}, { term: 2 }, { configuration: { learners: ['s3'] } }] },
  { log: [{ value: 'x' }, { value: null }, { configuration: {} }] },
  { logTail: { from: 3, entries: entries.slice(2) }, logLength: 3, lastLogIndex: 3 },
  { logTail: { from: 4, entries: [] }, lastLogTerm: 2, transferTarget: 's2' },
  { votedFor: null, votesGranted: [], nextIndex: { s2: 4 }, matchIndex: {} },
]

for (const state of shows)
  test(`of a leader, ${JSON.stringify(state)} holds`, (t) => {
    t.true(matchesState(leader, state))
    t.deepEqual(stateDifferences(leader, state), [])
  })

const differs: readonly (readonly [ObservedState, keyof ObservedState])[] = [
  [{ log: entries.slice(1) }, 'log'],
  [{ log: [{}, {}, { value: 'x' }] }, 'log'],
  [{ log: [{}, { configuration }, {}] }, 'log'],
  [{ log: [{}, {}, { configuration: { voters: ['s1'] } }] }, 'log'],
  [{ log: [{}, {}, { configuration: { voters: ['s1', 's3'] } }] }, 'log'],
  [{ logTail: { from: 1, entries: [...entries, {}] } }, 'logTail'],
  [{ logTail: { from: 2, entries: entries.slice(2) } }, 'logTail'],
  [{ votedFor: 's1' }, 'votedFor'],
  [{ votesGranted: ['s1'] }, 'votesGranted'],
  [{ nextIndex: { s2: 3 } }, 'nextIndex'],
  [{ matchIndex: { s9: 0 } }, 'matchIndex'],
  [{ transferTarget: null }, 'transferTarget'],
]

for (const [state, field] of differs)
  test(`of a leader, ${JSON.stringify(state)} does not hold`, (t) => {
    t.false(matchesState(leader, state))
    t.deepEqual(
      stateDifferences(leader, state).map((difference) => difference.field),
      [field],
    )
  })

test('an empty log ends in term 0', (t) => {
  const of = { ...leader, view: { ...leader.view, log: interner.empty } }
  t.true(matchesState(of, { lastLogTerm: 0, logLength: 0, log: [] }))
  t.false(matchesState(of, { logTail: { from: 1, entries: [{}] } }))
})

const append: ObservedMessage = {
  ...{ type: 'AppendEntriesRequest', source: 's1', dest: 's2', term: 2 },
  ...{ prevLogIndex: 0, prevLogTerm: 0, entries, leaderCommit: 1 },
}

test('a message is matched by any part of it', (t) => {
  const message = words.message(append)
  t.true(matchesMessage(message, append))
  for (const part of [{}, { dest: 's2' }, { entries: [{}, {}, {}] }, { leaderCommit: 1 }])
    t.true(matchesMessage(message, part), JSON.stringify(part))
  for (const other of [{ dest: 's3' }, { entries: [] }, { term: 1 }, { voteGranted: true }])
    t.false(matchesMessage(message, other), JSON.stringify(other))
})

test('where a message differs is told with both sides, also a field that it does not have', (t) => {
  t.deepEqual(messageDifferences(words.message(append), { dest: 's3', voteGranted: true }), [
    { field: 'dest', expected: '"s2"', observed: '"s3"' },
    { field: 'voteGranted', expected: 'no such field', observed: 'true' },
  ])
})

test('a message is complete when each of its fields and of those of its entries is given', (t) => {
  t.true(isComplete(append))
  const { term: _term, ...withoutTerm } = append
  const partly: readonly (readonly ObservedEntry[])[] = [
    [{ term: 2 }],
    [{ value: 'x' }],
    [{ term: 2, configuration: { voters: ['s1'], newVoters: [] } }],
    [{ term: 2, configuration: { voters: ['s1'], learners: [] } }],
    [{ term: 2, configuration: { newVoters: [], learners: [] } }],
  ]
  t.false(isComplete(withoutTerm))
  t.false(isComplete({ dest: 's2' }))
  for (const some of partly) t.false(isComplete({ ...append, entries: some }), JSON.stringify(some))
})

test('a message without a type has no value', (t) => {
  t.throws(() => words.message({ dest: 's2' }), {
    message: 'a message without a known type has no value',
  })
})

test('a server that the trace does not know has no peers, but a name', (t) => {
  t.deepEqual(words.peersOf(words.server('s9')), [])
  t.is(words.server('s9'), interner.string('s9'))
  t.deepEqual(words.peersOf(words.server('s1')), [words.server('s2'), words.server('s3')])
})

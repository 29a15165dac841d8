import test from 'ava'
import fc from 'fast-check'
import { createSentMessages } from '../../../src/conformance/check/SentMessages.ts'
import { createVocabulary } from '../../../src/conformance/check/Vocabulary.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import type { FunctionValue, SequenceValue, Value } from '../../../src/tla/values/Value.ts'
import type { ObservedMessage } from '../../../src/trace/RaftTrace.ts'

const ids = ['s1', 's2', 's3']
const scene = () => {
  const interner = createInterner()
  const words = createVocabulary(interner, ids, interner.modelValue('Nil'))
  const entry = (term: number, value: string): Value =>
    interner.record([
      ['term', term],
      ['value', interner.string(value)],
    ])
  const log = (...terms: readonly number[]): SequenceValue =>
    interner.sequence(terms.map((term, k) => entry(term, `v${k + 1}`)))
  return { interner, words, sent: createSentMessages(interner, words.servers), log }
}

const vote: ObservedMessage = {
  type: 'RequestVoteRequest',
  source: 's1',
  dest: 's2',
  term: 3,
  lastLogIndex: 4,
  lastLogTerm: 2,
  leadershipTransfer: false,
}

const append = (from: number, count: number, leaderCommit = 0): ObservedMessage => ({
  type: 'AppendEntriesRequest',
  source: 's1',
  dest: 's3',
  term: 2,
  prevLogIndex: from,
  prevLogTerm: from === 0 ? 0 : 2,
  entries: Array.from({ length: count }, (_, k) => ({ term: 2, value: `v${from + k + 1}` })),
  leaderCommit,
})

test('a message is there once it was sent, and no other message is', (t) => {
  const { words, sent, log } = scene()
  t.false(sent.has(words.message(vote)))
  sent.add(words.message(vote), log())
  t.true(sent.has(words.message(vote)))
  for (const other of [
    { term: 4 },
    { lastLogIndex: 3 },
    { lastLogTerm: 1 },
    { leadershipTransfer: true },
    { source: 's3' },
  ])
    t.false(sent.has(words.message({ ...vote, ...other })), JSON.stringify(other))
})

test('messages of the same fields and values are told apart by their type', (t) => {
  const { words, sent, log } = scene()
  const fields = { source: 's2', dest: 's3', term: 3, voteGranted: true } as const
  const preVote = words.message({ type: 'PreVoteResponse', ...fields })
  const granted = words.message({ type: 'RequestVoteResponse', ...fields })
  sent.add(preVote, log())
  t.true(sent.has(preVote))
  t.false(sent.has(granted))
  sent.add(granted, log())
  const found: FunctionValue[] = []
  sent.to(words.server('s3'), (message) => found.push(message) < 10)
  t.deepEqual(found, [granted, preVote])
})

test('the entries of an AppendEntries are compared, though only their range is kept', (t) => {
  const { words, sent, log } = scene()
  sent.add(words.message(append(1, 2)), log(2, 2, 2))
  t.true(sent.has(words.message(append(1, 2))))
  t.false(sent.has(words.message(append(1, 1))))
  const forged = {
    ...append(1, 2),
    entries: [
      { term: 2, value: 'v2' },
      { term: 2, value: 'w' },
    ],
  }
  t.false(sent.has(words.message(forged)))
})

test('the leader may append after the send', (t) => {
  const { words, sent, log } = scene()
  sent.add(words.message(append(0, 1)), log(2))
  sent.add(words.message(append(1, 2)), log(2, 2, 2))
  t.true(sent.has(words.message(append(0, 1))))
})

test('an allowed heartbeat stands for all that it could have carried', (t) => {
  const { words, sent, log } = scene()
  sent.allow(words.message(append(1, 0, 1)), log(2, 2, 2))
  t.true(sent.has(words.message(append(1, 0, 1))))
  t.true(sent.has(words.message(append(1, 2, 1))))
  t.false(sent.has(words.message(append(1, 2, 0))))
  t.false(sent.has(words.message(append(0, 2, 1))))
})

test('messages to a server come back as they were sent, the latest first', (t) => {
  const { words, sent, log } = scene()
  const first = words.message(append(0, 2, 1))
  const second = words.message({
    type: 'RequestVoteResponse',
    source: 's2',
    dest: 's3',
    term: 9,
    voteGranted: true,
  })
  sent.add(first, log(2, 2))
  sent.add(words.message(vote), log())
  sent.add(second, log())
  const found: FunctionValue[] = []
  sent.to(words.server('s3'), (message) => found.push(message) < 10)
  t.deepEqual(found, [second, first])
})

test('any number of messages is kept, each once, in at most 64 bytes', (t) => {
  const responses = fc.record({
    source: fc.constantFrom(...ids),
    dest: fc.constantFrom(...ids),
    term: fc.nat(1_000_000),
    success: fc.boolean(),
    matchIndex: fc.nat(1_000_000),
    conflictTerm: fc.nat(5),
    conflictIndex: fc.nat(5),
  })
  fc.assert(
    fc.property(fc.array(responses, { minLength: 16, maxLength: 3000 }), (fields) => {
      const { words, sent, log } = scene()
      const messages = fields.map((rest) =>
        words.message({ type: 'AppendEntriesResponse', ...rest }),
      )
      for (const message of messages) sent.add(message, log())
      t.true(messages.every(sent.has))
      t.is(sent.size(), new Set(messages).size)
      if (sent.size() >= 16) t.true(sent.bytes() / sent.size() <= 64)
    }),
    { numRuns: 20 },
  )
})

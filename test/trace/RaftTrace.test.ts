import { readFileSync } from 'node:fs'
import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { rules } from '../../src/raft/Rules.ts'
import type { Codec, Form } from '../../src/trace/Codec.ts'
import { explain } from '../../src/trace/explain.ts'
import { ACTIONS, TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'
import { headerSchema, lineSchema } from '../../src/trace/schema.ts'
import { accepted, edit, edited } from './arbitraries.ts'
import { accepts } from './schemaChecker.ts'

const isLeft = (codec: Codec<unknown>, value: unknown): boolean =>
  codec.decode(value)._tag === 'Left'

test('the actions of a trace are exactly the rules', (t) => {
  t.deepEqual(ACTIONS.toSorted(), Object.keys(rules).toSorted())
})

test('the schemas in traces/ are those of the codecs (npm run scenarios -- --update)', (t) => {
  const file = (name: string) =>
    readFileSync(new URL(`../../../traces/schema/${name}.schema.json`, import.meta.url), 'utf8')
  t.deepEqual(JSON.parse(file('header')), headerSchema())
  t.deepEqual(JSON.parse(file('line')), lineSchema())
})

const both = [
  ['header', TraceHeader, headerSchema()],
  ['line', TraceLine, lineSchema()],
] as const

for (const [name, codec, schema] of both) {
  const form: Form = codec.form

  testProp(`what a ${name} may be, codec and schema accept`, [accepted(form)], (t, value) => {
    t.true(codec.is(value))
    t.true(accepts(schema, value))
  })

  testProp(
    `codec and schema come to the same verdict on any ${name} with a few edits`,
    [accepted(form), fc.array(edit, { minLength: 1, maxLength: 3 })],
    (t, value, edits) => {
      const wrong = edits.reduce(edited, value)
      t.is(codec.is(wrong), accepts(schema, wrong))
      t.is(isLeft(codec, wrong), !codec.is(wrong))
    },
    { numRuns: 2000 },
  )

  testProp(
    `codec and schema come to the same verdict on any value as a ${name}`,
    [fc.jsonValue()],
    (t, value) => {
      t.is(codec.is(value), accepts(schema, value))
    },
  )
}

test('edits make about as many refused lines as accepted ones', (t) => {
  const edits = fc.sample(fc.tuple(accepted(TraceLine.form), edit), { numRuns: 1000, seed: 1 })
  const refused = edits.filter(([value, one]) => !TraceLine.is(edited(value, one))).length
  t.true(refused > 200 && refused < 950, `${refused}`)
})

const problem = (codec: Codec<unknown>, value: unknown): string => {
  const decoded = codec.decode(value)
  return decoded._tag === 'Left' ? explain('the line', decoded.left) : 'accepted'
}

const refusals: readonly (readonly [value: unknown, message: string])[] = [
  [null, 'the line is null, expected a line'],
  [[], 'the line is [], expected a line'],
  [{}, 'server is missing, expected a server id (text that is not empty)'],
  [{ server: '' }, 'server is "", expected a server id (text that is not empty)'],
  [
    { server: 's1', state: { currentTerm: '1' } },
    'state.currentTerm is "1", expected a whole number from 0',
  ],
  [
    { server: 's1', state: { commitIndex: 1.5 } },
    'state.commitIndex is 1.5, expected a whole number from 0',
  ],
  [
    { server: 's1', state: { role: 'leader' } },
    'state.role is "leader", expected one of Follower, PreCandidate, Candidate, Leader; did you mean "Leader"?',
  ],
  [
    { server: 's1', state: { votedFor: 3 } },
    'state.votedFor is 3, expected a server id (text that is not empty), or null',
  ],
  [
    { server: 's1', state: { nextIndex: { 's 2': 0 } } },
    'state.nextIndex["s 2"] is 0, expected a whole number from 1',
  ],
  [
    { server: 's1', state: { votesGranted: ['s1', 's1'] } },
    'state.votesGranted is ["s1","s1"], expected a list without repetition of: a server id (text that is not empty)',
  ],
  [
    { server: 's1', state: { logTail: { from: 1 } } },
    'state.logTail.entries is missing, expected a list of: an entry',
  ],
  [
    { server: 's1', sent: [{ type: 'RequestVoteRequest' }, { type: 'Vote' }] },
    'sent[1].type is "Vote", expected one of RequestVoteRequest, RequestVoteResponse, PreVoteRequest, PreVoteResponse, TimeoutNowRequest, AppendEntriesRequest, AppendEntriesResponse',
  ],
  [
    { server: 's1', message: { type: 'RequestVoteResponse', success: true } },
    'message has the unknown key "success", expected only type, source, dest, term, voteGranted',
  ],
  [
    {
      server: 's1',
      state: { log: [{ term: 1, value: 'x', configuration: { voters: ['s1'] } }] },
    },
    'state.log[0] has both value and configuration, expected only one',
  ],
  [
    { server: 's1', state: { configuration: { voters: ['s1', 's1'] } } },
    'state.configuration.voters is ["s1","s1"], expected a list without repetition of: a server id (text that is not empty)',
  ],
  [
    { server: 's1', action: 'ChangeConfiguration', args: { newVoters: [] } },
    'args.newVoters is [], expected a list, not empty, without repetition of: a server id (text that is not empty)',
  ],
  [
    { server: 's1', action: 'Restart', actions: ['Restart'] },
    'the line has both action and actions, expected only one',
  ],
  [
    { server: 's1', mesage: {} },
    'the line has the unknown key "mesage", expected only server, action, actions, args, message, state, sent, note',
  ],
]

test('what a line says of itself when it is refused', (t) => {
  refusals.forEach(([value, message]) => t.is(problem(TraceLine, value), message))
})

test('a misspelt action is set right', (t) => {
  for (const wrong of ['Tiemout', 'Timeot', 'Timeoutt', 'timeout', 'Timeoux'])
    t.regex(
      problem(TraceLine, { server: 's1', action: wrong }),
      /; did you mean "Timeout"\?$/,
      wrong,
    )
  t.notRegex(problem(TraceLine, { server: 's1', action: 'Explode' }), /did you mean/)
})

test('anything goes in a note, and only there', (t) => {
  t.true(TraceLine.is({ server: 's1', note: { any: ['thing', null] } }))
  t.false(TraceLine.is({ server: 's1', state: { note: 1 } }))
})

test('a key that every object inherits is unknown all the same', (t) => {
  for (const key of ['constructor', 'toString', '__proto__'])
    t.false(TraceLine.is(JSON.parse(`{"server":"s1","${key}":1}`)), key)
  t.false(TraceHeader.is({ format: 'raft-trace', version: 1 }))
})

import test from 'ava'
import type { Divergence, Reason } from '../../src/conformance/check/Divergence.ts'
import { checkedTraceToJson, showCheckedTrace, type CheckedTrace } from '../../src/report/Check.ts'

const coverage = {
  actions: { Timeout: 2 },
  actionsNeverTaken: ['Restart'],
  fields: { 'state.role': 1 },
  fieldsNeverObserved: [],
}

const trace: CheckedTrace = {
  file: 'run.ndjson',
  options: [],
  deviations: [],
  verdict: { verdict: 'conforms' },
  report: {
    events: 2,
    coverage,
    properties: { ElectionSafety: 1, LogMatching: 0 },
    unchecked: 0,
    mostStates: 1,
    messages: { count: 0, bytes: 0 },
  },
  seconds: 0.002,
}

const REPORT = `
  actions         Timeout 2
  never taken     Restart
  compared        state.role 1
  evaluated       ElectionSafety 1, LogMatching 0
  not evaluated   LogMatching`

const COSTS = '  0 messages sent, 0 bytes each; 1,000 lines/s\n'

test('a trace that conforms says what was compared and what never was', (t) => {
  t.is(showCheckedTrace(trace), `run.ndjson: conforms, 2 events${REPORT}\n${COSTS}`)
})

test('a verdict names the options and deviations under which it holds', (t) => {
  const options = ['LeaderNoOp', 'ConflictHint']
  const deviations = ['NoPreVoteLease']
  const says = (told: Partial<CheckedTrace>) =>
    showCheckedTrace({ ...trace, ...told }).split('\n')[0]
  t.is(
    says({ options }),
    'run.ndjson: conforms, 2 events, with the options LeaderNoOp, ConflictHint',
  )
  t.is(
    says({ options: ['PreVote'], deviations }),
    'run.ndjson: conforms, 2 events, with the option PreVote and the deviation NoPreVoteLease',
  )
})

test('messages without a known send, and a line that was cut off, are told', (t) => {
  const text = showCheckedTrace({
    ...trace,
    tornLine: 4,
    report: { ...trace.report, unchecked: 3, messages: { count: 2, bytes: 127 } },
  })
  t.true(
    text.endsWith(`
  3 messages received without a known send
  line 4 is cut off and was left out
  2 messages sent, 64 bytes each; 1,000 lines/s
`),
  )
})

test('a limit is undecided and is named', (t) => {
  const verdict = { verdict: 'undecided', line: 7, limit: '10 states' } as const
  t.regex(
    showCheckedTrace({ ...trace, verdict }),
    /^run\.ndjson:7: undecided, the limit of 10 states was reached\n/,
  )
})

const divergence: Divergence = {
  line: 3,
  event: 1002,
  server: 's1',
  before: [['currentTerm', '1']],
  reasons: [],
}

const diverging = (given: Partial<Divergence>): CheckedTrace => ({
  ...trace,
  verdict: { verdict: 'diverges', divergence: { ...divergence, ...given } },
})

const explained = (reason: Reason): string => showCheckedTrace(diverging({ reasons: [reason] }))

test('a divergence is a line, an event, a server and its state before', (t) => {
  t.true(
    showCheckedTrace(diverging({})).startsWith(`\
run.ndjson:3: diverges at event 1,002, on server s1
  The state of s1 before the line:
      currentTerm = 1${REPORT}`),
  )
})

test('a broken property is named, with the line that it depends on if there is one', (t) => {
  const property = { property: 'ElectionSafety', line: 3, because: 'two lead term 1' } as const
  t.regex(
    showCheckedTrace(diverging({ property })),
    /It breaks ElectionSafety: two lead term 1\.\n/,
  )
  t.regex(
    showCheckedTrace(diverging({ property: { ...property, earlier: 2 } })),
    /It breaks ElectionSafety: two lead term 1 \(line 2\)\.\n/,
  )
})

const message = { type: 'RequestVoteRequest', source: 's1', dest: 's2' } as const
const MESSAGE = JSON.stringify(message)
const differences = [{ field: 'currentTerm', expected: '1', observed: '2' }]
const span = { file: 'spec/Restart.tla', line: 9, column: 6, endLine: 9, endColumn: 9 }

const reasons: readonly (readonly [Reason, string])[] = [
  [
    {
      _tag: 'NotEnabled',
      action: 'Restart("s1")',
      conjuncts: [
        { text: 'x = 1', span, values: [{ text: 'x', shown: '2' }] },
        { text: 'x[1]', span, values: [], error: 'not a function' },
      ],
    },
    `  Restart("s1") is not enabled:
      spec/Restart.tla:9:6: x = 1 is false (section 5.5 of the paper)
        x = 2
      spec/Restart.tla:9:6: x[1] is not a function (section 5.5 of the paper)
`,
  ],
  [{ _tag: 'NeverSent', message }, `  The message received was never sent:\n      ${MESSAGE}\n`],
  [
    { _tag: 'NotAddressed', message },
    `  The message received is to another server:\n      ${MESSAGE}\n`,
  ],
  [
    { _tag: 'NotHandled', actions: ['Timeout', 'Restart'], message },
    `  The line received a message, but Timeout, Restart does not handle it:\n      ${MESSAGE}\n`,
  ],
  [
    { _tag: 'SendsOther', action: 'RequestVote', message: '[term |-> 1]', differences },
    `  RequestVote sends what the line does not have:
      [term |-> 1]
      currentTerm: expected 1, observed 2
`,
  ],
  [
    { _tag: 'SendsMore', actions: [], observed: [message] },
    `  Nothing enabled here sends:\n      ${MESSAGE}\n`,
  ],
  [
    { _tag: 'SendsMore', actions: ['Timeout'], observed: [message] },
    `  Nothing enabled after Timeout sends:\n      ${MESSAGE}\n`,
  ],
  [
    { _tag: 'OtherState', actions: [], differences },
    '  Without any action the state differs:\n      currentTerm: expected 1, observed 2\n',
  ],
  [
    { _tag: 'OtherState', actions: ['Timeout'], differences },
    '  Timeout the state differs:\n      currentTerm: expected 1, observed 2\n',
  ],
]

for (const [k, [reason, expected]] of reasons.entries())
  test(`reason ${k + 1}, ${reason._tag}, is said in words`, (t) => {
    t.true(explained(reason).includes(`on server s1\n${expected}  The state of s1`))
  })

test('as data: verdict, options and report in one record', (t) => {
  t.like(checkedTraceToJson(diverging({})), {
    file: 'run.ndjson',
    verdict: 'diverges',
    divergence,
    options: [],
    deviations: [],
    events: 2,
    seconds: 0.002,
  })
})

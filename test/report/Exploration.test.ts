import test from 'ava'
import {
  explorationToJson,
  showExploration,
  verdictOf,
  type Exploration,
} from '../../src/report/Exploration.ts'
import type { Ending, Outcome, TraceState, Violation } from '../../src/tla/explore/Outcome.ts'

const outcome: Outcome = {
  module: 'Jugs',
  engine: 'builtin',
  ending: { _tag: 'Complete' },
  generated: 1234567,
  distinct: 1000,
  depth: 12,
  queued: 0,
  actions: [
    { action: 'Fill', generated: 1234000, distinct: 999 },
    { action: 'Empty', generated: 0, distinct: 0 },
  ],
}

const trace: readonly TraceState[] = [
  {
    step: undefined,
    variables: [
      ['small', '0'],
      ['b', '0'],
    ],
  },
  {
    step: { action: 'Fill', args: ['b', '5'] },
    variables: [
      ['small', '0'],
      ['b', '5'],
    ],
  },
  {
    step: { action: 'Wait', args: [] },
    variables: [
      ['small', '0'],
      ['b', '5'],
    ],
  },
]

const ended = (ending: Ending): Exploration => ({
  outcome: { ...outcome, ending, actions: undefined },
  seconds: 1.26,
  peakMemory: 219_400_000,
})

const violated = (violation: Violation): Exploration => ended({ _tag: 'Violated', violation })

test('a complete search: counts per action, what never occurred, totals and costs', (t) => {
  t.is(
    showExploration({ outcome, seconds: 1.26, peakMemory: 219_400_000 }),
    `Jugs: No violation: every reachable state was examined.

action  generated  distinct
Fill    1,234,000       999
Empty           0         0

WARNING: an action of Next never occurred: Empty

1,234,567 states generated, 1,000 distinct, depth 12 (1.3 s, peak memory 219 MB, built-in engine)
`,
  )
})

test('a counterexample shows the first state whole, then what changed', (t) => {
  t.is(
    showExploration(violated({ kind: 'invariant', name: 'NotFour', trace })),
    `Jugs: Invariant NotFour is violated.

The shortest run to it, 3 states, changed variables only:

State 1: initial state
  small = 0
  b     = 0

State 2: Fill(b, 5)
  b = 5

State 3: Wait
  (nothing changed)

1,234,567 states generated, 1,000 distinct, depth 12 (1.3 s, peak memory 219 MB, built-in engine)
`,
  )
})

test('every ending is said in words', (t) => {
  const span = { file: 'M.tla', line: 3, column: 5, endLine: 3, endColumn: 9 }
  const diagnostic = { code: 'TLA305', message: 'not a set', span }
  const firstLine = (exploration: Exploration): string | undefined =>
    showExploration(exploration).split('\n')[0]
  const named = { name: 'P', trace: [] }
  t.deepEqual(
    [
      violated({ kind: 'action property', ...named }),
      violated({ kind: 'initial predicate', ...named }),
      violated({ kind: 'temporal property', ...named }),
      violated({ kind: 'deadlock', trace: [] }),
      violated({ kind: 'assertion', diagnostic, trace: [] }),
      violated({ kind: 'assumption', diagnostic }),
      ended({ _tag: 'LimitReached', limit: '10 distinct states' }),
      ended({ _tag: 'EvaluationError', diagnostic, trace: [] }),
    ].map(firstLine),
    [
      'Jugs: Action property P is violated.',
      'Jugs: Property P is false initially.',
      'Jugs: A temporal property is violated.',
      'Jugs: Deadlock: a state without a successor is reachable.',
      'Jugs: An assertion failed: M.tla:3:5: not a set [TLA305].',
      'Jugs: M.tla:3:5: not a set [TLA305].',
      'Jugs: Undecided: stopped at the limit of 10 distinct states; no violation so far.',
      'Jugs: Cannot be evaluated: M.tla:3:5: not a set [TLA305]',
    ],
  )
})

test('states that were not expanded are counted in the report', (t) => {
  const undecided: Outcome = {
    ...outcome,
    ending: { _tag: 'LimitReached', limit: 'depth 3' },
    queued: 1200,
  }
  const text = showExploration({ outcome: undecided, seconds: 0, peakMemory: undefined })
  t.true(text.endsWith('depth 12, 1,200 not expanded (0 ms, built-in engine)\n'), text)
  t.false(text.includes('WARNING'), 'what never occurred is known only after a complete search')
})

test('as data: the verdict, the counts, the trace by variable', (t) => {
  t.deepEqual(explorationToJson(violated({ kind: 'invariant', name: 'NotFour', trace })), {
    verdict: 'violated',
    module: 'Jugs',
    engine: 'builtin',
    violation: { kind: 'invariant', name: 'NotFour' },
    trace: [
      { variables: { small: '0', b: '0' } },
      { action: 'Fill', args: ['b', '5'], variables: { small: '0', b: '5' } },
      { action: 'Wait', args: [], variables: { small: '0', b: '5' } },
    ],
    states: { generated: 1234567, distinct: 1000, depth: 12, queued: 0 },
    seconds: 1.26,
    peakMemory: 219_400_000,
  })
  t.deepEqual(explorationToJson({ outcome, seconds: 2, peakMemory: undefined }), {
    verdict: 'holds',
    module: 'Jugs',
    engine: 'builtin',
    states: { generated: 1234567, distinct: 1000, depth: 12, queued: 0 },
    actions: outcome.actions,
    neverOccurring: ['Empty'],
    seconds: 2,
  })
})

test('each ending has one verdict', (t) => {
  const diagnostic = { code: 'TLA305', message: 'not a set' }
  t.is(verdictOf({ _tag: 'Complete' }), 'holds')
  t.is(verdictOf({ _tag: 'Violated', violation: { kind: 'deadlock', trace: [] } }), 'violated')
  t.is(verdictOf({ _tag: 'LimitReached', limit: 'depth 3' }), 'undecided')
  t.is(verdictOf({ _tag: 'EvaluationError', diagnostic, trace: [] }), 'unusable')
})

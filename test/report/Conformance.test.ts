import test from 'ava'
import type { ConformResult } from '../../src/conformance/conform.ts'
import type { Difference } from '../../src/conformance/conform/Difference.ts'
import {
  conformanceToJson,
  holds,
  showConformance,
  showDifference,
  type Conformance,
} from '../../src/report/Conformance.ts'

const result: ConformResult = {
  model: 'Small',
  complete: true,
  generated: 12,
  distinct: 3,
  depth: 2,
  transitions: { rules: 1000, network: 20 },
  disabled: 7,
  outside: 0,
  actions: [
    { action: 'Timeout', kind: 'rule', possible: true, occurred: 1000 },
    { action: 'Restart', kind: 'rule', possible: true, occurred: 0 },
  ],
  applications: 5,
  steps: { compared: 4, run: 4, labels: 9 },
}

const conformance: Conformance = {
  models: [{ result, seconds: 1.5, failures: [] }],
  never: [],
  seconds: 1.5,
  workers: 2,
}

test('agreement: a row for the model, a row for each action, and what was done in all', (t) => {
  t.true(holds(conformance))
  t.is(
    showConformance(conformance),
    `\
model  verdict  states  by rules  by network  disabled  steps   time
Small  agrees        3     1,000          20         7      4  1.5 s

action   kind  occurred  in models
Timeout  rule     1,000          1
Restart  rule         0          0

Specification and core agree in every transition.
1,000 transitions by rules of src/raft compared (5 distinct rule applications executed),
4 steps replayed in the specification (9 actions),
in 1.5 s with 2 workers.
`,
  )
})

test('several models are summed in a row of their own', (t) => {
  const two = { ...conformance, models: [...conformance.models, ...conformance.models] }
  t.regex(showConformance(two), /\nall +6 +2,000 +40 +14 +8 +1\.5 s\n/)
})

test('a model that fails, and an action that occurs nowhere, are not agreement', (t) => {
  const failing: Conformance = {
    ...conformance,
    models: [{ result, seconds: 1, failures: ['depth: 2, expected 3'] }],
    never: ['Restart'],
  }
  t.false(holds(failing))
  const text = showConformance(failing)
  t.regex(text, /\nSmall +FAILS /)
  t.true(text.includes('\nSmall: depth: 2, expected 3\n'))
  t.true(text.includes('\nvacuous: Restart occurs in no model\n'))
  t.regex(text, /\nSpecification and core are NOT shown to agree\.\n/)
})

const difference: Difference = {
  what: 'the core can, the specification cannot',
  action: 'Timeout(i = s1)',
  depth: 2,
  run: [
    {
      action: 'Init',
      state: [
        ['role', 'f'],
        ['log', '<<>>'],
      ],
    },
    {
      action: 'Restart(i = s1)',
      state: [
        ['role', 'c'],
        ['log', '<<>>'],
      ],
    },
  ],
  variables: [{ name: 'role', before: 'c', spec: '-', core: 'l' }],
  why: 'role = "f"\n  is false',
}

test('a difference shows the run to it, both sides, and why', (t) => {
  t.is(
    showDifference('Small', difference),
    `\
Small: the core can, the specification cannot
  at Timeout(i = s1)
The shortest run to it, 2 states, changed variables only:
  1. Init
       role = f
       log = <<>>
  2. Restart(i = s1)
       role = c
The two sides, where they differ:
  role
    before         c
    specification  -
    core           l
Why the specification does not take it:
    role = "f"
      is false
`,
  )
})

test('a difference of initial states has no run, and one of step names its labels', (t) => {
  const step = { event: 'ElectionTimeout', labels: ['Timeout', 'RequestVote'] }
  t.is(
    showDifference('Small', {
      what: 'other initial states',
      step,
      depth: 0,
      run: [],
      variables: [],
    }),
    'Small: other initial states\n  step(ElectionTimeout) says Timeout, RequestVote\n',
  )
})

test('a difference takes the place of other complaints about its model', (t) => {
  const differing: Conformance = {
    ...conformance,
    models: [{ result: { ...result, difference }, seconds: 1, failures: ['not told'] }],
  }
  const text = showConformance(differing)
  t.regex(text, /\nSmall +DIFFERS /)
  t.true(text.includes(showDifference('Small', difference)))
  t.false(text.includes('not told'))
})

test('as data: a verdict over all, and each model with its counts', (t) => {
  t.like(conformanceToJson(conformance), {
    verdict: 'conforms',
    workers: 2,
    models: [{ model: 'Small', distinct: 3 }],
  })
  t.is(conformanceToJson({ ...conformance, never: ['Restart'] }).verdict, 'differs')
})

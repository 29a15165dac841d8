import test from 'ava'
import { parse, refusal } from '../support.ts'

/** SANY's verdicts on the same lines. */
const refused = [
  ['a = b = c', 'TLA007 2:12'],
  ['a /\\ b \\/ c', 'TLA007 2:13'],
  ['a => b => c', 'TLA007 2:13'],
  ['a <=> b <=> c', 'TLA007 2:14'],
  ['a \\div b \\div c', 'TLA007 2:15'],
  ['a ^ b ^ c', 'TLA007 2:12'],
  ['a \\ b \\ c', 'TLA007 2:12'],
  ['a \\cup b \\cap c', 'TLA007 2:15'],
  ['a % b + c', 'TLA007 2:12'],
  ['a .. b .. c', 'TLA007 2:13'],
  ['[] x = 1', 'TLA007 2:11'],
  ["ENABLED x'", 'TLA007 2:15'],
  ["UNCHANGED x'", 'TLA007 2:17'],
] as const

for (const [tla, expected] of refused)
  test(`refused without parentheses: ${tla}`, (t) => {
    t.is(
      refusal(() => parse(`A == ${tla}`)),
      expected,
    )
  })

const accepted = [
  'a - b - c',
  'a - b + c',
  'a + b - c',
  'a * b * c',
  'a = b /\\ c = d',
  'a /\\ b => c \\/ d',
  '(a = b) = c',
  '~ ~ a',
  'x = ~ a',
  '[][a]_b /\\ <>c',
  'SUBSET UNION a',
  'DOMAIN a \\cup b',
  'a \\cup b = c',
  "DOMAIN x' = y",
  "-x' + y",
  '1 - -1',
  'a \\o b \\o c',
]

for (const tla of accepted)
  test(`accepted: ${tla}`, (t) => {
    t.is(
      refusal(() => parse(`A == ${tla}`)),
      'accepted',
    )
  })

import test from 'ava'
import { parseTlcOutput } from '../../src/cli/TlcOutput.ts'

const framed = (code: number, severity: number, text: string): string =>
  `@!@!@STARTMSG ${code}:${severity} @!@!@\n${text}\n@!@!@ENDMSG ${code} @!@!@\n`

const preamble =
  framed(2262, 0, 'TLC2 Version 2.18 of 20 March 2023') + 'Parsing file /spec/M.tla\n'
const initial = framed(2217, 4, '1: <Initial predicate>\n/\\ q = <<>>\n/\\ x = 0\n')
const second = framed(
  2217,
  4,
  '2: <Inc line 5, col 11 to line 5, col 63 of module M>\n/\\ q = <<[k |-> 1,\n  s |-> "a = b"]>>\n/\\ x = 1\n',
)
const counts =
  framed(2199, 0, '11 states generated, 10 distinct states found, 5 states left on queue.') +
  framed(2194, 0, 'The depth of the complete state graph search is 4.')

const trace = [
  {
    step: undefined,
    variables: [
      ['q', '<<>>'],
      ['x', '0'],
    ],
  },
  {
    step: { action: 'Inc', args: [] },
    variables: [
      ['q', '<<[k |-> 1, s |-> "a = b"]>>'],
      ['x', '1'],
    ],
  },
]

test('a complete search: the counts and no violation', (t) => {
  const success = framed(2193, 0, 'Model checking completed. No error has been found.')
  t.deepEqual(parseTlcOutput(preamble + success + counts, 'M'), {
    module: 'M',
    engine: 'tlc',
    ending: { _tag: 'Complete' },
    generated: 11,
    distinct: 10,
    queued: 5,
    depth: 4,
    actions: undefined,
  })
})

test('a violated invariant: its name and the states that lead to it', (t) => {
  const violated = framed(2110, 1, 'Invariant Inv is violated.')
  const behavior = framed(2121, 1, 'The behavior up to this point is:')
  const output = preamble + violated + behavior + initial + second + counts
  t.deepEqual(parseTlcOutput(output, 'M').ending, {
    _tag: 'Violated',
    violation: { kind: 'invariant', name: 'Inv', trace },
  })
})

test('an invariant violated by an initial state, which TLC prints in the message itself', (t) => {
  const violated = framed(2107, 1, 'Invariant Inv is violated by the initial state:\nx = 0\n')
  t.deepEqual(parseTlcOutput(preamble + violated, 'M').ending, {
    _tag: 'Violated',
    violation: {
      kind: 'invariant',
      name: 'Inv',
      trace: [{ step: undefined, variables: [['x', '0']] }],
    },
  })
})

test('an action property, a deadlock and a false ASSUME are told apart', (t) => {
  const kindOf = (code: number, text: string): unknown => {
    const { ending } = parseTlcOutput(preamble + framed(code, 1, text) + initial, 'M')
    return ending._tag === 'Violated' ? ending.violation.kind : ending._tag
  }
  t.is(kindOf(2112, 'Action property P is violated.'), 'action property')
  t.is(kindOf(2114, 'Deadlock reached.'), 'deadlock')
  t.is(kindOf(2104, 'Assumption line 8, col 8 of module M is false.'), 'assumption')
  t.is(kindOf(2132, 'The first argument of Assert evaluated to FALSE'), 'assertion')
  t.is(kindOf(2108, 'Property P is violated by the initial state:\nx = 0'), 'initial predicate')
  t.is(kindOf(2116, 'Temporal properties were violated.'), 'temporal property')
})

test('any other error is no verdict on the specification', (t) => {
  const text = 'The next state action Nexxt specified in the configuration file\nis not defined.'
  t.deepEqual(parseTlcOutput(preamble + framed(2229, 1, text), 'M').ending, {
    _tag: 'EvaluationError',
    diagnostic: { code: 'TLC2229', message: text },
    trace: [],
  })
})

test('output without any verdict is never taken for success', (t) => {
  const ending = parseTlcOutput('***Parse Error***\nat line 5\n', 'M').ending
  t.deepEqual(ending, {
    _tag: 'EvaluationError',
    diagnostic: { code: 'TLC', message: '***Parse Error***\nat line 5' },
    trace: [],
  })
  t.is(parseTlcOutput('', 'M').ending._tag, 'EvaluationError')
})

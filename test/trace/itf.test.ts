import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { type ItfTrace, type ItfValue, itfText, readItf, writeItf } from '../../src/trace/itf.ts'

/** No name that a marker of the format could be taken for. */
const fieldName = fc
  .string({ minLength: 1 })
  .filter((name) => !name.startsWith('#') && name !== '__proto__')

const { value: anyValue } = fc.letrec<{ value: ItfValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.boolean(),
    fc.string(),
    fc.bigInt(),
    fc.record({
      _tag: fc.constantFrom('Sequence', 'Tuple', 'Set'),
      items: fc.array(tie('value'), { maxLength: 3 }),
    }),
    fc.record({
      _tag: fc.constant('Map'),
      pairs: fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }),
    }),
    fc.record({
      _tag: fc.constant('Record'),
      fields: fc.dictionary(fieldName, tie('value'), { maxKeys: 3 }),
    }),
    fc.record({ _tag: fc.constant('Unserializable'), text: fc.string() }),
  ),
}))

const anyTrace: fc.Arbitrary<ItfTrace> = fc
  .record({
    vars: fc.uniqueArray(fieldName, { minLength: 1, maxLength: 3 }),
    states: fc.array(
      fc.tuple(fc.string(), fc.dictionary(fieldName, anyValue, { maxKeys: 2 }), anyValue),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
  })
  .map(({ vars, states }) => ({
    vars,
    varTypes: Object.fromEntries(vars.map((name) => [name, 'Int'])),
    states: states.map(([action, picks, value]) => ({
      action,
      picks,
      variables: Object.fromEntries(vars.map((name) => [name, value])),
    })),
    loop: null,
  }))

/** A pick that looks like an option is indistinguishable from one. */
const isOption = (value: ItfValue): boolean => itfText(value).includes('"tag"')

const read = (document: unknown): ItfTrace => {
  const trace = readItf(JSON.stringify(document))
  if (trace._tag === 'Left') throw new Error(trace.left.message)
  return trace.right
}

const refusal = (document: unknown): string => {
  const trace = readItf(typeof document === 'string' ? document : JSON.stringify(document))
  return trace._tag === 'Left' ? trace.left.message : 'accepted'
}

const oneState = (x: unknown) => ({ vars: ['x'], states: [{ x }] })

const valueOf = (x: unknown) => read(oneState(x)).states[0]?.variables['x']

testProp(
  'what is written reads as it was, and is written again as it was',
  [anyTrace],
  (t, trace) => {
    fc.pre(!trace.states.some(({ picks }) => Object.values(picks).some(isOption)))
    const text = writeItf(trace)
    const back = readItf(text)
    t.is(back._tag, 'Right')
    if (back._tag === 'Left') return t.fail(back.left.message)
    t.is(writeItf(back.right), text)
    t.deepEqual(back.right.vars, trace.vars)
    t.deepEqual(back.right.varTypes, trace.varTypes)
    t.deepEqual(
      back.right.states.map(({ action }) => action),
      trace.states.map(({ action }) => action),
    )
  },
)

test('the example of ADR 015 is read', (t) => {
  const trace = read({
    '#meta': { varTypes: { bank_of_boat: 'Str', who_is_on_bank: 'Str -> Set(PERSON)' } },
    vars: ['bank_of_boat', 'who_is_on_bank'],
    states: [
      {
        '#meta': { index: 0 },
        bank_of_boat: 'E',
        who_is_on_bank: {
          '#map': [
            ['E', { '#set': ['c2_OF_PERSON', 'm1_OF_PERSON'] }],
            ['W', { '#set': [] }],
          ],
        },
      },
    ],
  })
  t.deepEqual(trace.vars, ['bank_of_boat', 'who_is_on_bank'])
  t.is(trace.varTypes['who_is_on_bank'], 'Str -> Set(PERSON)')
  t.deepEqual(trace.states[0]?.variables['who_is_on_bank'], {
    _tag: 'Map',
    pairs: [
      ['E', { _tag: 'Set', items: ['c2_OF_PERSON', 'm1_OF_PERSON'] }],
      ['W', { _tag: 'Set', items: [] }],
    ],
  })
})

test('integers are read in both forms and written in one', (t) => {
  t.is(valueOf(3), 3n)
  t.is(valueOf({ '#bigint': '-12345678901234567890' }), -12345678901234567890n)
  t.is(itfText(3n), '{"#bigint":"3"}')
  t.regex(refusal(oneState(1.5)), /^states\[0\]\.x: 1\.5 is no exact integer/)
  t.regex(refusal(oneState(2 ** 53)), /is no exact integer; write \{"#bigint":"\.\.\."\}$/)
})

test('sets, maps and records are written sorted, so that equal values are equal text', (t) => {
  t.is(itfText({ _tag: 'Set', items: ['b', 'a', 'b'] }), '{"#set":["a","b"]}')
  t.is(
    itfText({
      _tag: 'Map',
      pairs: [
        ['b', true],
        ['a', false],
      ],
    }),
    '{"#map":[["a",false],["b",true]]}',
  )
  t.is(itfText({ _tag: 'Record', fields: { b: 'x', a: 'y' } }), '{"a":"y","b":"x"}')
})

test('the action and its picks are read from #meta', (t) => {
  const { states } = read({
    vars: ['x'],
    states: [{ '#meta': { index: 0, action: 'Timeout', picks: { i: 's1' } }, x: 0 }],
  })
  t.is(states[0]?.action, 'Timeout')
  t.deepEqual(states[0]?.picks, { i: 's1' })
})

test('the action and its picks are read from the variables of Quint, with both forms of None', (t) => {
  const { vars, states } = read({
    vars: ['mbt::actionTaken', 'mbt::nondetPicks', 'x', 'x'],
    states: [
      {
        'mbt::actionTaken': 'Timeout',
        'mbt::nondetPicks': {
          i: { tag: 'Some', value: 's1' },
          j: { tag: 'None', value: { '#tup': [] } },
          k: { tag: 'None', value: {} },
        },
        x: 0,
      },
    ],
  })
  t.deepEqual(vars, ['x'])
  t.is(states[0]?.action, 'Timeout')
  t.deepEqual(states[0]?.picks, { i: 's1' })
})

test('a state without an action has none', (t) => {
  t.is(read(oneState(1)).states[0]?.action, null)
})

test('an array around one trace is looked through', (t) => {
  t.deepEqual(read([oneState('a')]), read(oneState('a')))
  t.is(refusal([]), 'the document: a list of 0 traces, expected one')
})

test('what is wrong is said with its place', (t) => {
  const refusals: readonly (readonly [unknown, RegExp])[] = [
    ['{', /^the document: broken JSON/],
    [3, /^the document: 3, expected an object with vars and states$/],
    [{ vars: 1, states: [] }, /^vars: 1, expected a list of names$/],
    [{ vars: [1], states: [] }, /^vars\[0\]: 1 is no name$/],
    [{ vars: ['x'], states: [] }, /^states: \[\], expected a list of at least one state$/],
    [{ vars: ['x'], states: [1] }, /^states\[0\]: 1 is no state/],
    [{ vars: ['x'], states: [{}] }, /^states\[0\]: the variable x has no value$/],
    [
      { vars: ['x'], states: [{ x: 1, y: 1 }] },
      /^states\[0\]: the variable y is not among vars: x$/,
    ],
    [{ ...oneState(1), loop: 1 }, /^loop: 1, expected the number of a state$/],
    [oneState(null), /^states\[0\]\.x: null is no value/],
    [oneState({ '#magic': 1 }), /^states\[0\]\.x: #magic is unknown/],
    [oneState({ '#set': 1 }), /^states\[0\]\.x: 1 is no list of values$/],
    [oneState({ '#set': [], x: 1 }), /^states\[0\]\.x: #set stands beside x$/],
    [oneState({ '#bigint': 'x' }), /^states\[0\]\.x: #bigint is "x", expected decimal digits/],
    [oneState({ '#map': 1 }), /^states\[0\]\.x: #map is 1, expected pairs$/],
    [oneState({ '#map': [['a']] }), /^states\[0\]\.x\[0\]: \["a"\] is no pair/],
    [oneState({ a: [1, null] }), /^states\[0\]\.x\.a\[1\]: null is no value/],
  ]
  refusals.forEach(([document, message]) => t.regex(refusal(document), message))
})

test('a document that is nested too deep is refused, not a fault', (t) => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  t.regex(refusal(`{"vars":["x"],"states":[{"x":${deep}}]}`), /nested deeper than 200 levels$/)
})

testProp(
  'no text makes the reader fail otherwise than by a problem',
  [fc.oneof(fc.string(), fc.json())],
  (t, text) => {
    t.notThrows(() => readItf(text))
  },
)

import test from 'ava'
import {
  booleanOf,
  elementsOf,
  expectFields,
  fieldOf,
  fieldsOf,
  mappingOf,
  numberOf,
  setItemsOf,
  textOf,
} from '../../src/conformance/readValue.ts'
import { createInterner } from '../../src/tla/values/Interner.ts'
import type { Value } from '../../src/tla/values/Value.ts'

const interner = createInterner()
const text = interner.string('a')
const pair = interner.sequence([1, 2])
const record = interner.record([['a', 1]])

test('each shape is read as what it is', (t) => {
  t.is(numberOf(3), 3)
  t.is(booleanOf(false), false)
  t.is(textOf(text), 'a')
  t.deepEqual(setItemsOf(interner.set([2, 1])), [1, 2])
  t.deepEqual(elementsOf(pair), [1, 2])
  t.deepEqual(mappingOf(record), { domain: [text], images: [1] })
  t.is(fieldOf(fieldsOf(record), 'a'), 1)
})

test('the empty function is the empty sequence', (t) => {
  t.deepEqual(mappingOf(interner.empty), { domain: [], images: [] })
})

const refused: readonly (readonly [string, (value: Value) => unknown, readonly Value[], string])[] =
  [
    ['a number', numberOf, [true, text, pair], 'expected a number'],
    ['a truth value', booleanOf, [1, text], 'expected TRUE or FALSE'],
    ['a string', textOf, [1, interner.modelValue('Nil'), pair], 'expected a string'],
    ['a set', setItemsOf, [1, pair, record], 'expected a set'],
    ['a sequence', elementsOf, [1, record, interner.emptySet], 'expected a sequence'],
    ['a function', mappingOf, [1, pair, interner.emptySet, text], 'expected a function'],
    ['a record', fieldsOf, [1, interner.fn(interner.set([0]), [1])], ''],
  ]

for (const [what, read, values, message] of refused) {
  test(`what is not ${what} is refused`, (t) => {
    for (const value of values)
      t.throws(() => read(value), message === '' ? { message: /^expected a / } : { message })
  })
}

test('a record must have the fields that are asked for, and no others', (t) => {
  const fields = fieldsOf(record)
  t.notThrows(() => {
    expectFields(fields, ['a'])
  })
  for (const names of [['b'], ['a', 'b'], []])
    t.throws(
      () => {
        expectFields(fields, names)
      },
      { message: `expected a record with the fields ${names.join(', ')}` },
    )
  t.throws(() => fieldOf(fields, 'b'), { message: 'expected a record with the field b' })
})

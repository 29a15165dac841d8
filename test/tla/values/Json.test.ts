import test from 'ava'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import { fromJson, toJson } from '../../../src/tla/values/Json.ts'
import type { Json } from '../../../src/tla/values/Json.ts'
import { show } from '../../../src/tla/values/Show.ts'

const forms: readonly (readonly [Json, string])[] = [
  [7, '7'],
  [true, 'TRUE'],
  ['a "quoted" text', '"a \\"quoted\\" text"'],
  [{ '#model': 'Nil' }, 'Nil'],
  [{ '#set': [2, 1] }, '{1, 2}'],
  [{ '#tup': [1, { '#tup': [] }] }, '<<1, <<>>>>'],
  [{ '#map': [[{ '#tup': [1] }, 2]] }, '(<<1>> :> 2)'],
  [
    {
      '#map': [
        [0, 'x'],
        [5, 'y'],
      ],
    },
    '(0 :> "x" @@ 5 :> "y")',
  ],
  [{ a: 1, __proto__of: { b: false } }, '[a |-> 1, __proto__of |-> [b |-> FALSE]]'],
  [{ '#unknown': 1 }, '("#unknown" :> 1)'],
  [JSON.parse('{"__proto__": 1}') as Json, '[__proto__ |-> 1]'],
  [{ 'two words': 1 }, '("two words" :> 1)'],
]

for (const [json, text] of forms) {
  test(`${JSON.stringify(json)} is ${text}, and is written back as it was read`, (t) => {
    const interner = createInterner()
    const value = fromJson(json, interner)
    t.is(show(value), text)
    t.is(fromJson(toJson(value), interner), value)
  })
}

test('an array is a sequence, #bigint a number', (t) => {
  const interner = createInterner()
  t.is(show(fromJson([1, [2]], interner)), '<<1, <<2>>>>')
  t.is(fromJson({ '#bigint': '-12' }, interner), -12)
})

const refused: readonly (readonly [Json, RegExp])[] = [
  [1.5, /1\.5 is not an integer of 32 bits/],
  [4294967296, /is not an integer of 32 bits/],
  [{ '#bigint': '99999999999' }, /is not an integer of 32 bits/],
  [{ '#bigint': 'many' }, /is not an integer of 32 bits/],
  [null, /null is no value of TLA\+/],
  [{ '#set': 1 }, /#set must hold an array/],
  [{ '#tup': {} }, /#tup must hold an array/],
  [{ '#map': [1] }, /an entry of #map must hold an array/],
  [{ '#map': [[1]] }, /#map must hold pairs/],
  [
    {
      '#map': [
        [1, 2],
        [1, 3],
      ],
    },
    /#map gives two images to one key/,
  ],
  [{ '#model': 1 }, /#model must hold a name/],
  [{ '#set': [1, 'a'] }, /cannot be compared/],
]

for (const [json, message] of refused) {
  test(`${JSON.stringify(json)} is refused`, (t) => {
    t.throws(() => fromJson(json, createInterner()), { instanceOf: TlaError, message })
  })
}

test('what would have to be enumerated first is not written', (t) => {
  t.throws(() => toJson({ kind: 'LazySet', form: 'Nat' }), { message: /Nat cannot be written/ })
})

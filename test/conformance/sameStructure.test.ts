import test from 'ava'
import { sameStructure } from '../../src/conformance/sameStructure.ts'

test('the same fields and elements are the same, whatever their order of definition', (t) => {
  t.true(sameStructure({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }))
  t.true(sameStructure([], []))
  t.true(sameStructure(NaN, NaN))
})

const different: readonly (readonly [unknown, unknown])[] = [
  [1, 2],
  [1, '1'],
  [null, {}],
  [{}, null],
  [[], {}],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [{ a: 1 }, { a: 2 }],
  [{ a: undefined }, {}],
  [{ a: undefined }, { b: undefined }],
]

for (const [k, [a, b]] of different.entries()) {
  test(`different ${String(k + 1)}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`, (t) => {
    t.false(sameStructure(a, b))
    t.false(sameStructure(b, a))
  })
}

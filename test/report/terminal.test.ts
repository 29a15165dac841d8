import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { count, duration, megabytes, percent, plural } from '../../src/report/Figures.ts'
import { styleFor } from '../../src/report/Style.ts'
import { showTable } from '../../src/report/Table.ts'

test('counts are grouped, and nouns follow them', (t) => {
  t.is(count(7_223_351), '7,223,351')
  t.deepEqual(
    [plural(0, 'state'), plural(1, 'state'), plural(1234, 'state'), plural(2, 'entry', 'entries')],
    ['0 states', '1 state', '1,234 states', '2 entries'],
  )
})

for (const [milliseconds, expected] of [
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.5, '1.0 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [119_600, '2 min 00 s'],
  [7_384_000, '123 min 04 s'],
] as const)
  test(`${milliseconds} milliseconds read as ${expected}`, (t) => {
    t.is(duration(milliseconds), expected)
  })

test('memory reads in megabytes', (t) => {
  t.is(megabytes(2_345_678_901), '2,346 MB')
})

test('a share is never rounded up to 100 %', (t) => {
  t.deepEqual([percent(1, 0), percent(9_999, 10_000), percent(7, 7)], ['-', '99.9 %', '100.0 %'])
})

test('colours are used only where they are wanted', (t) => {
  t.is(styleFor(false).bad('no'), 'no')
  t.is(styleFor(true).bad('no'), '\u001b[31mno\u001b[39m')
})

test('a table aligns words to the left and numbers to the right', (t) => {
  t.is(
    showTable(
      [
        { heading: 'action', align: 'left' },
        { heading: 'count', align: 'right' },
        { heading: 'note', align: 'left' },
      ],
      [
        ['Timeout', '7', ''],
        ['UpdateTerm', '1,234', 'internal'],
      ],
    ),
    ['action      count  note', 'Timeout         7', 'UpdateTerm  1,234  internal'].join('\n'),
  )
})

testProp(
  'every row of a table has a line, and no line ends in blanks',
  [
    fc.array(
      fc.tuple(fc.string({ unit: 'grapheme-ascii' }), fc.string({ unit: 'grapheme-ascii' })),
    ),
  ],
  (t, rows) => {
    const columns = [
      { heading: 'a', align: 'left' },
      { heading: 'b', align: 'right' },
    ] as const
    const lines = showTable(columns, rows).split('\n')
    t.is(lines.length, rows.length + 1)
    t.true(lines.every((line) => line === line.trimEnd()))
  },
)

import test from 'ava'
import { messageOf, parse, refusal } from '../support.ts'

const table = [
  ['A == 1 2', 'TLA001 2:8', '`2` is unexpected here.'],
  ['A == x +', 'TLA001 3:1', '`====` is unexpected here: what stands before it is not complete.'],
  ['A == {1, }', 'TLA001 2:10', '`}` is unexpected here. An expression is expected.'],
  [
    'A == (1 + 2',
    'TLA001 3:1',
    '`====` is unexpected here: what stands before it is not complete.',
  ],
  ['A(x == 1', 'TLA001 2:5', '`==` is unexpected here.'],
  ['A == [x EXCEPT ![1] 2]', 'TLA001 2:21', '`2` is unexpected here. Expected: `[`, `.`, `=`.'],
  [
    'A == /\\ x\n /\\ +',
    'TLA001 4:1',
    '`====` is unexpected here: what stands before it is not complete.',
  ],
  ['A == é', 'TLA001 2:6', '`é` is unexpected here. An expression is expected.'],
  ['A == 1\nB == 𝔸 )', 'TLA001 3:6', '`𝔸` is unexpected here. An expression is expected.'],
  ['A == IF', 'TLA001 3:1', '`====` is unexpected here: what stands before it is not complete.'],
  ['A == EXCEPT', 'TLA001 2:6', '`EXCEPT` is a word of the language; a name is expected here.'],
] as const

for (const [tla, place, message] of table)
  test(`a syntax error is named where it is: ${tla.replaceAll('\n', ' / ')}`, (t) => {
    t.is(
      refusal(() => parse(tla)),
      place,
    )
    t.is(
      messageOf(() => parse(tla)),
      message,
    )
  })

test('the place counts lines and columns of the file as given', (t) => {
  t.is(
    refusal(() => parse('\\* comment\n\nA ==\n  (* two\n lines *)  [a -> ')),
    'TLA001 7:1',
  )
})

const others = [
  ['a bullet further right joins', 'A ==\n  /\\ x\n  /\\ y\n   /\\ z', 'accepted'],
  ['a bullet further left ends the list and joins', 'A ==\n   /\\ x\n  /\\ y', 'accepted'],
  ['ELSE in the column of the bullet', 'A ==\n  /\\ IF x\n     THEN y\n  ELSE z', 'TLA009 5:3'],
  ['a bracket in the column of the bullet', 'A ==\n  /\\ x \\in {\n     1\n  }', 'TLA009 5:3'],
  ['a field left of the inner bullet', 'A ==\n  /\\ \\/ [a |-> 1,\n    b |-> 2]', 'TLA009 4:5'],
  ['a bracket right of the bullet', 'A ==\n  /\\ x \\in {\n     1\n   }', 'accepted'],
  ['a list inside brackets left of it', 'A ==\n  {/\\ x\n   /\\ y\n  }', 'accepted'],
  ['a number beyond 32 bits', 'A == 2147483648', 'TLA006 2:6'],
  ['the largest number', 'A == 2147483647', 'accepted'],
  ['a field twice', 'A == [a |-> 1, a |-> 2]', 'TLA008 2:16'],
] as const

for (const [title, tla, place] of others)
  test(`${title}: ${place}`, (t) => {
    t.is(
      refusal(() => parse(tla)),
      place,
    )
  })

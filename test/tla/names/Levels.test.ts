import test from 'ava'
import { levels, loadM, refusal } from '../support.ts'

test('levels follow the definitions', (t) => {
  const specification = loadM(`C == 1
S == x + C
A == x' = S
U == UNCHANGED x
P == [][A]_x
B == \\E y \\in {1} : P
Op(F(_)) == F(1)
G(y) == x' = y
H == Op(G)
L == LET y == x IN y
E == ENABLED A
T == x ~> x
W == WF_x(A)
Param(y) == y`)
  t.deepEqual(
    levels(specification, 'C S A U P B Op G H L E T W Param'),
    [0, 1, 2, 2, 3, 3, 0, 2, 2, 1, 1, 3, 3, 0],
  )
})

test('the level of a recursive operator is that of all it uses', (t) => {
  const specification = loadM(`RECURSIVE A(_), B(_)
A(y) == IF y = 0 THEN 0 ELSE B(y - 1)
B(y) == IF y = 0 THEN x ELSE A(y - 1)
C == A(3)`)
  t.deepEqual(levels(specification, 'A B C'), [1, 1, 1])
})

const refused = [
  ["x''", "A == x''", 'TLA110 6:6'],
  ["(x + 1)' of an action", "A == (x' + 1)'", 'TLA110 6:7'],
  ['UNCHANGED of an action', "A == UNCHANGED (x')", 'TLA110 6:17'],
  ['a step of a step', 'A == [[][x]_x]_x', 'TLA110 6:7'],
  ['a subscript with a prime', "A == [TRUE]_(x')", 'TLA110 6:14'],
  ['[] of an action', "A == [](x' = 1)", 'TLA111 6:6'],
  ['<> of an action', "A == <>(x' = 1)", 'TLA111 6:6'],
  ['an assumption about a variable', 'ASSUME x = 1', 'TLA110 6:8'],
] as const

for (const [title, lines, place] of refused)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => loadM(lines)),
      place,
    )
  })

const roles = [
  ['INVARIANT A', 'TLA110 3:11'],
  ['CONSTRAINT A', 'TLA110 3:12'],
  ['VIEW A', 'TLA110 3:6'],
  ['SYMMETRY S', 'TLA110 3:10'],
  ['ACTION_CONSTRAINT P', 'TLA110 3:19'],
  ['ACTION_CONSTRAINT A', 'accepted'],
  ['INVARIANT S', 'accepted'],
] as const

for (const [config, place] of roles)
  test(`the configuration asks for a level: ${config}`, (t) => {
    t.is(
      refusal(() => loadM("S == x = 1\nA == x' = 1\nP == []S", `\n${config}`)),
      place,
    )
  })

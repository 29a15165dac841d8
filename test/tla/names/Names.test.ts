import test from 'ava'
import { definition, load, loadM, messageOf, moduleM, refusal, resolved } from '../support.ts'

const rows = (
  title: string,
  table: readonly (readonly [lines: string, expected: string])[],
): void => {
  for (const [lines, expected] of table)
    test(`${title}: ${lines.replaceAll('\n', ' / ')}`, (t) => {
      t.is(resolved(loadM(lines), 'A'), expected)
    })
}

rows('A name stands for what is declared, bound or defined', [
  ['A == x', 'var:x'],
  ['B == 1\nA == B', '(M.B)'],
  ['B(y, z) == y\nA == B(1, x)', '(M.B 1 var:x)'],
  ['A == \\E y \\in {1}, z \\in x : y = z', '(Exists [y (SetEnum 1)] [z var:x] (= y z))'],
  ['A == {y + 1 : y \\in 1..2}', '(SetMap [y (.. 1 2)] (+ y 1))'],
  ["A == x' = 1 /\\ UNCHANGED x", '(And (= (Prime var:x) 1) (Unchanged var:x))'],
  ['A == LET y == 1 IN y + x', '(Let y (+ (M.y) var:x))'],
  ['A == [x EXCEPT ![1, 2].f = @ + 1]', '(Except var:x ([(Tuple 1 2)].f = (+ @ 1)))'],
  ['a ++ b == a + b\nA == 1 ++ 2', '(M.++ 1 2)'],
  ['A == Nat \\cup Int', '(\\cup (Nat) (Int))'],
])

rows('Operators of the language apply in any notation', [
  ['A == =>(TRUE, x)', '(=> true var:x)'],
  ['B(F(_, _)) == F(TRUE, x)\nA == B(/\\)', '(M.B &/\\)'],
  ['A == [](x = 1) ~> <>(x = 2)', 'LeadsTo'],
  ['A == <><<x = 1>>_x', '(Eventually AngleAction)'],
])

rows('Operators are arguments where an operator is expected', [
  ['B(F(_)) == F(1)\nC(y) == y\nA == B(C)', '(M.B &M.C)'],
  ['B(F(_, _)) == F(1, 2)\nA == B(\\cup)', '(M.B &\\cup)'],
  ['B(F(_)) == F(1)\nA == B(LAMBDA y : y + x)', '(M.B (lambda y (+ y var:x)))'],
  ['B(F(_)) == F(1)\nA(G(_)) == B(G)', '(M.B G)'],
  ['A(F(_, _)) == F(1, x)', '(F 1 var:x)'],
])

test('a LAMBDA may use a name that is declared later', (t) => {
  const lines = 'F(G(_)) == G(1)\nB == F(LAMBDA later : later)\nVARIABLE later\nA == later'
  t.is(resolved(loadM(lines), 'A'), 'var:later')
  t.is(resolved(loadM(lines), 'B'), '(M.F (lambda later later))')
})

test('names of JavaScript are ordinary names', (t) => {
  const lines = `constructor == "__proto__"
__proto__(toString) == toString
hasOwnProperty == [valueOf |-> constructor]
A == __proto__(hasOwnProperty.valueOf)`
  t.is(resolved(loadM(lines), 'A'), '(M.__proto__ Field)')
  t.deepEqual([...loadM(lines).definitions.keys()].slice(-4), [
    'constructor',
    '__proto__',
    'hasOwnProperty',
    'A',
  ])
})

test('a function definition binds its own name where it is recursive', (t) => {
  const lines = 'f[y \\in Nat] == IF y = 0 THEN 0 ELSE f[y - 1]\ng[y \\in Nat] == y'
  const { body } = definition(loadM(lines), 'f')
  t.true(body.kind === 'Function' && body.self?.name === 'f')
  const plain = definition(loadM(lines), 'g').body
  t.true(plain.kind === 'Function' && plain.self === undefined)
})

test('a recursive operator refers to its own definition', (t) => {
  const lines = 'RECURSIVE A(_)\nA(y) == IF y = 0 THEN 0 ELSE A(y - 1)'
  const a = definition(loadM(lines), 'A')
  t.true(a.recursive)
  const { body } = a
  t.true(body.kind === 'If' && body.otherwise.kind === 'Apply' && body.otherwise.definition === a)
})

test('operators that call each other are both recursive', (t) => {
  const lines = `RECURSIVE Even(_), Odd(_)
Even(y) == IF y = 0 THEN TRUE ELSE Odd(y - 1)
Odd(y) == IF y = 0 THEN FALSE ELSE Even(y - 1)`
  t.true(definition(loadM(lines), 'Even').recursive)
  t.true(definition(loadM(lines), 'Odd').recursive)
})

const refused = [
  ['an undefined name', 'A == y', 'TLA101 6:6'],
  ['an undefined operator', 'A == 1 + F(2)', 'TLA101 6:10'],
  ['a name used before its definition', 'A == B\nB == 1', 'TLA101 6:6'],
  ['a definition of itself', 'A == A', 'TLA101 6:6'],
  ['an infix operator nobody defines', 'A == 1 \\prec 2', 'TLA101 6:6'],
  ['too few arguments', 'B(y) == y\nA == B', 'TLA103 7:6'],
  ['too many arguments', 'B(y) == y\nA == B(1, 2)', 'TLA103 7:6'],
  ['arguments for a variable', 'A == x(1)', 'TLA103 6:6'],
  ['a value where an operator is expected', 'B(F(_)) == F(1)\nA == B(1)', 'TLA104 7:8'],
  ['an operator where a value is expected', 'B(y) == y\nA == B(LAMBDA z : z)', 'TLA104 7:8'],
  ['an operator of another arity', 'B(F(_)) == F(1)\nC(y, z) == y\nA == B(C)', 'TLA103 8:8'],
  ['a LAMBDA of another arity', 'B(F(_)) == F(1)\nA == B(LAMBDA y, z : y)', 'TLA103 7:8'],
  ['a definition twice', 'A == 1\nA == 1', 'TLA102 7:1'],
  ['a variable twice', 'VARIABLE x', 'TLA102 6:10'],
  ['a parameter named as a variable', 'A(x) == 1', 'TLA102 6:3'],
  ['two parameters of one name', 'A(y, y) == 1', 'TLA102 6:6'],
  [
    'a bound name that is bound already',
    'A == \\E y \\in {1} : \\A y \\in {1} : TRUE',
    'TLA102 6:24',
  ],
  ['a LET that defines a name twice', 'A == LET y == 1 y == 2 IN y', 'TLA102 6:17'],
  ['a LET that uses a later name', 'A == LET y == z z == 2 IN y', 'TLA101 6:15'],
  [
    'a bound name in the domain of the next',
    'A == \\E y \\in {1}, z \\in {y} : TRUE',
    'TLA101 6:27',
  ],
  ['@ outside of EXCEPT', 'A == @', 'TLA107 6:6'],
  ['RECURSIVE without a definition', 'RECURSIVE A(_)', 'TLA108 6:11'],
  ['RECURSIVE with another arity', 'RECURSIVE A(_)\nA == 1', 'TLA103 7:1'],
] as const

for (const [title, lines, place] of refused)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => loadM(lines)),
      place,
    )
  })

test('the message about an operator of a standard module names the module', (t) => {
  t.is(
    messageOf(() => loadM('A == Len(x)')),
    '`Len` is not defined here. The module Sequences defines it: EXTENDS Sequences.',
  )
})

test('a theorem with a name is an operator for those who use it, and otherwise not looked into', (t) => {
  const lines =
    'THEOREM T == x = 1\nTHEOREM Wrong == nowhere\nTHEOREM ASSUME 1 = 1 PROVE TRUE\nA == T'
  t.is(resolved(loadM(lines), 'A'), '(M.T)')
  t.false(loadM(lines).definitions.has('Wrong'))
})

test('a reference into a definition is refused where it is used', (t) => {
  t.is(resolved(loadM('B == x = 1 /\\ x = 2\nA == B!1'), 'A'), 'Unsupported')
})

test('a definition of its own wins over a community module, not over a standard one', (t) => {
  const max = 'Max(S) == 1\nA == Max({})'
  t.is(resolved(loadM(max, '', 'EXTENDS FiniteSetsExt'), 'A'), '(M.Max (SetEnum))')
  t.is(
    refusal(() => loadM('Len(s) == 1', '', 'EXTENDS Sequences')),
    'TLA102 6:1',
  )
})

test('what a module EXTENDS comes in once, along however many ways', (t) => {
  const specification = load(
    {
      M: moduleM('EXTENDS A, B\nInit == c = C\nNext == UNCHANGED c'),
      A: '---- MODULE A ----\nEXTENDS C\n====',
      B: '---- MODULE B ----\nEXTENDS C, Naturals\n====',
      C: '---- MODULE C ----\nEXTENDS Integers\nVARIABLE c\nCONSTANT C\nLOCAL Hidden == 1\n====',
    },
    'INIT Init NEXT Next CONSTANT C = 1',
  )
  t.is(specification.variables.length, 1)
  t.is(specification.constants.length, 1)
  t.is(specification.definitions.get('Hidden'), undefined)
  t.deepEqual([...specification.sources.keys()].sort(), [
    'A.tla',
    'B.tla',
    'C.tla',
    'M.cfg',
    'M.tla',
  ])
})

const modules = [
  ['a module that is missing', { M: moduleM('EXTENDS Nowhere') }, 'TLA114 2:9'],
  [
    'modules in a circle',
    { M: moduleM('EXTENDS A'), A: '---- MODULE A ----\nEXTENDS M\n====' },
    'TLA113 2:9',
  ],
  [
    'a circle through INSTANCE',
    { M: moduleM('EXTENDS A'), A: '---- MODULE A ----\nI == INSTANCE M\n====' },
    'TLA113 2:15',
  ],
  [
    'a file that holds another module',
    { M: moduleM('EXTENDS A'), A: '---- MODULE B ----\n====' },
    'TLA115 1:13',
  ],
  ['no root module', {}, 'TLA114'],
] as const

for (const [title, texts, place] of modules)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => load(texts, 'INIT Init NEXT Next')),
      place,
    )
  })

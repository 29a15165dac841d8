import test from 'ava'
import { definition, load, loadM, moduleM, refusal, resolved, showExpr } from '../support.ts'

const counter = `---- MODULE Counter ----
EXTENDS Naturals
CONSTANT Step, F(_)
VARIABLE c
LOCAL Hidden == 1
Add(n) == c + n
Inc == c' = Add(F(Step))
====`

const head = 'EXTENDS Naturals\nVARIABLE x\nCONSTANT K\nInit == x = 0\nNext == UNCHANGED x\n'

const loadWith = (lines: string) =>
  load({ M: moduleM(head + lines), Counter: counter }, 'INIT Init NEXT Next CONSTANT K = 2')

/** The body of a definition as an instance sees it, found through a reference to it. */
const behind = (lines: string, reference: string): string => {
  const specification = loadWith(`${lines}\nA == ${reference}`)
  const { body } = definition(specification, 'A')
  return body.kind === 'Apply'
    ? `${showExpr(body, specification)} = ${showExpr(body.definition.body, specification)}`
    : showExpr(body, specification)
}

test('INSTANCE replaces constants and variables by what WITH says', (t) => {
  const lines = 'Twice(n) == n * 2\nI == INSTANCE Counter WITH c <- x, Step <- K + 1, F <- Twice'
  t.is(behind(lines, 'I!Add(7)'), '(Counter.Add 7) = (+ var:x n)')
  t.is(
    behind(lines, 'I!Inc'),
    '(Counter.Inc) = (= (Prime var:x) (Counter.Add (M.Twice (+ const:K 1))))',
  )
})

test('a variable may be replaced by an expression, and an operator by a LAMBDA or a symbol', (t) => {
  const lines = 'I == INSTANCE Counter WITH c <- x + 1, Step <- 1, F <- LAMBDA n : n * K'
  t.is(behind(lines, 'I!Inc'), '(Counter.Inc) = (= (Prime (+ var:x 1)) (Counter.Add (M.LAMBDA 1)))')
  const minus = 'I == INSTANCE Counter WITH c <- x, Step <- {1}, F <- UNION'
  t.is(
    behind(minus, 'I!Inc'),
    '(Counter.Inc) = (= (Prime var:x) (Counter.Add (UNION (SetEnum 1))))',
  )
})

test('what WITH leaves out stands for the same name outside', (t) => {
  const lines = 'VARIABLE c\nStep == 5\nF(n) == n\nI == INSTANCE Counter'
  t.is(behind(lines, 'I!Inc'), '(Counter.Inc) = (= (Prime var:c) (Counter.Add (M.F (M.Step))))')
})

test('an INSTANCE without a name brings the definitions, not the declarations', (t) => {
  const lines = 'c == x\nStep == 5\nF(n) == n\nINSTANCE Counter'
  t.is(behind(lines, 'Add(3)'), '(Counter.Add 3) = (+ (M.c) n)')
  t.is(resolved(loadWith(`${lines}\nA == c`), 'A'), '(M.c)')
})

test('the parameters of an instance come before those of its definitions', (t) => {
  const lines = 'F(n) == n\nI(c, Step) == INSTANCE Counter'
  t.is(behind(lines, 'I(x, 3)!Add(7)'), '(Counter.Add var:x 3 7) = (+ c n)')
  t.is(
    behind(lines, 'I(x, 3)!Inc'),
    '(Counter.Inc var:x 3) = (= (Prime c) (Counter.Add c Step (M.F Step)))',
  )
})

test('an operator of an instance is an argument like any other', (t) => {
  const lines = `G(Op(_)) == Op(1)
F(n) == n
I == INSTANCE Counter WITH c <- x, Step <- 1
J(Step) == INSTANCE Counter WITH c <- x`
  t.is(behind(lines, 'G(I!Add)'), '(M.G &Counter.Add) = (Op 1)')
  t.is(behind(lines, 'G(J(2)!Add)'), '(M.G (lambda n (Counter.Add 2 n))) = (Op 1)')
})

test('an INSTANCE in a LET sees the names bound around it', (t) => {
  const lines = `F(n) == n
A == \\E y \\in {1} : LET I == INSTANCE Counter WITH c <- x + y, Step <- y IN I!Inc`
  const specification = loadWith(lines)
  const { body } = definition(specification, 'A')
  const inner = body.kind === 'Exists' && body.body.kind === 'Let' ? body.body : undefined
  t.deepEqual(
    inner?.definitions.map((d) => `${d.name} = ${showExpr(d.body, specification)}`),
    ['Add = (+ (+ var:x y) n)', 'Inc = (= (Prime (+ var:x y)) (Counter.Add (M.F y)))'],
  )
})

test('instances of instances', (t) => {
  const specification = load(
    {
      M: moduleM(`${head}I(p) == INSTANCE Outer WITH v <- x\nA == I(1)!J(2)!Op(3)`),
      Outer:
        '---- MODULE Outer ----\nVARIABLE v\nCONSTANT p\nJ(q) == INSTANCE Inner WITH w <- v, r <- p\n====',
      Inner: '---- MODULE Inner ----\nVARIABLE w\nCONSTANT r, q\nOp(o) == <<w, r, q, o>>\n====',
    },
    'INIT Init NEXT Next CONSTANT K = 2',
  )
  const { body } = definition(specification, 'A')
  t.is(showExpr(body, specification), '(Inner.Op 1 2 3)')
  t.is(
    body.kind === 'Apply' ? showExpr(body.definition.body, specification) : '',
    '(Tuple var:x p q o)',
  )
})

test('a module inside another is instantiated by name and sees what is defined before it', (t) => {
  const lines = `B == 1
---- MODULE Inside ----
CONSTANT y
Op == y + B
====
I == INSTANCE Inside WITH y <- x
A == I!Op`
  const specification = loadM(lines)
  const { body } = definition(specification, 'A')
  t.is(
    body.kind === 'Apply' ? showExpr(body.definition.body, specification) : '',
    '(+ var:x (M.B))',
  )
})

test('what an instantiated module assumes is not checked, what the root EXTENDS is', (t) => {
  const assuming = { A: '---- MODULE A ----\nASSUME 1 = 2\n====' }
  const count = (lines: string): number =>
    load({ ...assuming, M: moduleM(lines) }, 'INIT Init NEXT Next').assumptions.length
  const behaviour = "VARIABLE x\nInit == x = 0\nNext == x' = x"
  t.is(count(`${behaviour}\nI == INSTANCE A`), 0)
  t.is(count(`EXTENDS A\n${behaviour}`), 1)
  t.is(count(`${behaviour}\nAXIOM 1 = 2\nAXIOM Named == 1 = 2`), 0)
})

test('instances of standard modules', (t) => {
  t.is(resolved(loadM('I == INSTANCE Sequences\nA == I!Len(x)'), 'A'), '(Len var:x)')
  t.is(
    resolved(loadM('LOCAL INSTANCE FiniteSets\nA == Cardinality(x)'), 'A'),
    '(Cardinality var:x)',
  )
})

const refused = [
  ['a substitution that is missing', 'I == INSTANCE Counter WITH c <- x', 'TLA109 7:15'],
  [
    'a substitution for what is not declared',
    'F(n) == n\nI == INSTANCE Counter WITH c <- x, Step <- 1, nowhere <- 2',
    'TLA109 8:47',
  ],
  ['a name that the module lacks', 'I == INSTANCE Naturals\nA == I!Nope', 'TLA101 8:6'],
  [
    'a local name of the module',
    'F(n) == n\nI == INSTANCE Counter WITH c <- x, Step <- 1\nA == I!Hidden',
    'TLA101 9:6',
  ],
  ['a name that is no instance', 'A == K!Op', 'TLA105 7:6'],
  ['an instance that is not there', 'A == I!Op', 'TLA101 7:6'],
  [
    'an instance without its parameter',
    'F(n) == n\nI(Step) == INSTANCE Counter WITH c <- x\nA == I!Inc',
    'TLA103 9:6',
  ],
  [
    'a value for an operator',
    'I == INSTANCE Counter WITH c <- x, Step <- 1, F <- 2\nA == I!Inc',
    'TLA104 7:52',
  ],
  [
    'an operator for a value',
    'F(n) == n\nI == INSTANCE Counter WITH c <- x, Step <- LAMBDA n : n',
    'TLA104 8:44',
  ],
  [
    'an operator of another arity',
    'F(n, m) == n\nI == INSTANCE Counter WITH c <- x, Step <- 1',
    'TLA103 7:17',
  ],
  ['an instance that an instance lacks', 'I == INSTANCE Naturals\nA == I!J!Op', 'TLA101 8:8'],
  ['a constant as an operator argument', 'G(Op(_)) == Op(1)\nA == G(K)', 'TLA103 8:8'],
  ['an instance as a value', 'I == INSTANCE Naturals\nA == I', 'TLA105 8:6'],
] as const

for (const [title, lines, place] of refused)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => loadWith(lines)),
      place,
    )
  })

import test from 'ava'
import { definition, loadM, refusal, resolved, showExpr } from '../support.ts'

const rows = [
  ['LET y == 1 z == y + 1 IN z', '(Let y z (M.z))'],
  ['LET f[y \\in {1}] == y IN f[1]', '(Let f (at (M.f) 1))'],
  ['LET F(y) == y IN F(x)', '(Let F (M.F var:x))'],
  ['LET RECURSIVE F(_) F(y) == F(y) IN F(1)', '(Let F (M.F 1))'],
  ['LET RECURSIVE F(_), G(_) F(y) == G(y) G(y) == F(y) IN G(1)', '(Let G F (M.G 1))'],
  ['LET y == LET z == 1 IN z IN y', '(Let y (M.y))'],
] as const

for (const [tla, expected] of rows)
  test(tla, (t) => {
    t.is(resolved(loadM(`A == ${tla}`), 'A'), expected)
  })

test('a definition of a LET refers to names bound around it', (t) => {
  const specification = loadM('A(p) == \\E q \\in {1} : LET y == <<p, q>> IN y')
  const { body } = definition(specification, 'A')
  const inner = body.kind === 'Exists' && body.body.kind === 'Let' ? body.body.definitions : []
  t.deepEqual(
    inner.map((d) => showExpr(d.body, specification)),
    ['(Tuple p q)'],
  )
})

test('the level of a LET is that of its body', (t) => {
  const specification = loadM("A == LET y == x' IN y\nB == LET y == x' IN 1")
  t.is(definition(specification, 'A').level, 2)
  t.is(definition(specification, 'B').level, 0)
})

const refused = [
  ['RECURSIVE without a definition', 'A == LET RECURSIVE F(_) y == 1 IN y', 'TLA108 6:20'],
  ['RECURSIVE with another arity', 'A == LET RECURSIVE F(_) F == 1 IN F', 'TLA103 6:25'],
  ['a name that is defined already', 'y == 1\nA == LET y == 2 IN y', 'TLA102 7:10'],
  ['an instance under a name taken', 'y == 1\nA == LET y == INSTANCE Naturals IN 1', 'TLA102 7:10'],
  ['an announced name taken', 'y == 1\nA == LET RECURSIVE y y == 2 IN y', 'TLA102 7:20'],
] as const

for (const [title, lines, place] of refused)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => loadM(lines)),
      place,
    )
  })

import test from 'ava'
import type { NamedExpr, Specification } from '../../../src/tla/names/Ir.ts'
import { load, messageOf, moduleM, refusal, showExpr } from '../support.ts'

const head = `EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
vars == <<x>>
P == x > 0`

const withConfig = (lines: string, config: string): Specification =>
  load({ M: moduleM(`${head}\n${lines}`) }, config)

const shown = (specification: Specification, list: readonly NamedExpr[]): readonly string[] =>
  list.map(({ name, expr }) => `${name}: ${showExpr(expr, specification)}`)

test('a specification is taken apart, in any order and through definitions', (t) => {
  const lines = `Steps == [][Next]_vars
Live == WF_vars(Next) /\\ \\A y \\in {1, 2} : SF_vars(Next /\\ x = y)
Spec == Steps /\\ Init /\\ x < 5 /\\ Live /\\ []<>P`
  const specification = withConfig(lines, 'SPECIFICATION Spec')
  t.is(showExpr(specification.init, specification), '(And (M.Init) (< var:x 5))')
  t.is(showExpr(specification.next, specification), '(M.Next)')
  t.is(specification.fairness.length, 3)
  t.deepEqual(
    specification.notices.map((n) => `${n.code} ${String(n.span?.line)}`),
    ['TLA901 9', 'TLA901 9', 'TLA901 10'],
  )
})

test('INIT and NEXT name the behaviour as well', (t) => {
  const specification = withConfig('', 'INIT Init NEXT Next CHECK_DEADLOCK FALSE')
  t.is(showExpr(specification.init, specification), '(M.Init)')
  t.false(specification.checkDeadlock)
})

test('properties become invariants, step properties and initial predicates', (t) => {
  const lines = `Spec == Init /\\ [][Next]_vars
Safe == P /\\ [](x < 9) /\\ [][x' > x]_x
Each == \\A y \\in 1..2 : [](x # y) /\\ [][x' # y]_x
Refined == Init /\\ [][Next]_vars`
  const specification = withConfig(
    lines,
    'SPECIFICATION Spec INVARIANT P PROPERTIES Safe Each Refined',
  )
  t.deepEqual(shown(specification, specification.invariants), [
    'P: (M.P)',
    'Safe: (< var:x 9)',
    'Each: (Forall [y (.. 1 2)] (# var:x y))',
  ])
  t.deepEqual(shown(specification, specification.actionProperties), [
    'Safe: (Box (> (Prime var:x) var:x) var:x)',
    'Each: (Box (Forall [y (.. 1 2)] (# (Prime var:x) y)) var:x)',
    'Refined: (Box (M.Next) (M.vars))',
  ])
  t.deepEqual(shown(specification, specification.initialPredicates), [
    'Safe: (M.P)',
    'Refined: (M.Init)',
  ])
})

test('assumptions, constraints, view and symmetry', (t) => {
  const lines = `ASSUME 1 = 1
ASSUME Named == 2 = 2
Perms == {}
Small == x < 3
Up == x' > x`
  const specification = withConfig(
    lines,
    'INIT Init NEXT Next CONSTRAINT Small ACTION_CONSTRAINT Up VIEW vars SYMMETRY Perms ALIAS P',
  )
  t.deepEqual(
    specification.assumptions.map((a) => showExpr(a, specification)),
    ['(= 1 1)', '(= 2 2)'],
  )
  t.deepEqual(shown(specification, specification.constraints), ['Small: (M.Small)'])
  t.deepEqual(shown(specification, specification.actionConstraints), ['Up: (M.Up)'])
  t.is(specification.view && showExpr(specification.view, specification), '(M.vars)')
  t.is(specification.symmetry && showExpr(specification.symmetry, specification), '(M.Perms)')
  t.true(specification.definitions.has('Named'))
  t.deepEqual(
    specification.notices.map((n) => n.code),
    ['CFG901'],
  )
})

const refused = [
  ['no behaviour', '', '', 'CFG112'],
  [
    'INIT beside SPECIFICATION',
    'Spec == Init /\\ [][Next]_x',
    'SPECIFICATION Spec INIT Init',
    'CFG112 1:25',
  ],
  ['a specification that is not defined', '', 'SPECIFICATION Spec', 'CFG101 1:15'],
  ['an invariant that is not defined', '', 'INIT Init NEXT Next\nINVARIANT\n Inv', 'CFG101 3:2'],
  ['no step', 'Spec == Init', 'SPECIFICATION Spec', 'CFG110 1:15'],
  ['no initial predicate', 'Spec == [][Next]_x', 'SPECIFICATION Spec', 'CFG110 1:15'],
  ['two steps', 'Spec == Init /\\ [][Next]_x /\\ [][Next]_x', 'SPECIFICATION Spec', 'CFG110 8:34'],
  [
    'an invariant inside',
    'Spec == Init /\\ [][Next]_x /\\ []P',
    'SPECIFICATION Spec',
    'CFG110 8:31',
  ],
  ['an action inside', 'Spec == Init /\\ Next /\\ [][Next]_x', 'SPECIFICATION Spec', 'CFG110 5:9'],
  ['<> in a property', 'L == []P /\\ <>P', 'INIT Init NEXT Next PROPERTY L', 'CFG111 8:13'],
  ['~> in a property', 'L == P ~> P', 'INIT Init NEXT Next PROPERTY L', 'CFG111 8:6'],
  ['fairness in a property', 'L == WF_x(Next)', 'INIT Init NEXT Next PROPERTY L', 'CFG111 8:6'],
  ['another temporal formula', 'L == ~[]P', 'INIT Init NEXT Next PROPERTY L', 'CFG111 8:6'],
  ['an action as property', '', 'INIT Init NEXT Next PROPERTY Next', 'CFG111 5:9'],
  [
    'a subscript under its quantifier',
    'L == \\A y \\in {1} : [][TRUE]_<<x, y>>',
    'INIT Init NEXT Next PROPERTY L',
    'CFG111 8:23',
  ],
  ['an operator with arguments', 'L(y) == P', 'INIT Init NEXT Next INVARIANT L', 'TLA103 1:31'],
] as const

for (const [title, lines, config, place] of refused)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => withConfig(lines, config)),
      place,
    )
  })

test('a property of liveness is refused by name, never skipped', (t) => {
  t.is(
    messageOf(() => withConfig('L == <>P', 'INIT Init NEXT Next PROPERTY L')),
    'PROPERTY L cannot be checked by this engine: this is liveness. It checks `[]P`, `[][A]_v` and state predicates; remove the property, or check it with TLC.',
  )
})

test('what the engine cannot evaluate is refused only where it is used', (t) => {
  const specification = withConfig('B == \\EE y : TRUE\nC == 1.5', 'INIT Init NEXT Next')
  t.is(specification.definitions.get('B')?.body.kind, 'Unsupported')
})

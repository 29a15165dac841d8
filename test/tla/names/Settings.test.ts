import test from 'ava'
import type { ConfigValue, Specification } from '../../../src/tla/names/Ir.ts'
import { definition, load, messageOf, moduleM, refusal, resolved } from '../support.ts'

const head = `EXTENDS Naturals
CONSTANTS Server, N, Op(_)
VARIABLE x
Id(y) == y
Twice(y) == y + y
Small == 0..3
Init == x = N
Next == x' = Op(x)
Other == x' = Twice(x)`

const withConfig = (constants: string, lines = ''): Specification =>
  load({ M: moduleM(`${head}\n${lines}`) }, `INIT Init NEXT Next\nCONSTANTS\n${constants}`)

const base = 'Server = {s1, s2} N = 3 Op <- Id'

const show = (value: ConfigValue): string => {
  switch (value.kind) {
    case 'Set':
      return `{${value.items.map(show).join(' ')}}`
    case 'ModelValue':
      return `model:${value.name}`
    default:
      return JSON.stringify(value.value)
  }
}

const values = (specification: Specification): readonly string[] =>
  specification.constants.map(({ name, value }) => `${name} = ${show(value)}`)

test('constants get their values', (t) => {
  t.deepEqual(values(withConfig(base)), ['Server = {model:s1 model:s2}', 'N = 3'])
})

test('a constant operator is replaced by a definition, wherever that stands', (t) => {
  t.is(resolved(withConfig('Server = {} N = 1 Op <- Id'), 'Next'), '(= (Prime var:x) (M.Id var:x))')
  const later = withConfig('Server = {} N = 1 Op <- Later', 'Later(y) == x + y')
  t.is(resolved(later, 'Next'), '(= (Prime var:x) (M.Later var:x))')
  t.is(definition(later, 'Next').level, 2)
})

test('definitions are replaced too: an action, Init, an operator of a standard module', (t) => {
  const replaced = withConfig(
    `${base} Other <- Quiet Nat <- Small`,
    "Quiet == x' = x\nA == Other /\\ x \\in Nat",
  )
  t.is(resolved(replaced, 'A'), '(And (M.Quiet) (\\in var:x (M.Small)))')
  t.is(replaced.definitions.get('Other')?.name, 'Quiet')
})

test('a definition may be given a value', (t) => {
  const specification = withConfig(
    `${base} Nil = Nil`,
    'Nil == CHOOSE y : y \\notin Server\nA == Nil',
  )
  t.is(resolved(specification, 'A'), 'const:Nil')
  t.true(values(specification).includes('Nil = model:Nil'))
})

test('names that the specification never declares may stand for model values', (t) => {
  t.deepEqual(values(withConfig(`${base} s1 = 1 s2 = 2 s3 = 3`)), [
    'Server = {model:s1 model:s2}',
    'N = 3',
  ])
})

test('a replacement for one module leaves the others alone', (t) => {
  const specification = load(
    {
      M: moduleM("EXTENDS A, B\nVARIABLE x\nMine == {0}\nInit == x \\in InA\nNext == x' \\in InB"),
      A: '---- MODULE A ----\nEXTENDS Naturals\nInA == Nat\n====',
      B: '---- MODULE B ----\nEXTENDS Naturals\nInB == Nat\n====',
    },
    'INIT Init NEXT Next CONSTANT Nat <- [A] Mine',
  )
  t.is(resolved(specification, 'InA'), '(M.Mine)')
  t.is(resolved(specification, 'InB'), '(Nat)')
})

test('a value for one module', (t) => {
  const specification = load(
    {
      M: moduleM("EXTENDS A\nVARIABLE x\nInit == x = Nil\nNext == x' = x"),
      A: '---- MODULE A ----\nCONSTANT Server\nNil == CHOOSE y : y \\notin Server\n====',
    },
    'INIT Init NEXT Next CONSTANTS Server = "s" Nil = [A] Nothing Flag = Flag',
  )
  t.is(resolved(specification, 'Init'), '(= var:x const:Nil)')
  t.deepEqual(values(specification), ['Server = "s"', 'Nil = model:Nothing'])
})

test('a replaced operator may be an argument', (t) => {
  const lines = 'G(F(_)) == F(1)\nA == G(Op)'
  t.is(resolved(withConfig(base, lines), 'A'), '(M.G &M.Id)')
})

const refused = [
  ['a constant without a value', 'Server = {} Op <- Id', '', 'TLA106 3:19'],
  ['an operator without a replacement', 'Server = {} N = 1', '', 'TLA106 3:22'],
  ['a value for an operator', 'Server = {} N = 1 Op = 3', '', 'CFG105 3:19'],
  ['an unknown constant', `${base} Nope = 3`, '', 'CFG103 3:34'],
  ['an unknown name replaced', `${base} Nope <- Id`, '', 'CFG103 3:34'],
  ['an unknown module', `${base} N <- [Nope] Id`, '', 'CFG103 3:34'],
  ['a replacement that is not defined', 'Server = {} N = 1 Op <- Nope', '', 'CFG104 3:25'],
  ['a constant twice', `${base} N = 4`, '', 'CFG102 3:34'],
  ['a replacement by another arity', 'Server = {} N = 1 Op <- Small', '', 'TLA103 9:14'],
  ['a definition replaced by what uses it', `${base} Small <- Big`, 'Big == Small', 'TLA112 11:1'],
] as const

for (const [title, constants, lines, place] of refused)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => withConfig(constants, lines)),
      place,
    )
  })

test('the message about a missing value says where to put it', (t) => {
  t.is(
    messageOf(() => withConfig('Server = {} Op <- Id')),
    'The constant `N` has no value: M.cfg must say `N = ...` or `N <- ...` under CONSTANTS.',
  )
})

import test from 'ava'
import fc from 'fast-check'
import { parseConfig } from '../../../src/tla/syntax/Config.ts'
import type { Config, ValueSyntax } from '../../../src/tla/syntax/Config.ts'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { maximumDepth } from '../../../src/tla/syntax/Limits.ts'
import { messageOf, refusal } from '../support.ts'

const read = (text: string): Config => parseConfig({ file: 'M.cfg', text })

const show = (value: ValueSyntax): string => {
  switch (value.kind) {
    case 'Set':
      return `{${value.items.map(show).join(',')}}`
    case 'ModelValue':
      return value.name
    case 'String':
      return JSON.stringify(value.value)
    default:
      return String(value.value)
  }
}

const constants = (text: string): readonly string[] => {
  const { assignments, replacements } = read(text)
  const home = (module: { readonly text: string } | undefined): string =>
    module === undefined ? '' : `[${module.text}]`
  return [
    ...assignments.map((a) => `${a.name.text}=${home(a.module)}${show(a.value)}`),
    ...replacements.map((r) => `${r.name.text}<-${home(r.module)}${r.target.text}`),
  ]
}

test('every section, with names on later lines, commas, comments and an empty one', (t) => {
  const config = read(`\\* a comment
SPECIFICATION
  Spec
(* another (* nested *) *)
CONSTANTS
INVARIANTS TypeOK, Safe
  Other
INVARIANT Last
PROPERTY P
PROPERTIES Q R
CONSTRAINT C
CONSTRAINTS D
ACTION_CONSTRAINT A
VIEW View
SYMMETRY Perms
ALIAS Alias
CHECK_DEADLOCK FALSE`)
  const names = (list: readonly { readonly text: string }[]): string =>
    list.map((n) => n.text).join(' ')
  t.is(config.specification?.text, 'Spec')
  t.is(names(config.invariants), 'TypeOK Safe Other Last')
  t.is(names(config.properties), 'P Q R')
  t.is(names(config.constraints), 'C D')
  t.is(names(config.actionConstraints), 'A')
  t.is(config.view?.text, 'View')
  t.is(config.symmetry?.text, 'Perms')
  t.is(config.alias?.text, 'Alias')
  t.false(config.checkDeadlock)
  t.deepEqual(config.assignments, [])
})

test('INIT and NEXT; deadlock is checked unless the file says otherwise', (t) => {
  const config = read('INIT Init NEXT Next')
  t.is(config.init?.text, 'Init')
  t.is(config.next?.text, 'Next')
  t.true(config.checkDeadlock)
})

test('values of constants', (t) => {
  t.deepEqual(
    constants(`CONSTANT N = 3 M = -1
  Server = {s1, {a}, "str \\"x\\"", 1, TRUE, {}}
  Nil = Nil  Flag = FALSE
CONSTANTS Op <- MyOp
  Nat <- [Naturals] Small   NoHash = [Nano]NoHashVal`),
    [
      'N=3',
      'M=-1',
      'Server={s1,{a},"str \\"x\\"",1,true,{}}',
      'Nil=Nil',
      'Flag=false',
      'NoHash=[Nano]NoHashVal',
      'Op<-MyOp',
      'Nat<-[Naturals]Small',
    ],
  )
})

test('names of JavaScript are names', (t) => {
  t.deepEqual(constants('CONSTANTS constructor = __proto__ toString <- hasOwnProperty'), [
    'constructor=__proto__',
    'toString<-hasOwnProperty',
  ])
})

test('a value knows its place', (t) => {
  const [first] = read('CONSTANT\n\tN =\n  {1,\n 2}').assignments
  t.deepEqual(first?.name.span, { file: 'M.cfg', line: 2, column: 9, endLine: 2, endColumn: 10 })
  t.deepEqual(first?.value.span, { file: 'M.cfg', line: 3, column: 3, endLine: 4, endColumn: 4 })
})

const faults = [
  ['CONSTANT N 3', 'CFG001 1:12', 'Expected: `=` and a value, or `<-` and an operator'],
  ['CONSTANT N =', 'CFG001 1:12', 'The file ends after this. Expected: a value.'],
  ['CONSTANT N = {1 2}', 'CFG001 1:17', 'Expected: `,`'],
  ['CONSTANT N = {1,', 'CFG001 1:16', 'Expected: a value'],
  ['CONSTANT N <- 3', 'CFG001 1:15', 'Expected: an operator'],
  ['CONSTANT N = INIT', 'CFG001 1:14', 'Expected: a number'],
  ['N = 3', 'CFG001 1:1', 'Expected: a keyword such as SPECIFICATION'],
  ['SPECIFICATION', 'CFG001 1:1', 'The file ends after this'],
  ['INIT A\nINIT B', 'CFG001 2:1', '`INIT` stands here a second time'],
  ['CHECK_DEADLOCK MAYBE', 'CFG001 1:16', 'CHECK_DEADLOCK takes TRUE or FALSE'],
  ['POSTCONDITION P', 'CFG001 1:1', 'POSTCONDITION is not supported'],
  ['INVARIANT A ; B', 'CFG001 1:13', '`;` has no meaning'],
  ['\n (* open', 'CFG001 2:2', 'never closed'],
  ['CONSTANT S = "abc', 'CFG001 1:14', '`"` has no meaning'],
  [`CONSTANT S = ${'{'.repeat(maximumDepth + 2)}`, 'CFG001 1:415', 'nest more than 400 deep'],
] as const

for (const [text, place, message] of faults)
  test(`refused: ${text.slice(0, 30).replaceAll('\n', ' ')}`, (t) => {
    t.is(
      refusal(() => read(text)),
      place,
    )
    t.true(messageOf(() => read(text)).includes(message))
  })

test('whatever the text, it is read or refused with a place', (t) => {
  const piece = fc.constantFrom(
    ...'CONSTANT CONSTANTS INIT NEXT INVARIANT SPECIFICATION A B = <- { } [ ] , 1 -2 "s" TRUE (* *) \\*'.split(
      ' ',
    ),
    '\n',
    '"',
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  fc.assert(
    fc.property(text, (given) => {
      try {
        read(given)
      } catch (error) {
        t.true(error instanceof TlaError)
      }
    }),
  )
  t.pass()
})

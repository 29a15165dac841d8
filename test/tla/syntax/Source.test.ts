import test from 'ava'
import {
  maximumBrackets,
  maximumJunctions,
  maximumTextLength,
} from '../../../src/tla/syntax/Limits.ts'
import { expandTabs, moduleText } from '../../../src/tla/syntax/Source.ts'
import { messageOf, moduleM, refusal } from '../support.ts'

const prepared = (text: string): string => moduleText({ file: 'M.tla', text }).text

test('what stands before and after the module becomes blank, line for line', (t) => {
  const text = 'Notes: "a (* b\n---- MODULE M ----\nA == 1\n====\nmore " text\n'
  t.is(prepared(text), `${' '.repeat(14)}\n---- MODULE M ----\nA == 1\n====\n${' '.repeat(11)}\n`)
})

test('comments become blank, nested ones too, and strings keep theirs', (t) => {
  t.is(
    prepared(moduleM('A == 1 \\* one "\nB == (* x (* y *)\n *) "(* \\\\* *)"')),
    moduleM('A == 1         \nB ==             \n    "(* \\\\* *)"'),
  )
})

test('a module inside another does not end it', (t) => {
  const text = '---- MODULE M ----\n---- MODULE N ----\n====\nA == 1\n====\nrest'
  t.is(prepared(text), text.replace('rest', '    '))
})

test('tabs move to the next column after a multiple of eight, as SANY counts', (t) => {
  t.is(expandTabs('a\tb\r\n\tc\n12345678\td'), 'a       b\n        c\n12345678        d')
})

const faults = [
  ['no module', 'A == 1', 'TLA002 1:1'],
  ['an empty text', '', 'TLA002 1:1'],
  ['a comment without end', moduleM('A == 1\n (* open'), 'TLA003 3:2'],
  ['a string without end', moduleM('A == "abc\nB == 1'), 'TLA004 2:6'],
  ['an escape that SANY refuses', moduleM('A == "a\\*b"'), 'TLA004 2:8'],
  ['too many brackets', moduleM(`A == ${'('.repeat(maximumBrackets + 1)}`), 'TLA005 2:406'],
  ['too many junctions', moduleM(`A == ${'/\\ '.repeat(maximumJunctions + 1)}x`), 'TLA005 2:456'],
  ['too long a text', moduleM(' '.repeat(maximumTextLength)), 'TLA005 1:1'],
] as const

for (const [title, text, expected] of faults)
  test(`refused: ${title}`, (t) => {
    t.is(
      refusal(() => prepared(text)),
      expected,
    )
  })

test('a limit is named in its message', (t) => {
  t.regex(
    messageOf(() => prepared(moduleM('{'.repeat(maximumBrackets + 1)))),
    /More than 400 brackets/,
  )
})

test('junctions below one another do not count as nested', (t) => {
  const lines = Array.from({ length: 1000 }, (_, i) => `  /\\ x = ${String(i)}`).join('\n')
  t.notThrows(() => prepared(moduleM(`A ==\n${lines}`)))
})

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { loadGrammar } from '../../../src/tla/syntax/Grammar.ts'
import { parseModule } from '../../../src/tla/syntax/parse.ts'
import { loadM, messageOf, moduleM, refusal } from '../support.ts'

const deep = [
  ['conditionals', (n: number) => `${'IF TRUE THEN 1 ELSE '.repeat(n)}1`],
  ['quantifiers', (n: number) => `${nested(n, (i) => `\\E y${i} \\in {1} : `)}TRUE`],
  ['definitions', (n: number) => `${nested(n, (i) => `LET y${i} == 1 IN `)}1`],
  ['a chain of +', (n: number) => `${'1 + '.repeat(n)}1`],
  ['negations', (n: number) => `${'~'.repeat(n)}TRUE`],
  ['parentheses', (n: number) => `${'('.repeat(n)}1${')'.repeat(n)}`],
  ['fields', (n: number) => `x${'.f'.repeat(n)}`],
  ['applications of functions', (n: number) => `x${'[1]'.repeat(n)}`],
] as const

const nested = (n: number, part: (i: string) => string): string =>
  Array.from({ length: n }, (_, i) => part(String(i))).join('')

for (const [title, text] of deep)
  test(`as deep as 300 is read, deeper than 420 is refused: ${title}`, (t) => {
    t.is(
      refusal(() => loadM(`A == ${text(300)}`)),
      'accepted',
    )
    t.true(refusal(() => loadM(`A == ${text(420)}`)).startsWith('TLA005 6:'))
  })

test('a long conjunction, a long list and many definitions are not deep', (t) => {
  const lines = Array.from(
    { length: 500 },
    (_, i) => `A${String(i)} == x /\\ ${i === 0 ? 'x' : `A${String(i - 1)}`}`,
  )
  t.is(
    refusal(() => loadM([...lines, `B == x${' /\\ x'.repeat(1000)}`].join('\n'))),
    'accepted',
  )
})

test('a text that takes too long to parse is refused', async (t) => {
  const file = (name: string): Promise<Uint8Array> =>
    readFile(fileURLToPath(import.meta.resolve(name)))
  const impatient = await loadGrammar(
    {
      runtime: await file('web-tree-sitter/web-tree-sitter.wasm'),
      tlaplus: await file('@tlaplus/tree-sitter-tlaplus/tree-sitter-tlaplus.wasm'),
    },
    0,
  )
  const text = moduleM(`A == ${'1 + '.repeat(2000)}1`)
  t.regex(
    messageOf(() => parseModule(impatient, { file: 'M.tla', text })),
    /M\.tla takes longer than 0 s to parse/,
  )
})

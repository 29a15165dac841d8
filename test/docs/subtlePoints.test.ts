/** What the pages say holds a point does exist: tests, mutants, rules, conjuncts. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { extractRegion } from '../../scripts/docs/Region.ts'
import { rules } from '../../src/raft/Rules.ts'
import { mutants } from '../mutants/mutants.ts'
import { specMutants } from '../mutants/spec.ts'

const POINTS = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  ...[14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
  ...[25, 33, 34, 35, 36, 37, 38, 39, 40, 41, 46, 47, 48, 49, 50],
]

const SECTIONS = [
  'Terms',
  'LeaderElection',
  'LogReplication',
  'Commitment',
  'Restart',
  'Network',
  'Safety',
  'PreVote',
  'CheckQuorum',
  'LeadershipTransfer',
  'Configuration',
  'Membership',
  'JointConsensus',
  'SingleServerChanges',
]

const page = readFileSync('docs/SubtlePoints.md', 'utf8')

const testSources = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join('test', name), 'utf8'))

const isTitle = (title: string): boolean =>
  testSources.some((source) => source.includes(`'${title}'`))

const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

/** The names on the lines of the page that begin with a label. */
const named = (label: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^- ${label}: (.*)$`, 'gm'))].flatMap(([, names = '']) =>
    quoted(names),
  )

test('every point that this version holds is on the page, in order', (t) => {
  t.deepEqual(
    [...page.matchAll(/^### (\d+)\. /gm)].map(([, number]) => Number(number)),
    POINTS,
  )
})

test('every test that the page names exists', (t) => {
  const titles = named('Tests')
  t.true(titles.length > 40)
  t.deepEqual(
    titles.filter((title) => !isTitle(title)),
    [],
  )
})

test('every test of a point is on the page', (t) => {
  const titles = testSources.flatMap((source) =>
    [...source.matchAll(/'(points? \d[^']*)'/g)].map(([, title = '']) => title),
  )
  t.true(titles.length > 30)
  t.deepEqual(
    titles.filter((title) => !page.includes(`\`${title}\``)),
    [],
  )
})

test('every mutant and every rule that the page names exists', (t) => {
  const missing = (label: string, known: readonly string[]): readonly string[] =>
    named(label).filter((name) => !known.includes(name))
  t.true(named('Mutants of the core').length > 40)
  t.deepEqual(
    missing(
      'Mutants of the core',
      mutants.map(({ name }) => name),
    ),
    [],
  )
  t.deepEqual(
    missing(
      'Mutants of the specification',
      specMutants.map(({ name }) => name),
    ),
    [],
  )
  t.deepEqual(missing('Rules', Object.keys(rules)), [])
})

test('every conjunct that the page names stands in the definition that it names', (t) => {
  const conjuncts = [
    ...page.matchAll(/\]\(\.\.\/(spec\/\w+\.tla)\) `(\w+)`: `([^`]+)`/g),
  ] as readonly (readonly string[])[]
  t.true(conjuncts.length > 20)
  for (const [, file = '', name = '', conjunct = ''] of conjuncts) {
    const definition = extractRegion(file, readFileSync(file, 'utf8'), name)
    t.true(definition._tag === 'Right' && definition.right.includes(conjunct), conjunct)
  }
})

for (const section of SECTIONS)
  test(`the map of docs/${section}.md names tests and mutants that exist`, (t) => {
    const text = readFileSync(`docs/${section}.md`, 'utf8')
    const [, map = ''] = /^## Map\n+((?:\|.*\n)+)/m.exec(text) ?? []
    const [header = '', , ...rows] = map.trim().split('\n')
    const column = header.split('|').findIndex((cell) => cell.includes('held by the test'))
    t.true(column > 0)
    const titles = rows.flatMap((row) => quoted(row.split('|')[column] ?? ''))
    t.true(titles.length >= rows.length)
    t.deepEqual(
      titles.filter((title) => !isTitle(title)),
      [],
    )
    const known = new Set([...mutants, ...specMutants].map(({ name }) => name))
    const last = header.includes('mutant')
      ? rows.flatMap((row) => quoted(row.split('|').at(-2) ?? ''))
      : []
    t.deepEqual(
      last.filter((name) => !known.has(name)),
      [],
    )
  })

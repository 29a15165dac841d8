/** Every action and every rule of the core is on the page of its section. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'ava'
import ts from 'typescript'
import { shownRegions } from '../../scripts/docs/Page.ts'
import { pages } from '../../scripts/docs/runDocs.ts'

const SECTIONS = [
  'Terms',
  'LeaderElection',
  'LogReplication',
  'Commitment',
  'Restart',
  'Network',
  'PreVote',
  'CheckQuorum',
  'LeadershipTransfer',
  'Configuration',
  'Membership',
  'JointConsensus',
  'SingleServerChanges',
]

const pageOf = (section: string): string => readFileSync(`docs/${section}.md`, 'utf8')

const headingsOf = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)

const shown = new Set(
  pages().flatMap((page) =>
    shownRegions(readFileSync(page, 'utf8')).map(({ file, name }) => `${file} ${name}`),
  ),
)

/** The definitions of a module, in its order. */
const definitionsOf = (module: string): readonly string[] =>
  [...readFileSync(module, 'utf8').matchAll(/^(\w+)(?:\([^)]*\))?\s*==/gm)].map(
    ([, name = '']) => name,
  )

/** The top-level constants of a file of rules: the rules and what they are made of. */
const constantsOf = (file: string): readonly string[] =>
  ts
    .createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true)
    .statements.filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => declarationList.declarations)
    .map(({ name }) => name.getText())

/** The actions that are disjuncts of `Next`. */
const actions = ((): readonly string[] => {
  const [, next = ''] =
    /^Next ==\n((?: {2}.*\n)+)/m.exec(readFileSync('spec/Raft.tla', 'utf8')) ?? []
  return [...next.matchAll(/: (\w+)\([^)]*\)$/gm)].map(([, name = '']) => name)
})()

test('the actions of Next are found', (t) => {
  t.is(actions.length, 34)
  t.true(actions.includes('DuplicateMessage'))
})

for (const action of actions)
  test(`${action} has a heading on the page of its section`, (t) => {
    const section = SECTIONS.find((one) => definitionsOf(`spec/${one}.tla`).includes(action))
    t.truthy(section, 'no module defines it')
    t.true(headingsOf(pageOf(section ?? '')).includes(action))
  })

for (const section of [...SECTIONS, 'Safety'])
  test(`no definition of spec/${section}.tla is missing from the pages`, (t) => {
    const spec = `spec/${section}.tla`
    const missing = definitionsOf(spec).filter((name) => !shown.has(`${spec} ${name}`))
    t.deepEqual(
      missing.filter((name) => !['safetyVars', 'SafetySpec'].includes(name)),
      [],
    )
  })

for (const section of SECTIONS) {
  const rules = `src/raft/${section}.ts`
  if (!existsSync(rules)) continue
  test(`no rule of ${rules} is missing from the pages`, (t) => {
    t.deepEqual(
      constantsOf(rules).filter((name) => !shown.has(`${rules} ${name}`)),
      [],
    )
  })
}

for (const section of [...SECTIONS, 'Safety'])
  test(`docs/${section}.md has the parts that every page of a section has`, (t) => {
    const headings = headingsOf(pageOf(section))
    for (const part of ['Map', 'Break it', 'Try it']) t.true(headings.includes(part), part)
    t.true(
      headings.some((heading) => /^Where we differ from the (paper|dissertation)$/.test(heading)),
      'where we differ',
    )
    t.true(
      headings.some((heading) => heading.startsWith('A run, read aloud')) ||
        headings.some((heading) => heading.includes('three ways')),
      'a run, read aloud',
    )
  })

/** As a code host makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-')

const withoutCode = (page: string): string => page.replace(/^(```+)[^]*?^\1$/gm, '')

const leadsSomewhere = (page: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#')
  const file = path === '' ? page : join(dirname(page), path)
  if (!existsSync(file)) return false
  return (
    anchor === undefined || headingsOf(readFileSync(file, 'utf8')).map(anchorOf).includes(anchor)
  )
}

for (const page of pages())
  test(`the links of ${page} within the repository lead somewhere`, (t) => {
    const text = withoutCode(readFileSync(page, 'utf8'))
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to = '']) => to)
    t.deepEqual(
      links.filter((to) => !/^[a-z]+:/.test(to) && !leadsSomewhere(page, to)),
      [],
    )
  })

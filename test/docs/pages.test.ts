import { readFileSync } from 'node:fs'
import test from 'ava'
import { commandsNotRun, expandPage, shownRegions } from '../../scripts/docs/Page.ts'
import { rules } from '../../src/raft/Rules.ts'
import { pages, repository } from '../../scripts/docs/runDocs.ts'

const sources = repository()

for (const page of pages())
  test(`${page} shows the present sources and the present answers (npm run docs)`, (t) => {
    const text = readFileSync(page, 'utf8')
    const expanded = expandPage(text, sources)
    t.deepEqual(expanded.problems, [])
    t.is(expanded.text, text)
  })

/** Commands that cannot run inside the tests: `.ci/run` runs them as they stand. */
const stagesOfCi = (): readonly string[] => {
  const script = readFileSync('.ci/run', 'utf8')
  return [...script.matchAll(/^\s*(?:stage \S+ )?((?:npm|npx) [^|\n]*?)(?: 2>&1.*)?$/gm)].map(
    ([, command = '']) => command.trim(),
  )
}

test('the stages of .ci/run are found', (t) => {
  t.true(stagesOfCi().includes('npm cit'))
  t.true(stagesOfCi().includes('npm run check'))
})

test('every command of the README is run, by a mark or by .ci/run', (t) => {
  const readme = pages().includes('README.md') ? readFileSync('README.md', 'utf8') : ''
  const stages = new Set(stagesOfCi())
  t.deepEqual(
    commandsNotRun(readme).filter((command) => !stages.has(command)),
    [],
  )
})

test('every rule stands on a page, beside the action of its name', (t) => {
  const shown = pages().flatMap((page) => shownRegions(readFileSync(page, 'utf8')))
  const shownIn = (folder: string): ReadonlySet<string> =>
    new Set(shown.filter(({ file }) => file.startsWith(folder)).map(({ name }) => name))
  const [actions, code] = [shownIn('spec/'), shownIn('src/raft/')]
  // Both sides of each, or the page compares nothing.
  const notShown = Object.keys(rules).filter((name) => !actions.has(name) || !code.has(name))
  t.true(Object.keys(rules).length > 0)
  t.deepEqual(notShown, [])
})

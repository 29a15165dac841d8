import test from 'ava'
import { commandsNotRun, expandPage, shownRegions } from '../../../scripts/docs/Page.ts'
import type { Answer, Sources } from '../../../scripts/docs/Page.ts'

const answering = (answer: Answer): Sources => ({
  read: (file) => (file === 'M.tla' ? 'A == 1\nB == 2\n' : undefined),
  run: () => answer,
})

const sources = answering({ exit: 0, output: 'ok in 1.5 s, 120 lines a second\n' })

const page = (mark: string, body: string, close: string): string =>
  ['# Title', '', mark, body, close, '', 'after'].join('\n')

const region = (body: string): string => page('<!-- region M.tla A B -->', body, '<!-- /region -->')
const run = (body: string, mark = '<!-- run: act -->'): string => page(mark, body, '<!-- /run -->')

test('a region is put between its marks, whatever stood there', (t) => {
  const expected = { text: region('```tla\nA == 1\n\nB == 2\n```'), problems: [] }
  t.deepEqual(expandPage(region('old\nolder'), sources), expected)
  t.deepEqual(expandPage(expected.text, sources), expected)
})

test('a command is shown with its answer', (t) => {
  t.is(
    expandPage(run(''), sources).text,
    run('```console\n$ act\nok in 1.5 s, 120 lines a second\n```'),
  )
})

test('an answer that differs in measurements alone stays as it was', (t) => {
  const before = run('```console\n$ act\nok in 27 s, 99.5 lines a second\n```')
  t.is(expandPage(before, sources).text, before)
})

test('an answer that differs in anything else is replaced', (t) => {
  const before = run('```console\n$ act\nok in 27 s, 99 words a second\n```')
  t.not(expandPage(before, sources).text, before)
})

test('an exit code other than the expected one is a problem, and the page stays', (t) => {
  const failing = answering({ exit: 1, output: 'no' })
  const { text, problems } = expandPage(run('old'), failing)
  t.is(text, run('old'))
  t.deepEqual(problems, ['3: "act" ended with 1, expected 0:\nno'])
  t.deepEqual(expandPage(run('', '<!-- run exit=1: act -->'), failing).problems, [])
})

test('a missing file, a missing region and a missing end are problems with their line', (t) => {
  const text = [
    '<!-- region N.tla A -->',
    '<!-- /region -->',
    '<!-- region M.tla C -->',
    '<!-- /region -->',
    '<!-- run: act -->',
    '<!-- region M.tla A -->',
    '<!-- /region -->',
    '<!-- run: act -->',
  ].join('\n')
  t.deepEqual(expandPage(text, sources).problems, [
    '1: N.tla: no such file',
    '3: M.tla: no "#region C", and no definition of that name',
    '5: no "<!-- /run -->" after this mark',
    '8: no "<!-- /run -->" after this mark',
  ])
})

test('a fence in an answer does not end the block', (t) => {
  const { text } = expandPage(run(''), answering({ exit: 0, output: '```\nx\n```' }))
  t.is(text, run('````console\n$ act\n```\nx\n```\n````'))
})

test('the regions that a page shows can be listed', (t) => {
  t.deepEqual(shownRegions(region('')), [
    { file: 'M.tla', name: 'A' },
    { file: 'M.tla', name: 'B' },
  ])
})

test('a command that a reader may type and that nothing runs is found', (t) => {
  const text = [
    '<!-- run: act -->',
    '```console',
    '$ act',
    '```',
    '<!-- /run -->',
    '```sh',
    'npm start   # compares',
    '# a remark',
    'act',
    '```',
    '```ts',
    'const x = 1',
    '```',
  ].join('\n')
  t.deepEqual(commandsNotRun(text), ['npm start'])
})

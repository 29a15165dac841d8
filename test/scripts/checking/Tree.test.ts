import test from 'ava'
import { inspectLock, inspectText, showFinding } from '../../../scripts/checking/Tree.ts'

const LOCAL = ['/srv/clone', '/srv/owner']

const found = (file: string, text: string): readonly string[] =>
  inspectText(file, text, LOCAL).map(showFinding)

for (const text of [
  ['// FIX', 'ME later'],
  ['/* eslint-', 'disable */'],
  ['// @ts-', 'ignore'],
  ['/* c8 ', 'ignore next */'],
  ["read('/srv/clone", "/src/raft')"],
  ["read('/srv/owner", "')"],
  ["read('/home/", "alice/x')"],
  ['https://registry', '.example.org/x'],
])
  test(`in a source, "${text.join('')}" is found with its line`, (t) => {
    const all = found('src/a.ts', `\n${text.join('')}\n`)
    t.is(all.length, 1)
    t.regex(all[0] ?? '', /^src\/a\.ts:2: ./)
  })

test('ordinary text is left alone', (t) => {
  t.deepEqual(
    found('src/a.ts', 'todos of a/srv/clone and /srv/clones: https://example.org/registry'),
    [],
  )
})

test('prose may speak of undone work, but not of machines', (t) => {
  t.deepEqual(found('README.md', ['FIX', 'ME'].join('')), [])
  t.is(found('README.md', 'cd /srv/clone && npm test').length, 1)
})

test('a lockfile that npm ci refuses or that names a registry is found', (t) => {
  const lock = '{\n"extraneous": true\n"resolved": "https://example.org/a.tgz"\n"version": "1"}'
  t.deepEqual(
    inspectLock('package-lock.json', lock).map(({ line }) => line),
    [2, 3],
  )
})

import type { TapResult } from './Tap.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text as XML 1.0 can hold it: what it cannot hold at all becomes a replacement character. */
const escape = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')

const SEPARATOR = ' › '

/** ava's names begin with the file; JUnit calls that part the class. */
const splitName = (name: string): readonly [className: string, title: string] => {
  const at = name.indexOf(SEPARATOR)
  return at < 0 ? ['', name] : [name.slice(0, at), name.slice(at + SEPARATOR.length)]
}

const testCase = ({ outcome, name, details }: TapResult): string => {
  const [className, title] = splitName(name)
  const open = `    <testcase classname="${escape(className)}" name="${escape(title)}"`
  if (outcome === 'passed') return `${open}/>`
  const body =
    outcome === 'skipped'
      ? '<skipped/>'
      : `<failure message="${escape(title)}">${escape(details.join('\n'))}</failure>`
  return `${open}>${body}</testcase>`
}

/** A JUnit report of one suite, as CI systems read it. */
export const junitOf = (suite: string, results: readonly TapResult[]): string => {
  const count = (outcome: TapResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length
  const counts = `tests="${results.length}" failures="${count('failed')}" skipped="${count('skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escape(suite)}" ${counts}>`,
    ...results.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

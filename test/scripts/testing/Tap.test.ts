import test from 'ava'
import { tapReader } from '../../../scripts/testing/Tap.ts'
import { junitOf } from '../../../scripts/testing/Junit.ts'

/** As ava 7 writes it. */
const stream = `TAP version 13
not ok 1 - Error: crash at import
  ---
    name: Error
    at: 'file:///crash.test.js:3:7'
  ...
not ok 2 - build/test/a/crash.test.js exited with a non-zero exit code: 1
ok 3 - x › adds numbers
not ok 4 - x › fails — on purpose # with hash
#   hello
  ---
    details:
      'Difference (- actual, + expected):': |-
        - \`2␊
  ...
ok 5 - y › left out # SKIP

1..6
# tests 6
# pass 1
# fail 3
`

const read = (text: string, pieceLength: number) => {
  const reader = tapReader()
  for (let at = 0; at < text.length; at += pieceLength)
    reader.feed(text.slice(at, at + pieceLength))
  return reader
}

for (const pieceLength of [1, 7, 10_000])
  test(`a stream in pieces of ${pieceLength} gives every result with its details`, (t) => {
    const reader = read(stream, pieceLength)
    t.true(reader.hasPlan())
    t.deepEqual(reader.results(), [
      {
        outcome: 'failed',
        name: 'Error: crash at import',
        details: ['name: Error', "at: 'file:///crash.test.js:3:7'"],
      },
      {
        outcome: 'failed',
        name: 'build/test/a/crash.test.js exited with a non-zero exit code: 1',
        details: [],
      },
      { outcome: 'passed', name: 'x › adds numbers', details: [] },
      {
        outcome: 'failed',
        name: 'x › fails — on purpose # with hash',
        details: [' hello', 'details:', "  'Difference (- actual, + expected):': |-", '    - `2'],
      },
      { outcome: 'skipped', name: 'y › left out', details: [] },
    ])
  })

test('a stream that was cut off has no plan', (t) => {
  t.false(read('TAP version 13\nok 1 - a\n', 4).hasPlan())
})

test('a JUnit report counts and escapes', (t) => {
  t.is(
    junitOf('s', [
      { outcome: 'passed', name: 'a › b › c', details: [] },
      { outcome: 'skipped', name: 'd', details: [] },
      { outcome: 'failed', name: 'e › "<&>\'', details: ['x\u0000', '😀'] },
    ]),
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" skipped="1">
  <testsuite name="s" tests="3" failures="1" skipped="1">
    <testcase classname="a" name="b › c"/>
    <testcase classname="" name="d"><skipped/></testcase>
    <testcase classname="e" name="&quot;&lt;&amp;&gt;&apos;"><failure message="&quot;&lt;&amp;&gt;&apos;">x\ufffd
😀</failure></testcase>
  </testsuite>
</testsuites>
`,
  )
})

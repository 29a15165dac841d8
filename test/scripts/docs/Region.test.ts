import test from 'ava'
import { left, right } from 'fp-ts/lib/Either.js'
import { extractRegion } from '../../../scripts/docs/Region.ts'

const spec = String.raw`---- MODULE M ----
EXTENDS Naturals
\* A comment of Timeout.
Timeout(i) ==
  /\ role[i] = "Follower"

  /\ UNCHANGED x
\* A comment of the next.
TimeoutAll == \A i \in S : Timeout(i)
f[n \in Nat] == n
Long(a,
     b) == a
  \* #region inner
  /\ a
    /\ b
  \* #endregion
Last == 1
====`

const code = `import { a } from './a.ts'
/** Why. */
export const Timeout: Rule = (s) => {
  return \`
text in the first column
\`
}
type Open = {
  readonly a: 1
}
function f() {}
// #region two things
const x = 1
  // #region nested
const y = 2
// #endregion
// #endregion
// #region open
`

for (const [name, expected] of [
  ['Timeout', 'Timeout(i) ==\n  /\\ role[i] = "Follower"\n\n  /\\ UNCHANGED x'],
  ['TimeoutAll', 'TimeoutAll == \\A i \\in S : Timeout(i)'],
  ['f', 'f[n \\in Nat] == n'],
  ['inner', '/\\ a\n  /\\ b'],
  ['Last', 'Last == 1'],
] as const)
  test(`of a specification, ${name} is taken whole and nothing else`, (t) => {
    t.deepEqual(extractRegion('M.tla', spec, name), right(expected))
  })

for (const [name, expected] of [
  ['Timeout', 'export const Timeout: Rule = (s) => {\n  return `\ntext in the first column\n`\n}'],
  ['Open', 'type Open = {\n  readonly a: 1\n}'],
  ['f', 'function f() {}'],
  ['two things', 'const x = 1\nconst y = 2'],
] as const)
  test(`of a module, ${name} is taken whole, without the comment above it`, (t) => {
    t.deepEqual(extractRegion('M.ts', code, name), right(expected))
  })

test('what is not there is an error, never the whole file', (t) => {
  const missing = left('no "#region None", and no definition of that name')
  t.deepEqual(extractRegion('M.tla', spec, 'None'), missing)
  t.deepEqual(extractRegion('M.ts', code, 'None'), missing)
  t.deepEqual(extractRegion('M.cfg', 'None == 1', 'None'), missing)
})

test('a region without an end is an error', (t) => {
  t.deepEqual(extractRegion('M.ts', code, 'open'), left('"#region open" has no "#endregion"'))
})

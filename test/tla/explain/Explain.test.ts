import test from 'ava'
import { explainDifference, explainDisabled } from '../../../src/tla/explain/Explain.ts'
import type { FalseConjunct } from '../../../src/tla/explain/Explain.ts'
import { machineFrom } from '../compile/machineOf.ts'

const spec = `---- MODULE Votes ----
EXTENDS Naturals
VARIABLES term, votes
Init == term = [i \\in 1..2 |-> 0] /\\ votes = {}
Enough(n) == LET half == 1 IN \\E k \\in 1..3 : k > half /\\ k <= n \\* more than half
Vote(i, t) ==
  /\\ i \\notin votes
  /\\ \\/ term[i] < t
     \\/ /\\ term[i] = t
        /\\ Enough(0)
  /\\ IF t > 5 THEN FALSE ELSE TRUE
  /\\ votes' = votes \\union {i}
  /\\ term' = [term EXCEPT ![i] = t]
Next == \\E i, t \\in 1..2 : Vote(i, t)
====`

const machine = machineFrom('Votes', spec, 'INIT Init\nNEXT Next\n')

const brief = ({ text, span, values }: FalseConjunct): readonly unknown[] => [
  text,
  span.line,
  Object.fromEntries(values.map((value) => [value.text, value.shown])),
]

test('the first false conjunct is given with its place and the values in it', async (t) => {
  const m = await machine
  const { interner } = m
  const state = [interner.sequence([0, 0]), interner.set([1])]
  const why = explainDisabled(m, 'Vote', [1, 1], state)
  t.deepEqual(why && brief(why.conjunct), ['i \\notin votes', 7, { i: '1', votes: '{1}' }])
  t.deepEqual(why?.others, [])
})

test('of several branches the one that got furthest is explained, the others are listed', async (t) => {
  const m = await machine
  const { interner } = m
  const why = explainDisabled(m, 'Vote', [1, 2], [interner.sequence([2, 0]), interner.emptySet])
  t.deepEqual(why && brief(why.conjunct), ['k <= n', 5, { k: '2', n: '0' }])
  const others = why?.others.map(({ text }) => text)
  t.deepEqual(others, ['k <= n', 'k > half', 'term[i] < t'])
})

test('the branch of an IF that was taken is explained', async (t) => {
  const m = await machine
  const why = explainDisabled(m, 'Vote', [1, 6], [m.interner.sequence([2, 0]), m.interner.emptySet])
  t.is(why?.conjunct.text, 'FALSE')
  t.is(why?.conjunct.span.line, 11)
})

test('an enabled instance has nothing to explain', async (t) => {
  const m = await machine
  t.is(
    explainDisabled(m, 'Vote', [1, 2], [m.interner.sequence([0, 0]), m.interner.emptySet]),
    undefined,
  )
})

test('against an observed state the variables that differ are named', async (t) => {
  const m = await machine
  const { interner } = m
  const state = [interner.sequence([0, 0]), interner.emptySet]
  const observed = [interner.sequence([2, 2]), interner.set([1])]
  t.deepEqual(explainDifference(m, 'Vote', [1, 2], state, observed), [
    { variable: 'term', expected: interner.sequence([2, 0]), observed: interner.sequence([2, 2]) },
  ])
})

/** An action of each form; x = 1, y = 2, and every one is disabled but those at the end. */
const forms = `---- MODULE Forms ----
EXTENDS Integers, Sequences
VARIABLES x, y
vars == <<x, y>>
Init == x = 1 /\\ y = 2
Empty == \\E k \\in {} : x' = k
Pattern == \\E <<a, b>> \\in {<<3, 4>>} : a > b /\\ x' = a
Every == \\A k \\in {0, 1, 2} : k < y
Implied == x = 1 => y = 1
Chosen == CASE x = 2 -> y = 2 [] x = 1 -> y = 3 [] OTHER -> TRUE
NoGuard == CASE x = 2 -> TRUE
Otherwise == CASE x = 2 -> TRUE [] OTHER -> y = 4
NoElement == x' \\in {}
Twice == x' = 2 /\\ x' = 3
Kept == x' = 5 /\\ UNCHANGED vars
KeptOne == x' = 5 /\\ UNCHANGED x
KeptSum == x' = 5 /\\ y' = y /\\ UNCHANGED (x + y)
IllTyped == x = 1 /\\ y[1] = 2
Either == (x = 3 /\\ y = 2) \\/ (x = 1 /\\ y = 7)
RECURSIVE Down(_)
Down(k) == IF k = 0 THEN FALSE ELSE Down(k - 1)
Recursive == Down(2)
FreeAll == \\A k \\in {} : FALSE
FreeImplied == x = 2 => FALSE
FreeKept == x' = 1 /\\ UNCHANGED <<x, y>>
FreeOption == x' \\in {1, 2} /\\ x' = 2 /\\ y' = y
Next == FreeOption
====`

const expectedOfForms: readonly (readonly [string, string, number])[] = [
  ['Empty', "\\E k \\in {} : x' = k", 6],
  ['Pattern', 'a > b', 7],
  ['Every', 'k < y', 8],
  ['Implied', 'y = 1', 9],
  ['Chosen', 'y = 3', 10],
  ['NoGuard', 'CASE x = 2 -> TRUE', 11],
  ['Otherwise', 'y = 4', 12],
  ['NoElement', "x' \\in {}", 13],
  ['Twice', "x' = 3", 14],
  ['Kept', 'x', 4],
  ['KeptOne', 'x', 16],
  ['KeptSum', 'x + y', 17],
  ['IllTyped', 'y[1] = 2', 18],
  ['Either', 'y = 7', 19],
  ['Recursive', 'Down(2)', 22],
]

for (const [action, text, line] of expectedOfForms) {
  test(`${action} is not enabled because of ${text}`, async (t) => {
    const m = await machineFrom('Forms', forms, 'INIT Init\nNEXT Next\n')
    const why = explainDisabled(m, action, [], [1, 2])
    t.deepEqual([why?.conjunct.text, why?.conjunct.span.line], [text, line])
  })
}

test('what cannot be evaluated is explained by its error', async (t) => {
  const m = await machineFrom('Forms', forms, 'INIT Init\nNEXT Next\n')
  t.regex(explainDisabled(m, 'IllTyped', [], [1, 2])?.conjunct.error ?? '', /expected a function/)
  t.regex(explainDisabled(m, 'NoGuard', [], [1, 2])?.conjunct.error ?? '', /no guard of the CASE/)
})

for (const action of ['FreeAll', 'FreeImplied', 'FreeKept', 'FreeOption']) {
  test(`${action} is enabled, by whatever branch`, async (t) => {
    const m = await machineFrom('Forms', forms, 'INIT Init\nNEXT Next\n')
    t.is(explainDisabled(m, action, [], [1, 2]), undefined)
  })
}

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

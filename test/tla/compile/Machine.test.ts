import test from 'ava'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { show } from '../../../src/tla/values/Show.ts'
import { machineFrom } from './machineOf.ts'

const behaviour = 'INIT Init\nNEXT Next\n'

const counter = `---- MODULE Counter ----
EXTENDS Naturals
VARIABLES n, m
Init == n = 0 /\\ m = 0
Add(k) == n < 3 /\\ n' = n + k /\\ UNCHANGED m
Copy == m' = n /\\ n' = n
Next == (\\E k \\in {1, 2} : Add(k)) \\/ Copy
Grows == n' >= n
AtMost(k) == n <= k
====`

test('Next is split into instances with their arguments', async (t) => {
  const machine = await machineFrom('Counter', counter, behaviour)
  const instances = machine.instances.map(({ name, args }) => `${name}(${args.map(show).join()})`)
  t.deepEqual(instances, ['Add(1)', 'Add(2)', 'Copy()'])
})

test('every branch is labelled with the instance that made it', async (t) => {
  const machine = await machineFrom('Counter', counter, behaviour)
  const steps: string[] = []
  machine.successors([1, 0], ({ name, args }, next) => {
    steps.push(`${name}(${args.map(show).join()}) -> ${next.map(show).join()}`)
  })
  t.deepEqual(steps, ['Add(1) -> 2,0', 'Add(2) -> 3,0', 'Copy() -> 1,1'])
})

test('an action with its parameters bound runs on a state and tests a pair of states', async (t) => {
  const machine = await machineFrom('Counter', counter, behaviour)
  const add = machine.action('Add')
  t.is(add.arity, 1)
  t.deepEqual(add.run([2], [1, 0]), [[3, 0]])
  t.deepEqual(add.run([2], [3, 0]), [])
  t.true(add.holds([2], [1, 0], [3, 0]))
  t.false(add.holds([2], [1, 0], [3, 1]))
})

test('definitions are evaluated by name, with arguments, in a state or in a step', async (t) => {
  const machine = await machineFrom('Counter', counter, behaviour)
  t.true(machine.evaluate('AtMost', [2], [2, 0]))
  t.false(machine.evaluate('AtMost', [2], [3, 0]))
  t.true(machine.actionPredicate('Grows')([1, 0], [1, 5]))
  t.false(machine.actionPredicate('Grows')([1, 0], [0, 5]))
})

test('an unknown action is refused by name', async (t) => {
  const machine = await machineFrom('Counter', counter, behaviour)
  t.throws(() => machine.action('Substract'), { message: /no operator Substract/ })
})

const wrapped = `---- MODULE Wrapped ----
EXTENDS Naturals, Sequences
VARIABLES n, h
Quietly(A) == A /\\ UNCHANGED h
First(e, A) == h # << >> /\\ e = Head(h) /\\ A
Set(k) == n' = k
Next == Quietly(n < 2 /\\ Set(n + 1)) \\/ First(Head(h), n' = 0 /\\ h' = h)
Init == n = 0 /\\ h = << >>
====`

test('actions may be arguments, and what cannot be evaluated is no part of a label', async (t) => {
  const machine = await machineFrom('Wrapped', wrapped, behaviour)
  const [initial] = machine.initialStates()
  if (initial === undefined) throw new Error('no initial state')
  const steps: string[] = []
  machine.successors(initial, ({ name, args }, next) => {
    steps.push(`${name}(${args.map(show).join()}) -> ${next.map(show).join()}`)
  })
  t.deepEqual(steps, ['Quietly() -> 1,<<>>'])
})

/** Names and strings that would do harm if any text of a specification became source code. */
const hostile = `---- MODULE Hostile ----
EXTENDS Naturals, TLC
VARIABLES constructor, __proto__, arguments
prototype(this) == [toString |-> this, __proto__ |-> "\\"); throw 1; (\\"", hasOwnProperty |-> 1]
eval == "\u2028\u2029 \${1} \` ' // */ </script>"
Init == constructor = 0 /\\ __proto__ = prototype(eval) /\\ arguments = ("constructor" :> eval)
Next == constructor < 2 /\\ constructor' = constructor + __proto__.hasOwnProperty
        /\\ __proto__' = [__proto__ EXCEPT !.toString = @, !.__proto__ = eval]
        /\\ UNCHANGED arguments
====`

test('no text of a specification becomes source code', async (t) => {
  const machine = await machineFrom('Hostile', hostile, behaviour)
  const [initial] = machine.initialStates()
  if (initial === undefined) throw new Error('no initial state')
  const next: string[] = []
  machine.successors(initial, (_, state) => next.push(state.map(show).join()))
  t.is(next.length, 1)
  t.regex(String(next[0]), /^1,\[toString \|-> [^]*, __proto__ \|-> [^]*\],\[constructor \|-> /)
})

/** The body of Init, what the message says, and the line of the error in the module below. */
const faults: readonly (readonly [string, RegExp])[] = [
  ['x = 1 + "a"', /expected two integers, found the integer 1 and the string "a"/],
  ['x = 2147483647 + 1', /outside the integers of 32 bits/],
  ['x = <<1, 2>>[3]', /3 is not in the domain of the sequence <<1, 2>>/],
  ['x = [a |-> 1].b', /has no field b/],
  ['x = (CHOOSE y \\in {1, 2} : y > 2)', /no element of the set \{1, 2\} satisfies the CHOOSE/],
  ['x = (CASE 1 = 2 -> 1)', /no guard of the CASE is TRUE/],
  ['x = Head(<< >>)', /Head is applied to the empty sequence/],
  ['x = IF 3 THEN 1 ELSE 2', /expected TRUE or FALSE, found the integer 3/],
  ['x = Cardinality(Nat)', /Nat is infinite/],
  ['x = 1 /\\ 1 = "a"', /the integer 1 cannot be compared with the string "a"/],
  ['x = 1 /\\ "a" \\in {1, 2}', /cannot be compared/],
  ['x = {1, <<1>>}', /cannot be compared/],
  ['x = Cardinality({S \\in SUBSET (1..30) : TRUE})', /limit of set size/],
  ['x = Loop(1)', /recursion is too deep/],
  ['TRUE', /no value is given to x/],
  ['x = 1 \\div 0', /division by 0/],
  ['x = 5 % (0 - 2)', /expected a positive divisor/],
  ['Assert(1 = 2, "never")', /Assert failed: "never"/],
]

for (const [body, message] of faults) {
  test(`Init == ${body}: an error that says what and where`, async (t) => {
    const spec = `---- MODULE Faulty ----
EXTENDS Integers, Sequences, FiniteSets, TLC
VARIABLE x
RECURSIVE Loop(_)
Loop(k) == 1 + Loop(k)
Init ==
  ${body}
Next == UNCHANGED x
====`
    const machine = await machineFrom('Faulty', spec, behaviour)
    const error = t.throws(() => machine.initialStates(), { instanceOf: TlaError, message })
    if (!/recursion/.test(error.message)) t.true([6, 7].includes(error.diagnostic.span?.line ?? 0))
  })
}

import test from 'ava'
import { explore } from '../../../src/tla/Tla.ts'
import type { Machine, State } from '../../../src/tla/Tla.ts'
import { exploreMachine } from '../../../src/tla/explore/Explore.ts'
import { createFormulas } from '../../../src/tla/memo/Formulas.ts'
import { createMemo } from '../../../src/tla/memo/Memo.ts'
import type { Memo } from '../../../src/tla/memo/Memo.ts'
import { makeMemoStepper } from '../../../src/tla/memo/MemoStepper.ts'
import { writeSuccessor } from '../../../src/tla/memo/Successors.ts'
import type { Value } from '../../../src/tla/values/Value.ts'
import { machineFrom } from '../compile/machineOf.ts'

/** A bag of messages, logs, and reads of every kind: paths, whole variables, several at once. */
const mail = `---- MODULE Mail ----
EXTENDS Naturals, Sequences, FiniteSets, TLC
VARIABLES bag, log, term
People == {"a", "b"}
Last(s) == IF s = << >> THEN 0 ELSE s[Len(s)]
With(m) == IF m \\in DOMAIN bag THEN [bag EXCEPT ![m] = @ + 1] ELSE bag @@ (m :> 1)
Without(m) == IF bag[m] = 1 THEN [k \\in DOMAIN bag \\ {m} |-> bag[k]] ELSE [bag EXCEPT ![m] = @ - 1]
Send(p, q) ==
  LET m == [to |-> q, term |-> term[p], last |-> Last(log[p])] IN
  /\\ p # q
  /\\ Cardinality(DOMAIN bag) < 2
  /\\ m \\in DOMAIN bag => bag[m] < 2
  /\\ bag' = With(m)
  /\\ UNCHANGED <<log, term>>
Receive(m) ==
  /\\ bag' = Without(m)
  /\\ IF m.term > term[m.to] THEN term' = [term EXCEPT ![m.to] = m.term] ELSE UNCHANGED term
  /\\ \\/ Len(log[m.to]) < 2 /\\ log' = [log EXCEPT ![m.to] = Append(@, (m.last + term[m.to]) % 2)]
     \\/ log' = [log EXCEPT ![m.to] = SubSeq(@, 1, Len(@) \\div 2)]
Bump(p) == term[p] < 1 /\\ term' = [term EXCEPT ![p] = @ + 1] /\\ UNCHANGED <<bag, log>>
Init == bag = << >> /\\ log = [p \\in People |-> << >>] /\\ term = [p \\in People |-> 0]
Next == \\/ \\E p, q \\in People : Send(p, q)
        \\/ \\E m \\in DOMAIN bag : Receive(m)
        \\/ \\E p \\in People : Bump(p)
Short == \\A p \\in People : Len(log[p]) <= 2 /\\ term[p] <= 1
Alike == term["a"] = term["b"] \\/ Cardinality(DOMAIN bag) > 0 \\/ log["a"] # << 1 >>
====`

const behaviour = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n'

/** Every reachable state, found without the memo. */
const reachable = (machine: Machine): readonly State[] => {
  const known = new Map<string, State>()
  const add = (state: State): void => {
    const key = state.map((value) => (typeof value === 'object' ? `#${idOf(value)}` : value)).join()
    if (!known.has(key)) known.set(key, state)
  }
  machine.initialStates().forEach(add)
  for (const state of known.values()) machine.successors(state, (_, next) => add(next))
  return [...known.values()]
}

const idOf = (value: Value): string =>
  typeof value === 'object' && 'id' in value ? String(value.id) : ''

const instances = (machine: Machine): readonly (readonly [string, readonly Value[]])[] => {
  const [a, b] = [machine.interner.string('a'), machine.interner.string('b')]
  return [
    ['Bump', [a]],
    ['Bump', [b]],
    ['Send', [a, b]],
    ['Send', [b, a]],
    ['Send', [a, a]],
  ]
}

const remembered = (
  memo: Memo,
  name: string,
  args: readonly Value[],
  state: State,
): readonly string[] => {
  const row = memo.rowOf(state)
  const into = new Int32Array(memo.width)
  return memo
    .action(name)
    .instance(args)
    .at(row, 0)
    .map((successor) => {
      writeSuccessor(successor, row, 0, into)
      return into.join()
    })
}

test('in every reachable state a remembered instance has the successors of the machine', async (t) => {
  const machine = await machineFrom('Mail', mail, behaviour)
  const memo = createMemo(machine)
  const states = reachable(machine)
  t.true(states.length > 100)
  for (const state of states) {
    for (const [name, args] of instances(machine)) {
      const plain = machine
        .action(name)
        .run(args, state)
        .map((next) => memo.rowOf(next).join())
      t.deepEqual(remembered(memo, name, args, state), plain)
    }
  }
})

test('an instance is one object for one list of arguments', async (t) => {
  const machine = await machineFrom('Mail', mail, behaviour)
  const send = createMemo(machine).action('Send')
  const [a, b] = [machine.interner.string('a'), machine.interner.string('b')]
  t.is(send.instance([a, b]), send.instance([a, b]))
  t.not(send.instance([a, b]), send.instance([b, a]))
})

test('rows are equal exactly where states are', async (t) => {
  const machine = await machineFrom('Mail', mail, behaviour)
  const memo = createMemo(machine)
  const states = reachable(machine)
  t.is(new Set(states.map((state) => memo.rowOf(state).join())).size, states.length)
  for (const state of states) t.deepEqual(memo.stateOf(memo.rowOf(state)), [...state])
})

test('formulas on rows say what the machine says, conjunct by conjunct and after changes', async (t) => {
  const machine = await machineFrom('Mail', mail, behaviour)
  const memo = createMemo(machine)
  const names = ['Short', 'Alike']
  const formulas = createFormulas(
    memo,
    names.map((name) => {
      const expr = machine.specification.definitions.get(name)?.body
      if (expr === undefined) throw new Error(`no definition ${name}`)
      return { name, expr }
    }),
  )
  const found = new Set<number>()
  for (const state of reachable(machine)) {
    const expected = names.findIndex((name) => !machine.predicate(name)(state))
    t.is(formulas.firstFalse(memo.rowOf(state)), expected)
    found.add(expected)
  }
  t.deepEqual([...found].sort(), [-1, 1])
})

test('where remembering is given up, the counts stay', async (t) => {
  const machine = await machineFrom('Mail', mail, behaviour)
  const plain = explore(machine, { memo: false })
  if (plain._tag === 'Left') throw new Error(plain.left.message)
  const { generated, distinct, depth } = plain.right.outcome
  for (const nodes of [0, 10, 1000]) {
    const stepper = makeMemoStepper(createMemo(machine, { nodes }))
    const { outcome } = exploreMachine(machine, stepper)
    t.deepEqual([outcome.generated, outcome.distinct, outcome.depth], [generated, distinct, depth])
  }
})

test('a sweep of the values leaves the machine usable', async (t) => {
  const machine = await machineFrom('Mail', mail, behaviour)
  const states = reachable(machine)
  const state = states.at(-1)
  if (state === undefined) throw new Error('no state')
  const successors = (): readonly string[] => {
    const found: string[] = []
    machine.successors(state, (_, next) => found.push(next.map(idOf).join()))
    return found
  }
  const next: State[] = []
  machine.successors(state, (_, to) => next.push(to))
  const before = successors()
  machine.interner.sweep([...state, ...next.flat()])
  t.deepEqual(successors(), before)
  t.is(reachable(machine).length, states.length)
})

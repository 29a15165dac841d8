import test from 'ava'
import { search, type SearchOptions } from '../../../src/tla/explore/Search.ts'
import { rowHash, type Stepper, type Visit } from '../../../src/tla/explore/Stepper.ts'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'

/** A toy: one counter per cell. Every action maps a state to its successors. */
interface Toy {
  readonly initial: readonly (readonly number[])[]
  readonly actions: Readonly<Record<string, (state: readonly number[]) => readonly number[][]>>
  readonly inModel?: (state: readonly number[]) => boolean
  readonly invariant?: (state: readonly number[]) => boolean
  readonly property?: (from: readonly number[], to: readonly number[]) => boolean
}

const toyStepper = (toy: Toy): Stepper<number> => {
  const width = toy.initial[0]?.length ?? 0
  const row = new Int32Array(width)
  let from: readonly number[] = []
  const show = (state: readonly number[], action: number, visit: Visit): boolean => {
    row.set(state)
    return visit(action, rowHash(row, 0, width), toy.inModel?.(state) ?? true)
  }
  const names = Object.keys(toy.actions)
  return {
    width,
    row,
    key: row,
    actions: names,
    initialStates: (visit) => {
      for (const state of toy.initial) if (show(state, 0, visit)) return
    },
    successors: (rows, offset, visit) => {
      from = [...rows.subarray(offset, offset + width)]
      for (const [index, name] of names.entries()) {
        for (const to of toy.actions[name]?.(from) ?? []) if (show(to, index, visit)) return
      }
    },
    brokenInvariant: () => ((toy.invariant?.([...row]) ?? true) ? -1 : 0),
    brokenInitialPredicate: () => -1,
    brokenActionProperty: () => ((toy.property?.(from, [...row]) ?? true) ? -1 : 0),
    decode: (rows, offset) => [...rows.subarray(offset, offset + width)],
  }
}

const defaults: SearchOptions = {
  checkDeadlock: false,
  invariants: 0,
  initialPredicates: 0,
  actionProperties: 0,
}

const counter: Toy = {
  initial: [[0], [0], [1]],
  actions: {
    Increment: ([x = 0]) => (x < 10 ? [[x + 1]] : []),
    Stutter: ([x = 0]) => [[x], [x]],
  },
}

const pathOf = (path: readonly Int32Array[]): number[][] => path.map((row) => [...row])

test('generated counts every branch, distinct every state once, depth the levels', (t) => {
  const result = search(toyStepper(counter), defaults)
  t.deepEqual(result.ending, { _tag: 'Complete' })
  t.is(result.generated, 3 + 10 + 2 * 11)
  t.is(result.distinct, 11)
  t.is(result.depth, 10)
  t.is(result.queued, 0)
  t.deepEqual(result.actions, [
    { generated: 10, distinct: 9 },
    { generated: 22, distinct: 0 },
  ])
})

test('successors outside the constraint are generated, never distinct nor expanded', (t) => {
  const inModel = ([x = 0]: readonly number[]): boolean => x <= 4
  const result = search(toyStepper({ ...counter, inModel }), defaults)
  t.is(result.generated, 3 + 5 + 2 * 5)
  t.is(result.distinct, 5)
  t.is(result.depth, 4)
})

test('an invariant is evaluated on successors outside the constraint', (t) => {
  const inModel = ([x = 0]: readonly number[]): boolean => x <= 4
  const invariant = ([x = 0]: readonly number[]): boolean => x <= 4
  const toy = toyStepper({ ...counter, inModel, invariant })
  const result = search(toy, { ...defaults, invariants: 1 })
  t.deepEqual(result.ending, { _tag: 'Violation', kind: 'invariant', index: 0 })
  t.deepEqual(pathOf(result.path), [[1], [2], [3], [4], [5]])
})

test('an action property is evaluated on every step, also one to a known state', (t) => {
  const actions = { Increment: ([x = 0]: readonly number[]) => [[(x + 1) % 4]] }
  const property = ([x = 0]: readonly number[], [y = 0]: readonly number[]): boolean => y > x
  const toy = toyStepper({ initial: [[0]], actions, property })
  const result = search(toy, { ...defaults, actionProperties: 1 })
  t.deepEqual(result.ending, { _tag: 'Violation', kind: 'action property', index: 0 })
  t.deepEqual(pathOf(result.path), [[0], [1], [2], [3], [0]])
})

test('a state without successors is a deadlock; a stuttering step is a successor', (t) => {
  const { Increment } = counter.actions
  if (Increment === undefined) return t.fail()
  const options = { ...defaults, checkDeadlock: true }
  const stuck = search(toyStepper({ initial: [[8]], actions: { Increment } }), options)
  t.deepEqual(stuck.ending, { _tag: 'Violation', kind: 'deadlock' })
  t.deepEqual(pathOf(stuck.path), [[8], [9], [10]])
  t.deepEqual(search(toyStepper(counter), options).ending, { _tag: 'Complete' })
})

test('a state whose only successors lie outside the constraint is no deadlock', (t) => {
  const actions = { Increment: ([x = 0]: readonly number[]) => [[x + 1]] }
  const toy = toyStepper({ initial: [[0]], actions, inModel: ([x = 0]) => x < 3 })
  t.deepEqual(search(toy, { ...defaults, checkDeadlock: true }).ending, { _tag: 'Complete' })
})

test('the counterexample is a shortest one', (t) => {
  const grid: Toy = {
    initial: [[0, 0]],
    actions: {
      Right: ([x = 0, y = 0]) => (x < 5 ? [[x + 1, y]] : []),
      Up: ([x = 0, y = 0]) => (y < 5 ? [[x, y + 1]] : []),
      Leap: ([x = 0, y = 0]) => (x === y && x < 4 ? [[x + 2, y + 2]] : []),
    },
    invariant: ([x = 0, y = 0]) => x + y !== 8,
  }
  const result = search(toyStepper(grid), { ...defaults, invariants: 1 })
  t.deepEqual(pathOf(result.path), [
    [0, 0],
    [2, 2],
    [4, 4],
  ])
})

test('a limit ends the search undecided, by name', (t) => {
  const end = (limits: SearchOptions['limits']): unknown =>
    search(toyStepper(counter), { ...defaults, ...(limits && { limits }) }).ending
  t.deepEqual(end({ states: 5 }), { _tag: 'LimitReached', limit: '5 distinct states' })
  t.deepEqual(end({ depth: 3 }), { _tag: 'LimitReached', limit: 'depth 3' })
  t.deepEqual(end({ reached: () => 'time' }), { _tag: 'LimitReached', limit: 'time' })
  t.deepEqual(end({ states: 12, depth: 11 }), { _tag: 'Complete' })
})

test('a limit ends the search also among the initial states, or the successors of one', (t) => {
  const many = Array.from({ length: 100_000 }, (_, x) => [x])
  const limits = { states: 50_000 }
  const initial = search(toyStepper({ initial: many, actions: {} }), { ...defaults, limits })
  t.deepEqual(initial.ending, { _tag: 'LimitReached', limit: '50000 distinct states' })
  t.true(initial.distinct < 100_000)
  const fan = toyStepper({ initial: [[0]], actions: { Fan: () => many } })
  const fanned = search(fan, { ...defaults, limits })
  t.deepEqual(fanned.ending, { _tag: 'LimitReached', limit: '50000 distinct states' })
  t.true(fanned.distinct < 100_000)
})

test('an expression that cannot be evaluated ends the search with the path to it', (t) => {
  const diagnostic = { code: 'TLA900', message: 'no' }
  const invariant = ([x = 0]: readonly number[]): boolean => {
    if (x === 3) throw new TlaError(diagnostic)
    return true
  }
  const toy = toyStepper({ ...counter, invariant })
  const result = search(toy, { ...defaults, invariants: 1 })
  t.deepEqual(result.ending, { _tag: 'EvaluationError', diagnostic })
  t.deepEqual(pathOf(result.path), [[1], [2], [3]])
})

import type { Machine } from '../../tla/compile/Machine.ts'
import type { MemoInstance } from '../../tla/memo/Actions.ts'
import { createFormulas } from '../../tla/memo/Formulas.ts'
import { createMemo, type Memo } from '../../tla/memo/Memo.ts'
import { writeSuccessor } from '../../tla/memo/Successors.ts'
import type { Bounds } from './Bounds.ts'
import { type CellIds, makeRowSpace } from './RowSpace.ts'
import type { SpecRunner } from './SpecRunner.ts'

const idsOf = (memo: Memo, variable: number): CellIds => ({
  idOf: (value) => memo.idOf(variable, value),
  valueOf: (id) => memo.valueOf(variable, id),
})

const memoBounds = (memo: Memo): Bounds => {
  const { constraints, actionConstraints, invariants, actionProperties } =
    memo.machine.specification
  const states = createFormulas(memo, constraints)
  const steps = actionConstraints.map(({ expr }) => memo.stepPredicate(expr))
  const invariantTests = createFormulas(memo, invariants)
  const propertyTests = actionProperties.map(({ expr }) => memo.stepPredicate(expr))
  const pair = new Int32Array(2 * memo.width)
  const pairOf = (from: Int32Array, to: Int32Array): Int32Array => {
    pair.set(from)
    pair.set(to, memo.width)
    return pair
  }
  const isAllowed = (from: Int32Array, to: Int32Array): boolean =>
    steps.every((holds) => holds.at(pairOf(from, to), 0))
  return {
    hasActionProperties: propertyTests.length > 0,
    inModel: (from, to) =>
      states.firstFalse(to) < 0 &&
      (from === undefined || steps.length === 0 || isAllowed(from, to)),
    brokenInvariant: (row) =>
      invariants.length === 0 ? undefined : invariants[invariantTests.firstFalse(row)]?.name,
    brokenActionProperty: (from, to) =>
      propertyTests.length === 0
        ? undefined
        : actionProperties[propertyTests.findIndex((holds) => !holds.at(pairOf(from, to), 0))]
            ?.name,
  }
}

/** Runs bound actions by what they read, which is remembered. */
export const memoSpecRunner = (machine: Machine): SpecRunner => {
  const memo = createMemo(machine)
  const { specification } = machine
  const space = makeRowSpace(
    specification,
    specification.variables.map((_, variable) => idsOf(memo, variable)),
  )
  const bound: MemoInstance[] = []
  const next = new Int32Array(space.width)
  let here: Int32Array = next
  return {
    machine,
    space,
    bounds: memoBounds(memo),
    bind: (name, args) => bound.push(memo.action(name).instance(args)) - 1,
    goTo: (row) => {
      here = row
    },
    run: (handle) => {
      const instance = bound[handle]
      if (instance === undefined) throw new Error(`nothing is bound to ${String(handle)}`)
      const successors = instance.at(here, 0)
      const [first] = successors
      if (first !== undefined) writeSuccessor(first, here, 0, next)
      return successors.length
    },
    next,
  }
}

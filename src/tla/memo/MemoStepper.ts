/**
 * The memo as a `Stepper`: a successor costs a few table look-ups and, for each variable that it
 * changes, one difference of hashes. It counts exactly what the plain stepper counts.
 */
import { makeKeying } from '../explore/Keying.ts'
import { rowHash } from '../explore/Stepper.ts'
import type { Stepper, Visit } from '../explore/Stepper.ts'
import type { ValueIds } from '../explore/ValueIds.ts'
import type { Value } from '../values/Value.ts'
import { createFormulas } from './Formulas.ts'
import type { Formulas } from './Formulas.ts'
import type { Memo } from './Memo.ts'
import { applyStep, createApplied } from './Steps.ts'
import type { Successor } from './Successors.ts'

/** The ids of a memo's variable, as the explorer wants them. */
const valueIds = (memo: Memo, variable: number): ValueIds => ({
  idOf: (value) => memo.idOf(variable, value),
  valueOf: (id) => memo.valueOf(variable, id),
  size: () => 0,
})

interface StepTests {
  firstFalse: (pair: Int32Array) => number
}

const createStepTests = (
  memo: Memo,
  formulas: Memo['machine']['specification']['actionProperties'],
): StepTests => {
  const tests = formulas.map(({ expr }) => memo.stepPredicate(expr))
  return { firstFalse: (pair) => tests.findIndex((test) => !test.at(pair, 0)) }
}

interface Formulae {
  readonly constraints: Formulas
  readonly invariants: Formulas
  readonly initial: Formulas
  readonly actionConstraints: StepTests
  readonly actionProperties: StepTests
  readonly hasActionConstraints: boolean
}

const formulaeOf = (memo: Memo): Formulae => {
  const { specification } = memo.machine
  return {
    constraints: createFormulas(memo, specification.constraints),
    invariants: createFormulas(memo, specification.invariants),
    initial: createFormulas(memo, specification.initialPredicates),
    actionConstraints: createStepTests(memo, specification.actionConstraints),
    actionProperties: createStepTests(memo, specification.actionProperties),
    hasActionConstraints: specification.actionConstraints.length > 0,
  }
}

/** A stepper over a memo. */
export const makeMemoStepper = (memo: Memo): Stepper<Value> => {
  const { machine, width } = memo
  const row = new Int32Array(width)
  /** The state being expanded, then the state under visit: what step predicates read. */
  const pair = new Int32Array(2 * width)
  const ids = Array.from({ length: width }, (_, variable) => valueIds(memo, variable))
  const keying = makeKeying(machine, row, ids)
  const isKeyed = keying.key !== row
  const formulae = formulaeOf(memo)
  const actions = [...new Set(machine.instances.map(({ name }) => name))]
  const indexOf = new Map(actions.map((name, index) => [name, index]))
  const applied = createApplied(width)
  const { breaks } = formulae.constraints
  /** Does nothing ask for the properties of successors outside the model? */
  const { invariants, actionProperties } = machine.specification
  const isHasty = invariants.length === 0 && actionProperties.length === 0
  let baseHash = 0

  const writeNext = (): void => {
    pair.set(row, width)
  }
  const isAllowedStep = (): boolean => {
    if (!formulae.hasActionConstraints) return true
    writeNext()
    return formulae.actionConstraints.firstFalse(pair) < 0
  }
  const isInModel = (): boolean =>
    !applied.isBroken &&
    formulae.constraints.othersHold(row, applied.changed, applied.count) &&
    isAllowedStep()
  const actionOf = (successor: Successor): number => {
    if (successor.action < 0) successor.action = indexOf.get(successor.label?.name ?? '') ?? 0
    return successor.action
  }
  const step = (successor: Successor, visit: Visit): boolean => {
    applyStep(successor, row, breaks, applied, isHasty)
    const inModel = isInModel()
    const hash = (baseHash + applied.hash) | 0
    const key = isKeyed && inModel ? keying.write(memo.stateOf(row), hash) : hash
    const stop = visit(actionOf(successor), key, inModel)
    const { changed, count } = applied
    for (let k = 0; k < count; k++) row[changed[k] as number] = pair[changed[k] as number] as number
    return stop
  }
  const stepAll = (successors: readonly Successor[], visit: Visit): boolean => {
    for (const successor of successors) if (step(successor, visit)) return true
    return false
  }

  return {
    width,
    row,
    key: keying.key,
    actions,
    initialStates: (visit) => {
      for (const state of machine.initialStates()) {
        row.set(memo.rowOf(state))
        const hash = rowHash(row, 0, width)
        const inModel = formulae.constraints.firstFalse(row) < 0
        if (visit(0, inModel ? keying.write(state, hash) : hash, inModel)) return
      }
    },
    successors: (rows, offset, visit) => {
      for (let v = 0; v < width; v++) row[v] = pair[v] = rows[offset + v] as number
      baseHash = rowHash(row, 0, width)
      const each = (successors: readonly Successor[]): boolean => stepAll(successors, visit)
      for (const group of memo.next) if (group(pair, 0, each)) return
    },
    brokenInvariant: () => formulae.invariants.firstFalse(row),
    brokenInitialPredicate: () => formulae.initial.firstFalse(row),
    brokenActionProperty: () => {
      writeNext()
      return formulae.actionProperties.firstFalse(pair)
    },
    decode: (rows, offset) => memo.stateOf(rows, offset),
  }
}

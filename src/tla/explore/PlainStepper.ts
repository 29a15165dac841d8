/**
 * The compiled machine as a `Stepper`: every successor is computed by evaluation, then turned into
 * a row. The memo layer must count exactly what this counts.
 */
import type { Machine, State } from '../compile/Machine.ts'
import type { NamedExpr } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import { makeKeying } from './Keying.ts'
import { cellHash, rowHash, type Stepper, type Visit } from './Stepper.ts'
import { makeValueIds, type ValueIds } from './ValueIds.ts'

type Predicate = (state: State) => boolean
type StepPredicate = (state: State, next: State) => boolean

/** What the visitors may ask about while a state is under visit. */
interface Visited {
  from: State
  to: State
  stopped: boolean
}

const firstFalse = (predicates: readonly Predicate[], state: State): number =>
  predicates.findIndex((holds) => !holds(state))

const firstFalseStep = (predicates: readonly StepPredicate[], from: State, to: State): number =>
  predicates.findIndex((holds) => !holds(from, to))

/** Writes the row of `to`, of which mostly few cells differ from `base`, and returns its hash. */
const writeRow = (
  ids: readonly ValueIds[],
  row: Int32Array,
  base: { readonly state: State; readonly row: Int32Array; readonly hash: number },
  to: State,
): number => {
  let hash = base.hash
  for (let i = 0; i < row.length; i++) {
    const before = base.row[i] ?? 0
    const value = to[i] ?? 0
    const id = value === base.state[i] ? before : (ids[i]?.idOf(value) ?? 0)
    row[i] = id
    if (id !== before) hash = (hash - cellHash(i, before) + cellHash(i, id)) | 0
  }
  return hash
}

const decodeWith =
  (ids: readonly ValueIds[]) =>
  (rows: Int32Array, offset: number): readonly Value[] =>
    ids.map((variable, i) => variable.valueOf(rows[offset + i] ?? 0))

/** Names of actions without repetition, and for each instance the index of its name. */
const actionIndex = (machine: Machine): { names: string[]; of: number[] } => {
  const names = [...new Set(machine.instances.map(({ name }) => name))]
  return { names, of: machine.instances.map(({ name }) => names.indexOf(name)) }
}

const predicatesOf = (machine: Machine) => {
  const { invariants, initialPredicates, constraints, actionProperties, actionConstraints } =
    machine.specification
  const states = (list: readonly NamedExpr[]): Predicate[] => list.map((e) => machine.predicate(e))
  const steps = (list: readonly NamedExpr[]): StepPredicate[] =>
    list.map((e) => machine.actionPredicate(e))
  return {
    invariants: states(invariants),
    initialPredicates: states(initialPredicates),
    constraints: states(constraints),
    actionProperties: steps(actionProperties),
    actionConstraints: steps(actionConstraints),
  }
}

/** A stepper over a compiled specification, without any memo. */
export const makePlainStepper = (machine: Machine): Stepper<Value> => {
  const width = machine.specification.variables.length
  const ids = Array.from({ length: width }, makeValueIds)
  const decode = decodeWith(ids)
  const predicates = predicatesOf(machine)
  const { constraints, actionConstraints } = predicates
  const actions = actionIndex(machine)
  const row = new Int32Array(width)
  const keying = makeKeying(machine, row, ids)
  const visited: Visited = { from: [], to: [], stopped: false }

  const show = (action: number, hash: number, to: State, inModel: boolean, visit: Visit): void => {
    visited.to = to
    visited.stopped = visit(action, inModel ? keying.write(to, hash) : 0, inModel)
  }

  const isStopped = (): boolean => visited.stopped

  const initialStates = (visit: Visit): void => {
    visited.stopped = false
    for (const to of machine.initialStates()) {
      for (let i = 0; i < width; i++) row[i] = ids[i]?.idOf(to[i] ?? 0) ?? 0
      show(0, rowHash(row, 0, width), to, firstFalse(constraints, to) < 0, visit)
      if (isStopped()) return
    }
  }

  const successors = (rows: Int32Array, offset: number, visit: Visit): void => {
    const from = decode(rows, offset)
    const hash = rowHash(rows, offset, width)
    const base = { state: from, row: rows.subarray(offset, offset + width), hash }
    visited.from = from
    visited.stopped = false
    for (const [index, instance] of machine.instances.entries()) {
      const action = actions.of[index] ?? 0
      instance.successors(from, (_label, to) => {
        if (isStopped()) return
        const toHash = writeRow(ids, row, base, to)
        const inModel =
          firstFalse(constraints, to) < 0 && firstFalseStep(actionConstraints, from, to) < 0
        show(action, toHash, to, inModel, visit)
      })
      if (isStopped()) return
    }
  }

  return {
    width,
    row,
    key: keying.key,
    actions: actions.names,
    initialStates,
    successors,
    brokenInvariant: () => firstFalse(predicates.invariants, visited.to),
    brokenInitialPredicate: () => firstFalse(predicates.initialPredicates, visited.to),
    brokenActionProperty: () =>
      firstFalseStep(predicates.actionProperties, visited.from, visited.to),
    decode,
  }
}

/** Successors as writes: what changes, instead of what is. */
import type { Label, State } from '../compile/Machine.ts'
import type { Value } from '../values/Value.ts'
import { createUpdate, idOf, resultFor } from './Columns.ts'
import type { Column, Ids } from './Columns.ts'
import type { Write } from './Recorder.ts'
import { branchAt, createBranch } from './Sites.ts'

/** One branch of an action. Variables that it does not mention stay as they are. */
export interface Successor {
  readonly label: Label | undefined
  /** Positions of the variables written. */
  readonly cells: readonly number[]
  /** What gives each next id from the present one; empty if `constants` gives them. */
  readonly updates: readonly Column[]
  readonly constants: readonly number[]
  /** A note of whoever counts: the number of the label's action. */
  action: number
}

export type MakeSuccessor = (
  label: Label | undefined,
  next: State,
  writes: readonly Write[],
) => Successor

/** Makes successors of recorded branches; a constant is an update that ignores what was. */
export const createSuccessors = (ids: readonly Ids[]): MakeSuccessor => {
  const constants = createBranch<Column>()
  const constant = (variable: number, value: Value): Column => {
    const branch = branchAt(constants, [variable, value])
    branch.here ??= createUpdate(variable, ids[variable] as Ids, () => value)
    return branch.here
  }
  return (label, next, writes) => {
    const cells: number[] = []
    const updates: Column[] = []
    writes.forEach((write, variable) => {
      if (write === 'unchanged') return
      cells.push(variable)
      updates.push(write === 'constant' ? constant(variable, next[variable] as Value) : write)
    })
    return { label, cells, updates, constants: [], action: -1 }
  }
}

/** A successor that was computed plainly, as the constants it differs by. */
export const plainSuccessor = (
  label: Label | undefined,
  next: State,
  rows: Int32Array,
  offset: number,
  ids: readonly Ids[],
): Successor => {
  const cells: number[] = []
  const constants: number[] = []
  next.forEach((value, variable) => {
    const id = idOf(ids[variable] as Ids, value)
    if (id === rows[offset + variable]) return
    cells.push(variable)
    constants.push(id)
  })
  return { label, cells, updates: [], constants, action: -1 }
}

/** The id that the k-th write of a successor puts in the place of `old`. */
export const writtenId = (successor: Successor, k: number, old: number): number => {
  const update = successor.updates[k]
  return update === undefined ? (successor.constants[k] as number) : resultFor(update, old) - 1
}

/** Writes the row of a successor into `into`, given its predecessor in `rows`. */
export const writeSuccessor = (
  successor: Successor,
  rows: Int32Array,
  offset: number,
  into: Int32Array,
): void => {
  for (let v = 0; v < into.length; v++) into[v] = rows[offset + v] as number
  const { cells } = successor
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k] as number
    into[cell] = writtenId(successor, k, rows[offset + cell] as number)
  }
}

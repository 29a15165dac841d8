/** Successors as writes: what changes, instead of what is. */
import type { Label, State } from '../compile/Machine.ts'
import type { Value } from '../values/Value.ts'
import { fill, idOf } from './Columns.ts'
import type { Column, Ids } from './Columns.ts'
import type { Write } from './Recorder.ts'

/** One branch of an action. Variables that it does not mention stay as they are. */
export interface Successor {
  readonly label: Label | undefined
  /** Positions of the variables written. */
  readonly cells: readonly number[]
  /** What gives the new id: a table from the present one, or, where undefined, a constant. */
  readonly updates: readonly (Column | undefined)[]
  readonly constants: readonly number[]
}

export const successorOf = (
  label: Label | undefined,
  next: State,
  writes: readonly Write[],
  ids: readonly Ids[],
): Successor => {
  const cells: number[] = []
  const updates: (Column | undefined)[] = []
  const constants: number[] = []
  writes.forEach((write, variable) => {
    if (write === 'unchanged') return
    cells.push(variable)
    updates.push(write === 'constant' ? undefined : write)
    constants.push(write === 'constant' ? idOf(ids[variable] as Ids, next[variable] as Value) : 0)
  })
  return { label, cells, updates, constants }
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
  return { label, cells, updates: cells.map(() => undefined), constants }
}

/** The id that the k-th write of a successor puts in the place of `old`. */
export const writtenId = (successor: Successor, k: number, old: number): number => {
  const update = successor.updates[k]
  if (update === undefined) return successor.constants[k] as number
  const { table } = update
  const known = old < table.length ? (table[old] as number) : 0
  return (known === 0 ? fill(update, old) : known) - 1
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

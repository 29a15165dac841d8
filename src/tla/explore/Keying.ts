/**
 * When two states count as one. Without VIEW and SYMMETRY the row itself is the key. With
 * SYMMETRY the key is the row of the smallest image of the state; with VIEW it is the value of the
 * view, taken in that smallest image, as TLC does.
 */
import type { Machine, State } from '../compile/Machine.ts'
import type { Value } from '../values/Value.ts'
import { rowHash } from './Stepper.ts'
import { smallestImage, symmetryGroup } from './Symmetry.ts'
import { makeValueIds, type ValueIds } from './ValueIds.ts'

export interface Keying {
  /** The row's own array, or one beside it. */
  readonly key: Int32Array
  /**
   * Writes the key of a state whose row has been written, and returns the hash of the key. Not to
   * be called for a state outside the model: TLC evaluates no VIEW there.
   */
  readonly write: (state: State, rowHash: number) => number
}

const writeIds = (ids: readonly ValueIds[], key: Int32Array, values: readonly Value[]): number => {
  for (const [i, variable] of ids.entries()) key[i] = variable.idOf(values[i] as Value)
  return rowHash(key, 0, key.length)
}

/**
 * How the states of a specification are told apart.
 *
 * @param row where the stepper writes the row of the state under visit
 * @param rowIds the ids of that row's cells, one per variable
 */
export const makeKeying = (
  machine: Machine,
  row: Int32Array,
  rowIds: readonly ValueIds[],
): Keying => {
  const { view, symmetry } = machine.specification
  if (view === undefined && symmetry === undefined) return { key: row, write: (_, hash) => hash }
  const group =
    symmetry === undefined ? [] : symmetryGroup(machine.interner, machine.evaluate(symmetry, []))
  if (view === undefined) {
    const key = new Int32Array(row.length)
    return { key, write: (state) => writeIds(rowIds, key, smallestImage(group, state)) }
  }
  const key = new Int32Array(1)
  const viewIds = [makeValueIds()]
  return {
    key,
    write: (state) =>
      writeIds(viewIds, key, [machine.evaluate(view, [], smallestImage(group, state))]),
  }
}

/**
 * Applying successors to rows, fast. Beside the table of an update stands a packed one: for each
 * present id the next id, the difference that it makes to the hash of the row, and whether the
 * next value breaks a constraint by itself; so that one access to memory tells all.
 */
import { cellHash } from '../explore/Stepper.ts'
import { resultFor } from './Columns.ts'
import type { Column } from './Columns.ts'
import { writtenId } from './Successors.ts'
import type { Successor } from './Successors.ts'

/** Integers per present id: next id + 1 (0: unknown), difference of hashes, 1 if it breaks. */
const stride = 4

/** Does a value break a constraint by itself? */
type Breaks = (variable: number, id: number) => boolean

const fill = (column: Column, old: number, breaks: Breaks): void => {
  const at = old * stride
  if (at >= column.packed.length) {
    const grown = new Int32Array(Math.max(64, 2 * column.packed.length, at + stride))
    grown.set(column.packed)
    column.packed = grown
  }
  const { cell, packed } = column
  const id = resultFor(column, old) - 1
  packed[at] = id + 1
  packed[at + 1] = (cellHash(cell, id) - cellHash(cell, old)) | 0
  packed[at + 2] = id !== old && breaks(cell, id) ? 1 : 0
}

export interface Applied {
  /** What the hash of the row differs by. */
  hash: number
  /** Variables whose value differs; the first `count` entries. */
  readonly changed: Int32Array
  count: number
  isBroken: boolean
}

export const createApplied = (width: number): Applied => ({
  hash: 0,
  changed: new Int32Array(width),
  count: 0,
  isBroken: false,
})

const applyPlain = (
  successor: Successor,
  row: Int32Array,
  breaks: Breaks,
  applied: Applied,
): void => {
  successor.cells.forEach((cell, k) => {
    const old = row[cell] as number
    const id = writtenId(successor, k, old)
    if (id === old) return
    row[cell] = id
    applied.hash = (applied.hash + cellHash(cell, id) - cellHash(cell, old)) | 0
    applied.isBroken ||= breaks(cell, id)
    applied.changed[applied.count++] = cell
  })
}

/**
 * Turns the row of a state into that of its successor, and says what that changed. With `isHasty`
 * it stops at the first value that breaks a constraint: the row is then of no use.
 */
export const applyStep = (
  successor: Successor,
  row: Int32Array,
  breaks: Breaks,
  applied: Applied,
  isHasty: boolean,
): void => {
  applied.hash = 0
  applied.count = 0
  applied.isBroken = false
  const { updates } = successor
  if (updates.length === 0) {
    applyPlain(successor, row, breaks, applied)
    return
  }
  let hash = 0
  let broken = 0
  let count = 0
  for (let k = 0; k < updates.length; k++) {
    const column = updates[k] as Column
    const { cell } = column
    const old = row[cell] as number
    const at = old * stride
    if (at >= column.packed.length || column.packed[at] === 0) fill(column, old, breaks)
    const { packed } = column
    const id = (packed[at] as number) - 1
    if (id === old) continue
    row[cell] = id
    hash = (hash + (packed[at + 1] as number)) | 0
    broken |= packed[at + 2] as number
    applied.changed[count++] = cell
    if (isHasty && broken !== 0) break
  }
  applied.hash = hash
  applied.count = count
  applied.isBroken = broken !== 0
}

/**
 * The run-time side of recorded code: notes each read as it happens, and each next value as what
 * it depends on.
 */
import type { Base } from '../compile/Base.ts'
import type { State } from '../compile/Machine.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import type { Value } from '../values/Value.ts'
import { createCanonical } from './Captured.ts'
import { createProjection, resultFor } from './Columns.ts'
import type { Column, Ids, Projection } from './Columns.ts'
import type { Site, Sites } from './Sites.ts'
import type { Read } from './Trie.ts'

/** How a variable gets its next value: an update of its present one, a constant, or not at all. */
export type Write = Column | 'constant' | 'unchanged'

export interface Recorder {
  /** Functions that recorded code calls, by name. */
  readonly library: Readonly<Record<string, unknown>>
  /**
   * Runs code on a row and returns what it read; undefined if that does not tell the result. The
   * states are those of the row, the next one for code that reads both.
   */
  record: (
    row: { readonly rows: Int32Array; readonly offset: number },
    states: readonly [State, State],
    run: () => void,
  ) => readonly Read[] | undefined
  /** The writes of the branch that has just ended, by variable. */
  readonly writes: readonly Write[]
}

type Captured = () => readonly Value[]

/** Evaluates what a read needs ahead of its place; undefined if that fails. */
const attempt = (captured: Captured): readonly Value[] | undefined => {
  try {
    return captured()
  } catch (error) {
    if (error instanceof TlaError) return undefined
    throw error
  }
}

export const createRecorder = (base: Base, ids: readonly Ids[], sites: Sites): Recorder => {
  const width = ids.length
  let rows: Int32Array = new Int32Array(0)
  let start = 0
  let run = 0
  let reads: Read[] = []
  let isLost = false
  let state: State = []
  let next: State = []
  const canonical = createCanonical()
  const writes = new Array<Write>(width).fill('unchanged')
  /** A whole variable as a projection: of either side of a step. */
  const whole = Array.from({ length: 2 * width }, (_, cell) =>
    createProjection(cell, ids[cell % width] as Ids, (value) => value),
  )

  const note = (column: Column): number => {
    const result = resultFor(column, rows[start + column.cell] as number)
    if (column.run !== run) {
      column.run = run
      reads.push({ column, result })
    }
    return result
  }
  const readOf = (projection: Projection): Value => {
    const result = note(projection)
    if (result !== projection.failed) return projection.results.values[result - 1] as Value
    // Once more, for the error of this very value.
    return projection.evaluate(
      projection.source.values[rows[start + projection.cell] as number] as Value,
    )
  }
  /** The captured values as keys; undefined if the run cannot be remembered. */
  const keys = (values: readonly Value[]): readonly Value[] | undefined => {
    const found = values.map(canonical)
    if (!found.includes(undefined)) return found as readonly Value[]
    isLost = true
    return undefined
  }
  const read = (site: Site, side: number, captured: readonly Value[]): Value => {
    const key = keys(captured)
    if (key === undefined) return site.evaluate(side === 0 ? state : next, captured)
    return readOf(sites.projection(site, side, key))
  }

  /** A read of a next value that is being made: of what it is made of. */
  const readMade = (site: Site, slots: State, captured: readonly Value[]): Value => {
    const write = writes[site.variable]
    if (slots[site.variable] === undefined || write === 'constant' || write === undefined) {
      return site.evaluate(slots, captured)
    }
    if (write === 'unchanged') return read(site, 0, captured)
    const key = keys(captured)
    return key === undefined ? site.evaluate(slots, captured) : readOf(sites.made(site, key, write))
  }

  /** What is read of a next value: the present value that it is made of. */
  const noteWritten = (variable: number): void => {
    const write = writes[variable]
    if (write === 'unchanged') note(whole[variable] as Projection)
    else if (write !== 'constant' && write !== undefined) note(write)
  }
  const library = {
    read,
    readOr: (site: Site, side: number, captured: Captured, otherwise: () => Value): Value => {
      const values = attempt(captured)
      return values === undefined ? otherwise() : read(site, side, values)
    },
    readMade,
    readMadeOr: (site: Site, slots: State, captured: Captured, otherwise: () => Value): Value => {
      const values = attempt(captured)
      return values === undefined ? otherwise() : readMade(site, slots, values)
    },
    /** A slot of the next state, read while it is being put together. */
    readSlot: (variable: number, slots: readonly (Value | undefined)[]): Value | undefined => {
      if (slots[variable] !== undefined) noteWritten(variable)
      return slots[variable]
    },
    /** An expression of several slots, or of several variables of a given next state. */
    evaluateWhole: (
      site: Site,
      variables: readonly number[],
      isGiven: boolean,
      captured: readonly Value[],
      of: State,
    ): Value => {
      for (const v of variables) {
        if (isGiven) note(whole[v + width] as Projection)
        else noteWritten(v)
      }
      return site.evaluate(of, captured)
    },
    put: (variable: number, write: Write): void => {
      writes[variable] = write
    },
    update: (variable: number, site: Site, captured: Captured, otherwise: () => Value): Value => {
      const values = attempt(captured)
      if (values === undefined) {
        writes[variable] = 'constant'
        return otherwise()
      }
      const key = keys(values)
      if (key === undefined) {
        writes[variable] = 'constant'
        return site.evaluate(state, values)
      }
      const column = sites.update(site, key)
      writes[variable] = column
      const id = resultFor(column, rows[start + variable] as number) - 1
      return ids[variable]?.values[id] as Value
    },
  }
  return {
    library,
    writes,
    record: (row, states, evaluate) => {
      rows = row.rows
      start = row.offset
      ;[state, next] = states
      run++
      reads = []
      isLost = false
      try {
        evaluate()
      } catch (error) {
        throw base.locate(error, -1)
      }
      return isLost ? undefined : reads
    },
  }
}

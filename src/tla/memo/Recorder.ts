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

/** What one run has read so far, and of which row. */
interface Session {
  rows: Int32Array
  start: number
  state: State
  next: State
  /** Counts runs, so that a column knows whether it was noted in this one. */
  run: number
  reads: Read[]
  /** Something was evaluated that the reads do not tell. */
  isLost: boolean
}

const createSession = (): Session => ({
  rows: new Int32Array(0),
  start: 0,
  state: [],
  next: [],
  run: 0,
  reads: [],
  isLost: false,
})

const createNotes = (session: Session) => {
  const canonical = createCanonical()
  const note = (column: Column): number => {
    const result = resultFor(column, session.rows[session.start + column.cell] as number)
    if (column.run !== session.run) {
      column.run = session.run
      session.reads.push({ column, result })
    }
    return result
  }
  return {
    note,
    readOf: (projection: Projection): Value => {
      const result = note(projection)
      if (result !== projection.failed) return projection.results.values[result - 1] as Value
      // Once more, for the error of this very value.
      const id = session.rows[session.start + projection.cell] as number
      return projection.evaluate(projection.source.values[id] as Value)
    },
    /** The captured values as keys; undefined if the run cannot be remembered. */
    keys: (values: readonly Value[]): readonly Value[] | undefined => {
      const found = values.map(canonical)
      if (!found.includes(undefined)) return found as readonly Value[]
      session.isLost = true
      return undefined
    },
  }
}

type Notes = ReturnType<typeof createNotes>

/** Reads of given states. */
const createReads = (session: Session, notes: Notes, sites: Sites) => {
  const read = (site: Site, side: number, captured: readonly Value[]): Value => {
    const key = notes.keys(captured)
    if (key === undefined) return site.evaluate(side === 0 ? session.state : session.next, captured)
    return notes.readOf(sites.projection(site, side, key))
  }
  return {
    read,
    readOr: (site: Site, side: number, captured: Captured, otherwise: () => Value): Value => {
      const values = attempt(captured)
      return values === undefined ? otherwise() : read(site, side, values)
    },
  }
}

type ReadGiven = ReturnType<typeof createReads>['read']

/** Reads of a next state that is being put together: of what each value is made of. */
const createMadeReads = (
  notes: Notes,
  read: ReadGiven,
  sites: Sites,
  writes: readonly Write[],
  ids: readonly Ids[],
) => {
  const width = ids.length
  /** A whole variable as a projection: of either side of a step. */
  const whole = Array.from({ length: 2 * width }, (_, cell) =>
    createProjection(cell, ids[cell % width] as Ids, (value) => value),
  )
  const readMade = (site: Site, slots: State, captured: readonly Value[]): Value => {
    const write = writes[site.variable]
    if (slots[site.variable] === undefined || write === 'constant' || write === undefined) {
      return site.evaluate(slots, captured)
    }
    if (write === 'unchanged') return read(site, 0, captured)
    const key = notes.keys(captured)
    return key === undefined
      ? site.evaluate(slots, captured)
      : notes.readOf(sites.made(site, key, write))
  }
  const noteWhole = (variable: number): void => {
    const write = writes[variable]
    if (write === 'unchanged') notes.note(whole[variable] as Projection)
    else if (write !== 'constant' && write !== undefined) notes.note(write)
  }
  return {
    readMade,
    readMadeOr: (site: Site, slots: State, captured: Captured, otherwise: () => Value): Value => {
      const values = attempt(captured)
      return values === undefined ? otherwise() : readMade(site, slots, values)
    },
    readSlot: (variable: number, slots: readonly (Value | undefined)[]): Value | undefined => {
      if (slots[variable] !== undefined) noteWhole(variable)
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
        if (isGiven) notes.note(whole[v + width] as Projection)
        else noteWhole(v)
      }
      return site.evaluate(of, captured)
    },
  }
}

/** Notes of how next values are made. */
const createWrites = (
  session: Session,
  notes: Notes,
  sites: Sites,
  writes: Write[],
  ids: readonly Ids[],
) => ({
  put: (variable: number, write: Write): void => {
    writes[variable] = write
  },
  update: (variable: number, site: Site, captured: Captured, otherwise: () => Value): Value => {
    const values = attempt(captured)
    const key = values && notes.keys(values)
    if (values === undefined || key === undefined) {
      writes[variable] = 'constant'
      return values === undefined ? otherwise() : site.evaluate(session.state, values)
    }
    const column = sites.update(site, key)
    writes[variable] = column
    const id = resultFor(column, session.rows[session.start + variable] as number) - 1
    return ids[variable]?.values[id] as Value
  },
})

const runIn = (session: Session, base: Base): Recorder['record'] => {
  return ({ rows, offset }, [state, next], evaluate) => {
    Object.assign(session, { rows, start: offset, state, next, reads: [], isLost: false })
    session.run++
    try {
      evaluate()
    } catch (error) {
      throw base.locate(error, -1)
    }
    return session.isLost ? undefined : session.reads
  }
}

export const createRecorder = (base: Base, ids: readonly Ids[], sites: Sites): Recorder => {
  const session = createSession()
  const writes = ids.map((): Write => 'unchanged')
  const notes = createNotes(session)
  const reads = createReads(session, notes, sites)
  return {
    library: {
      ...reads,
      ...createMadeReads(notes, reads.read, sites, writes, ids),
      ...createWrites(session, notes, sites, writes, ids),
    },
    writes,
    record: runIn(session, base),
  }
}

/**
 * The states of single servers that occur in a model, numbered. What the core computes depends on
 * one server's state alone, so it is remembered under these numbers, and rows of the whole cluster
 * are taken apart and put together by tables.
 */
import type { Value } from '../../tla/values/Value.ts'
import type { Server, ServerId } from '../../raft/Server.ts'
import { toEntries } from '../../raft/Log.ts'
import type { Interner } from '../../tla/values/Interner.ts'
import { makeValueIds, type ValueIds } from '../../tla/explore/ValueIds.ts'
import type { Atoms } from '../Atoms.ts'
import {
  partOf,
  type Projection,
  serverValues,
  type ServerValues,
  type ServerVariable,
  serverVariables,
} from '../Projection.ts'
import { deepFreeze } from './deepFreeze.ts'
import { makeIntPairs, type IntPairs } from './IntPairs.ts'
import { sameStructure } from '../sameStructure.ts'
import type { CellIds, RowSpace } from './RowSpace.ts'

export interface ServerStates {
  /** The number of the state in which the server at `place` is in a row. */
  readonly at: (row: Int32Array, offset: number, place: number) => number
  /** The core's form of a state, frozen. */
  readonly server: (state: number) => Server
  /** The number of a state that the core computed. @throws Error if gamma(alpha(it)) is not it */
  readonly number: (place: number, server: Server) => number
  /** Turns the row in which that server is in state `from` into the one in which it is in `to`. */
  readonly move: (row: Int32Array, place: number, from: number, to: number) => void
  readonly count: () => number
}

/** One variable of the specification that is a function of the server. */
interface Column {
  readonly name: ServerVariable
  /** Its cell in a row. */
  readonly cell: number
  readonly whole: CellIds
  readonly parts: ValueIds
  /** The part's id per (whole id * servers + place), -1 where not looked up yet. */
  split: Int32Array
  /** (whole id * servers + place, part id) to the whole with that part replaced. */
  readonly joined: IntPairs
}

const columnsOf = (space: RowSpace): readonly Column[] =>
  serverVariables.map((name) => {
    const cell = space.cellOf(name)
    return {
      name,
      cell,
      whole: space.ids(cell),
      parts: makeValueIds(),
      split: new Int32Array(0),
      joined: makeIntPairs(),
    }
  })

const grown = (table: Int32Array, least: number): Int32Array => {
  const larger = new Int32Array(Math.max(1024, least * 2)).fill(-1)
  larger.set(table)
  return larger
}

const splitColumn = (column: Column, servers: number, whole: number, place: number): number => {
  const key = whole * servers + place
  if (key >= column.split.length) column.split = grown(column.split, key + 1)
  const known = column.split[key] as number
  if (known >= 0) return known
  const part = column.parts.idOf(partOf(column.whole.valueOf(whole), place))
  column.split[key] = part
  return part
}

const joinColumn = (
  column: Column,
  { serverSet }: Atoms,
  interner: Interner,
  whole: number,
  place: number,
  part: number,
): number => {
  const servers = serverSet.items.length
  const key = whole * servers + place
  const known = column.joined.get(key, part)
  if (known >= 0) return known
  const value = column.whole.valueOf(whole)
  const images = serverSet.items.map((_, k) =>
    k === place ? column.parts.valueOf(part) : partOf(value, k),
  )
  const result = column.whole.idOf(interner.fn(serverSet, images))
  column.joined.add(key, part, result)
  return result
}

/** Logs are trees whose shape is the log's own affair: only their entries are compared. */
const comparable = (server: Server): unknown => ({ ...server, log: toEntries(server.log) })

interface Known {
  readonly server: Server
  readonly parts: Int32Array
}

/** @throws Error where alpha(gamma(s)) is not s */
const gammaChecked = (projection: Projection, id: ServerId, values: ServerValues): Server => {
  const server = projection.gammaServer(id, values)
  const back = projection.alphaServer(server)
  const lost = serverVariables.find((name) => back[name] !== values[name])
  if (lost !== undefined) throw new Error(`alpha(gamma(s)) is not s: ${lost}[${id}] differs`)
  return deepFreeze(server)
}

/** Numbers for states given by their place and the ids of their parts: a chain of pairs. */
const makeNumbering = (servers: number) => {
  const links = makeIntPairs()
  const states = new Map<number, number>()
  let last = servers
  const linkOf = (from: number, part: number): number => {
    const found = links.get(from, part)
    if (found >= 0) return found
    links.add(from, part, ++last)
    return last
  }
  return (place: number, parts: Int32Array, create: () => number): number => {
    let link = place
    for (let k = 0; k < parts.length; k++) link = linkOf(link, parts[k] as number)
    const found = states.get(link)
    if (found !== undefined) return found
    const created = create()
    states.set(link, created)
    return created
  }
}

export const makeServerStates = (
  space: RowSpace,
  atoms: Atoms,
  interner: Interner,
  projection: Projection,
): ServerStates => {
  const columns = columnsOf(space)
  const servers = atoms.serverIds.length
  const numbering = makeNumbering(servers)
  const known: Known[] = []
  const parts = new Int32Array(columns.length)

  const find = (state: number): Known => {
    const found = known[state]
    if (found === undefined) throw new Error(`no server state has number ${String(state)}`)
    return found
  }

  /** The number of the state whose parts stand in `parts`. */
  const numberOf = (place: number): number =>
    numbering(place, parts, () => {
      const own = parts.slice()
      const byName = new Map(
        columns.map(({ name, parts: ids }, k) => [name, ids.valueOf(own[k] as number)]),
      )
      const values = serverValues((name) => byName.get(name) as Value)
      const server = gammaChecked(projection, atoms.serverIds[place] as string, values)
      return known.push({ server, parts: own }) - 1
    })

  return {
    at: (row, offset, place) => {
      for (const [k, column] of columns.entries()) {
        parts[k] = splitColumn(column, servers, row[offset + column.cell] as number, place)
      }
      return numberOf(place)
    },
    server: (state) => find(state).server,
    number: (place, server) => {
      const values = projection.alphaServer(server)
      for (const [k, column] of columns.entries()) parts[k] = column.parts.idOf(values[column.name])
      const state = numberOf(place)
      if (!sameStructure(comparable(find(state).server), comparable(server))) {
        throw new Error('gamma(alpha(c)) is not c: a field of the server is shown by no variable')
      }
      return state
    },
    move: (row, place, from, to) => {
      if (from === to) return
      const before = find(from).parts
      const after = find(to).parts
      for (let k = 0; k < columns.length; k++) {
        const column = columns[k]
        const part = after[k] as number
        if (column === undefined || before[k] === part) continue
        row[column.cell] = joinColumn(
          column,
          atoms,
          interner,
          row[column.cell] as number,
          place,
          part,
        )
      }
    },
    count: () => known.length,
  }
}

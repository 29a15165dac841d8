/**
 * Columns: functions of one cell of a row, remembered as tables from the id in the cell to a small
 * number. A **projection** numbers the values that an expression of one variable takes; an
 * **update** gives the id of that variable's next value.
 */
import { TlaError } from '../syntax/Diagnostic.ts'
import type { Value } from '../values/Value.ts'

/** Dense ids, from 0, for the values that one variable takes. */
export interface Ids {
  readonly of: Map<Value, number>
  readonly values: Value[]
}

export const createIds = (): Ids => ({ of: new Map(), values: [] })

export const idOf = (ids: Ids, value: Value): number => {
  const known = ids.of.get(value)
  if (known !== undefined) return known
  ids.of.set(value, ids.values.length)
  return ids.values.push(value) - 1
}

export interface Column {
  /** The position in the row. */
  readonly cell: number
  /** Result by id; 0 where it is not known yet. */
  table: Int32Array
  /** The result, from 1, for the value in the cell. */
  readonly compute: (value: Value) => number
  /** The ids of the cell's variable. */
  readonly source: Ids
  /** The run that noted it last: a second read in one run tells nothing new. */
  run: number
  /** Of an update: more about each result, for whoever applies it (see Steps.ts). */
  packed: Int32Array
}

/**
 * That the expression cannot be evaluated is a result like others, since what is read ahead of its
 * place may fail and is then done without.
 */
export interface Projection extends Column {
  readonly results: Ids
  /** The result of values for which evaluation fails; 0 until that happens. */
  failed: number
  readonly evaluate: (value: Value) => Value
}

const empty = new Int32Array(16)
const none = new Int32Array(0)

/** `ids` are those of the variable in the cell. */
export const createProjection = (
  cell: number,
  source: Ids,
  evaluate: (value: Value) => Value,
): Projection => {
  const results = createIds()
  const fails = (): number => {
    if (projection.failed === 0) projection.failed = results.values.push(false)
    return projection.failed
  }
  const projection: Projection = {
    cell,
    source,
    results,
    failed: 0,
    evaluate,
    table: empty.slice(),
    compute: (value) => {
      try {
        return idOf(results, evaluate(value)) + 1
      } catch (error) {
        if (error instanceof TlaError) return fails()
        throw error
      }
    },
    run: 0,
    packed: none,
  }
  return projection
}

export const createUpdate = (
  cell: number,
  ids: Ids,
  evaluate: (value: Value) => Value,
): Column => ({
  cell,
  source: ids,
  table: empty.slice(),
  compute: (value) => idOf(ids, evaluate(value)) + 1,
  run: 0,
  packed: none,
})

const grown = (table: Int32Array, index: number): Int32Array => {
  const larger = new Int32Array(Math.max(2 * table.length, index + 1))
  larger.set(table)
  return larger
}

/** The result for an id, computed and remembered if it is new. */
export const fill = (column: Column, id: number): number => {
  const result = column.compute(column.source.values[id] as Value)
  if (id >= column.table.length) column.table = grown(column.table, id)
  column.table[id] = result
  return result
}

export const resultFor = (column: Column, id: number): number => {
  const known = id < column.table.length ? (column.table[id] as number) : 0
  return known === 0 ? fill(column, id) : known
}

/** The rows of ids in which `conform` keeps states: one cell per variable of the specification. */
import type { Specification } from '../../tla/names/Ir.ts'
import type { ValueIds } from '../../tla/explore/ValueIds.ts'
import type { Value } from '../../tla/values/Value.ts'

/** The ids of the values of one variable. */
export type CellIds = Pick<ValueIds, 'idOf' | 'valueOf'>

export interface RowSpace {
  readonly width: number
  readonly names: readonly string[]
  /** @throws Error if the specification has no such variable */
  readonly cellOf: (variable: string) => number
  /** The ids of one cell. */
  readonly ids: (cell: number) => CellIds
  readonly decode: (row: Int32Array) => readonly Value[]
  readonly encode: (values: readonly Value[], row: Int32Array) => void
}

/** @param ids one for each variable, in the specification's order */
export const makeRowSpace = (specification: Specification, ids: readonly CellIds[]): RowSpace => {
  const names = specification.variables.map(({ name }) => name)
  const idsOf = (cell: number): CellIds => {
    const found = ids[cell]
    if (found === undefined) throw new Error(`a row has no cell ${String(cell)}`)
    return found
  }
  return {
    width: names.length,
    names,
    cellOf: (variable) => {
      const cell = names.indexOf(variable)
      if (cell < 0) throw new Error(`${specification.module} has no variable ${variable}`)
      return cell
    },
    ids: idsOf,
    decode: (row) => ids.map((variable, cell) => variable.valueOf(row[cell] as number)),
    encode: (values, row) => {
      for (let cell = 0; cell < row.length; cell++)
        row[cell] = idsOf(cell).idOf(values[cell] as Value)
    },
  }
}

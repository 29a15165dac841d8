/** Lists of formulas (constraints, invariants) on rows. */
import type { NamedExpr } from '../names/Ir.ts'
import { compilerOf } from '../compile/Compile.ts'
import { placeOf } from '../compile/Compiler.ts'
import { splitFormulas } from './Conjuncts.ts'
import type { Conjunct } from './Conjuncts.ts'
import type { Memo } from './Memo.ts'
import type { Recorded } from './Recorded.ts'

interface Test extends Conjunct {
  readonly holds: Recorded<boolean>
}

/** Conjuncts of one variable: per id 0 if unknown, 1 if all hold, 2 if one is false. */
interface Flags {
  readonly tests: readonly Test[]
  table: Uint8Array
}

export interface Formulas {
  /** Is a formula false because of the value of this variable alone? */
  breaks: (variable: number, id: number) => boolean
  /** Do those of several variables hold, given that they held before `changed` changed? */
  othersHold: (row: Int32Array, changed: Int32Array, count: number) => boolean
  /** The first formula that is false, or -1. */
  firstFalse: (row: Int32Array) => number
}

const larger = (table: Uint8Array, index: number): Uint8Array => {
  const grown = new Uint8Array(Math.max(2 * table.length, index + 1))
  grown.set(table)
  return grown
}

/** `row` need hold nothing but the id of the variable. */
const ask = (flags: Flags, variable: number, row: Int32Array): boolean => {
  const id = row[variable] as number
  const known = id < flags.table.length ? (flags.table[id] as number) : 0
  if (known !== 0) return known === 1
  const holds = flags.tests.every((test) => test.holds.at(row, 0))
  if (id >= flags.table.length) flags.table = larger(flags.table, id)
  flags.table[id] = holds ? 1 : 2
  return holds
}

const isAffected = (test: Test, changed: Int32Array, count: number): boolean =>
  test.variables === undefined ||
  changed.subarray(0, count).some((variable) => test.variables?.includes(variable))

export const createFormulas = (memo: Memo, formulas: readonly NamedExpr[]): Formulas => {
  const conjuncts = splitFormulas(
    formulas,
    placeOf(compilerOf(memo.machine).linker.context, 'evaluate'),
  )
  const tests = conjuncts.map((conjunct): Test => ({
    ...conjunct,
    holds: memo.predicate(conjunct.expr),
  }))
  const single = (variable: number): readonly Test[] =>
    tests.filter(({ variables }) => variables?.length === 1 && variables[0] === variable)
  const flags = Array.from({ length: memo.width }, (_, variable): Flags | undefined => {
    const own = single(variable)
    return own.length === 0 ? undefined : { tests: own, table: new Uint8Array(64) }
  })
  const others = tests.filter(({ variables }) => variables?.length !== 1)
  const scratch = new Int32Array(memo.width)
  const allHold = (row: Int32Array): boolean =>
    flags.every((flag, variable) => flag === undefined || ask(flag, variable, row)) &&
    others.every((test) => test.holds.at(row, 0))
  return {
    breaks: (variable, id) => {
      const flag = flags[variable]
      if (flag === undefined) return false
      scratch[variable] = id
      return !ask(flag, variable, scratch)
    },
    othersHold: (row, changed, count) =>
      others.length === 0 ||
      others.every((test) => !isAffected(test, changed, count) || test.holds.at(row, 0)),
    firstFalse: (row) => {
      if (allHold(row)) return -1
      return tests.find((test) => !test.holds.at(row, 0))?.of ?? -1
    },
  }
}

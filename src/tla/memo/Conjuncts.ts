/**
 * A formula as conjuncts that read few variables each. Those of a single variable are answered by
 * a table from the variable's id; the others by what they read.
 */
import type { Expr, NamedExpr } from '../names/Ir.ts'
import type { Place } from '../compile/Context.ts'
import { readingOf } from './Reads.ts'

/** `\A x \in S : P /\ Q` says the same as `(\A x \in S : P) /\ (\A x \in S : Q)`. */
const conjunctsOf = (expr: Expr): readonly Expr[] => {
  if (expr.kind === 'And') return expr.items.flatMap(conjunctsOf)
  if (expr.kind === 'Forall') {
    const parts = conjunctsOf(expr.body)
    return parts.length === 1 ? [expr] : parts.map((body) => ({ ...expr, body }))
  }
  if (expr.kind === 'Apply' && expr.definition.params.length === 0 && !expr.definition.recursive) {
    return conjunctsOf(expr.definition.body)
  }
  return [expr]
}

export interface Conjunct {
  /** Index of the formula in its list. */
  readonly of: number
  readonly expr: Expr
  /** The variables read; undefined if that is not known. */
  readonly variables: readonly number[] | undefined
}

/** The conjuncts of a list of formulas, in order. */
export const splitFormulas = (formulas: readonly NamedExpr[], place: Place): readonly Conjunct[] =>
  formulas.flatMap(({ expr }, of) =>
    conjunctsOf(expr).map((part): Conjunct => {
      const reading = readingOf(part, place)
      return { of, expr: part, variables: reading && [...reading.variables] }
    }),
  )

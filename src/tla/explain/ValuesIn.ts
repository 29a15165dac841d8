/** The values that a reader needs to see why a conjunct is false. */
import { compilerOf } from '../compile/Compile.ts'
import type { Machine, State } from '../compile/Machine.ts'
import { forEachChild } from '../compile/Walk.ts'
import type { Expr } from '../names/Ir.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import { show } from '../values/Show.ts'
import type { Value } from '../values/Value.ts'
import { evaluateIn } from './Environment.ts'
import { sourceText } from './SourceText.ts'
import type { Failure } from './Walk.ts'

export interface NamedValue {
  /** A name or subexpression as the specification writes it. */
  readonly text: string
  readonly value: Value
  readonly shown: string
}

const mostValues = 12

const isPath = (expr: Expr): boolean =>
  expr.kind === 'FunctionApply' || expr.kind === 'Field' || expr.kind === 'Apply'

/** Names, and the paths that start at a variable or name (`log[i]`, `m.mterm`). */
const interesting = (expr: Expr, visit: (found: Expr) => void): void => {
  if (expr.kind === 'Variable' || expr.kind === 'Local') visit(expr)
  if (expr.kind === 'Prime' || isPath(expr)) visit(expr)
  if (expr.kind === 'Prime') return
  if (expr.kind === 'FunctionApply') for (const arg of expr.args) interesting(arg, visit)
  else if (expr.kind === 'Field') {
    if (expr.record.kind === 'Local') visit(expr.record)
    else interesting(expr.record, visit)
  } else forEachChild(expr, (child) => interesting(child, visit))
}

/** A primed variable that no conjunct has given a value yet has none, whatever its type says. */
const hasValue = (value: Value | undefined): boolean => value !== undefined

/** Parts that mention a name bound inside the conjunct have no single value and are left out. */
export const valuesIn = (
  machine: Machine,
  failure: Failure,
  state: State,
): readonly NamedValue[] => {
  const found = new Map<string, NamedValue>()
  interesting(failure.expr, (part) => {
    const text = sourceText(machine.specification, part.span)
    if (found.size >= mostValues || found.has(text) || text === '') return
    try {
      const value = evaluateIn(compilerOf(machine), part, failure.env, state, failure.next)
      if (hasValue(value)) found.set(text, { text, value, shown: show(value) })
    } catch (error) {
      if (!(error instanceof TlaError)) throw error
    }
  })
  return [...found.values()]
}

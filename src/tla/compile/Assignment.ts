/** Conjuncts that give a variable its next (or initial) value: x' = e, x' \in S, UNCHANGED e. */
import type { Expr } from '../names/Ir.ts'
import { shared } from './Action.ts'
import type { Flow } from './Action.ts'
import type { Place } from './Context.ts'
import { value } from './Expression.ts'
import { resumed } from './Names.ts'
import { lookup, primed } from './Scope.ts'
import type { Ref } from './Scope.ts'
import { assigned, isAssigned } from './Status.ts'
import { isExpr } from './Walk.ts'

/** What a name without arguments stands for, where it stands for an expression. */
const expansion = (expr: Expr, place: Place): { expr: Expr; place: Place } | undefined => {
  const of = (ref: Ref | undefined): { expr: Expr; place: Place } | undefined =>
    ref?.kind === 'lazy' || ref?.kind === 'inline'
      ? { expr: ref.expr, place: resumed(ref.scope, place) }
      : undefined
  if (expr.kind === 'Local') return of(lookup(place.scope, expr.binder))
  if (expr.kind !== 'Apply' || expr.args.length > 0) return undefined
  return of(lookup(place.scope, expr.definition)) ?? { expr: expr.definition.body, place }
}

const variableOf = (expr: Expr, place: Place): number | undefined => {
  if (expr.kind === 'Variable') return expr.index
  const inner = expansion(expr, place)
  return inner && variableOf(inner.expr, inner.place)
}

/** The variable that an expression names as the one to be assigned. */
export const assignable = (expr: Expr, place: Place): number | undefined => {
  if (place.scope.mode === 'initial') return variableOf(expr, place)
  if (expr.kind === 'Prime') return variableOf(expr.body, place)
  const inner = expansion(expr, place)
  return inner && assignable(inner.expr, inner.place)
}

/** Fills the slot if it is empty, otherwise tests that it holds the same. */
const assign = (variable: number, to: Expr | 'unchanged', flow: Flow): string => {
  const { target, place } = flow
  const known = isAssigned(flow.status, variable)
  const test = (then: string): string => `if(${target.equals(variable, to, place)}){${then}}`
  if (known === 'y') return test(flow.then(flow.status))
  const after = assigned(flow.status, variable)
  const fill = (then: string): string =>
    `${target.assign(variable, to, place)}${then}${target.clear(variable)}`
  if (known === 'n') return fill(flow.then(after))
  const isEmpty = `${target.slots}[${String(variable)}]===undefined`
  return shared(flow, (then) => `if(${isEmpty}){${fill(then(after))}}else ${test(then(after))}`)
}

const choose = (variable: number, set: Expr, flow: Flow): string => {
  const { target, place } = flow
  const { context } = place
  const at = context.at(set.span)
  const known = isAssigned(flow.status, variable)
  const slot = `${target.slots}[${String(variable)}]`
  const after = assigned(flow.status, variable)
  const test = (then: string): string =>
    `if(isIn(${target.read(variable)},${value(set, place)},${at})){${then}}`
  if (known === 'y') return test(flow.then(flow.status))
  const each = (then: string): string => {
    const x = context.fresh('x')
    const fill = target.assignJs(variable, x)
    return `for(const ${x} of elements(${value(set, place)},${at})){${fill}${then}${target.clear(variable)}}`
  }
  if (known === 'n') return each(flow.then(after))
  return shared(
    flow,
    (then) => `if(${slot}===undefined){${each(then(after))}}else ${test(then(after))}`,
  )
}

/** Statements for `x' = e` and `x' \in S`; undefined if the expression is neither. */
export const assignment = (expr: Expr & { kind: 'Builtin' }, flow: Flow): string | undefined => {
  if (expr.operator !== '=' && expr.operator !== '\\in') return undefined
  const [left, right] = expr.args.filter(isExpr)
  if (left === undefined || right === undefined) return undefined
  const variable = assignable(left, flow.place)
  if (variable === undefined) return undefined
  return expr.operator === '=' ? assign(variable, right, flow) : choose(variable, right, flow)
}

/** UNCHANGED of a variable, of a tuple of such, or of a name for either; else a comparison. */
export const unchanged = (body: Expr, flow: Flow): string => {
  if (body.kind === 'Variable') return assign(body.index, 'unchanged', flow)
  if (body.kind === 'Tuple') {
    const from = (k: number, inner: Flow): string => {
      const item = body.items[k]
      if (item === undefined) return flow.then(inner.status)
      return unchanged(item, { ...inner, then: (status) => from(k + 1, { ...inner, status }) })
    }
    return from(0, flow)
  }
  const inner = expansion(body, flow.place)
  if (inner !== undefined) {
    return unchanged(inner.expr, { ...flow, place: inner.place })
  }
  const { place } = flow
  const next = value(body, { ...place, scope: primed(place.scope) })
  const at = place.context.at(body.span)
  return `if(eq(${value(body, place)},${next},${at})){${flow.then(flow.status)}}`
}

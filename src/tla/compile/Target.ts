/** The plain target: slots are cells of an array, a leaf hands a copy of it to `emit`. */
import type { Argument, Expr } from '../names/Ir.ts'
import type { Target } from './Action.ts'
import type { Place } from './Context.ts'
import { value } from './Expression.ts'
import type { Status } from './Status.ts'
import { isComplete } from './Status.ts'
import { isExpr } from './Walk.ts'

/** JavaScript of a label: constant if the arguments are. */
export const labelOf = (name: string, args: readonly Argument[], place: Place): string => {
  const values = args.filter(isExpr).map((arg) => value(arg, place))
  return `({name:${place.context.embed({ text: name })}.text,args:[${values.join(',')}]})`
}

export const plainTarget = (slots: string): Target => {
  const slot = (variable: number): string => `${slots}[${String(variable)}]`
  const present = (variable: number): string => `s[${String(variable)}]`
  return {
    slots,
    assign: (variable, to, place) =>
      to === 'unchanged'
        ? `${slot(variable)}=${present(variable)};`
        : `${slot(variable)}=normal(${value(to, place)},${place.context.at(to.span)});`,
    assignJs: (variable, js) => `${slot(variable)}=${js};`,
    read: slot,
    clear: (variable) => `${slot(variable)}=undefined;`,
    equals: (variable, to, place) =>
      to === 'unchanged'
        ? `${slot(variable)}===${present(variable)}`
        : `eq(${slot(variable)},${value(to, place)},${place.context.at(to.span)})`,
    label: (name, args, place) => `label=${labelOf(name, args, place)};`,
  }
}

/** At a leaf every variable must have its value. */
export const complete = (slots: string, status: Status, expr: Expr, place: Place): string =>
  isComplete(status) ? '' : `complete(${slots},${place.context.at(bodyOf(expr).span)});`

/** What a name without arguments is defined as: a better place for an error than its use. */
const bodyOf = (expr: Expr): Expr =>
  expr.kind === 'Apply' && expr.args.length === 0 ? bodyOf(expr.definition.body) : expr

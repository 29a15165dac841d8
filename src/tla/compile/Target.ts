/** The plain target: slots are cells of an array, a leaf hands a copy of it to `emit`. */
import type { Argument, Expr } from '../names/Ir.ts'
import type { Target } from './Action.ts'
import type { Place } from './Context.ts'
import { value } from './Expression.ts'
import { levelIn } from './Names.ts'
import type { Status } from './Status.ts'
import { isComplete } from './Status.ts'
import { isExpr } from './Walk.ts'

const harmless = new Set<Expr['kind']>([
  'Number',
  'String',
  'Boolean',
  'Constant',
  'Local',
  'Variable',
])

/**
 * JavaScript of a label. An argument that is a formula is no part of it; one that cannot be
 * evaluated, and perhaps never will be, is left out.
 */
export const labelOf = (name: string, args: readonly Argument[], place: Place): string => {
  const shown = args
    .filter(isExpr)
    .filter((arg) => levelIn(arg, place) < 2 && !place.context.mayBranch(arg))
  const values = shown.map((arg) => value(arg, place))
  const list = shown.every((arg) => harmless.has(arg.kind))
    ? `[${values.join(',')}]`
    : `attempts([${values.map((js) => `()=>${js}`).join(',')}])`
  return `({name:${place.context.embed({ text: name })}.text,args:${list}})`
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

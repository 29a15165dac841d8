/** Applications of builtin operators. */
import type { Argument, Expr } from '../names/Ir.ts'
import type { Span } from '../syntax/Span.ts'
import { images } from './Bounds.ts'
import { closedOperator } from './Closed.ts'
import type { Place } from './Context.ts'
import { boolean, value } from './Expression.ts'
import { operator } from './Names.ts'
import { standard } from './Standard.ts'
import { unsupported } from './Unsupported.ts'
import { isExpr } from './Walk.ts'

type Application = Expr & { kind: 'Builtin' }

/** Operators of the language and of arithmetic, as functions of the run-time library. */
const strict: ReadonlyMap<string, string> = new Map([
  ['=', 'eq'],
  ['#', 'ne'],
  ['\\in', 'isIn'],
  ['\\notin', 'isNotIn'],
  ['\\subseteq', 'subset'],
  ['\\cup', 'union'],
  ['\\cap', 'intersection'],
  ['\\', 'difference'],
  ['SUBSET', 'powerSet'],
  ['UNION', 'bigUnion'],
  ['DOMAIN', 'domainOf'],
  ['+', 'add'],
  ['-', 'subtract'],
  ['*', 'multiply'],
  ['\\div', 'quotient'],
  ['%', 'modulo'],
  ['^', 'power'],
  ['-.', 'negate'],
  ['<', 'less'],
  ['<=', 'lessOrEqual'],
  ['>', 'greater'],
  ['>=', 'greaterOrEqual'],
  ['..', 'interval'],
  ['<=>', 'equivalent'],
  ['Seq', 'seqSet'],
])

const nullary: ReadonlyMap<string, string> = new Map([
  ['Nat', 'nat'],
  ['Int', 'int'],
  ['STRING', 'strings'],
  ['BOOLEAN', 'booleans'],
])

const exprs = (expr: Application): readonly Expr[] => expr.args.filter(isExpr)

/** `x \in S` where S need not be made to be asked. */
const membership = (expr: Application, place: Place): string | undefined => {
  const [element, set] = exprs(expr)
  if (element === undefined || set === undefined || set.level === 0) return undefined
  const at = place.context.at(expr.span)
  if (set.kind === 'SetEnum' && set.items.length > 0) {
    const items = set.items.map((item) => value(item, place)).join(',')
    return `isOneOf(${value(element, place)},[${items}],${at})`
  }
  if (set.kind === 'Builtin' && set.operator === '..') {
    const [low, high] = exprs(set)
    if (low === undefined || high === undefined) return undefined
    return `isBetween(${value(element, place)},${value(low, place)},${value(high, place)},${at})`
  }
  return undefined
}

const united = (expr: Application, place: Place): string | undefined => {
  const [set] = exprs(expr)
  const at = place.context.at(expr.span)
  if (set?.kind === 'SetEnum') {
    return `unionOf([${set.items.map((item) => value(item, place)).join(',')}],${at})`
  }
  return set?.kind === 'SetMap'
    ? `unionOf(imageList(${images(set, place)},${at}),${at})`
    : undefined
}

/** Operators whose operands are not simply evaluated. */
const special = (expr: Application, place: Place): string | undefined => {
  const [first, second] = exprs(expr)
  switch (expr.operator) {
    case '~':
      return first && `!${boolean(first, place)}`
    case '=>':
      return first && second && `(!${boolean(first, place)}||${boolean(second, place)})`
    case '\\in':
      return membership(expr, place)
    case '\\notin': {
      const js = membership(expr, place)
      return js && `!${js}`
    }
    case 'UNION':
      return united(expr, place)
    default:
      return undefined
  }
}

const argument = (arg: Argument, place: Place): string =>
  isExpr(arg) ? value(arg, place) : operator(arg, place)

/** Operators that remember the answers of a closed test, which they take after the position. */
const remembering: ReadonlySet<string> = new Set(['SelectLastInSeq'])

const closedTest = (expr: Application, { context }: Place): readonly string[] => {
  if (!remembering.has(expr.operator)) return []
  const closed = closedOperator(expr.args[1], context)
  return closed === undefined ? [] : [context.embed(closed)]
}

export const builtin = (expr: Application, place: Place): string => {
  const js = special(expr, place)
  if (js !== undefined) return js
  const constant = nullary.get(expr.operator)
  if (constant !== undefined) return constant
  const args = [
    ...expr.args.map((arg) => argument(arg, place)),
    place.context.at(expr.span),
    ...closedTest(expr, place),
  ]
  return `${functionName(expr.operator, expr.span, place)}(${args.join(',')})`
}

const functionName = (name: string, span: Span, place: Place): string => {
  const core = strict.get(name)
  if (core !== undefined) return core
  const found = standard(place.context.base).get(name)
  if (found === undefined) {
    return unsupported(`the operator ${name} is not implemented by this engine`, span)
  }
  return place.context.embed(found)
}

/** A builtin passed as an argument: a function of values or thunks. */
export const builtinFunction = (name: string, span: Span, place: Place): string => {
  const at = place.context.at(span)
  const logical = new Map([
    ['~', `a=>!bool(force(a),${at})`],
    ['=>', `(a,b)=>!bool(force(a),${at})||bool(force(b),${at})`],
    ['/\\', `(a,b)=>bool(force(a),${at})&&bool(force(b),${at})`],
    ['\\/', `(a,b)=>bool(force(a),${at})||bool(force(b),${at})`],
  ])
  const js = logical.get(name)
  if (js !== undefined) return `(${js})`
  const fn = functionName(name, span, place)
  return `((a,b)=>b===undefined?${fn}(force(a),${at}):${fn}(force(a),force(b),${at}))`
}

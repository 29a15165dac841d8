/**
 * Expressions to JavaScript. The code of an expression is itself a JavaScript expression; helpers
 * go into the declarations of the enclosing block. Generated identifiers, numbers and positions
 * are the only text: strings and other constants are embedded as objects.
 */
import type { Expr } from '../names/Ir.ts'
import { isBoolean } from './Analysis.ts'
import { binding } from './Bounds.ts'
import type { Place } from './Context.ts'
import { createFieldCache } from './Functions.ts'
import { apply, applyLocal, bindDefinitions, constant, local } from './Names.ts'
import { builtin } from './Operators.ts'
import { arrowBody, bind, createBlock, primed } from './Scope.ts'
import { unsupported } from './Unsupported.ts'
import { reaches } from './Walk.ts'
import { nondeterministic } from './Standard.ts'

const cheap = new Set<Expr['kind']>([
  'Number',
  'String',
  'Boolean',
  'Constant',
  'Local',
  'Variable',
  'Apply',
])

/** A constant expression that costs something: evaluated once and for ever. */
const isHoistable = (expr: Expr, place: Place): boolean =>
  expr.level === 0 &&
  !cheap.has(expr.kind) &&
  !(expr.kind === 'Builtin' && expr.args.length === 0) &&
  place.context.freeBinders(expr).size === 0 &&
  !reaches(
    expr,
    (node) =>
      node.kind === 'ApplyLocal' ||
      (node.kind === 'Builtin' && nondeterministic.has(node.operator)),
  )

export const value = (expr: Expr, place: Place): string => {
  const replaced = place.context.flavour.intercept(expr, place)
  if (replaced !== undefined) return replaced
  if (!isHoistable(expr, place)) return inPlace(expr, place)
  const block = createBlock()
  const js = inPlace(expr, { ...place, block })
  return place.context.once(
    block.declarations.length === 0 ? js : `(()=>${arrowBody(block, js)})()`,
  )
}

/** The value of an expression that must be TRUE or FALSE. */
export const boolean = (expr: Expr, place: Place): string =>
  isBoolean(expr)
    ? value(expr, place)
    : `bool(${value(expr, place)},${place.context.at(expr.span)})`

const declared = (index: number, expr: Expr, place: Place): string => {
  const of = place.context.constants[index]
  return of === undefined
    ? unsupported('a constant without a value', expr.span)
    : constant(of, place.context)
}

const variable = (index: number, place: Place): string => {
  const { scope } = place
  const slot = `${scope.state}[${String(index)}]`
  const isSlot = scope.mode === 'initial' || (scope.mode === 'next' && scope.state === scope.next)
  return isSlot ? `assigned(${slot},${String(index)})` : slot
}

const list = (items: readonly Expr[], place: Place): string =>
  `[${items.map((item) => value(item, place)).join(',')}]`

const record = (expr: Expr & { kind: 'Record' }, place: Place): string => {
  const { context } = place
  const { interner } = context.base
  const fields = expr.fields.map(([name, of]) => ({ name: interner.string(name), of }))
  fields.sort((a, b) => a.name.id - b.name.id)
  const domain = interner.sortedSet(fields.map(({ name }) => name))
  interner.pin(domain)
  const values = list(
    fields.map(({ of }) => of),
    place,
  )
  return `recordOf(${context.embed(domain)},${values},${context.at(expr.span)})`
}

const field = (expr: Expr & { kind: 'Field' }, place: Place): string => {
  const { context } = place
  const name = context.embed(context.base.interner.string(expr.field))
  const cache = context.embed(createFieldCache())
  return `field(${value(expr.record, place)},${name},${cache},${context.at(expr.span)})`
}

const functionApply = (expr: Expr & { kind: 'FunctionApply' }, place: Place): string => {
  const at = place.context.at(expr.span)
  const [first] = expr.args
  const argument =
    expr.args.length === 1 && first !== undefined
      ? value(first, place)
      : `sequenceOf(${list(expr.args, place)},${at})`
  return `apply(${value(expr.fn, place)},${argument},${at})`
}

const except = (expr: Expr & { kind: 'Except' }, place: Place): string => {
  const { context } = place
  const at = context.at(expr.span)
  return expr.clauses.reduce(
    (base, clause) => {
      const change = (from: string, depth: number): string => {
        const step = clause.path[depth]
        if (step === undefined) return from
        const key =
          'field' in step
            ? context.embed(context.base.interner.string(step.field))
            : value(step.index, place)
        const old = context.fresh('x')
        const isLast = depth === clause.path.length - 1
        const block = createBlock()
        const scope = isLast
          ? bind(place.scope, clause.at, { kind: 'value', js: old })
          : place.scope
        const js = isLast ? value(clause.value, { ...place, scope, block }) : change(old, depth + 1)
        return `except(${from},${key},${old}=>${arrowBody(block, js)},${at})`
      }
      return change(base, 0)
    },
    value(expr.base, place),
  )
}

const caseOf = (expr: Expr & { kind: 'Case' }, place: Place): string => {
  const otherwise =
    expr.otherwise === undefined
      ? `noCase(${place.context.at(expr.span)})`
      : value(expr.otherwise, place)
  return expr.arms.reduceRight(
    (rest, arm) => `(${boolean(arm.guard, place)}?${value(arm.value, place)}:${rest})`,
    otherwise,
  )
}

/** UNCHANGED e, as a test of two given states. */
export const unchanged = (body: Expr, place: Place): string => {
  if (body.kind === 'Tuple' && body.items.length > 0) {
    return `(${body.items.map((item) => unchanged(item, place)).join('&&')})`
  }
  const next = value(body, { ...place, scope: primed(place.scope) })
  return `eq(${value(body, place)},${next},${place.context.at(body.span)})`
}

const inPlace = (expr: Expr, place: Place): string => {
  const at = place.context.at(expr.span)
  switch (expr.kind) {
    case 'Number':
      return constant(expr.value, place.context)
    case 'Boolean':
      return String(expr.value)
    case 'String':
      return place.context.embed(place.context.base.interner.string(expr.value))
    case 'Constant':
      return declared(expr.index, expr, place)
    case 'Variable':
      return variable(expr.index, place)
    case 'Local':
      return local(expr.binder, expr, place)
    case 'Apply':
      return apply(expr, place)
    case 'ApplyLocal':
      return applyLocal(expr, place)
    case 'Builtin':
      return builtin(expr, place)
    case 'FunctionApply':
      return functionApply(expr, place)
    case 'Field':
      return field(expr, place)
    case 'FunctionSet':
      return `functionSet(${value(expr.domain, place)},${value(expr.range, place)},${at})`
    case 'Record':
      return record(expr, place)
    case 'RecordSet': {
      const names = expr.fields.map(([name]) => name)
      const sets = list(
        expr.fields.map(([, set]) => set),
        place,
      )
      return `recordSet(${place.context.embed(names)},${sets},${at})`
    }
    case 'Except':
      return except(expr, place)
    case 'Tuple':
      return `sequenceOf(${list(expr.items, place)},${at})`
    case 'SetEnum':
      return `setOf(${list(expr.items, place)},${at})`
    case 'Product':
      return `product(${list(expr.items, place)},${at})`
    default:
      return compound(expr, place)
  }
}

const compound = (expr: Expr, place: Place): string => {
  switch (expr.kind) {
    case 'Function':
    case 'SetFilter':
    case 'SetMap':
    case 'Exists':
    case 'Forall':
    case 'Choose':
      return binding(expr, place)
    case 'If':
      return `(${boolean(expr.test, place)}?${value(expr.then, place)}:${value(expr.otherwise, place)})`
    case 'Case':
      return caseOf(expr, place)
    case 'Let':
      return value(expr.body, { ...place, scope: bindDefinitions(expr.definitions, place) })
    case 'And':
      return `(${expr.items.map((item) => boolean(item, place)).join('&&')})`
    case 'Or':
      return `(${expr.items.map((item) => boolean(item, place)).join('||')})`
    case 'Prime':
      return value(expr.body, { ...place, scope: primed(place.scope) })
    case 'Unchanged':
      return unchanged(expr.body, place)
    case 'BoxAction':
      return `(${boolean(expr.action, place)}||${unchanged(expr.subscript, place)})`
    case 'AngleAction':
      return `(${boolean(expr.action, place)}&&!${unchanged(expr.subscript, place)})`
    case 'Enabled':
      return unsupported('ENABLED', expr.span)
    case 'Unsupported':
      return unsupported(expr.what, expr.span)
    default:
      return unsupported('a temporal formula where a value is expected', expr.span)
  }
}

/** Constructs that bind names: quantifiers, CHOOSE, comprehensions, functions. */
import type { Binder, Bound, Expr } from '../names/Ir.ts'
import type { Place } from './Context.ts'
import { boolean, value } from './Expression.ts'
import { arrowBody, bind, createBlock } from './Scope.ts'
import type { Scope } from './Scope.ts'

/** One domain with what it binds: a name, or a pattern of names. */
interface Pattern {
  readonly binders: readonly Binder[]
  readonly tuple: boolean
  readonly domain: Expr
}

/** `x, y \in S` binds x and y each to an element of S. */
export const patterns = (bounds: readonly Bound[]): readonly Pattern[] =>
  bounds.flatMap(({ binders, tuple, domain }): readonly Pattern[] =>
    tuple
      ? [{ binders, tuple, domain }]
      : binders.map((binder) => ({ binders: [binder], tuple, domain })),
  )

/** Binds a pattern to a fresh JavaScript parameter. */
export const bindPattern = (
  pattern: Pattern,
  place: Place,
): { readonly parameter: string; readonly scope: Scope; readonly declarations: string } => {
  const { context } = place
  const parameter = context.fresh('x')
  const first = pattern.binders[0]
  if (!pattern.tuple && first !== undefined) {
    const scope = bind(place.scope, first, { kind: 'value', js: parameter })
    return { parameter, scope, declarations: '' }
  }
  let { scope } = place
  let declarations = ''
  const size = String(pattern.binders.length)
  pattern.binders.forEach((binder, k) => {
    const name = context.fresh('x')
    const at = context.at(pattern.domain.span)
    declarations += `const ${name}=component(${parameter},${String(k + 1)},${size},${at});`
    scope = bind(scope, binder, { kind: 'value', js: name })
  })
  return { parameter, scope, declarations }
}

/** An arrow function of the bound names. */
const closure = (
  bound: readonly Pattern[],
  place: Place,
  body: (inner: Place) => string,
  before: readonly string[] = [],
): string => {
  const block = createBlock()
  const parameters = [...before]
  let { scope } = place
  for (const pattern of bound) {
    const one = bindPattern(pattern, { ...place, scope })
    parameters.push(one.parameter)
    if (one.declarations !== '') block.declarations.push(one.declarations)
    scope = one.scope
  }
  const inner: Place = { ...place, scope, block }
  const js = body(inner)
  return `(${parameters.join(',')})=>${arrowBody(block, js)}`
}

const domains = (bound: readonly Pattern[], place: Place): string =>
  `[${bound.map(({ domain }) => value(domain, place)).join(',')}]`

/** All domains are evaluated before the first element is tried, as TLC does. */
const quantified = (expr: Expr & { kind: 'Exists' | 'Forall' }, place: Place): string => {
  const { context } = place
  const name = expr.kind === 'Exists' ? 'exists' : 'forall'
  const at = context.at(expr.span)
  const bound = patterns(expr.bounds)
  const sets = bound.map(({ domain }) => value(domain, place))
  const held = sets.map((set, k) => (k === 0 ? set : context.fresh('d')))
  const hoisted = held.slice(1).map((cell, k) => {
    place.block.declarations.push(`let ${cell};`)
    return `${cell}=${String(sets[k + 1])},`
  })
  const nest = (k: number, inner: Place): string => {
    const pattern = bound[k]
    if (pattern === undefined) return boolean(expr.body, inner)
    return `${name}(${String(held[k])},${closure([pattern], inner, (p) => nest(k + 1, p))},${at})`
  }
  return `(${hoisted.join('')}${nest(0, place)})`
}

const functionOf = (expr: Expr & { kind: 'Function' }, place: Place): string => {
  const at = place.context.at(expr.span)
  const bound = patterns(expr.bounds)
  const { self } = expr
  if (self !== undefined) return recursiveFunction(expr, self, bound, place)
  const body = closure(bound, place, (inner) => value(expr.body, inner))
  const first = bound[0]
  return bound.length === 1 && first !== undefined
    ? `fnOf(${value(first.domain, place)},${body},${at})`
    : `fnOfTuples(${domains(bound, place)},${body},${at})`
}

const recursiveFunction = (
  expr: Expr & { kind: 'Function' },
  self: Binder,
  bound: readonly Pattern[],
  place: Place,
): string => {
  const { context } = place
  const at = context.at(expr.span)
  const name = context.fresh('x')
  const scope = bind(place.scope, self, { kind: 'value', js: name })
  const inner: Place = { ...place, scope }
  const first = bound[0]
  if (bound.length === 1 && first !== undefined) {
    const body = closure(bound, inner, (p) => value(expr.body, p), [name])
    return `recursiveFn(${value(first.domain, place)},${body},${at})`
  }
  const body = closure(bound, inner, (p) => value(expr.body, p))
  const set = `product(${domains(bound, place)},${at})`
  return `recursiveFn(${set},(${name},t)=>(${body})(...sequenceItems(t)),${at})`
}

type Binding = Expr & {
  kind: 'Exists' | 'Forall' | 'Choose' | 'SetFilter' | 'SetMap' | 'Function'
}

/** JavaScript of a construct that binds names. */
export const binding = (expr: Binding, place: Place): string => {
  const at = place.context.at(expr.span)
  switch (expr.kind) {
    case 'Exists':
    case 'Forall':
      return quantified(expr, place)
    case 'Choose':
    case 'SetFilter': {
      const test = closure(patterns([expr.bound]), place, (inner) => boolean(expr.body, inner))
      const name = expr.kind === 'Choose' ? 'choose' : 'filter'
      return `${name}(${value(expr.bound.domain, place)},${test},${at})`
    }
    case 'SetMap':
      return `setMap(${images(expr, place)},${at})`
    case 'Function':
      return functionOf(expr, place)
  }
}

/** The domains and the closure of a {e : x \in S}. */
export const images = (expr: Expr & { kind: 'SetMap' }, place: Place): string => {
  const bound = patterns(expr.bounds)
  const body = closure(bound, place, (inner) => value(expr.body, inner))
  return `${domains(bound, place)},${body}`
}

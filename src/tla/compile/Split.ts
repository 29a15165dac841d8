/**
 * Next, split into instances: through disjunctions, definitions and quantifiers, down to the
 * applications that name the actions. A definition whose body only groups others is entered too.
 */
import type { Expr, Specification } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import { patterns } from './Bounds.ts'
import type { Context, Place } from './Context.ts'
import { inlineArguments } from './Names.ts'
import type { Path } from './Path.ts'
import { bind, createBlock, lookup } from './Scope.ts'
import type { Scope } from './Scope.ts'

export interface Part {
  readonly name: string
  readonly path: Path
  /** Names bound at run time. */
  readonly dynamic: readonly string[]
  /**
   * The outermost quantifier over such names, if nothing is tested before it: its domains, and the
   * scope in which they stand.
   */
  readonly loop: Loop | undefined
}

export interface Loop {
  readonly domains: readonly Expr[]
  readonly scope: Scope
}

/** More elements than this are enumerated at run time. */
const mostElements = 1000

/** Evaluates an expression whose free names are all known. */
export type EvaluateStatic = (expr: Expr, place: Place) => readonly Value[]

interface Walk {
  readonly evaluate: EvaluateStatic
  readonly place: Place
  /** The definition whose body is being split. */
  readonly within: string
  readonly dynamic: readonly string[]
  readonly loop: Loop | undefined
  /** Is anything tested before this place? */
  readonly isGuarded: boolean
  /** Is this the item of a conjunction in which the actions are? */
  readonly isCarrier: boolean
}

/** Does an expression only group applications of actions? */
const groups = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'Or':
      return expr.items.every(groups)
    case 'Exists':
    case 'Let':
      return groups(expr.body)
    case 'Apply':
      return true
    default:
      return false
  }
}

const isGroup = (expr: Expr): boolean =>
  (expr.kind === 'Or' || expr.kind === 'Exists' || expr.kind === 'Let') && groups(expr)

/** A name for a disjunction: in `Next /\ Record`, Next. */
const isNamedGroup = (expr: Expr): boolean =>
  expr.kind === 'Apply' &&
  expr.level === 2 &&
  !expr.definition.recursive &&
  (isGroup(expr.definition.body) || expr.definition.body.kind === 'Or')

const wrap = (parts: readonly Part[], around: (rest: Path) => Path): readonly Part[] =>
  parts.map((part) => ({ ...part, path: around(part.path) }))

const here = (walk: Walk, name: string): readonly Part[] => [
  { name, path: { kind: 'here', name }, dynamic: walk.dynamic, loop: walk.loop },
]

/** The item of a conjunction in which the actions are. */
const carrier = (items: readonly Expr[]): number => {
  const branching = items.findIndex((item) => item.level === 2 && isGroup(item))
  if (branching >= 0) return branching
  const disjunctive = items.findIndex(
    (item) => item.level === 2 && (item.kind === 'Or' || item.kind === 'Exists'),
  )
  if (disjunctive >= 0) return disjunctive
  const named = items.findIndex(isNamedGroup)
  if (named >= 0) return named
  const applied = items.flatMap((item, k) => (item.kind === 'Apply' && item.level === 2 ? [k] : []))
  return applied.length === 1 ? (applied[0] ?? -1) : -1
}

/** Is something that the domain mentions bound only at run time? */
const isDynamic = (expr: Expr, place: Place): boolean =>
  expr.level > 0 ||
  [...place.context.freeBinders(expr)].some((binder) => {
    const ref = lookup(place.scope, binder)
    if (ref?.kind === 'inline') return isDynamic(ref.expr, { ...place, scope: ref.scope })
    return ref?.kind !== 'constant'
  })

const choices = (lists: readonly (readonly Value[])[]): readonly (readonly Value[])[] =>
  lists.reduce<readonly (readonly Value[])[]>(
    (all, list) => all.flatMap((choice) => list.map((value) => [...choice, value])),
    [[]],
  )

const staticDomains = (
  expr: Expr & { kind: 'Exists' | 'Forall' },
  walk: Walk,
): readonly (readonly Value[])[] | undefined => {
  const bound = patterns(expr.bounds)
  if (bound.some(({ domain, tuple }) => tuple || isDynamic(domain, walk.place))) return undefined
  try {
    const lists = bound.map(({ domain }) => walk.evaluate(domain, walk.place))
    const count = lists.reduce((product, list) => product * list.length, 1)
    return count > mostElements ? undefined : lists
  } catch {
    // An error must surface when, and if, the step is taken.
    return undefined
  }
}

const splitExists = (expr: Expr & { kind: 'Exists' | 'Forall' }, walk: Walk): readonly Part[] => {
  const bound = patterns(expr.bounds)
  const lists = staticDomains(expr, walk)
  if (lists === undefined) {
    const binders = bound.flatMap((pattern) => pattern.binders)
    let { scope } = walk.place
    for (const binder of binders) scope = bind(scope, binder, { kind: 'unknown' })
    const dynamic = [...walk.dynamic, ...binders.map((binder) => binder.name)]
    const isFirst = !walk.isGuarded && walk.loop === undefined && !bound.some((b) => b.tuple)
    const domains = bound.map(({ domain }) => domain)
    const loop = isFirst ? { domains, scope: walk.place.scope } : walk.loop
    const inner = { ...walk, place: { ...walk.place, scope }, dynamic, loop, isGuarded: true }
    const parts = split(expr.body, inner)
    return wrap(parts, (rest) => ({ kind: 'every', rest }))
  }
  return choices(lists).flatMap((choice) => {
    let { scope } = walk.place
    bound.forEach((pattern, k) => {
      const value = choice[k] as Value
      for (const binder of pattern.binders) scope = bind(scope, binder, { kind: 'constant', value })
    })
    const parts = split(expr.body, { ...walk, place: { ...walk.place, scope } })
    return wrap(parts, (rest) => ({ kind: 'element', values: choice, rest }))
  })
}

const splitApply = (expr: Expr & { kind: 'Apply' }, walk: Walk): readonly Part[] => {
  const { definition, args } = expr
  const isLocal = lookup(walk.place.scope, definition) !== undefined
  const isEntered = isGroup(definition.body) || (walk.isCarrier && isNamedGroup(expr))
  if (isLocal || definition.recursive || !isEntered) {
    return here(walk, definition.name)
  }
  const scope = inlineArguments(definition.params, args, walk.place)
  const place = { ...walk.place, scope }
  const inner = { ...walk, within: definition.name, place, isCarrier: false }
  return wrap(split(definition.body, inner), (rest) => ({ kind: 'inside', rest }))
}

const split = (expr: Expr, walk: Walk): readonly Part[] => {
  switch (expr.kind) {
    case 'Or':
      return expr.items.flatMap((item, index) =>
        wrap(split(item, walk), (rest) => ({ kind: 'item', index, rest })),
      )
    case 'And': {
      const index = carrier(expr.items)
      const item = expr.items[index]
      const inner = { ...walk, isGuarded: walk.isGuarded || index > 0, isCarrier: true }
      return item === undefined
        ? here(walk, walk.within)
        : wrap(split(item, inner), (rest) => ({
            kind: 'item',
            index,
            rest,
          }))
    }
    case 'Exists':
      return splitExists(expr, walk)
    case 'Let': {
      let { scope } = walk.place
      for (const definition of expr.definitions)
        scope = bind(scope, definition, { kind: 'unknown' })
      const parts = split(expr.body, { ...walk, place: { ...walk.place, scope } })
      return wrap(parts, (rest) => ({ kind: 'inside', rest }))
    }
    case 'Apply':
      return splitApply(expr, walk)
    default:
      return here(walk, walk.within)
  }
}

/** Next itself is always entered, so that its name is the last resort of a label. */
export const splitNext = (
  specification: Specification,
  context: Context,
  evaluate: EvaluateStatic,
): readonly Part[] => {
  const { next } = specification
  const scope: Scope = { bindings: undefined, state: 's', next: 'n', mode: 'next' }
  const place: Place = { context, scope, block: createBlock() }
  const walk: Walk = {
    evaluate,
    place,
    within: 'Next',
    dynamic: [],
    loop: undefined,
    isGuarded: false,
    isCarrier: false,
  }
  if (next.kind !== 'Apply' || next.args.length > 0) return split(next, walk)
  const inner = { ...walk, within: next.definition.name }
  return wrap(split(next.definition.body, inner), (rest) => ({ kind: 'inside', rest }))
}

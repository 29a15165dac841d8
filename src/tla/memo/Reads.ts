/**
 * Which variables an expression reads, and what of its surroundings it depends on besides: the
 * questions behind every read that is remembered.
 */
import type { Place } from '../compile/Context.ts'
import { lookup } from '../compile/Scope.ts'
import { nondeterministic } from '../compile/Standard.ts'
import { boundIn, forEachChild, isExpr, reaches } from '../compile/Walk.ts'
import type { Argument, Binder, Definition, Expr } from '../names/Ir.ts'

/** Values from outside an expression: names, and LET definitions without parameters. */
export interface Captures {
  readonly binders: readonly Binder[]
  readonly definitions: readonly Definition[]
}

export interface Reading {
  /** Positions of the variables read, unprimed. */
  readonly variables: ReadonlySet<number>
  /** Positions of the variables read primed. */
  readonly primed: ReadonlySet<number>
  readonly captures: Captures
}

interface Search {
  readonly place: Place
  readonly variables: Set<number>
  readonly primed: Set<number>
  readonly binders: Set<Binder>
  readonly definitions: Set<Definition>
  readonly bound: Set<Binder>
  readonly entered: Set<Definition>
  readonly enteredPrimed: Set<Definition>
  /** Subexpressions that are left out. */
  readonly without: ReadonlySet<Expr>
  /** Are we inside a prime? */
  isPrimed: boolean
  /** Something was met that no read can be made of. */
  opaque: boolean
}

const unmemoisable = new Set<Expr['kind']>(['Unchanged', 'BoxAction', 'AngleAction'])

const enterDefinition = (definition: Definition, search: Search): void => {
  // Inside the definition itself, its parameters are names of the surroundings.
  if (definition.params.some((param) => lookup(search.place.scope, param) !== undefined)) {
    search.opaque = true
  }
  const ref = lookup(search.place.scope, definition)
  if (ref?.kind === 'lazy' || ref?.kind === 'value') {
    search.definitions.add(definition)
    return
  }
  if (ref !== undefined) search.opaque = true
  const entered = search.isPrimed ? search.enteredPrimed : search.entered
  if (entered.has(definition)) return
  entered.add(definition)
  for (const param of definition.params) search.bound.add(param)
  explore(definition.body, search)
}

const useVariable = (index: number, search: Search): void => {
  if (search.isPrimed) search.primed.add(index)
  else search.variables.add(index)
}

const useBinder = (binder: Binder, search: Search): void => {
  if (search.bound.has(binder)) return
  const ref = lookup(search.place.scope, binder)
  if (ref?.kind === 'inline' && ref.expr.kind === 'Variable') {
    useVariable(ref.expr.index, search)
    search.binders.add(binder)
  } else if (ref?.kind === 'value' || ref?.kind === 'parameter' || ref?.kind === 'lazy') {
    search.binders.add(binder)
  } else if (ref?.kind !== 'constant') search.opaque = true
  else search.binders.add(binder)
}

const exploreArguments = (args: readonly Argument[], search: Search): void => {
  for (const arg of args) {
    if (isExpr(arg)) continue
    if (arg.kind === 'DefinitionRef') enterDefinition(arg.definition, search)
    if (arg.kind === 'BinderRef' && !search.bound.has(arg.binder)) search.opaque = true
  }
}

const explore = (expr: Expr, search: Search): void => {
  if (search.without.has(expr)) return
  if (unmemoisable.has(expr.kind)) search.opaque = true
  if (expr.kind === 'Builtin' && nondeterministic.has(expr.operator)) search.opaque = true
  if (expr.kind === 'Variable') useVariable(expr.index, search)
  // Names bound inside come first: binders are unique, so their order does not matter.
  for (const binder of boundIn(expr)) search.bound.add(binder)
  if (expr.kind === 'Local') useBinder(expr.binder, search)
  if (expr.kind === 'ApplyLocal' && !search.bound.has(expr.binder)) search.opaque = true
  if (expr.kind === 'Apply' || expr.kind === 'ApplyLocal' || expr.kind === 'Builtin') {
    exploreArguments(expr.args, search)
  }
  if (expr.kind === 'Apply') enterDefinition(expr.definition, search)
  if (expr.kind === 'Let') for (const d of expr.definitions) search.entered.add(d)
  const { isPrimed } = search
  search.isPrimed ||= expr.kind === 'Prime'
  forEachChild(expr, (child) => {
    explore(child, search)
  })
  search.isPrimed = isPrimed
}

/** undefined if no read can be made of the expression. */
export const readingOf = (
  expr: Expr,
  place: Place,
  without: ReadonlySet<Expr> = new Set(),
): Reading | undefined => {
  const search: Search = {
    place,
    variables: new Set(),
    primed: new Set(),
    isPrimed: place.scope.state === place.scope.next,
    binders: new Set(),
    definitions: new Set(),
    bound: new Set(),
    entered: new Set(),
    enteredPrimed: new Set(),
    without,
    opaque: false,
  }
  explore(expr, search)
  if (search.opaque) return undefined
  return {
    variables: search.variables,
    primed: search.primed,
    captures: { binders: [...search.binders], definitions: [...search.definitions] },
  }
}

const lazyOperators = new Set([
  'SUBSET',
  'Seq',
  '..',
  'Nat',
  'Int',
  'STRING',
  'SeqOf',
  'BoundedSeq',
  'TupleOf',
])
const setOperators = new Set(['\\cup', '\\cap', '\\', 'UNION'])
const lazyKinds = new Set<Expr['kind']>(['FunctionSet', 'RecordSet', 'Product'])

const infiniteOperators = new Set(['Nat', 'Int', 'STRING', 'Seq'])

const isInfinite = (expr: Expr): boolean =>
  reaches(expr, (node) => node.kind === 'Builtin' && infiniteOperators.has(node.operator))

/** May filtering the set have to wait until somebody asks for its elements? */
const isLarge = (domain: Expr): boolean =>
  !(domain.kind === 'Builtin' && domain.operator === '..') &&
  (mayBeLazy(domain) || isInfinite(domain))

/** May the value be a set with lazy membership, which must not be enumerated for a read? */
export const mayBeLazy = (expr: Expr): boolean => {
  if (lazyKinds.has(expr.kind)) return true
  switch (expr.kind) {
    case 'Builtin':
      if (lazyOperators.has(expr.operator)) return true
      return setOperators.has(expr.operator) && expr.args.filter(isExpr).some(mayBeLazy)
    case 'SetFilter':
      return isLarge(expr.bound.domain)
    case 'Function':
      return expr.bounds.some((bound) => isInfinite(bound.domain))
    case 'If':
      return mayBeLazy(expr.then) || mayBeLazy(expr.otherwise)
    case 'Case':
      return (
        expr.arms.some((arm) => mayBeLazy(arm.value)) ||
        (expr.otherwise !== undefined && mayBeLazy(expr.otherwise))
      )
    case 'Let':
      return mayBeLazy(expr.body)
    case 'Apply':
      return !expr.definition.recursive && mayBeLazy(expr.definition.body)
    default:
      return false
  }
}

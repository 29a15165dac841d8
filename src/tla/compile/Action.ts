/**
 * Actions to JavaScript in continuation-passing style: the code of a conjunct runs the code that
 * follows once per way in which it can hold. Next values are slots, assigned on the way down and
 * cleared on the way back. Branching follows the text exactly as TLC's does, since the number of
 * states generated is the number of branches: every disjunction, quantifier and definition in the
 * place of a conjunct is entered, whatever its level; once every variable has its next value, the
 * conjuncts that remain are only tested.
 */
import type { Argument, Binder, Definition, Expr } from '../names/Ir.ts'
import { assignment, unchanged } from './Assignment.ts'
import { bindPattern, patterns } from './Bounds.ts'
import type { Place } from './Context.ts'
import { functionConjunct } from './Entered.ts'
import { boolean, value } from './Expression.ts'
import { argument, bindDefinitions, bodyPlace, lazy, levelIn, resumed, version } from './Names.ts'
import type { Path } from './Path.ts'
import { bind, createBlock, lookup } from './Scope.ts'
import type { Block, Lazy, Ref, Scope } from './Scope.ts'
import { blurred, isComplete, join, maybeComplete } from './Status.ts'
import type { Status } from './Status.ts'
import { isExpr } from './Walk.ts'

/** Statements that run what follows. */
export type Continue = (status: Status) => string

/** What is being compiled: how slots are filled, and what happens at a leaf. */
export interface Target {
  /** JavaScript of the array of slots. */
  readonly slots: string
  /** Statements that fill a slot with the value of an expression, or leave the variable as it is. */
  assign: (variable: number, to: Expr | 'unchanged', place: Place) => string
  /** The same with the JavaScript of an interned value. */
  assignJs: (variable: number, js: string) => string
  clear: (variable: number) => string
  /** The value in a slot that is filled. */
  read: (variable: number) => string
  /** A test that the slot equals the value of an expression, or the present value. */
  equals: (variable: number, to: Expr | 'unchanged', place: Place) => string
  /** Statements that note which action this branch belongs to. */
  label: (name: string, args: readonly Argument[], place: Place) => string
}

/** Everything that stays the same while a conjunct is compiled. */
export interface Flow {
  readonly place: Place
  readonly target: Target
  readonly status: Status
  readonly then: Continue
  readonly path: Path | undefined
  /** Is this a place that TLC reaches when it splits Next into actions? */
  readonly isSplit: boolean
  /** The block of the whole action, and its recursive operators, which are functions. */
  readonly top: Block
  readonly recursions: Map<object, string>
}

/** A continuation that several branches run becomes one function. */
export const shared = (flow: Flow, branches: (then: Continue) => string): string => {
  const name = flow.place.context.fresh('k')
  let joined: Status | undefined
  const code = branches((status) => {
    joined = joined === undefined ? status : join(joined, status)
    return `${name}();`
  })
  if (joined === undefined) return `{${code}}`
  return `{const ${name}=()=>{${flow.then(joined)}};${code}}`
}

/** Code with declarations of its own. */
export const block = (flow: Flow, make: (inner: Flow) => string): string => {
  const inner = createBlock()
  const code = make({ ...flow, place: { ...flow.place, block: inner } })
  return `{${inner.declarations.join('')}${code}}`
}

const mayBranchHere = (expr: Expr, place: Place): boolean => {
  const { context } = place
  if (context.mayBranch(expr)) return true
  for (const binder of context.freeBinders(expr)) {
    const ref = lookup(place.scope, binder)
    if (ref?.kind === 'inline operator') return true
    if (ref?.kind === 'value' && ref.entered !== undefined) return true
    if ((ref?.kind === 'lazy' || ref?.kind === 'inline') && context.mayBranch(ref.expr)) return true
  }
  return false
}

/** Must the expression be entered, because it assigns or may branch? */
const isEntered = (expr: Expr, place: Place): boolean =>
  levelIn(expr, place) >= (place.scope.mode === 'initial' ? 1 : 2) || mayBranchHere(expr, place)

export const guard = (expr: Expr, flow: Flow): string =>
  `if(${boolean(expr, flow.place)}){${flow.then(flow.status)}}`

/** A conjunct after the first: only tested where every variable has its next value already. */
const later = (expr: Expr, flow: Flow): string => {
  if (flow.path !== undefined) return conjunct(expr, flow)
  if (isComplete(flow.status)) return guard(expr, flow)
  if (!maybeComplete(flow.status) || !mayBranchHere(expr, flow.place)) return conjunct(expr, flow)
  return shared(flow, (then) => {
    const test = guard(expr, { ...flow, then })
    return `if(isFull(${flow.target.slots})){${test}}else{${conjunct(expr, { ...flow, then })}}`
  })
}

const conjunction = (items: readonly Expr[], flow: Flow): string => {
  const { path } = flow
  const from = (k: number, status: Status): string => {
    const item = items[k]
    if (item === undefined) return flow.then(status)
    const inner: Flow = {
      ...flow,
      status,
      then: (after) => from(k + 1, after),
      path: path?.kind === 'item' && path.index === k ? path.rest : undefined,
    }
    return k === 0 ? conjunct(item, inner) : later(item, inner)
  }
  return from(0, flow.status)
}

const disjunction = (items: readonly Expr[], flow: Flow): string => {
  const { path } = flow
  if (path?.kind === 'item') {
    const chosen = items[path.index]
    return chosen === undefined ? '' : conjunct(chosen, { ...flow, path: path.rest })
  }
  return shared(flow, (then) =>
    items.map((item) => block(flow, (inner) => conjunct(item, { ...inner, then }))).join(''),
  )
}

/** The names of a quantifier, bound to the elements that the path has chosen. */
const chosen = (
  bound: readonly { readonly binders: readonly Binder[] }[],
  path: Path & { kind: 'element' | 'given' },
  outer: Scope,
): Scope =>
  bound.reduce((scope, { binders: [binder] }, k) => {
    if (binder === undefined) return scope
    if (path.kind === 'given')
      return bind(scope, binder, { kind: 'value', js: path.names[k] ?? '' })
    const value = path.values[k]
    return value === undefined ? scope : bind(scope, binder, { kind: 'constant', value })
  }, outer)

const exists = (expr: Expr & { kind: 'Exists' | 'Forall' }, flow: Flow): string => {
  const { context } = flow.place
  const { path } = flow
  const bound = patterns(expr.bounds)
  if (path?.kind === 'element' || path?.kind === 'given') {
    const scope = chosen(bound, path, flow.place.scope)
    return conjunct(expr.body, { ...flow, place: { ...flow.place, scope }, path: path.rest })
  }
  const at = context.at(expr.span)
  const sets = bound.map(({ domain }) => [context.fresh('d'), value(domain, flow.place)] as const)
  const nest = (k: number, inner: Flow): string => {
    const pattern = bound[k]
    const set = sets[k]
    if (pattern === undefined || set === undefined) {
      return conjunct(expr.body, { ...inner, path: path?.kind === 'every' ? path.rest : undefined })
    }
    const { parameter, scope, declarations } = bindPattern(pattern, inner.place)
    const body = block({ ...inner, place: { ...inner.place, scope } }, (p) => nest(k + 1, p))
    return `for(const ${parameter} of ${set[0]}){${declarations}${body}}`
  }
  const held = sets.map(([name, js]) => `const ${name}=elements(${js},${at});`).join('')
  return `{${held}${nest(0, flow)}}`
}

/** A conjunction over the elements of a set: one after the other, each followed by the rest. */
const forall = (expr: Expr & { kind: 'Exists' | 'Forall' }, flow: Flow): string => {
  const { context } = flow.place
  const at = context.at(expr.span)
  const bound = patterns(expr.bounds)
  const [all, step, index, choice] = ['d', 'k', 'j', 'x'].map((p) => context.fresh(p)) as [
    string,
    string,
    string,
    string,
  ]
  let { scope } = flow.place
  const bindings = bound.map((pattern, k) => {
    const one = bindPattern(pattern, { ...flow.place, scope })
    scope = one.scope
    return `const ${one.parameter}=${choice}[${String(k)}];${one.declarations}`
  })
  const status = blurred(flow.status)
  const next: Continue = () => `${step}(${index}+1);`
  const body = block({ ...flow, place: { ...flow.place, scope } }, (inner) => {
    const entered = conjunct(expr.body, { ...inner, status, then: next, path: undefined })
    const tested = guard(expr.body, { ...inner, status, then: next })
    return `if(${index}>0&&isFull(${flow.target.slots})){${tested}}else{${entered}}`
  })
  const domains = bound.map(({ domain }) => value(domain, flow.place)).join(',')
  return (
    `{const ${all}=[];combinations([${domains}],${at},(...x)=>{${all}.push(x)});` +
    `const ${step}=${index}=>{if(${index}===${all}.length){${flow.then(status)}return}` +
    `const ${choice}=${all}[${index}];${bindings.join('')}${body}};${step}(0);}`
  )
}

const caseOf = (expr: Expr & { kind: 'Case' }, flow: Flow): string =>
  shared(flow, (then) => {
    const arms = expr.arms.map((arm) => {
      const body = block(flow, (inner) => conjunct(arm.value, { ...inner, then }))
      return `if(${boolean(arm.guard, flow.place)})${body}else `
    })
    const { otherwise } = expr
    const last =
      otherwise === undefined
        ? `{noCase(${flow.place.context.at(expr.span)})}`
        : block(flow, (inner) => conjunct(otherwise, { ...inner, then }))
    return arms.join('') + last
  })

/** A name that stands for a formula: entered unless its value is known by now, as in TLC. */
const lazyConjunct = (ref: Lazy, expr: Expr, flow: Flow): string => {
  const { place } = flow
  if (ref.entry === 'never') return guard(expr, flow)
  const enter = (then: Continue): string =>
    conjunct(ref.expr, { ...flow, place: resumed(ref.scope, place), then })
  const { cell } = version(ref, place)
  if (cell === undefined || ref.entry === 'always') return enter(flow.then)
  return shared(flow, (then) => {
    const test = `if(bool(${cell},${place.context.at(expr.span)})){${then(flow.status)}}`
    return `if(${cell}!==undefined){${test}}else{${enter(then)}}`
  })
}

/** Arguments are evaluated when needed, at most once. */
const argumentRef = (arg: Argument, place: Place, isSplit: boolean): Ref => {
  if (!isExpr(arg)) return { kind: 'inline operator', operator: arg, scope: place.scope }
  if (arg.kind === 'Local') {
    const ref = lookup(place.scope, arg.binder)
    if (ref !== undefined) return ref
  }
  if (arg.kind === 'Variable') return { kind: 'inline', expr: arg, scope: place.scope }
  return lazy(arg, place, isSplit ? 'never' : 'once')
}

const apply = (expr: Expr & { kind: 'Apply' }, flow: Flow): string => {
  const { definition, args } = expr
  const ref = lookup(flow.place.scope, definition)
  if (ref?.kind === 'lazy') return lazyConjunct(ref, expr, flow)
  // A constant: TLC has evaluated it before it begins, so that there is nothing left to enter.
  const isConstant = ref === undefined && definition.params.length + definition.level === 0
  if (isConstant && flow.path === undefined) return guard(expr, flow)
  if (definition.recursive) return recursion(expr, ref, flow)
  return block(flow, (inner) => {
    let { scope } = inner.place
    definition.params.forEach((param, k) => {
      const arg = args[k]
      if (arg !== undefined) scope = bind(scope, param, argumentRef(arg, inner.place, flow.isSplit))
    })
    const place = bodyPlace(definition, scope, inner.place)
    return conjunct(definition.body, { ...inner, place, path: restOf(flow.path) })
  })
}

/** A recursive operator cannot be expanded: a function that is handed what follows. */
const recursion = (expr: Expr & { kind: 'Apply' }, ref: Ref | undefined, flow: Flow): string => {
  const { definition, args } = expr
  const { place, recursions } = flow
  const key = ref?.kind === 'local operator' ? ref.block : definition
  let name = recursions.get(key)
  if (name === undefined) {
    name = place.context.fresh('a')
    recursions.set(key, name)
    const home = ref?.kind === 'local operator' ? ref.block : flow.top
    home.declarations.push(`const ${name}=${recursiveFunction(definition, flow)};`)
  }
  const passed = args.map((arg) => argument(arg, false, place))
  return `${name}(${[...passed, `()=>{${flow.then(blurred(flow.status))}}`].join(',')});`
}

const recursiveFunction = (definition: Definition, flow: Flow): string => {
  const names = definition.params.map(() => flow.place.context.fresh('p'))
  const then = flow.place.context.fresh('k')
  const code = block(flow, (inner) => {
    let { scope } = inner.place
    definition.params.forEach((param, k) => {
      const kind = param.arity > 0 ? 'operator' : 'parameter'
      scope = bind(scope, param, { kind, js: names[k] as string })
    })
    const place = bodyPlace(definition, scope, inner.place)
    const status = 'm'.repeat(flow.status.length)
    return conjunct(definition.body, {
      ...inner,
      place,
      status,
      then: () => `${then}();`,
      path: undefined,
    })
  })
  return `(${[...names, then].join(',')})=>${code}`
}

const restOf = (path: Path | undefined): Path | undefined =>
  path?.kind === 'inside' ? path.rest : undefined

const local = (expr: Expr & { kind: 'Local' | 'ApplyLocal' }, flow: Flow): string => {
  const ref = lookup(flow.place.scope, expr.binder)
  if (expr.kind === 'Local') {
    if (ref?.kind === 'lazy') return lazyConjunct(ref, expr, flow)
    if (ref?.kind !== 'inline') return guard(expr, flow)
    return conjunct(ref.expr, { ...flow, place: resumed(ref.scope, flow.place) })
  }
  if (ref?.kind !== 'inline operator') return guard(expr, flow)
  return applyOperator(expr, ref, flow)
}

const applyOperator = (
  expr: Expr & { kind: 'ApplyLocal' },
  ref: Ref & { kind: 'inline operator' },
  flow: Flow,
): string => {
  const { operator } = ref
  const { args } = expr
  const there = resumed(ref.scope, flow.place)
  if (operator.kind === 'BinderRef') {
    const deeper = lookup(there.scope, operator.binder)
    return deeper?.kind === 'inline operator'
      ? applyOperator(expr, deeper, flow)
      : guard(expr, flow)
  }
  if (operator.kind === 'BuiltinRef') return guard(expr, flow)
  const params = operator.kind === 'Lambda' ? operator.params : operator.definition.params
  return block(flow, (inner) => {
    let scope: Scope = there.scope
    params.forEach((param, k) => {
      const arg = args[k]
      if (arg !== undefined) scope = bind(scope, param, argumentRef(arg, inner.place, false))
    })
    if (operator.kind === 'Lambda') {
      return conjunct(operator.body, { ...inner, place: { ...inner.place, scope } })
    }
    const place = bodyPlace(operator.definition, scope, { ...inner.place, scope })
    return conjunct(operator.definition.body, { ...inner, place, path: undefined })
  })
}

const builtin = (expr: Expr & { kind: 'Builtin' }, flow: Flow): string => {
  if (expr.operator === '=>') {
    const [left, right] = expr.args.filter(isExpr)
    if (left === undefined || right === undefined) return guard(expr, flow)
    return shared(flow, (then) => {
      const body = block(flow, (inner) => conjunct(right, { ...inner, then }))
      return `if(${boolean(left, flow.place)})${body}else{${then(flow.status)}}`
    })
  }
  return assignment(expr, flow) ?? guard(expr, flow)
}

/** TLC splits Next through disjunctions, LET, and what constants alone decide. */
const splits = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'Or':
    case 'Let':
      return true
    case 'Exists':
      return expr.bounds.every(({ domain }) => domain.level === 0)
    case 'Apply':
      return expr.args.every((arg) => isExpr(arg) && arg.level === 0)
    default:
      return false
  }
}

/** Statements that run `flow.then` once per way in which the expression holds. */
export const conjunct = (expr: Expr, outer: Flow): string => {
  const flow = outer.isSplit && !splits(expr) ? { ...outer, isSplit: false } : outer
  const { path } = flow
  if (path?.kind === 'here') {
    const args = expr.kind === 'Apply' ? expr.args : []
    const label = flow.target.label(path.name, args, flow.place)
    return `${label}${conjunct(expr, { ...flow, path: undefined })}`
  }
  if (path === undefined && !isEntered(expr, flow.place)) return guard(expr, flow)
  switch (expr.kind) {
    case 'And':
      return conjunction(expr.items, flow)
    case 'Or':
      return disjunction(expr.items, flow)
    case 'Exists':
      return exists(expr, flow)
    case 'Forall':
      return forall(expr, flow)
    case 'If':
      return shared(flow, (then) => {
        const arms = [expr.then, expr.otherwise].map((arm) =>
          block(flow, (inner) => conjunct(arm, { ...inner, then })),
        )
        return `if(${boolean(expr.test, flow.place)})${arms.join('else')}`
      })
    case 'Case':
      return caseOf(expr, flow)
    case 'Let':
      return block(flow, (inner) => {
        const entry = flow.isSplit ? 'always' : 'once'
        const scope = bindDefinitions(expr.definitions, inner.place, entry)
        const place: Place = { ...inner.place, scope }
        return conjunct(expr.body, { ...inner, place, path: restOf(path) })
      })
    case 'Apply':
      return apply(expr, flow)
    case 'Local':
    case 'ApplyLocal':
      return local(expr, flow)
    case 'FunctionApply':
      return functionConjunct(expr, flow)
    case 'Builtin':
      return builtin(expr, flow)
    case 'Unchanged':
      return unchanged(expr.body, flow)
    case 'BoxAction':
    case 'AngleAction':
      return subscripted(expr, flow)
    default:
      return guard(expr, flow)
  }
}

const subscripted = (expr: Expr & { kind: 'BoxAction' | 'AngleAction' }, flow: Flow): string => {
  if (expr.kind === 'AngleAction') {
    const changed = (status: Status): string =>
      `if(!${boolean({ ...expr, kind: 'Unchanged', body: expr.subscript }, flow.place)}){${flow.then(status)}}`
    return conjunct(expr.action, { ...flow, then: changed })
  }
  return shared(flow, (then) => {
    const step = block(flow, (inner) => conjunct(expr.action, { ...inner, then }))
    return step + block(flow, (inner) => unchanged(expr.subscript, { ...inner, then }))
  })
}

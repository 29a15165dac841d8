/** Names, applications and arguments: how a call is made, and when an argument is evaluated. */
import type { Argument, Binder, Definition, Expr, Level, OperatorArgument } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import type { Context, Place } from './Context.ts'
import { value } from './Expression.ts'
import { builtinFunction } from './Operators.ts'
import { arrowBody, bind, createBlock, lookup } from './Scope.ts'
import type { Lazy, LazyVersion, Ref, Scope } from './Scope.ts'
import { unsupported } from './Unsupported.ts'
import { isExpr } from './Walk.ts'

/** Forces what may be a thunk; the result replaces it. */
const forced = (js: string): string => `(typeof ${js}==='function'?${js}=${js}():${js})`

/** A scope kept for later, with the states of the place where it is used. */
export const resumed = (scope: Scope, place: Place): Place => ({
  ...place,
  scope: { ...place.scope, bindings: scope.bindings },
})

/** May the value be kept while the code that surrounds it runs? */
const isStable = (lazy: Lazy, scope: Scope): boolean => {
  switch (scope.mode) {
    case 'evaluate':
      return true
    case 'next':
      return lazy.level < 2 && scope.state !== scope.next
    case 'initial':
      return lazy.level === 0
  }
}

export const version = (lazy: Lazy, place: Place): LazyVersion => {
  const { scope, context } = place
  const found = lazy.versions.get(scope.state)
  if (found !== undefined) return found
  const evaluate = context.fresh('g')
  const block = createBlock()
  const body = value(lazy.expr, { ...resumed(lazy.scope, place), block })
  const arrow = `()=>${arrowBody(block, body)}`
  const { declarations } = lazy.block
  let made: LazyVersion
  if (!isStable(lazy, scope)) {
    declarations.push(`const ${evaluate}=${arrow};`)
    made = { force: `${evaluate}()`, cell: undefined, peek: `${evaluate}()` }
  } else {
    const cell = context.fresh('c')
    const force = context.fresh('g')
    declarations.push(
      `let ${cell};const ${evaluate}=${arrow};const ${force}=()=>${cell}===undefined?${cell}=${evaluate}():${cell};`,
    )
    const peek = context.mayBranch(lazy.expr)
      ? `(${cell}===undefined?${evaluate}():${cell})`
      : `${force}()`
    made = { force: `${force}()`, cell, peek }
  }
  lazy.versions.set(scope.state, made)
  return made
}

/** The level of an expression with what its free names stand for. */
export const levelIn = (expr: Expr, place: Place): Level => {
  let level = expr.level
  for (const binder of place.context.freeBinders(expr)) {
    const ref = lookup(place.scope, binder)
    if (ref?.kind === 'lazy') level = Math.max(level, ref.level) as Level
    if (ref?.kind === 'inline') {
      level = Math.max(level, levelIn(ref.expr, resumed(ref.scope, place))) as Level
    }
  }
  return level
}

export const lazy = (expr: Expr, place: Place, entry: Lazy['entry'] = 'once'): Lazy => ({
  kind: 'lazy',
  expr,
  scope: place.scope,
  block: place.block,
  level: levelIn(expr, place),
  entry,
  versions: new Map(),
})

/** JavaScript of a value that is known. */
export const constant = (of: Value, context: Context): string => {
  if (typeof of === 'number') return of < 0 ? `(${String(of)})` : String(of)
  if (typeof of === 'boolean') return String(of)
  context.base.interner.pin(of)
  return context.embed(of)
}

const isValue = (ref: Ref | undefined): boolean => ref?.kind === 'value' || ref?.kind === 'constant'

/** JavaScript of the value of a bound name. */
export const local = (binder: Binder, expr: Expr, place: Place): string => {
  const ref = lookup(place.scope, binder)
  switch (ref?.kind) {
    case 'value':
      return ref.js
    case 'constant':
      return constant(ref.value, place.context)
    case 'parameter':
      return forced(ref.js)
    case 'lazy':
      return version(ref, place).force
    case 'inline':
      return value(ref.expr, resumed(ref.scope, place))
    default:
      return unsupported(`the name ${binder.name} has no value here`, expr.span)
  }
}

/** Does evaluating cost next to nothing, and can it not fail? */
const isTrivial = (arg: Expr, scope: Scope): boolean => {
  switch (arg.kind) {
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'Constant':
      return true
    case 'Variable':
      return scope.mode === 'evaluate' || (scope.mode === 'next' && scope.state !== scope.next)
    case 'Local':
      return isValue(lookup(scope, arg.binder))
    default:
      return false
  }
}

/** An argument as a value if it is trivial, otherwise as a thunk. */
const thunk = (arg: Expr, place: Place): string => {
  if (isTrivial(arg, place.scope)) return value(arg, place)
  if (arg.kind === 'Local') {
    const ref = lookup(place.scope, arg.binder)
    if (ref?.kind === 'parameter') return ref.js
  }
  const block = createBlock()
  const js = value(arg, { ...place, block })
  return `thunk(()=>${arrowBody(block, js)})`
}

/** JavaScript of an argument: its value if the parameter is strict, else perhaps a thunk. */
export const argument = (arg: Argument | undefined, strict: boolean, place: Place): string => {
  if (arg === undefined) return 'undefined'
  if (!isExpr(arg)) return operator(arg, place)
  return strict ? value(arg, place) : thunk(arg, place)
}

const parameterNames = (params: readonly Binder[], place: Place): readonly string[] =>
  params.map(() => place.context.fresh('p'))

const lambda = (params: readonly Binder[], body: Expr, place: Place): string => {
  const names = parameterNames(params, place)
  const block = createBlock()
  let { scope } = place
  params.forEach((param, k) => {
    const js = names[k] as string
    scope = bind(scope, param, { kind: param.arity > 0 ? 'operator' : 'parameter', js })
  })
  const js = value(body, { ...place, scope, block })
  return `(${names.join(',')})=>${arrowBody(block, js)}`
}

/** JavaScript of a function that takes values or thunks: an operator passed as an argument. */
export const operator = (arg: OperatorArgument, place: Place): string => {
  switch (arg.kind) {
    case 'Lambda':
      return `(${lambda(arg.params, arg.body, place)})`
    case 'BinderRef': {
      const ref = lookup(place.scope, arg.binder)
      if (ref?.kind === 'operator') return ref.js
      if (ref?.kind === 'inline operator') {
        return operator(ref.operator, resumed(ref.scope, place))
      }
      return unsupported(`the operator ${arg.binder.name} has no definition here`, arg.span)
    }
    case 'BuiltinRef':
      return builtinFunction(arg.operator, arg.span, place)
    case 'DefinitionRef': {
      const { definition } = arg
      const names = parameterNames(definition.params, place)
      const call = called(
        definition,
        names,
        (k, strict) => {
          const name = names[k] as string
          return strict ? forced(name) : name
        },
        place,
      )
      return `((${names.join(',')})=>${call})`
    }
  }
}

const localOperator = (ref: Ref & { kind: 'local operator' }, place: Place): string => {
  const { state } = place.scope
  const found = ref.versions.get(state)
  if (found !== undefined) return found
  const name = place.context.fresh('h')
  ref.versions.set(state, name)
  const { params, body } = ref.definition
  const js = lambda(params, body, resumed(ref.scope, place))
  ref.block.declarations.push(`const ${name}=${js};`)
  return name
}

/** A call of a definition that is compiled as a function. */
const called = (
  definition: Definition,
  args: readonly unknown[],
  argumentOf: (index: number, strict: boolean) => string,
  place: Place,
): string => {
  const ref = lookup(place.scope, definition)
  if (ref?.kind === 'local operator') {
    return `${localOperator(ref, place)}(${args.map((_, k) => argumentOf(k, false)).join(',')})`
  }
  const { strictness, flavour } = place.context
  flavour.checkCall(definition, place)
  const passed = args.map((_, k) => {
    const param = definition.params[k]
    return argumentOf(k, param !== undefined && strictness.strict(definition, param))
  })
  const { state, next } = place.scope
  return `${place.context.definition(definition)}(${[state, next, ...passed].join(',')})`
}

/** The bindings of a definition's parameters to arguments that are compiled in place. */
export const inlineArguments = (
  params: readonly Binder[],
  args: readonly Argument[],
  place: Place,
): Scope => {
  let { scope } = place
  params.forEach((param, k) => {
    const arg = args[k]
    if (arg === undefined) return
    const ref: Ref = isExpr(arg)
      ? { kind: 'inline', expr: arg, scope: place.scope }
      : { kind: 'inline operator', operator: arg, scope: place.scope }
    scope = bind(scope, param, ref)
  })
  return scope
}

/** The place in which the body of a definition stands when it is expanded where it is used. */
export const bodyPlace = (definition: Definition, bindings: Scope, place: Place): Place => {
  const ref = lookup(place.scope, definition)
  if (ref?.kind !== 'local operator') return { ...place, scope: bindings }
  // Names of the LET's surroundings, then the parameters.
  let { scope } = resumed(ref.scope, place)
  for (const param of definition.params) {
    const bound = lookup(bindings, param)
    if (bound !== undefined) scope = bind(scope, param, bound)
  }
  return { ...place, scope }
}

export const apply = (expr: Expr & { kind: 'Apply' }, place: Place): string => {
  const { definition, args } = expr
  const ref = lookup(place.scope, definition)
  if (ref?.kind === 'lazy') return version(ref, place).force
  if (ref?.kind === 'value') return ref.js
  if (ref?.kind === 'inline') return value(ref.expr, resumed(ref.scope, place))
  if (place.context.strictness.primesParameter(definition)) {
    if (definition.recursive) {
      return unsupported(`the recursive operator ${definition.name} primes a parameter`, expr.span)
    }
    const scope = inlineArguments(definition.params, args, place)
    return value(definition.body, bodyPlace(definition, scope, place))
  }
  return called(definition, args, (k, strict) => argument(args[k], strict, place), place)
}

export const applyLocal = (expr: Expr & { kind: 'ApplyLocal' }, place: Place): string => {
  const ref = lookup(place.scope, expr.binder)
  if (ref?.kind === 'operator') {
    return `${ref.js}(${expr.args.map((arg) => argument(arg, false, place)).join(',')})`
  }
  if (ref?.kind !== 'inline operator') {
    return unsupported(`the operator ${expr.binder.name} has no definition here`, expr.span)
  }
  const args = expr.args.map((arg) => argument(arg, false, place)).join(',')
  return `${operator(ref.operator, resumed(ref.scope, place))}(${args})`
}

/** Binds the definitions of a LET; nothing is compiled until it is used. */
export const bindDefinitions = (
  definitions: readonly Definition[],
  place: Place,
  entry: Lazy['entry'] = 'once',
): Scope => {
  let { scope } = place
  for (const definition of definitions) {
    const here: Place = { ...place, scope }
    if (definition.params.length === 0) {
      scope = bind(scope, definition, lazy(definition.body, here, entry))
      continue
    }
    const tied = {
      kind: 'local operator',
      definition,
      scope,
      block: place.block,
      versions: new Map<string, string>(),
    } as const
    const outer = bind(scope, definition, tied)
    // A recursive local operator must see itself.
    scope = bind(scope, definition, { ...tied, scope: outer })
  }
  return scope
}

/** The arrow function of a definition: of state, next state and its parameters. */
export const definitionFunction = (definition: Definition, place: Place): string => {
  const { strictness } = place.context
  const names = parameterNames(definition.params, place)
  const block = createBlock()
  let { scope } = place
  definition.params.forEach((param, k) => {
    const js = names[k] as string
    const strict = strictness.strict(definition, param)
    const kind = param.arity > 0 ? 'operator' : strict ? 'value' : 'parameter'
    scope = bind(scope, param, { kind, js })
  })
  const isConstant = definition.params.length === 0 && definition.level === 0
  const inner: Place = { ...place, scope, block }
  const js = value(definition.body, inner)
  if (!isConstant)
    return `(s,n${names.map((name) => `,${name}`).join('')})=>${arrowBody(block, js)}`
  return `(s,n)=>${place.context.once(`(()=>${arrowBody(block, js)})()`)}`
}

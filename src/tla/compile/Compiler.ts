/** What compiling one specification needs, and the simplest things made with it. */
import type { Binder, ConfigValue, Definition, Expr, Specification } from '../names/Ir.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import { createInterner } from '../values/Interner.ts'
import type { Interner } from '../values/Interner.ts'
import type { Value } from '../values/Value.ts'
import { createBase } from './Base.ts'
import type { Base } from './Base.ts'
import { createLinker, plain } from './Context.ts'
import type { Context, Flavour, Linker, Place } from './Context.ts'
import { boolean, value } from './Expression.ts'
import { createLibrary } from './Library.ts'
import type { Limits, State } from './Machine.ts'
import { definitionFunction } from './Names.ts'
import { arrowBody, bind, createBlock } from './Scope.ts'
import type { Mode, Scope } from './Scope.ts'

const configValue = (of: ConfigValue, interner: Interner): Value => {
  switch (of.kind) {
    case 'Number':
    case 'Boolean':
      return of.value
    case 'String':
      return interner.string(of.value)
    case 'ModelValue':
      return interner.modelValue(of.name)
    case 'Set':
      return interner.set(of.items.map((item) => configValue(item, interner)))
  }
}

const scopeOf = (mode: Mode): Scope => ({
  bindings: undefined,
  state: 's',
  next: mode === 'initial' ? 's' : 'n',
  mode,
})

export const placeOf = (context: Context, mode: Mode): Place => ({
  context,
  scope: scopeOf(mode),
  block: createBlock(),
})

export interface Compiler {
  readonly specification: Specification
  readonly base: Base
  readonly linker: Linker
  /** A linker of another flavour, with library functions of its own beside the common ones. */
  withFlavour: (flavour: Flavour, library: Readonly<Record<string, unknown>>) => Linker
}

export const createCompiler = (specification: Specification, limits: Limits): Compiler => {
  const interner = createInterner()
  const base = createBase(interner, limits, [])
  const constants = specification.constants.map((of) => configValue(of.value, interner))
  for (const constant of constants) interner.pin(constant)
  const variables = specification.variables.map((variable) => variable.name)
  const compileDefinition = (definition: Definition, context: Context): string =>
    definitionFunction(definition, placeOf(context, 'evaluate'))
  const library = createLibrary(base, variables)
  const shared = { specification, base, constants, library, compileDefinition }
  return {
    specification,
    base,
    linker: createLinker(shared, plain),
    withFlavour: (flavour, more) =>
      createLinker({ ...shared, library: { ...library, ...more } }, flavour),
  }
}

/** Binds parameters to fresh JavaScript names. */
export const bindParameters = (
  params: readonly Binder[],
  place: Place,
): { readonly names: readonly string[]; readonly place: Place } => {
  const names = params.map(() => place.context.fresh('p'))
  let { scope } = place
  params.forEach((param, k) => {
    scope = bind(scope, param, { kind: 'value', js: names[k] as string })
  })
  return { names, place: { ...place, scope } }
}

/** A function of state, next state and the values of parameters. */
export type Evaluator = (state: State, next: State, ...args: readonly Value[]) => Value

/** An expression, or a definition's body with its parameters as arguments, as a function. */
export const evaluator = (
  compiler: Compiler,
  expr: Expr,
  params: readonly Binder[] = [],
  kind: 'value' | 'boolean' = 'value',
): Evaluator =>
  compiler.linker.link((context) => {
    const { names, place } = bindParameters(params, placeOf(context, 'evaluate'))
    const js = kind === 'boolean' ? boolean(expr, place) : value(expr, place)
    return `(${['s', 'n', ...names].join(',')})=>${arrowBody(place.block, js)}`
  }) as Evaluator

/** An expression in the scope that `around` makes; code finds the values in `v`. */
export const evaluateAt = (
  compiler: Compiler,
  expr: Expr,
  around: (place: Place) => Place,
  state: State,
  next: readonly (Value | undefined)[],
  values: readonly Value[],
): Value => {
  const run = compiler.linker.link((context) => {
    const place = around(placeOf(context, 'evaluate'))
    return `(s,n,v)=>${arrowBody(place.block, value(expr, place))}`
  }) as (s: State, n: readonly (Value | undefined)[], v: readonly Value[]) => Value
  return compiler.base.normal(run(state, next, values), -1)
}

const unknownName = (name: string, module: string): never => {
  throw new TlaError({ code: 'TLA402', message: `module ${module} defines no operator ${name}` })
}

export const definitionOf = (specification: Specification, name: string): Definition =>
  specification.definitions.get(name) ?? unknownName(name, specification.module)

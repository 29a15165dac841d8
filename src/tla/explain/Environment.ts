/** Evaluating a subexpression where it stands: with the names that are bound around it. */
import { assignable as assignableIn } from '../compile/Assignment.ts'
import { definitionOf, evaluateAt } from '../compile/Compiler.ts'
import type { Compiler } from '../compile/Compiler.ts'
import type { Place } from '../compile/Context.ts'
import type { State } from '../compile/Machine.ts'
import { bindDefinitions, inlineArguments } from '../compile/Names.ts'
import { bind } from '../compile/Scope.ts'
import type { Argument, Binder, Definition, Expr } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'

/** What was bound on the way to an expression, outermost first. */
type Step =
  | { readonly kind: 'value'; readonly binder: Binder; readonly value: Value }
  | {
      readonly kind: 'arguments'
      readonly params: readonly Binder[]
      readonly args: readonly Argument[]
    }
  | { readonly kind: 'let'; readonly definitions: readonly Definition[] }

export type Environment = readonly Step[]

export const withValue = (env: Environment, binder: Binder, value: Value): Environment => [
  ...env,
  { kind: 'value', binder, value },
]

export const withArguments = (
  env: Environment,
  params: readonly Binder[],
  args: readonly Argument[],
): Environment => [...env, { kind: 'arguments', params, args }]

export const withDefinitions = (
  env: Environment,
  definitions: readonly Definition[],
): Environment => [...env, { kind: 'let', definitions }]

/** The same bindings as a scope of the compiler; values become parameters of the code. */
const replay = (env: Environment, place: Place): Place =>
  env.reduce<Place>((inner, step, k) => {
    switch (step.kind) {
      case 'value': {
        const js = `v[${String(k)}]`
        return { ...inner, scope: bind(inner.scope, step.binder, { kind: 'value', js }) }
      }
      case 'arguments':
        return { ...inner, scope: inlineArguments(step.params, step.args, inner) }
      case 'let':
        return { ...inner, scope: bindDefinitions(step.definitions, inner) }
    }
  }, place)

const valuesOf = (env: Environment): readonly Value[] =>
  env.map((step) => (step.kind === 'value' ? step.value : false))

/** The value of an expression; throws as evaluation does. */
export const evaluateIn = (
  compiler: Compiler,
  expr: Expr,
  env: Environment,
  state: State,
  next: readonly (Value | undefined)[],
): Value => evaluateAt(compiler, expr, (place) => replay(env, place), state, next, valuesOf(env))

/** The variable that `x' = e` or `x' \in S` gives a value to. */
export const assignedVariable = (
  compiler: Compiler,
  expr: Expr,
  env: Environment,
): number | undefined => {
  let found: number | undefined
  compiler.linker.link((context) => {
    const scope = { bindings: undefined, state: 's', next: 'n', mode: 'next' } as const
    found = assignableIn(expr, replay(env, { context, scope, block: { declarations: [] } }))
    return 'undefined'
  })
  return found
}

/** Throws a TlaError if the root module defines no such operator. */
export const definitionNamed = (compiler: Compiler, name: string): Definition =>
  definitionOf(compiler.specification, name)

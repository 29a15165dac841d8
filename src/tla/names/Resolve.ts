/** From the syntax of expressions to the resolved form: a function per kind of expression. */
import type { ArgumentSyntax, BoundSyntax, LambdaSyntax, Syntax } from '../syntax/Ast.ts'
import { levelOfAll, atMost, maxLevel } from './Levels.ts'
import { resolveOperator, resolveReference } from './Application.ts'
import { bindBounds, binderOfAll } from './Binding.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import { resolveLet } from './Let.ts'
import type { Argument, Binder, Bound, ExceptClause, Expr, Lambda, Level } from './Ir.ts'
import { bindAll } from './Scope.ts'
import type { Env } from './Scope.ts'

type Kind = Syntax['kind']
type Of<K extends Kind> = Extract<Syntax, { kind: K }>
type Rules = {
  readonly [K in Kind]: (syntax: Of<K>, env: Env, context: Context) => Expr
}

const levelsOf = (bounds: readonly Bound[]): Level => levelOfAll(bounds.map((b) => b.domain))

const exprs = (items: readonly Syntax[], env: Env, context: Context): readonly Expr[] =>
  items.map((item) => context.resolve(item, env))

const list = (
  syntax: Of<'And' | 'Or' | 'Product' | 'Tuple' | 'SetEnum'>,
  env: Env,
  context: Context,
): Expr => {
  const items = exprs(syntax.items, env, context)
  return { kind: syntax.kind, items, level: levelOfAll(items), span: syntax.span }
}

const bounded = (
  syntax: { readonly bounds: readonly BoundSyntax[]; readonly body: Syntax },
  env: Env,
  context: Context,
): { readonly bounds: readonly Bound[]; readonly body: Expr; readonly level: Level } => {
  const { bounds, env: inner } = bindBounds(syntax.bounds, env, context)
  const body = context.resolve(syntax.body, inner)
  return { bounds, body, level: maxLevel([levelsOf(bounds), body.level]) }
}

const quantified = (
  { kind, bounds, body, span }: Of<'Exists' | 'Forall' | 'Function' | 'SetMap'>,
  env: Env,
  context: Context,
): Expr => ({ kind, ...bounded({ bounds, body }, env, context), span })

const chosen = (syntax: Of<'Choose' | 'SetFilter'>, env: Env, context: Context): Expr => {
  const { bounds, body, level } = bounded(
    { bounds: [syntax.bound], body: syntax.body },
    env,
    context,
  )
  const [bound] = bounds
  return bound === undefined
    ? refuse('TLA101', 'A bound name is expected here.', syntax.span)
    : { kind: syntax.kind, bound, body, level, span: syntax.span }
}

const record = (syntax: Of<'Record' | 'RecordSet'>, env: Env, context: Context): Expr => {
  const fields = syntax.fields.map(
    ([name, value]) => [name.text, context.resolve(value, env)] as const,
  )
  const level = levelOfAll(fields.map(([, value]) => value))
  return { kind: syntax.kind, fields, level, span: syntax.span }
}

/** f[a, b] is f[<<a, b>>]; an EXCEPT has one index per step. */
const indexOf = (args: readonly Expr[], span: Syntax['span']): Expr => {
  const [only] = args
  return args.length === 1 && only !== undefined
    ? only
    : { kind: 'Tuple', items: args, level: levelOfAll(args), span }
}

const except = (syntax: Of<'Except'>, env: Env, context: Context): Expr => {
  const base = context.resolve(syntax.base, env)
  const clauses = syntax.clauses.map((clause): ExceptClause => {
    const at: Binder = { name: '@', arity: 0 }
    const path = clause.path.map((step) =>
      step.kind === 'Field'
        ? { field: step.field }
        : { index: indexOf(exprs(step.args, env, context), step.span) },
    )
    const value = context.resolve(clause.value, { ...env, at })
    return { path, at, value, span: clause.span }
  })
  const levels = clauses.flatMap((c) => [
    c.value.level,
    ...c.path.map((step) => ('index' in step ? step.index.level : 0)),
  ])
  return {
    kind: 'Except',
    base,
    clauses,
    level: maxLevel([base.level, ...levels]),
    span: syntax.span,
  }
}

const caseOf = (syntax: Of<'Case'>, env: Env, context: Context): Expr => {
  const arms = syntax.arms.map((arm) => ({
    guard: context.resolve(arm.guard, env),
    value: context.resolve(arm.value, env),
  }))
  const otherwise =
    syntax.otherwise === undefined ? undefined : context.resolve(syntax.otherwise, env)
  const all = [...arms.flatMap((a) => [a.guard, a.value]), ...(otherwise ? [otherwise] : [])]
  return { kind: 'Case', arms, otherwise, level: levelOfAll(all), span: syntax.span }
}

const step = (
  syntax: Of<'BoxAction' | 'AngleAction' | 'WeakFairness' | 'StrongFairness'>,
  env: Env,
  context: Context,
): Expr => {
  const action = atMost(context.resolve(syntax.action, env), 2, 'A step')
  const subscript = atMost(context.resolve(syntax.subscript, env), 1, 'A subscript')
  const level = syntax.kind === 'BoxAction' || syntax.kind === 'AngleAction' ? 2 : 3
  return { kind: syntax.kind, action, subscript, level, span: syntax.span }
}

const rules: Rules = {
  Number: ({ kind, value, span }) => ({ kind, value, level: 0, span }),
  String: ({ kind, value, span }) => ({ kind, value, level: 0, span }),
  Boolean: ({ kind, value, span }) => ({ kind, value, level: 0, span }),
  Reference: (syntax, env, context) => resolveReference(context, syntax, env),
  At: ({ span }, env) =>
    env.at === undefined
      ? refuse('TLA107', '`@` has a meaning only on the right of `=` in an EXCEPT.', span)
      : { kind: 'Local', binder: env.at, level: 0, span },
  And: list,
  Or: list,
  Product: list,
  Tuple: list,
  SetEnum: list,
  FunctionApply: (syntax, env, context) => {
    const fn = context.resolve(syntax.fn, env)
    const args = exprs(syntax.args, env, context)
    return { kind: 'FunctionApply', fn, args, level: levelOfAll([fn, ...args]), span: syntax.span }
  },
  Field: (syntax, env, context) => {
    const value = context.resolve(syntax.record, env)
    return {
      kind: 'Field',
      record: value,
      field: syntax.field,
      level: value.level,
      span: syntax.span,
    }
  },
  Exists: quantified,
  Forall: quantified,
  Function: quantified,
  SetMap: quantified,
  Choose: chosen,
  SetFilter: chosen,
  FunctionSet: (syntax, env, context) => {
    const domain = context.resolve(syntax.domain, env)
    const range = context.resolve(syntax.range, env)
    const level = levelOfAll([domain, range])
    return { kind: 'FunctionSet', domain, range, level, span: syntax.span }
  },
  Record: record,
  RecordSet: record,
  Except: except,
  BoxAction: step,
  AngleAction: step,
  WeakFairness: step,
  StrongFairness: step,
  If: (syntax, env, context) => {
    const test = context.resolve(syntax.test, env)
    const then = context.resolve(syntax.then, env)
    const otherwise = context.resolve(syntax.otherwise, env)
    const level = levelOfAll([test, then, otherwise])
    return { kind: 'If', test, then, otherwise, level, span: syntax.span }
  },
  Case: caseOf,
  Let: (syntax, env, context) => resolveLet(syntax, env, context),
  Unsupported: ({ what, span }) => ({ kind: 'Unsupported', what, level: 0, span }),
}

/** Resolves an expression. Throws a TlaError that names what cannot be. */
export const resolveExpression = <K extends Kind>(
  syntax: Of<K> & { readonly kind: K },
  env: Env,
  context: Context,
): Expr => rules[syntax.kind](syntax, env, context)

const lambda = (syntax: LambdaSyntax, arity: number, env: Env, context: Context): Lambda => {
  if (syntax.params.length !== arity)
    refuse(
      'TLA103',
      `A LAMBDA of ${String(arity)} parameters is expected here, this one has ${String(syntax.params.length)}.`,
      syntax.span,
    )
  const params = binderOfAll(syntax.params, env)
  const body = context.resolve(syntax.body, bindAll(env, params))
  return { kind: 'Lambda', params, body, span: syntax.span }
}

/** Resolves an argument for a parameter of the given arity: a value (0) or an operator. */
export const resolveArgument = (
  syntax: ArgumentSyntax,
  arity: number,
  env: Env,
  context: Context,
): Argument => {
  if (syntax.kind === 'Lambda' && arity > 0) return lambda(syntax, arity, env, context)
  if (arity > 0) return resolveOperator(context, syntax, arity, env)
  if (syntax.kind === 'Lambda' || syntax.kind === 'Symbol')
    return refuse('TLA104', 'A value is expected here, not an operator.', syntax.span)
  return context.resolve(syntax, env)
}

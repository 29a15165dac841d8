/** Names and applications: what a name stands for, with which arguments. */
import type { ArgumentSyntax, Syntax } from '../syntax/Ast.ts'
import type { Span } from '../syntax/Span.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import type { Argument, Binder, Definition, Expr, OperatorArgument } from './Ir.ts'
import { applyBuiltin } from './Builtins.ts'
import { isExpr, levelOf, levelOfAll, maxLevel } from './Levels.ts'
import { find, handedOn } from './Scope.ts'
import type { Entry, Env, InstanceEntry, Item } from './Scope.ts'
import { language } from './Standard.ts'

type Reference = Extract<Syntax, { kind: 'Reference' }>

/** A name found, with the arguments that instances before it (`I(x)!`) were given. */
interface Found {
  readonly entry: Entry
  readonly explicit: readonly Argument[]
}

/** How the arguments of an application are resolved once the arities of the parameters are known. */
type Arguments = (arities: readonly number[], what: string) => readonly Argument[]

const plural = (n: number, what: string): string => `${String(n)} ${what}${n === 1 ? '' : 's'}`

const argumentsOf =
  (context: Context, args: readonly ArgumentSyntax[], env: Env, span: Span): Arguments =>
  (arities, what) => {
    if (arities.length !== args.length)
      refuse(
        'TLA103',
        `\`${what}\` takes ${plural(arities.length, 'argument')}, but ${String(args.length)} ${args.length === 1 ? 'is' : 'are'} given.`,
        span,
      )
    return args.map((a, i) => context.argument(a, arities[i] ?? 0, env))
  }

export const bindersAsArguments = (binders: readonly Binder[], span: Span): readonly Argument[] =>
  binders.map((binder) =>
    binder.arity === 0
      ? { kind: 'Local', binder, level: 0, span }
      : { kind: 'BinderRef', binder, span },
  )

const instanceAt = (entry: Entry | undefined, name: string, span: Span): InstanceEntry => {
  if (entry?.kind === 'Instance') return entry
  return refuse(
    entry === undefined ? 'TLA101' : 'TLA105',
    entry === undefined
      ? `\`${name}\` is not defined here: \`${name}!\` needs \`${name} == INSTANCE Module\` before it.`
      : `\`${name}\` is no instance of a module, so \`${name}!\` cannot stand before a name.`,
    span,
  )
}

const undefinedName = (name: string, span: Span): never =>
  refuse('TLA101', `\`${name}\` is not defined here.${hint(name)}`, span)

/** The module that would define an operator, for the message about its absence. */
const hint = (name: string): string => {
  const homes = new Map([
    ...['Nat', '+', '-', '*', '^', '<', '>', '<=', '>=', '%', '\\div', '..'].map(
      (n) => [n, 'Naturals'] as const,
    ),
    ...['Int', '-.'].map((n) => [n, 'Integers'] as const),
    ...['Seq', 'Len', '\\o', 'Append', 'Head', 'Tail', 'SubSeq', 'SelectSeq'].map(
      (n) => [n, 'Sequences'] as const,
    ),
    ...['Cardinality', 'IsFiniteSet'].map((n) => [n, 'FiniteSets'] as const),
    ...[':>', '@@', 'Print', 'PrintT', 'Assert', 'Permutations'].map((n) => [n, 'TLC'] as const),
  ])
  const home = homes.get(name)
  return home === undefined ? '' : ` The module ${home} defines it: EXTENDS ${home}.`
}

const lookUp = (context: Context, reference: Reference, env: Env): Found => {
  const { path, name, span } = reference
  const operator = language.operators.get(name)
  const [first, ...rest] = path
  if (first === undefined) {
    const entry = find(env, name) ?? (operator && { kind: 'Builtin', operator })
    return { entry: entry ?? undefinedName(name, span), explicit: [] }
  }
  let instance = instanceAt(find(env, first.text), first.text, first.span)
  const explicit: Argument[] = []
  const take = (args: readonly ArgumentSyntax[], what: string, at: Span): void => {
    const arities = instance.params.map((p) => p.arity)
    explicit.push(...argumentsOf(context, args, env, at)(arities, what))
  }
  const member = (text: string): Entry | undefined => {
    const slot = instance.scope.slots.get(text)
    return slot === undefined || slot.local ? undefined : slot.entry
  }
  take(first.args, first.text, first.span)
  for (const step of rest) {
    instance = instanceAt(member(step.text), step.text, step.span)
    take(step.args, step.text, step.span)
  }
  const entry = member(name) ?? (operator && { kind: 'Builtin', operator })
  if (entry !== undefined) return { entry, explicit }
  return refuse(
    'TLA101',
    `The module ${instance.scope.name}, of which \`${path.map((q) => q.text).join('!')}\` is an instance, does not define \`${name}\`.`,
    span,
  )
}

/** The entry of the root module that the configuration puts in the place of another. */
const replacement = (context: Context, entry: Extract<Entry, { kind: 'Replaced' }>): Entry => {
  const found = context.root().slots.get(entry.target.text)?.entry
  if (found !== undefined) return found
  return refuse(
    'CFG104',
    `\`${entry.target.text}\` is put in the place of an operator here, but the specification does not define it.`,
    entry.target.span,
  )
}

/** What an entry comes down to once the configuration's replacement of it is followed. */
export const replacedBy = (context: Context, entry: Entry): Entry =>
  entry.kind === 'Replaced' ? replacement(context, entry) : entry

const rootEnv = (context: Context): Env => ({
  scope: context.root(),
  order: Infinity,
  locals: undefined,
  parameters: [],
  at: undefined,
  sink: undefined,
})

export const definitionOf = (context: Context, item: Item): Definition => {
  context.force(item)
  return item.definition
}

const applyItem = (
  context: Context,
  item: Item,
  explicit: readonly Argument[],
  args: Arguments,
  env: Env,
  span: Span,
): Expr => {
  const definition = definitionOf(context, item)
  const shared = handedOn(env, item.instantiation, explicit.length)
  const own = definition.params.slice(shared.length + explicit.length).map((p) => p.arity)
  const all = [...bindersAsArguments(shared, span), ...explicit, ...args(own, definition.name)]
  const level = maxLevel([definition.level, ...all.map(levelOf)])
  return { kind: 'Apply', definition, args: all, level, span }
}

/** A LAMBDA put in the place of an operator, applied: it becomes a definition without a name. */
const applyLambda = (
  lambda: Extract<OperatorArgument, { kind: 'Lambda' }>,
  args: Arguments,
  env: Env,
  span: Span,
): Expr => {
  const { params, body } = lambda
  const definition: Definition = {
    name: 'LAMBDA',
    params,
    body,
    recursive: false,
    level: body.level,
    module: env.scope.name,
    span: lambda.span,
  }
  const all = args(
    params.map((p) => p.arity),
    'LAMBDA',
  )
  const level = maxLevel([body.level, levelOfAll(all)])
  return { kind: 'Apply', definition, args: all, level, span }
}

const applyArgument = (
  context: Context,
  operator: ArgumentSyntax,
  arity: number,
  args: Arguments,
  env: Env,
  span: Span,
): Expr => {
  if (operator.kind === 'Lambda') {
    const lambda = context.argument(operator, arity, env)
    return lambda.kind === 'Lambda'
      ? applyLambda(lambda, args, env, span)
      : refuse('TLA104', 'An operator is expected here.', operator.span)
  }
  const reference = asReference(operator)
  const { entry, explicit } = lookUp(context, reference, env)
  return applyEntry(context, entry, explicit, args, env, span, reference.name)
}

const asReference = (operator: ArgumentSyntax): Reference => {
  if (operator.kind === 'Symbol')
    return { kind: 'Reference', path: [], name: operator.name, args: [], span: operator.span }
  if (operator.kind === 'Reference' && operator.args.length === 0) return operator
  return refuse(
    'TLA104',
    'An operator is expected here: its name without arguments, or a LAMBDA.',
    operator.span,
  )
}

const applyEntry = (
  context: Context,
  entry: Entry,
  explicit: readonly Argument[],
  args: Arguments,
  env: Env,
  span: Span,
  name: string,
): Expr => {
  switch (entry.kind) {
    case 'Builtin':
      return applyBuiltin(entry.operator, args(entry.operator.params, name), span)
    case 'Definition':
      return applyItem(context, entry.item, explicit, args, env, span)
    case 'Constant':
      args([], name)
      return { kind: 'Constant', index: entry.index, level: 0, span }
    case 'Variable':
      args([], name)
      return { kind: 'Variable', index: entry.index, level: 1, span }
    case 'Binder':
      return applyBinder(entry.binder, args, span)
    case 'Replaced': {
      const target = replacement(context, entry)
      return applyEntry(context, target, [], args, rootEnv(context), span, entry.target.text)
    }
    case 'Substituted': {
      const outer = entry.env(env.parameters)
      if (entry.arity > 0)
        return applyArgument(context, entry.argument, entry.arity, args, outer, span)
      args([], name)
      const value = context.argument(entry.argument, 0, outer)
      return isExpr(value)
        ? value
        : refuse('TLA104', `\`${name}\` is no operator, so none can take its place.`, value.span)
    }
    case 'Unassigned':
      return refuse('TLA106', `The constant \`${name}\` has no value.`, span)
    case 'Instance':
      return refuse(
        'TLA105',
        `\`${name}\` is an instance of a module; a name is expected after it: \`${name}!Operator\`.`,
        span,
      )
  }
}

const applyBinder = (binder: Binder, args: Arguments, span: Span): Expr => {
  const all = args(Array<number>(binder.arity).fill(0), binder.name)
  return binder.arity === 0
    ? { kind: 'Local', binder, level: 0, span }
    : { kind: 'ApplyLocal', binder, args: all, level: levelOfAll(all), span }
}

/** `A!1`, `A!Label`: TLA+ can name a part of a definition; this engine cannot. */
const isPartOfDefinition = ({ path }: Reference, env: Env): boolean => {
  const [first] = path
  return first !== undefined && find(env, first.text)?.kind === 'Definition'
}

/** A name or an application, resolved. */
export const resolveReference = (context: Context, reference: Reference, env: Env): Expr => {
  if (isPartOfDefinition(reference, env))
    return {
      kind: 'Unsupported',
      what: 'a reference into a definition (`A!:`, `A!1`)',
      level: 0,
      span: reference.span,
    }
  const { entry, explicit } = lookUp(context, reference, env)
  const args = argumentsOf(context, reference.args, env, reference.span)
  return applyEntry(context, entry, explicit, args, env, reference.span, reference.name)
}

const wrongArity = (name: string, arity: number, takes: number, span: Span): never =>
  refuse(
    'TLA103',
    `An operator of ${plural(arity, 'argument')} is expected here, but \`${name}\` takes ${String(takes)}.`,
    span,
  )

const definitionRef = (
  context: Context,
  found: Found,
  item: Item,
  arity: number,
  env: Env,
  span: Span,
): OperatorArgument => {
  const definition = definitionOf(context, item)
  const shared = handedOn(env, item.instantiation, found.explicit.length)
  const before = shared.length + found.explicit.length
  const takes = definition.params.length - before
  if (takes !== arity) wrongArity(definition.name, arity, takes, span)
  if (before === 0) return { kind: 'DefinitionRef', definition, span }
  const params = definition.params.slice(before).map((p): Binder => ({ ...p }))
  const prefix = [...bindersAsArguments(shared, span), ...found.explicit]
  const args = [...prefix, ...bindersAsArguments(params, span)]
  const level = maxLevel([definition.level, levelOfAll(args)])
  return { kind: 'Lambda', params, body: { kind: 'Apply', definition, args, level, span }, span }
}

const operatorFrom = (
  context: Context,
  found: Found,
  name: string,
  arity: number,
  env: Env,
  span: Span,
): OperatorArgument => {
  const { entry } = found
  switch (entry.kind) {
    case 'Builtin': {
      const { params } = entry.operator
      if (params.length !== arity) wrongArity(name, arity, params.length, span)
      return { kind: 'BuiltinRef', operator: entry.operator.name, span }
    }
    case 'Definition':
      return definitionRef(context, found, entry.item, arity, env, span)
    case 'Binder':
      if (entry.binder.arity !== arity) wrongArity(name, arity, entry.binder.arity, span)
      return { kind: 'BinderRef', binder: entry.binder, span }
    case 'Replaced': {
      const target = { entry: replacement(context, entry), explicit: [] }
      return operatorFrom(context, target, entry.target.text, arity, rootEnv(context), span)
    }
    case 'Substituted': {
      if (entry.arity !== arity) wrongArity(name, arity, entry.arity, span)
      return resolveOperator(context, entry.argument, arity, entry.env(env.parameters))
    }
    default:
      return wrongArity(name, arity, 0, span)
  }
}

/** An argument for a parameter that is an operator of `arity` arguments. */
export const resolveOperator = (
  context: Context,
  operator: ArgumentSyntax,
  arity: number,
  env: Env,
): OperatorArgument => {
  if (operator.kind === 'Lambda') {
    const lambda = context.argument(operator, arity, env)
    if (lambda.kind === 'Lambda') return lambda
  }
  const reference = asReference(operator)
  const found = lookUp(context, reference, env)
  return operatorFrom(context, found, reference.name, arity, env, reference.span)
}

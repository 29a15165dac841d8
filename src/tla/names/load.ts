/** From texts to a specification that is ready to be compiled. */
import type { Name } from '../syntax/Ast.ts'
import { parseConfig } from '../syntax/Config.ts'
import type { Config } from '../syntax/Config.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import type { Diagnostic } from '../syntax/Diagnostic.ts'
import type { Grammar } from '../syntax/Grammar.ts'
import { expandTabs } from '../syntax/Source.ts'
import type { SourceText } from '../syntax/Span.ts'
import { replacedBy, resolveReference } from './Application.ts'
import { behaviourOf, propertiesOf } from './Behaviour.ts'
import type { Behaviour, Properties } from './Behaviour.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import { declareModule } from './Declare.ts'
import { force } from './Define.ts'
import type { Definition, Expr, Level, NamedExpr, Specification } from './Ir.ts'
import { atMost } from './Levels.ts'
import { modulesOf } from './Modules.ts'
import type { Modules, ReadModule } from './Modules.ts'
import { resolveArgument, resolveExpression } from './Resolve.ts'
import type { Env, Instantiation, ModuleScope } from './Scope.ts'
import { checkSettings, settingsOf } from './Settings.ts'

export interface SpecificationText {
  readonly grammar: Grammar
  /** Finds a module by its name; modules that the engine knows are not asked for. */
  readonly read: ReadModule
  /** The name of the module to begin with. */
  readonly root: string
  readonly config: SourceText
  /** Changes what the configuration says, for a caller that needs a variant of the model. */
  readonly adjust?: (config: Config) => Config
}

/** The root module with every definition resolved, and what was met on the way. */
interface Resolved {
  readonly context: Context
  readonly env: Env
  readonly assumptions: readonly Expr[]
}

const newContext = (
  modules: Modules,
  name: string,
  config: Config,
  levels: Context['levels'],
): Context => {
  let root: ModuleScope | undefined
  const instantiation: Instantiation = {
    captured: [],
    parameters: [],
    scopes: new Map(),
    substitute: undefined,
    sink: undefined,
  }
  const context: Context = {
    module: modules.module,
    settings: settingsOf(config),
    applied: new Set(),
    variables: [],
    constants: [],
    items: [],
    assumptions: [],
    levels,
    unsettled: new Set(),
    declaring: [],
    root: () => {
      const module = modules.root(name)
      root ??= declareModule(module, module.name, instantiation, undefined, context)
      return root
    },
    resolve: (syntax, env) => resolveExpression(syntax, env, context),
    argument: (syntax, arity, env) => resolveArgument(syntax, arity, env, context),
    force: (item) => {
      force(item, context)
    },
  }
  return context
}

/** Levels of recursive definitions only rise from round to round, so the rounds come to an end. */
const resolveRoot = (modules: Modules, root: string, config: Config): Resolved => {
  const levels: Context['levels'] = new Map()
  for (;;) {
    const context = newContext(modules, root, config, levels)
    const scope = context.root()
    checkSettings(config, context)
    for (const item of context.items) context.force(item)
    const assumptions = context.assumptions.map(({ body, env }) =>
      atMost(context.resolve(body, env), 0, 'ASSUME'),
    )
    const env: Env = {
      scope,
      order: Infinity,
      locals: undefined,
      parameters: [],
      at: undefined,
      sink: undefined,
    }
    if (context.unsettled.size === 0) return { context, env, assumptions }
  }
}

/** An operator without arguments that the configuration file names. */
const named = ({ context, env }: Resolved, name: Name, role: string, most: Level): Expr => {
  if (!env.scope.slots.has(name.text))
    refuse(
      'CFG101',
      `${role} ${name.text}: module ${env.scope.name} does not define it.`,
      name.span,
    )
  const expr = resolveReference(
    context,
    { kind: 'Reference', path: [], name: name.text, args: [], span: name.span },
    env,
  )
  return atMost(expr, most, `${role} ${name.text}`)
}

const behaviour = (resolved: Resolved, config: Config): Behaviour => {
  const { specification, init, next } = config
  if (specification !== undefined) {
    const other = init ?? next
    if (other !== undefined)
      refuse('CFG112', 'SPECIFICATION excludes INIT and NEXT: keep one of them.', other.span)
    return behaviourOf(named(resolved, specification, 'SPECIFICATION', 3), specification)
  }
  if (init === undefined || next === undefined)
    throw new TlaError({
      code: 'CFG112',
      message: `${config.file} names no behaviour: it needs SPECIFICATION, or INIT and NEXT.`,
    })
  return {
    init: named(resolved, init, 'INIT', 1),
    next: named(resolved, next, 'NEXT', 2),
    fairness: [],
  }
}

const properties = (resolved: Resolved, config: Config): Properties => {
  const parts = config.properties.map((name) =>
    propertiesOf(named(resolved, name, 'PROPERTY', 3), name),
  )
  const invariants = config.invariants.map((name): NamedExpr => ({
    name: name.text,
    expr: named(resolved, name, 'INVARIANT', 1),
  }))
  return {
    invariants: [...invariants, ...parts.flatMap((p) => p.invariants)],
    actionProperties: parts.flatMap((p) => p.actionProperties),
    initialPredicates: parts.flatMap((p) => p.initialPredicates),
  }
}

const definitionsOf = ({ context, env }: Resolved): ReadonlyMap<string, Definition> => {
  const definitions = new Map<string, Definition>()
  for (const [name, slot] of env.scope.slots) {
    const entry = replacedBy(context, slot.entry)
    const item = entry.kind === 'Definition' ? entry.item : undefined
    if (item?.state === 'done') definitions.set(name, item.definition)
  }
  return definitions
}

const noticesOf = (config: Config, { fairness }: Behaviour): readonly Diagnostic[] => [
  ...fairness.map((f) => ({
    code: 'TLA901',
    message: 'This fairness condition is not needed: only safety is checked.',
    span: f.span,
  })),
  ...(config.alias === undefined
    ? []
    : [
        {
          code: 'CFG901',
          message: `ALIAS ${config.alias.text} is not applied: states are printed as they are.`,
          span: config.alias.span,
        },
      ]),
]

/**
 * Reads the root module, everything it needs, and the configuration, and resolves every name.
 * Throws a TlaError that says where and why, if that cannot be done.
 */
export const loadSpecification = (text: SpecificationText): Specification => {
  const asWritten = parseConfig(text.config)
  const config = text.adjust?.(asWritten) ?? asWritten
  const modules = modulesOf(text.grammar, text.read)
  const resolved = resolveRoot(modules, text.root, config)
  const { context, env, assumptions } = resolved
  const all = (names: readonly Name[], role: string, most: Level): readonly NamedExpr[] =>
    names.map((name) => ({ name: name.text, expr: named(resolved, name, role, most) }))
  const { view, symmetry } = config
  const behaves = behaviour(resolved, config)
  return {
    module: env.scope.name,
    variables: context.variables,
    constants: context.constants,
    ...behaves,
    ...properties(resolved, config),
    constraints: all(config.constraints, 'CONSTRAINT', 1),
    actionConstraints: all(config.actionConstraints, 'ACTION_CONSTRAINT', 2),
    view: view && named(resolved, view, 'VIEW', 1),
    symmetry: symmetry && named(resolved, symmetry, 'SYMMETRY', 0),
    assumptions,
    checkDeadlock: config.checkDeadlock,
    notices: noticesOf(config, behaves),
    definitions: definitionsOf(resolved),
    sources: new Map([...modules.sources, [config.file, expandTabs(text.config.text)]]),
  }
}

/**
 * What a name can stand for, and where it can be seen. A module is a table of slots, each with the
 * position from which on it is visible; inside a definition, bound names lie over it as a list.
 * Dictionaries are Maps throughout: `constructor` and `__proto__` are names like any other.
 */
import type { ArgumentSyntax, ModuleSyntax, Name, Parameter, Unit } from '../syntax/Ast.ts'
import type { Binder, Definition } from './Ir.ts'
import type { StandardOperator } from './Standard.ts'

/**
 * A module as it was reached: the root and what it EXTENDS, or an INSTANCE with its substitutions.
 * Modules that one instantiation EXTENDS along several ways are declared once in it.
 */
export interface Instantiation {
  /** Parameters of the definition around a LET whose INSTANCE this is; they are in scope anyway. */
  readonly captured: readonly Binder[]
  /** Parameters that every definition in it takes before its own: those of `I(x) == INSTANCE M`. */
  readonly parameters: readonly Parameter[]
  readonly scopes: Map<string, ModuleScope>
  /** What a declared constant or variable stands for; undefined in the root. */
  readonly substitute: ((name: Name, arity: number) => Entry) | undefined
  /** Definitions of an INSTANCE inside a LET join those of the LET. */
  readonly sink: Definition[] | undefined
}

export interface Slot {
  readonly entry: Entry
  /** Definitions that stand later than this position see it. */
  readonly order: number
  readonly local: boolean
  /** A definition of the specification's own may replace it without complaint. */
  readonly yields: boolean
  /** A declared constant or variable: EXTENDS passes it on, INSTANCE does not. */
  readonly declared: boolean
}

export interface ModuleScope {
  readonly name: string
  readonly instantiation: Instantiation
  readonly slots: Map<string, Slot>
  /** What this module sees in the place of names that it got from others, by configuration. */
  readonly overrides: Map<string, Entry>
  /** Modules defined inside this one. */
  readonly modules: Map<string, ModuleSyntax>
  /** The module around this one, seen from where this one stands. */
  readonly outer: Env | undefined
}

/** A definition on its way from syntax to the resolved form. */
export interface Item {
  readonly unit: Extract<Unit, { kind: 'Operator' | 'FunctionDefinition' }>
  readonly definition: Definition
  /** Undefined for an operator of a LET. */
  readonly instantiation: Instantiation | undefined
  /** Set once, when the place of the definition is reached: RECURSIVE may announce it earlier. */
  env: Env
  readonly sink: Definition[] | undefined
  state: 'waiting' | 'running' | 'done'
  /** Its level was asked for before it was known: it, or one that it uses, is recursive. */
  anticipated: boolean
}

/** `I == INSTANCE M` or `I(x) == INSTANCE M` */
export interface InstanceEntry {
  readonly kind: 'Instance'
  readonly scope: ModuleScope
  readonly params: readonly Parameter[]
}

export type Entry =
  | { readonly kind: 'Builtin'; readonly operator: StandardOperator }
  | { readonly kind: 'Constant'; readonly index: number }
  | { readonly kind: 'Variable'; readonly index: number }
  | { readonly kind: 'Binder'; readonly binder: Binder }
  | { readonly kind: 'Definition'; readonly item: Item }
  | InstanceEntry
  /** Replaced by the configuration: stands for that name of the root module. */
  | { readonly kind: 'Replaced'; readonly target: Name }
  /** A constant or variable of an instantiated module. */
  | {
      readonly kind: 'Substituted'
      readonly argument: ArgumentSyntax
      readonly arity: number
      /** Where the INSTANCE stands; given the parameters of the definition that is being resolved. */
      readonly env: (parameters: readonly Binder[]) => Env
    }
  /** A declared constant without a value; refused where the configuration is applied. */
  | { readonly kind: 'Unassigned'; readonly name: Name; readonly arity: number }

interface Local {
  readonly name: string
  readonly entry: Entry
  readonly next: Local | undefined
}

/** What is visible at a place. */
export interface Env {
  readonly scope: ModuleScope
  readonly order: number
  readonly locals: Local | undefined
  /** Binders for the parameters of the instantiation, for the definition being resolved. */
  readonly parameters: readonly Binder[]
  /** The binder that `@` stands for. */
  readonly at: Binder | undefined
  /** Where definitions of a LET that is being resolved go. */
  readonly sink: Definition[] | undefined
}

export const bind = (env: Env, name: string, entry: Entry): Env => ({
  ...env,
  locals: { name, entry, next: env.locals },
})

export const bindAll = (env: Env, binders: readonly Binder[]): Env =>
  binders.reduce((e, binder) => bind(e, binder.name, { kind: 'Binder', binder }), env)

const inModule = (env: Env, name: string): Slot | undefined => {
  const slot = env.scope.slots.get(name)
  if (slot !== undefined && slot.order < env.order) {
    const entry = env.scope.overrides.get(name)
    return entry === undefined ? slot : { ...slot, entry }
  }
  return env.scope.outer === undefined ? undefined : findSlot(env.scope.outer, name)
}

/** The slot of a name that is visible here; bound names are found first. */
export const findSlot = (env: Env, name: string): Slot | undefined => {
  for (let local = env.locals; local !== undefined; local = local.next)
    if (local.name === name)
      return { entry: local.entry, order: 0, local: true, yields: false, declared: false }
  return inModule(env, name)
}

export const find = (env: Env, name: string): Entry | undefined => findSlot(env, name)?.entry

/** The parameters that the definition being resolved hands on to one of `target`. */
export const handedOn = (
  env: Env,
  target: Instantiation | undefined,
  explicit: number,
): readonly Binder[] =>
  target === undefined
    ? []
    : env.parameters.slice(
        target.captured.length,
        target.captured.length + target.parameters.length - explicit,
      )

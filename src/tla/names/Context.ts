import type { ArgumentSyntax, ModuleSyntax, Name, Syntax, Unit } from '../syntax/Ast.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import type { Span } from '../syntax/Span.ts'
import type { Argument, ConfigValue, Expr, Level } from './Ir.ts'
import type { Env, Item, ModuleScope } from './Scope.ts'

/** `X = v` or `X <- Y` */
export type Setting =
  | { readonly kind: 'Value'; readonly name: Name; readonly value: ConfigValue }
  | { readonly kind: 'Replacement'; readonly name: Name; readonly target: Name }

/** What the configuration file says about the names of the specification. */
export interface Settings {
  /** For the root module and what it EXTENDS. */
  readonly root: ReadonlyMap<string, Setting>
  /** By module, then by name: `X <- [M] Y` and `X = [M] v`. */
  readonly modules: ReadonlyMap<string, ReadonlyMap<string, Setting>>
}

/** The state of one resolution: what has been met so far, and the functions that call one another. */
export interface Context {
  readonly module: (name: Name) => ModuleSyntax
  readonly settings: Settings
  /** Settings whose name has been met. */
  readonly applied: Set<Setting>
  readonly variables: { readonly name: string; readonly span: Span }[]
  readonly constants: {
    readonly name: string
    readonly value: ConfigValue
    readonly span: Span
  }[]
  /** Every definition outside a LET, in an order in which each uses only earlier ones. */
  readonly items: Item[]
  readonly assumptions: { readonly body: Syntax; readonly env: Env }[]
  /** Levels of recursive definitions as an earlier round found them. */
  readonly levels: Map<Unit, Level>
  /** Recursive definitions whose level was higher than assumed: another round is needed. */
  readonly unsettled: Set<Unit>
  /** Modules being declared, outermost first. */
  readonly declaring: ModuleSyntax[]
  readonly root: () => ModuleScope
  readonly resolve: (syntax: Syntax, env: Env) => Expr
  readonly argument: (syntax: ArgumentSyntax, arity: number, env: Env) => Argument
  /** Resolves the body of a definition unless that is done. */
  readonly force: (item: Item) => void
}

export const refuse = (code: string, message: string, span: Span): never => {
  throw new TlaError({ code, message, span })
}

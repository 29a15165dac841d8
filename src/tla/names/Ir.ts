/**
 * The resolved form of a specification: what `names` hands to `compile`, `explore` and `explain`.
 * Every name is bound, every infix operator is an application, every level is known, INSTANCE and
 * the replacements of the configuration file (`<-`) are already carried out. Nothing here knows
 * tree-sitter.
 */
import type { Diagnostic } from '../syntax/Diagnostic.ts'
import type { Span } from '../syntax/Span.ts'

/** Constant, state, action and temporal level, as in Specifying Systems, 17.2. */
export type Level = 0 | 1 | 2 | 3

/** A bound name: parameter, quantified variable, LET parameter. Identity is by reference. */
export interface Binder {
  readonly name: string
  /** 0 for a value; n > 0 for an operator parameter that takes n arguments. */
  readonly arity: number
}

/** `x \in S`, `x, y \in S` (one Bound per group), or `<<x, y>> \in S` (tuple: true). */
export interface Bound {
  readonly binders: readonly Binder[]
  readonly tuple: boolean
  readonly domain: Expr
}

/** A defined operator, global or in a LET. Identity is by reference. */
export interface Definition {
  readonly name: string
  readonly params: readonly Binder[]
  /** Assigned once, right after creation, so that recursive definitions can refer to themselves. */
  body: Expr
  readonly recursive: boolean
  /** The level of the body where parameters count as constants. */
  level: Level
  readonly module: string
  readonly span: Span
}

export interface Lambda {
  readonly kind: 'Lambda'
  readonly params: readonly Binder[]
  readonly body: Expr
  readonly span: Span
}

/** An operator passed as an argument: a definition, a builtin, an operator parameter or a LAMBDA. */
export type OperatorArgument =
  | Lambda
  | { readonly kind: 'DefinitionRef'; readonly definition: Definition; readonly span: Span }
  | { readonly kind: 'BuiltinRef'; readonly operator: Builtin; readonly span: Span }
  | { readonly kind: 'BinderRef'; readonly binder: Binder; readonly span: Span }

export type Argument = Expr | OperatorArgument

export interface CaseArm {
  readonly guard: Expr
  readonly value: Expr
}

/** One `![a].b = e` of an EXCEPT; `@` in `value` is a `Local` of the binder `at`. */
export interface ExceptClause {
  readonly path: readonly ({ readonly field: string } | { readonly index: Expr })[]
  readonly at: Binder
  readonly value: Expr
  readonly span: Span
}

interface Node {
  readonly span: Span
  readonly level: Level
}

export type Expr = Node &
  (
    | { readonly kind: 'Number'; readonly value: number }
    | { readonly kind: 'String'; readonly value: string }
    | { readonly kind: 'Boolean'; readonly value: boolean }
    /** A declared constant; its value is in `Specification.constants`. */
    | { readonly kind: 'Constant'; readonly index: number }
    /** A variable; its position is that of `Specification.variables`. */
    | { readonly kind: 'Variable'; readonly index: number }
    | { readonly kind: 'Local'; readonly binder: Binder }
    /** Application of a defined operator, also with no arguments. */
    | {
        readonly kind: 'Apply'
        readonly definition: Definition
        readonly args: readonly Argument[]
      }
    /** Application of an operator parameter. */
    | { readonly kind: 'ApplyLocal'; readonly binder: Binder; readonly args: readonly Argument[] }
    | { readonly kind: 'Builtin'; readonly operator: Builtin; readonly args: readonly Argument[] }
    /** f[a], f[a, b] (several arguments mean the tuple of them). */
    | { readonly kind: 'FunctionApply'; readonly fn: Expr; readonly args: readonly Expr[] }
    /** r.field */
    | { readonly kind: 'Field'; readonly record: Expr; readonly field: string }
    /** [x \in S, y \in T |-> e]; also the body of `f[x \in S] == e`, then with `self`. */
    | {
        readonly kind: 'Function'
        readonly bounds: readonly Bound[]
        readonly body: Expr
        /** Bound to the function itself in a recursive function definition. */
        readonly self?: Binder
      }
    | { readonly kind: 'FunctionSet'; readonly domain: Expr; readonly range: Expr }
    | { readonly kind: 'Record'; readonly fields: readonly (readonly [string, Expr])[] }
    | { readonly kind: 'RecordSet'; readonly fields: readonly (readonly [string, Expr])[] }
    | { readonly kind: 'Except'; readonly base: Expr; readonly clauses: readonly ExceptClause[] }
    | { readonly kind: 'Tuple'; readonly items: readonly Expr[] }
    | { readonly kind: 'SetEnum'; readonly items: readonly Expr[] }
    /** {x \in S : p} */
    | { readonly kind: 'SetFilter'; readonly bound: Bound; readonly body: Expr }
    /** {e : x \in S, y \in T} */
    | { readonly kind: 'SetMap'; readonly bounds: readonly Bound[]; readonly body: Expr }
    /** S \X T \X U, flattened. */
    | { readonly kind: 'Product'; readonly items: readonly Expr[] }
    | { readonly kind: 'Exists' | 'Forall'; readonly bounds: readonly Bound[]; readonly body: Expr }
    | { readonly kind: 'Choose'; readonly bound: Bound; readonly body: Expr }
    | { readonly kind: 'If'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr }
    | {
        readonly kind: 'Case'
        readonly arms: readonly CaseArm[]
        readonly otherwise: Expr | undefined
      }
    | { readonly kind: 'Let'; readonly definitions: readonly Definition[]; readonly body: Expr }
    /** Conjunction and disjunction, lists and infix alike, flattened: at least two items. */
    | { readonly kind: 'And' | 'Or'; readonly items: readonly Expr[] }
    | { readonly kind: 'Prime'; readonly body: Expr }
    | { readonly kind: 'Unchanged'; readonly body: Expr }
    /** [A]_v and <A>_v. */
    | {
        readonly kind: 'BoxAction' | 'AngleAction'
        readonly action: Expr
        readonly subscript: Expr
      }
    /** ENABLED A; []P; <>P; P ~> Q; WF_v(A); SF_v(A): carried for a later version, refused by name. */
    | { readonly kind: 'Enabled'; readonly body: Expr }
    | { readonly kind: 'Always' | 'Eventually'; readonly body: Expr }
    | { readonly kind: 'LeadsTo'; readonly left: Expr; readonly right: Expr }
    | {
        readonly kind: 'WeakFairness' | 'StrongFairness'
        readonly subscript: Expr
        readonly action: Expr
      }
    /** What TLA+ has and this engine has not: `what` names it; refused only where it is evaluated. */
    | { readonly kind: 'Unsupported'; readonly what: string }
  )

/**
 * Operators that the engine implements itself: those of the language, and those of the standard
 * modules. Names as TLA+ writes them, one spelling each (`/=` and `#` are both `#`, `\leq` and
 * `=<` both `<=`, `\cup` for `\union`, `\o` for `\circ`, `~` for `\lnot` ...).
 */
export type Builtin = string

/** A value given to a constant by the configuration file or by the caller. */
export type ConfigValue =
  | { readonly kind: 'Number'; readonly value: number }
  | { readonly kind: 'String'; readonly value: string }
  | { readonly kind: 'Boolean'; readonly value: boolean }
  | { readonly kind: 'ModelValue'; readonly name: string }
  | { readonly kind: 'Set'; readonly items: readonly ConfigValue[] }

export interface NamedExpr {
  readonly name: string
  readonly expr: Expr
}

/** A whole specification as its configuration file sets it up, ready to be compiled. */
export interface Specification {
  readonly module: string
  readonly variables: readonly { readonly name: string; readonly span: Span }[]
  readonly constants: readonly {
    readonly name: string
    readonly value: ConfigValue
    readonly span: Span
  }[]
  readonly init: Expr
  readonly next: Expr
  readonly invariants: readonly NamedExpr[]
  /** `[][A]_v` from PROPERTY: `expr` is the BoxAction `[A]_v`. */
  readonly actionProperties: readonly NamedExpr[]
  /** `[]P` and `P` of PROPERTY with P a state predicate are among the invariants resp. here. */
  readonly initialPredicates: readonly NamedExpr[]
  readonly constraints: readonly NamedExpr[]
  readonly actionConstraints: readonly NamedExpr[]
  readonly view: Expr | undefined
  readonly symmetry: Expr | undefined
  readonly assumptions: readonly Expr[]
  readonly checkDeadlock: boolean
  /** WF and SF conjuncts of SPECIFICATION: recorded, not needed where only safety is checked. */
  readonly fairness: readonly Expr[]
  /** What a person should be told although nothing is wrong, for example about fairness. */
  readonly notices: readonly Diagnostic[]
  /** Every definition of the root module by name, replacements carried out. */
  readonly definitions: ReadonlyMap<string, Definition>
  /** The text of every module that was read, by file name, for explanations. */
  readonly sources: ReadonlyMap<string, string>
}

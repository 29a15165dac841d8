/**
 * The abstract syntax of a module, before names are resolved: one spelling per operator, lists of
 * junctions flattened, parentheses, labels and proofs gone. Nothing here knows tree-sitter.
 */
import type { Span } from './Span.ts'

export interface Name {
  readonly text: string
  readonly span: Span
}

/** A parameter or a declaration: `x` (arity 0), `F(_, _)`, `_ + _`. */
export interface Parameter extends Name {
  readonly arity: number
}

/** `x, y \in S` or `<<x, y>> \in S`. */
export interface BoundSyntax {
  readonly names: readonly Name[]
  readonly tuple: boolean
  readonly domain: Syntax
}

export interface LambdaSyntax {
  readonly kind: 'Lambda'
  readonly params: readonly Name[]
  readonly body: Syntax
  readonly span: Span
}

/** An operator as an argument, where only an operator can stand: `+`, `LAMBDA x : x`. */
export type OperatorSyntax =
  LambdaSyntax | { readonly kind: 'Symbol'; readonly name: string; readonly span: Span }

export type ArgumentSyntax = Syntax | OperatorSyntax

/** `I!` or `I(x)!` before a name. */
export interface Qualifier extends Name {
  readonly args: readonly ArgumentSyntax[]
}

export interface ExceptSyntax {
  readonly path: readonly (
    | { readonly kind: 'Field'; readonly field: string }
    | { readonly kind: 'Index'; readonly args: readonly Syntax[]; readonly span: Span }
  )[]
  readonly value: Syntax
  readonly span: Span
}

export type FieldSyntax = readonly [Name, Syntax]

export type Syntax = { readonly span: Span } & (
  | { readonly kind: 'Number'; readonly value: number }
  | { readonly kind: 'String'; readonly value: string }
  | { readonly kind: 'Boolean'; readonly value: boolean }
  /** A name or an application, `a + b` included: there `name` is `+`. */
  | {
      readonly kind: 'Reference'
      readonly path: readonly Qualifier[]
      readonly name: string
      readonly args: readonly ArgumentSyntax[]
    }
  | { readonly kind: 'At' }
  | { readonly kind: 'And' | 'Or' | 'Product'; readonly items: readonly Syntax[] }
  | { readonly kind: 'FunctionApply'; readonly fn: Syntax; readonly args: readonly Syntax[] }
  | { readonly kind: 'Field'; readonly record: Syntax; readonly field: string }
  | {
      readonly kind: 'Exists' | 'Forall' | 'Function'
      readonly bounds: readonly BoundSyntax[]
      readonly body: Syntax
    }
  | { readonly kind: 'Choose' | 'SetFilter'; readonly bound: BoundSyntax; readonly body: Syntax }
  | { readonly kind: 'SetMap'; readonly bounds: readonly BoundSyntax[]; readonly body: Syntax }
  | { readonly kind: 'FunctionSet'; readonly domain: Syntax; readonly range: Syntax }
  | { readonly kind: 'Record' | 'RecordSet'; readonly fields: readonly FieldSyntax[] }
  | { readonly kind: 'Except'; readonly base: Syntax; readonly clauses: readonly ExceptSyntax[] }
  | { readonly kind: 'Tuple' | 'SetEnum'; readonly items: readonly Syntax[] }
  | {
      readonly kind: 'BoxAction' | 'AngleAction' | 'WeakFairness' | 'StrongFairness'
      readonly action: Syntax
      readonly subscript: Syntax
    }
  | {
      readonly kind: 'If'
      readonly test: Syntax
      readonly then: Syntax
      readonly otherwise: Syntax
    }
  | {
      readonly kind: 'Case'
      readonly arms: readonly { readonly guard: Syntax; readonly value: Syntax }[]
      readonly otherwise: Syntax | undefined
    }
  | { readonly kind: 'Let'; readonly units: readonly Unit[]; readonly body: Syntax }
  /** What TLA+ has and this engine has not; refused where it is used. */
  | { readonly kind: 'Unsupported'; readonly what: string }
)

export interface InstanceSyntax {
  readonly module: Name
  readonly substitutions: readonly (readonly [Name, ArgumentSyntax])[]
}

export type Unit = { readonly span: Span } & (
  | { readonly kind: 'Variables'; readonly names: readonly Name[] }
  | { readonly kind: 'Constants'; readonly params: readonly Parameter[] }
  | { readonly kind: 'Recursive'; readonly params: readonly Parameter[] }
  | {
      readonly kind: 'Operator'
      readonly name: Name
      readonly params: readonly Parameter[]
      readonly body: Syntax
      readonly local: boolean
    }
  /** f[x \in S] == e */
  | {
      readonly kind: 'FunctionDefinition'
      readonly name: Name
      readonly bounds: readonly BoundSyntax[]
      readonly body: Syntax
      readonly local: boolean
    }
  /** INSTANCE M, or I == INSTANCE M, or I(x) == INSTANCE M */
  | {
      readonly kind: 'Instance'
      readonly name: Name | undefined
      readonly params: readonly Parameter[]
      readonly instance: InstanceSyntax
      readonly local: boolean
    }
  | { readonly kind: 'Assume'; readonly name: Name | undefined; readonly body: Syntax }
  /** A theorem with a name, which may be used as an operator; others are read over. */
  | { readonly kind: 'Theorem'; readonly name: Name; readonly body: Syntax }
  | { readonly kind: 'Module'; readonly module: ModuleSyntax }
)

export interface ModuleSyntax {
  readonly name: Name
  readonly file: string
  readonly extends: readonly Name[]
  readonly units: readonly Unit[]
}

/**
 * What a name stands for while its surroundings are compiled, and where the JavaScript of an
 * expression may declare helpers. No text of a specification ever becomes part of the source.
 */
import type { Binder, Definition, Expr, Level, OperatorArgument } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'

/** Statements put in front of a function body or block, in order of declaration. */
export interface Block {
  readonly declarations: string[]
}

export const createBlock = (): Block => ({ declarations: [] })

/** Wraps the JavaScript of an expression as the body of an arrow function. */
export const arrowBody = (block: Block, expression: string): string =>
  block.declarations.length === 0
    ? `(${expression})`
    : `{${block.declarations.join('')}return ${expression}}`

/** An expression that is evaluated when, and if, it is needed: a LET definition or an argument. */
export interface Lazy {
  readonly kind: 'lazy'
  readonly expr: Expr
  readonly scope: Scope
  readonly block: Block
  /** The level with the arguments for the parameters. */
  readonly level: Level
  /**
   * As a conjunct of an action: entered until evaluated (`once`), as TLC does; entered always, as
   * TLC does with names of a LET that it leaves behind when it splits Next; never entered.
   */
  readonly entry: 'once' | 'always' | 'never'
  /** Per state expression: the cell and the function that fills it. */
  readonly versions: Map<string, LazyVersion>
}

export interface LazyVersion {
  /** JavaScript that evaluates, through the cell if there is one. */
  readonly force: string
  /** The variable that holds the value once evaluated; undefined if it must not be kept. */
  readonly cell: string | undefined
  /** JavaScript that evaluates without filling the cell. */
  readonly peek: string
}

export type Ref =
  /**
   * JavaScript of a value; of a function that is being entered, also the name of the JavaScript
   * function by which its applications are entered in turn.
   */
  | { readonly kind: 'value'; readonly js: string; readonly entered?: string }
  /** A value known when the code is compiled. */
  | { readonly kind: 'constant'; readonly value: Value }
  /** A variable that holds a value or a thunk of it. */
  | { readonly kind: 'parameter'; readonly js: string }
  | Lazy
  /** Compiled in place wherever it is mentioned. */
  | { readonly kind: 'inline'; readonly expr: Expr; readonly scope: Scope }
  | { readonly kind: 'inline operator'; readonly operator: OperatorArgument; readonly scope: Scope }
  /** A JavaScript function of values or thunks. */
  | { readonly kind: 'operator'; readonly js: string }
  /** A LET definition with parameters, per state expression a local function. */
  | {
      readonly kind: 'local operator'
      readonly definition: Definition
      readonly scope: Scope
      readonly block: Block
      readonly versions: Map<string, string>
    }
  /** Bound to something that is known only at run time; for splitting Next. */
  | { readonly kind: 'unknown' }

interface Binding {
  readonly key: Binder | Definition
  readonly ref: Ref
  readonly outer: Binding | undefined
}

/**
 * `evaluate`: states are fixed. `next`: primed variables are slots being assigned. `initial`:
 * unprimed variables are.
 */
export type Mode = 'evaluate' | 'next' | 'initial'

export interface Scope {
  readonly bindings: Binding | undefined
  /** JavaScript of the array that unprimed variables are read from. */
  readonly state: string
  /** JavaScript of the array that primed variables are read from. */
  readonly next: string
  readonly mode: Mode
  /** In recorded code: nothing is evaluated ahead of its place any more, since that failed. */
  readonly inOrder?: boolean
}

export const bind = (scope: Scope, key: Binder | Definition, ref: Ref): Scope => ({
  ...scope,
  bindings: { key, ref, outer: scope.bindings },
})

export const lookup = (scope: Scope, key: Binder | Definition): Ref | undefined => {
  for (let b = scope.bindings; b !== undefined; b = b.outer) if (b.key === key) return b.ref
  return undefined
}

/** The scope of a primed expression: variables come from the next state. */
export const primed = (scope: Scope): Scope => ({ ...scope, state: scope.next })

/**
 * A specification, compiled: the interface between the engine's core and everything that runs
 * specifications (explorer, conformance, trace checking).
 */
import type { Expr, NamedExpr, Specification } from '../names/Ir.ts'
import type { Interner } from '../values/Interner.ts'
import type { Value } from '../values/Value.ts'

/** One value per variable, in the order of `Specification.variables`. */
export type State = readonly Value[]

/** The instance of an action that made a step: the definition's name, its parameters bound. */
export interface Label {
  readonly name: string
  readonly args: readonly Value[]
}

export type Emit = (label: Label, next: State) => void

/**
 * A part of Next: Next is split through `\/`, definitions and `\E`. Its static parameters were
 * bound when the machine was built; `dynamic` names those that range over a set which depends on
 * the state, in the order in which they are bound.
 */
export interface Instance {
  readonly name: string
  readonly args: readonly Value[]
  readonly dynamic: readonly string[]
  /** Calls `emit` for every branch, duplicates included. */
  successors: (state: State, emit: Emit) => void
}

/** One action of the root module, its parameters to be bound by the caller. */
export interface Action {
  readonly name: string
  readonly arity: number
  /** Every successor, duplicates included; empty if the instance is not enabled. */
  run: (args: readonly Value[], state: State) => State[]
  /** Is (state, next) a step of this instance? */
  holds: (args: readonly Value[], state: State, next: State) => boolean
}

export interface Machine {
  readonly specification: Specification
  readonly interner: Interner
  /** Every branch of Init, duplicates included: TLC counts them as generated. */
  initialStates: () => State[]
  readonly instances: readonly Instance[]
  /** Every branch of Next, duplicates included: what TLC counts as generated. */
  successors: (state: State, emit: Emit) => void
  /** Throws a TlaError if the root module defines no such action. */
  action: (name: string) => Action
  predicate: (of: string | NamedExpr) => (state: State) => boolean
  actionPredicate: (of: string | NamedExpr) => (state: State, next: State) => boolean
  /** Compiled once per expression; `args` are the values of a definition's parameters. */
  evaluate: (of: string | Expr, args: readonly Value[], state?: State, next?: State) => Value
}

/** Where evaluation gives up, always with an error that names the limit. */
export interface Limits {
  /** Most elements of a set that is enumerated; TLC's default is the same. */
  readonly setSize: number
  /** Depth of recursive operators and functions. */
  readonly depth: number
}

export const defaultLimits: Limits = { setSize: 1_000_000, depth: 10_000 }

/** What an exploration found: the same form for the built-in engine and for TLC. */
import type { Diagnostic } from '../syntax/Diagnostic.ts'

/** A step's action: the definition's name and its arguments as TLA+ text. */
export interface StepLabel {
  readonly action: string
  readonly args: readonly string[]
}

/** One state of a counterexample, values as TLA+ text, in the order of the variables. */
export interface TraceState {
  /** What led here; undefined for an initial state. */
  readonly step: StepLabel | undefined
  readonly variables: readonly (readonly [name: string, value: string])[]
}

/** What a named property is; an action property is a `[][A]_v`. */
export type PropertyKind = 'invariant' | 'action property' | 'initial predicate'

export type Violation =
  | {
      /** Only TLC checks temporal properties; it does not say which one is violated. */
      readonly kind: PropertyKind | 'temporal property'
      readonly name: string
      readonly trace: readonly TraceState[]
    }
  | { readonly kind: 'deadlock'; readonly trace: readonly TraceState[] }
  /** An Assert of module TLC failed. */
  | {
      readonly kind: 'assertion'
      readonly diagnostic: Diagnostic
      readonly trace: readonly TraceState[]
    }
  /** An ASSUME is false: nothing was explored. */
  | { readonly kind: 'assumption'; readonly diagnostic: Diagnostic }

/** Why the search ended. */
export type Ending =
  /** Every reachable state was expanded and every property holds. */
  | { readonly _tag: 'Complete' }
  | { readonly _tag: 'Violated'; readonly violation: Violation }
  /** An expression could not be evaluated; the trace leads to the state in which. */
  | {
      readonly _tag: 'EvaluationError'
      readonly diagnostic: Diagnostic
      readonly trace: readonly TraceState[]
    }
  /** Undecided: `limit` says which limit, in words. */
  | { readonly _tag: 'LimitReached'; readonly limit: string }

export interface ActionCount {
  readonly action: string
  /** Successors that the action produced, duplicates included. */
  readonly generated: number
  /** States that it was the first to reach. */
  readonly distinct: number
}

export interface Outcome {
  readonly module: string
  readonly engine: 'builtin' | 'tlc'
  readonly ending: Ending
  readonly generated: number
  readonly distinct: number
  /** The length, in states, of the longest of the shortest paths; 1 with initial states only. */
  readonly depth: number
  /** States found and not yet expanded; 0 after a complete search. */
  readonly queued: number
  /** One entry per action of Next, in their order; undefined where the engine does not say. */
  readonly actions: readonly ActionCount[] | undefined
}

/** Actions that never produced a successor, if that is known and the search was complete. */
export const neverOccurring = ({ ending, actions }: Outcome): readonly string[] =>
  ending._tag === 'Complete'
    ? (actions ?? []).filter(({ generated }) => generated === 0).map(({ action }) => action)
    : []

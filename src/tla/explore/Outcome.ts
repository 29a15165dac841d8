/** What an exploration found: the same form for the built-in engine and for TLC. */
import type { Diagnostic } from '../syntax/Diagnostic.ts'

/** One state of a counterexample, values as TLA+ text, in the order of the variables. */
export interface TraceState {
  /** The action that led here; undefined for the initial state. */
  readonly action: string | undefined
  /** The action's arguments by parameter, as TLA+ text, where the engine knows them. */
  readonly args: readonly (readonly [name: string, value: string])[]
  readonly variables: readonly (readonly [name: string, value: string])[]
}

/** Why the search ended. */
export type Ending =
  | { readonly _tag: 'Complete' }
  | {
      readonly _tag: 'Violation'
      readonly kind: 'invariant' | 'action property' | 'initial predicate'
      readonly name: string
      readonly trace: readonly TraceState[]
    }
  | { readonly _tag: 'Violation'; readonly kind: 'deadlock'; readonly trace: readonly TraceState[] }
  | {
      /** An ASSUME is false: nothing was explored. */
      readonly _tag: 'Violation'
      readonly kind: 'assumption'
      readonly diagnostic: Diagnostic
    }
  | {
      /** An expression could not be evaluated; the trace leads to the state in which. */
      readonly _tag: 'EvaluationError'
      readonly diagnostic: Diagnostic
      readonly trace: readonly TraceState[]
    }
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
  /** States on the longest of the shortest paths: 1 if there are only initial states. */
  readonly depth: number
  /** States found and not yet expanded; 0 after a complete search. */
  readonly queued: number
  readonly initialStates: number
  /** One row per action of Next, in their order; empty where the engine does not say. */
  readonly actions: readonly ActionCount[]
}

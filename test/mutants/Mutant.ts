/**
 * A mutant: the core with one rule replaced by a wrong one, or the specification with one conjunct
 * changed. Each stands for a bug that shipped in a real system, or might have; a suite that lets one
 * live would not have caught it. `npm run mutants` runs them all.
 */
import type { Rules } from '../../src/raft/Rules.ts'

interface Described {
  /** As a name, unique: `CommitsOwnLastIndex`. */
  readonly name: string
  /** Its mechanism, in one line. */
  readonly mechanism: string
  /** Where it happened: systems and their issue numbers; empty where it is our own idea. */
  readonly seenIn: readonly string[]
}

/** Which models of `spec/models/expected.json` are tried, in this order: the smallest killer first. */
interface Tried {
  readonly models: readonly string[]
}

/** Wrong rules in the place of right ones; `conform` must see a difference. */
export interface RuleMutant extends Described, Tried {
  readonly kind: 'rule'
  readonly rules: Partial<Rules>
}

/**
 * A module of the specification with one passage replaced, which must occur in it exactly once.
 * `conform` must see a difference (the core has the right rule); where `breaks` is given, exploring
 * the mutated specification must break that property by name.
 */
export interface SpecMutant extends Described, Tried {
  readonly kind: 'spec'
  /** A file of `spec/`, `LeaderElection.tla` for one. */
  readonly module: string
  readonly passage: string
  readonly replacement: string
  readonly breaks?: {
    readonly property: string
    /** A model with Safety's history, in which the property is checked. */
    readonly model: string
  }
}

/** A bug that cannot be written as a mutant, since the design leaves no place for it. */
export interface ImpossibleMutant extends Described {
  readonly kind: 'impossible'
  readonly reason: string
}

export type Mutant = RuleMutant | SpecMutant | ImpossibleMutant

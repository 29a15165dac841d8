import type { Section } from './Mutant.ts'

/**
 * The specification with one passage changed. `conform` must see it, since the core has the right
 * rule; and where it is a conjunct that a property of Figure 3 rests on, exploring the specification
 * must break that property, by name.
 */
export interface SpecMutant {
  /** Unique, in the style of an action's name. */
  readonly name: string
  /** What is wrong, in one sentence. */
  readonly describe: string
  readonly section: Section
  /** A file of `spec/`, `LeaderElection.tla` for one. */
  readonly module: string
  /** What is replaced: it must occur in the module exactly once. */
  readonly passage: string
  readonly replacement: string
  /** What exploring it must break, in a model that checks properties; absent if nothing. */
  readonly breaks?: {
    readonly property: string
    /** A model of `spec/models/expected.json`. */
    readonly model: string
    /** Length of the shortest run to the violation, in states, as TLC counts it. */
    readonly depth: number
  }
}

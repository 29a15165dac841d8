/**
 * A core with one bug in it: the table of rules with one rule, or the few that the bug takes,
 * replaced by wrong ones. Whoever holds specification and core together must see the difference, or
 * the net has a hole.
 */
import type { Rules } from '../../src/raft/Rules.ts'
import type { Deviations, Options } from '../../src/raft/Server.ts'

/** The section of the paper that is broken, or of the dissertation, D. */
export type Section =
  | '5.1'
  | '5.2'
  | '5.3'
  | '5.4.1'
  | '5.4.2'
  | '5.5'
  | '6'
  | '8'
  | 'D 3.10'
  | 'D 4.1'
  | 'D 4.2'
  | 'D 6.2'
  | 'D 9.6'

/** The options and deviations without which a mutant shows nowhere. */
export interface Wanted {
  readonly options: Partial<Options>
  readonly deviations: Partial<Deviations>
}

export const anywhere: Wanted = { options: {}, deviations: {} }

export interface Mutant extends Wanted {
  /** Unique, in the style of an action's name. */
  readonly name: string
  /** The bug in `bugs.ts` that it has; null for one that is not there. */
  readonly number: number | null
  /** The systems that had it. */
  readonly seenIn: string
  readonly section: Section
  /** What is wrong, in one sentence. */
  readonly describe: string
  /**
   * What it breaks. `correspondence`: some instance of a replaced rule is enabled elsewhere, or ends
   * in another state or with other messages, than the action. `durability`: all of these agree, but
   * the effects leave another disk behind, or not before the message leaves. `application`: all of
   * these agree, but the state machine is handed something else than the entry.
   */
  readonly breaks: 'correspondence' | 'durability' | 'application'
  /** To be spread over the right rules. */
  readonly replaces: Partial<Rules>
}

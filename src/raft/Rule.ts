/**
 * A rule is a reducer with the name of an action of the specification. It sees the constants, one
 * server and the action's parameters, and nothing else.
 */
import type { Option } from 'fp-ts/lib/Option.js'
import type { Effect } from './Effect.ts'
import type { Constants, Server } from './Server.ts'

export interface Step {
  readonly server: Server
  /** At most one Persist, and it comes first. */
  readonly effects: readonly Effect[]
}

/** none: the rule is not enabled in this state, with this argument. */
export type Rule<A> = (constants: Constants, server: Server, argument: A) => Option<Step>

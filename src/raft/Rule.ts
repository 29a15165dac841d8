/**
 * A rule is a reducer with the name of an action of the specification. It sees the constants, one
 * server and the action's other parameters, under their names, and nothing else.
 */
import { type Option, some } from 'fp-ts/lib/Option.js'
import type { Effect } from './Effect.ts'
import type { Message } from './Message.ts'
import type { Constants, Server } from './Server.ts'

export interface Step {
  readonly server: Server
  /** At most one Persist, and it comes first. */
  readonly effects: readonly Effect[]
}

/** none: the rule is not enabled in this state, with this argument. */
export type Rule<A> = (constants: Constants, server: Server, argument: A) => Option<Step>

/** The server is the action's only parameter. */
export type NoParameters = object

/** A message whose dest is the server and whose source is one of its peers. */
export interface Received {
  readonly m: Message
}

export const taken = (server: Server, effects: readonly Effect[]): Option<Step> =>
  some({ server, effects })

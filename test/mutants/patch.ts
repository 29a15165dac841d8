/** What wrong rules are made of: a right one, told something false, or changed in its outcome. */
import { map, none } from 'fp-ts/lib/Option.js'
import { type DiskChange, type Effect, persist } from '../../src/raft/Effect.ts'
import { type Entry, fromEntries } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import { type Received, type Rule, type Step, taken } from '../../src/raft/Rule.ts'
import {
  type Constants,
  follower,
  type Options,
  type Role,
  type Server,
} from '../../src/raft/Server.ts'

/** The rule, enabled only where `condition` holds too. */
export const onlyIf =
  <A>(rule: Rule<A>, condition: (server: Server, argument: A) => boolean): Rule<A> =>
  (constants, server, argument) =>
    condition(server, argument) ? rule(constants, server, argument) : none

/** The rule, with another outcome. */
export const altered =
  <A>(
    rule: Rule<A>,
    change: (step: Step, before: Server, argument: A, constants: Constants) => Step,
  ): Rule<A> =>
  (constants, server, argument) =>
    map((step: Step) => change(step, server, argument, constants))(
      rule(constants, server, argument),
    )

/** The rule, told something false of its argument. */
export const misled =
  <A>(rule: Rule<A>, tell: (argument: A, server: Server) => A): Rule<A> =>
  (constants, server, argument) =>
    rule(constants, server, tell(argument, server))

/** The rule, with its effects changed or moved; the state is right. */
export const withEffects = <A>(
  rule: Rule<A>,
  change: (effects: readonly Effect[], before: Server) => readonly Effect[],
): Rule<A> => altered(rule, (step, before) => ({ ...step, effects: change(step.effects, before) }))

const isPersist = ({ _tag }: Effect): boolean => _tag === 'Persist'

export const withoutPersist = (effects: readonly Effect[]): readonly Effect[] =>
  effects.filter((effect) => !isPersist(effect))

export const persistLast = (effects: readonly Effect[]): readonly Effect[] => [
  ...withoutPersist(effects),
  ...effects.filter(isPersist),
]

/** Each change in the place of the one that they make up together. */
export const persistApart =
  (...changes: readonly DiskChange[]) =>
  (effects: readonly Effect[]): readonly Effect[] => [
    ...changes.map(persist),
    ...withoutPersist(effects),
  ]

/** The messages that a step sends, changed. */
export const sending = (step: Step, change: (message: Message) => Message): Step => ({
  ...step,
  effects: step.effects.map((effect) =>
    effect._tag === 'Send' ? { ...effect, message: change(effect.message) } : effect,
  ),
})

/** Whether a step accepts an AppendEntries. */
export const accepts = (step: Step): boolean =>
  step.effects.some(
    (effect) =>
      effect._tag === 'Send' &&
      effect.message.type === 'AppendEntriesResponse' &&
      effect.message.success,
  )

/** A step that ends with this role. */
export const withRole = (step: Step, role: Role): Step => ({
  ...step,
  server: { ...step.server, role },
})

/** A step that ends with these entries, on disk as well. */
export const withEntries = (step: Step, entries: readonly Entry[]): Step => ({
  server: { ...step.server, log: fromEntries(entries) },
  effects: [persist({ log: { keep: 0, append: entries } }), ...withoutPersist(step.effects)],
})

/** Half of the cluster, rounded down, for a majority: the bug of whoever forgets to add one. */
export const isHalf = (constants: Constants, count: number): boolean =>
  count >= Math.floor(constants.servers.length / 2)

/** The rule, as if an option were other than it is. */
export const believing =
  <A>(rule: Rule<A>, options: Partial<Options>): Rule<A> =>
  (constants, server, argument) =>
    rule({ ...constants, options: { ...constants.options, ...options } }, server, argument)

/** The rule of a server that takes itself for another, and in the end knows some of itself again. */
export const mistaken =
  <A>(
    rule: Rule<A>,
    as: (server: Server, argument: A) => Server,
    again: (server: Server) => Partial<Server>,
  ): Rule<A> =>
  (constants, server, argument) =>
    map((step: Step) => ({ ...step, server: { ...step.server, ...again(server) } }))(
      rule(constants, as(server, argument), argument),
    )

/** To take the term of a message, whatever it is. */
export const takeTerm: Rule<Received> = (_constants, server, { m }) => {
  if (m.term <= server.currentTerm) return none
  const changes = { currentTerm: m.term, votedFor: null }
  return taken({ ...server, ...changes, role: follower }, [persist(changes)])
}

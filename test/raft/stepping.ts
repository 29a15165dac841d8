/** A step at a server that is frozen through and through, to write equations with. */
import type { Event, Label } from '../../src/raft/Event.ts'
import type { Message } from '../../src/raft/Message.ts'
import { rules, type Rules } from '../../src/raft/Rules.ts'
import type { Constants } from '../../src/raft/Server.ts'
import { defaultPolicy, type Policy, step } from '../../src/raft/step.ts'
import { deepFreeze } from './deepFreeze.ts'
import { fromPlain, type PlainServer, three, toPlain } from './examples.ts'

export const on = (
  server: PlainServer,
  event: Event,
  constants: Constants = three(),
  policy: Policy = defaultPolicy,
  table: Rules = rules,
) => {
  const outcome = step(
    deepFreeze(constants),
    deepFreeze(fromPlain(server)),
    deepFreeze(event),
    policy,
    table,
  )
  return { ...outcome, server: toPlain(outcome.server) }
}

export const receive = (message: Message): Event => ({
  _tag: 'Receive',
  message,
})

/** The names of the actions that a step took, in order. */
export const actions = ({ labels }: { readonly labels: readonly Label[] }): readonly string[] =>
  labels.map(({ action }) => action)

/**
 * Section 5.3, "applied to its state machine in log order", done wrong. In all of these lastApplied
 * is right, which is all that the specification knows of; only the effects tell.
 */
import { ApplyEntry } from '../../src/raft/Commitment.ts'
import type { Effect } from '../../src/raft/Effect.ts'
import { entryAt } from '../../src/raft/Log.ts'
import type { NoParameters, Rule } from '../../src/raft/Rule.ts'
import type { Server } from '../../src/raft/Server.ts'
import { other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { withEffects } from './patch.ts'

type Applied = Effect & { readonly _tag: 'Apply' }

const breaks = 'application' as const

/** The effects with what is applied replaced; the state is right in all of these. */
const applying = (
  change: (apply: Applied, before: Server) => readonly Effect[],
): Rule<NoParameters> =>
  withEffects(ApplyEntry, (effects, before) =>
    effects.flatMap((effect) => (effect._tag === 'Apply' ? change(effect, before) : [effect])),
  )

export const applicationMutants: readonly Mutant[] = [
  other({
    name: 'AppliesAnotherEntry',
    section: '5.3',
    describe: 'the first entry of the log is applied in the place of each one after it',
    breaks,
    replaces: {
      ApplyEntry: applying((apply, { log }) => [{ ...apply, entry: entryAt(log, 1) }]),
    },
  }),
  other({
    name: 'AppliesAtAnotherIndex',
    section: '5.3',
    describe: 'the state machine is told the index of the entry before: lastApplied as it was',
    breaks,
    replaces: { ApplyEntry: applying((apply) => [{ ...apply, index: apply.index - 1 }]) },
  }),
  other({
    name: 'AppliesNothing',
    section: '5.3',
    describe: 'lastApplied moves on, but the entry never reaches the state machine',
    breaks,
    replaces: { ApplyEntry: applying(() => []) },
  }),
  other({
    name: 'AppliesTwice',
    section: '5.3',
    describe: 'an entry reaches the state machine twice',
    breaks,
    replaces: { ApplyEntry: applying((apply) => [apply, apply]) },
  }),
]

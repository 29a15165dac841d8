/**
 * What is handed to the state machine (5.3). The specification speaks of lastApplied alone, so that
 * a core which counts right but applies the wrong entry would agree with it.
 */
import type { Effect } from '../../raft/Effect.ts'
import { entryAt } from '../../raft/Log.ts'
import type { Server } from '../../raft/Server.ts'
import { sameStructure } from '../sameStructure.ts'

type Apply = Effect & { readonly _tag: 'Apply' }

const isApply = (effect: Effect): effect is Apply => effect._tag === 'Apply'

/**
 * The Apply effects hand over the entry at each index that lastApplied has passed, once and in
 * order, and nothing else.
 *
 * @returns what is wrong; undefined if nothing is
 */
export const wronglyApplied = (
  before: Server,
  after: Server,
  effects: readonly Effect[],
): string | undefined => {
  const applied = effects.filter(isApply)
  const passed = Math.max(0, after.lastApplied - before.lastApplied)
  if (applied.length !== passed) {
    return `lastApplied grows by ${String(passed)}, but ${String(applied.length)} entries are applied`
  }
  for (const [k, { index, entry }] of applied.entries()) {
    const wanted = before.lastApplied + k + 1
    if (index !== wanted) return `index ${String(index)} is applied, not ${String(wanted)}`
    if (index > after.log.length) return `index ${String(index)} is applied, which the log has not`
    if (!sameStructure(entry, entryAt(after.log, index))) {
      return `what is applied at index ${String(index)} is not the entry of the log there`
    }
  }
  return undefined
}

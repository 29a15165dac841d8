/**
 * A crash within a step, at any boundary between its effects. The rule that makes a log fit what
 * others saw is: persist, flush the line, send. So a rule whose Persist was done has happened, and
 * its sends that were not done are lost messages; a rule whose Persist was not done has not
 * happened, and the message that it was to handle is lost.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import { applyChange } from '../raft/Disk.ts'
import type { Effect } from '../raft/Effect.ts'
import type { Label } from '../raft/Event.ts'
import type { Message } from '../raft/Message.ts'
import { rules as raftRules, type Rules, runRule } from '../raft/Rules.ts'
import type { Constants, Disk, Server } from '../raft/Server.ts'
import type { Outcome } from '../raft/step.ts'
import { sentIn } from '../trace/observe.ts'

/** What a step leaves behind when it is cut off. */
export interface Interrupted {
  /** The part that happened; null: nothing did. */
  readonly happened: Outcome | null
  readonly disk: Disk
  /** What really left the server. */
  readonly sent: readonly Message[]
}

const reachesTheWorld = ({ _tag }: Effect): boolean => _tag === 'Persist' || _tag === 'Send'

/** How many boundaries a step has, before its first effect and after its last included. */
export const boundaries = ({ effects }: Outcome): number =>
  effects.filter(reachesTheWorld).length + 1

const persists = (effects: readonly Effect[]): number =>
  effects.filter(({ _tag }) => _tag === 'Persist').length

/** The first rules of a step, up to the one with the given number of effects on the world. */
const firstRules = (
  constants: Constants,
  before: Server,
  labels: readonly Label[],
  done: number,
  rules: Rules,
): Outcome => {
  let server = before
  const effects: Effect[] = []
  const taken: Label[] = []
  for (const label of labels) {
    if (effects.filter(reachesTheWorld).length >= done) break
    const result = runRule(rules, constants, server, label)
    if (isNone(result)) break
    server = result.value.server
    effects.push(...result.value.effects)
    taken.push(label)
  }
  return { server, effects, labels: taken }
}

/**
 * @param boundary the number of effects on the world that were done, less than `boundaries`
 * @param rules those that `outcome` was made with
 */
export const interrupt = (
  constants: Constants,
  before: Server,
  disk: Disk,
  outcome: Outcome,
  boundary: number,
  rules: Rules = raftRules,
): Interrupted => {
  const done = outcome.effects.filter(reachesTheWorld).slice(0, boundary)
  const after = done.reduce(
    (at, effect) => (effect._tag === 'Persist' ? applyChange(at, effect.change) : at),
    disk,
  )
  if (done.length === 0) return { happened: null, disk, sent: [] }
  const happened =
    persists(done) === persists(outcome.effects)
      ? outcome
      : firstRules(constants, before, outcome.labels, boundary, rules)
  return { happened, disk: after, sent: sentIn(done) }
}

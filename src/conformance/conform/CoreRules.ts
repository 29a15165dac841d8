/**
 * What the core makes of an instance, and of an event. A rule is pure and sees one server, so each
 * is run once per server state and argument, and its result compared wherever it applies. What holds
 * of a result by itself is checked here, once: the order of its effects, its disk, what it applies.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import { diskAfter, diskOf, recover } from '../../raft/Disk.ts'
import type { Effect } from '../../raft/Effect.ts'
import type { Event, Label } from '../../raft/Event.ts'
import { toEntries } from '../../raft/Log.ts'
import { type Rules, runRule } from '../../raft/Rules.ts'
import type { Constants, Disk, Server } from '../../raft/Server.ts'
import { step } from '../../raft/step.ts'
import { hasRule } from '../Correspondence.ts'
import { sameStructure } from '../sameStructure.ts'
import { wronglyApplied } from './Applied.ts'
import type { Bags } from './Bags.ts'
import type { Bindings } from './Bindings.ts'
import { makeIntPairs } from './IntPairs.ts'
import type { ServerStates } from './ServerStates.ts'

export type CoreResult =
  | { readonly _tag: 'Disabled' }
  /** The server's next state, and what becomes of the network. */
  | { readonly _tag: 'Taken'; readonly to: number; readonly change: number }
  /** The core broke a rule of its own. */
  | { readonly _tag: 'Broken'; readonly what: string }

export interface CoreStep {
  /** The instances that `step` says it took, in order. */
  readonly labels: readonly number[]
  readonly result: CoreResult
}

export interface CoreRules {
  /** @param state of the server whose action it is */
  readonly run: (instance: number, state: number) => CoreResult
  /** @param number stands for this event at this server, so that its result is remembered */
  readonly step: (number: number, event: Event, place: number, state: number) => CoreStep
  /** How often a rule was really run. */
  readonly applications: () => number
  /** How often `step` was really run. */
  readonly steps: () => number
}

/** What the core's results are computed with. */
export interface CoreSide {
  readonly rules: Rules
  readonly constants: Constants
  readonly states: ServerStates
  readonly bags: Bags
  readonly bindings: Bindings
}

const disabled: CoreResult = { _tag: 'Disabled' }
const broken = (what: string): CoreResult => ({ _tag: 'Broken', what })

const sameDisk = (a: Disk, b: Disk): boolean =>
  sameStructure({ ...a, log: toEntries(a.log) }, { ...b, log: toEntries(b.log) })

/** One Persist at most, and before every send: a crash between two effects must not tear a rule. */
const effectsOutOfOrder = (effects: readonly Effect[]): string | undefined => {
  const persists = effects.filter(({ _tag }) => _tag === 'Persist').length
  if (persists > 1) return `the rule persists ${String(persists)} times; once is all it may`
  const persist = effects.findIndex(({ _tag }) => _tag === 'Persist')
  const send = effects.findIndex(({ _tag }) => _tag === 'Send')
  return persist >= 0 && send >= 0 && send < persist
    ? 'the rule sends before it persists'
    : undefined
}

/** What holds of each application of a rule by itself; undefined if all does. */
const brokenRule = (
  constants: Constants,
  label: Label,
  before: Server,
  after: Server,
  effects: readonly Effect[],
): string | undefined => {
  if (!sameDisk(diskAfter(diskOf(constants, before), effects), diskOf(constants, after))) {
    return 'the disk that Persist leaves is not the durable part of the next state'
  }
  if (label.action === 'Restart') {
    const recovered = recover(before.id, diskOf(constants, before))
    const isSame = sameStructure(
      { ...recovered, log: toEntries(recovered.log) },
      { ...after, log: toEntries(after.log) },
    )
    if (!isSame) return 'recover(disk) is not what Restart makes of the server'
  }
  return wronglyApplied(before, after, effects) ?? effectsOutOfOrder(effects)
}

const sentBy = (effects: readonly Effect[], bags: Bags): readonly number[] =>
  effects.flatMap((effect) => (effect._tag === 'Send' ? [bags.numberOf(effect.message)] : []))

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)

/** Whatever the core throws is a finding about the core. */
const guarded = (compute: () => CoreResult): CoreResult => {
  try {
    return compute()
  } catch (thrown) {
    return broken(`the core throws: ${messageOf(thrown)}`)
  }
}

const runOnce = (side: CoreSide, label: Label, taken: number, place: number, state: number) =>
  guarded(() => {
    const before = side.states.server(state)
    const outcome = runRule(side.rules, side.constants, before, label)
    if (isNone(outcome)) return disabled
    const { server, effects } = outcome.value
    const fault = brokenRule(side.constants, label, before, server, effects)
    if (fault !== undefined) return broken(fault)
    return {
      _tag: 'Taken',
      to: side.states.number(place, server),
      change: side.bags.change(taken, sentBy(effects, side.bags)),
    }
  })

const stepOnce = (side: CoreSide, event: Event, place: number, state: number): CoreStep => {
  const labels: number[] = []
  const result = guarded(() => {
    const before = side.states.server(state)
    const outcome = step(side.constants, before, event, undefined, side.rules)
    labels.push(...outcome.labels.map(side.bindings.numberOf))
    const disk = diskAfter(diskOf(side.constants, before), outcome.effects)
    if (!sameDisk(disk, diskOf(side.constants, outcome.server))) {
      return broken('the disk that the effects of step leave is not its state’s durable part')
    }
    const fault = wronglyApplied(before, outcome.server, outcome.effects)
    if (fault !== undefined) return broken(fault)
    const taken = labels.map((label) => side.bindings.instance(label).taken)
    return {
      _tag: 'Taken',
      to: side.states.number(place, outcome.server),
      change: side.bags.change(
        taken.find((message) => message >= 0) ?? -1,
        sentBy(outcome.effects, side.bags),
      ),
    }
  })
  return { labels, result }
}

export const makeCoreRules = (side: CoreSide): CoreRules => {
  const ruleNumbers = makeIntPairs()
  const ruleResults: CoreResult[] = [disabled]
  const stepNumbers = makeIntPairs()
  const stepResults: CoreStep[] = []
  return {
    run: (number, state) => {
      const known = ruleNumbers.get(number, state)
      if (known >= 0) return ruleResults[known] ?? disabled
      const { label, taken, place } = side.bindings.instance(number)
      if (!hasRule(label)) throw new Error(`${label.action} is the network's, not the core's`)
      const result = runOnce(side, label, taken, place, state)
      ruleNumbers.add(number, state, ruleResults.push(result) - 1)
      return result
    },
    step: (number, event, place, state) => {
      const known = stepResults[stepNumbers.get(number, state)]
      if (known !== undefined) return known
      const result = stepOnce(side, event, place, state)
      stepNumbers.add(number, state, stepResults.push(result) - 1)
      return result
    },
    applications: ruleNumbers.size,
    steps: stepNumbers.size,
  }
}

/**
 * `step` against the specification: at every state and for every event, the labels that `step`
 * returns, taken one after the other in the specification, lead to the state that `step` reached,
 * with the same messages.
 */
import type { Event } from '../../raft/Event.ts'
import type { Options } from '../../raft/Server.ts'
import { type ActionName, type Domains, isPossible } from '../Correspondence.ts'
import {
  cannotEvaluate,
  runSpec,
  sameRow,
  severalSuccessors,
  type Here,
  type Sides,
  writeCoreRow,
} from './Comparison.ts'
import type { CoreStep } from './CoreRules.ts'
import type { Finding } from './Finding.ts'
import type { SetUp } from './setUp.ts'

interface FixedEvent {
  readonly place: number
  readonly event: Event
}

/** Events, if the rule of this name that they lead to is possible under the options. */
const eventsFor = (
  options: Options,
  action: ActionName,
  events: readonly Event[],
): readonly Event[] => (isPossible(action, options) ? events : [])

/** The events of a model that concern no message. */
const fixedEvents = ({ servers, commands, voterSets }: Domains, options: Options) => {
  const ofServers = (
    _tag: 'AddLearner' | 'RemoveLearner' | 'StartRound' | 'AddServer' | 'RemoveServer',
  ) =>
    eventsFor(
      options,
      _tag,
      servers.map((server) => ({ _tag, server })),
    )
  const events: readonly Event[] = [
    { _tag: 'ElectionTimeout' },
    { _tag: 'HeartbeatTimeout' },
    ...commands.map((value) => ({ _tag: 'ClientRequest', value }) as const),
    ...eventsFor(options, 'LeaderContactLapsed', [{ _tag: 'LeaderContactTimeout' }]),
    ...eventsFor(options, 'QuorumContactLapsed', [{ _tag: 'QuorumContactTimeout' }]),
    ...eventsFor(options, 'TransferLeadership', [
      { _tag: 'TransferTimeout' },
      ...servers.map((to) => ({ _tag: 'TransferLeadership', to }) as const),
    ]),
    ...eventsFor(
      options,
      'ChangeConfiguration',
      voterSets.map((newVoters) => ({ _tag: 'ChangeConfiguration', newVoters })),
    ),
    ...ofServers('AddLearner'),
    ...ofServers('RemoveLearner'),
    ...ofServers('StartRound'),
    ...ofServers('AddServer'),
    ...ofServers('RemoveServer'),
  ]
  return servers.flatMap((_, place): readonly FixedEvent[] =>
    events.map((event) => ({ place, event })),
  )
}

export interface StepReplay {
  /** Replays every event at `here`; undefined if all agree. */
  readonly all: () => Finding | undefined
  /** Pairs of a state and an event that were compared. */
  readonly events: () => number
  /** Labels that were replayed in the specification. */
  readonly labels: () => number
}

/** What `step` was asked, and at which server. */
interface Asked {
  readonly event: Event
  readonly labels: readonly number[]
}

const findingOf = (
  here: Here,
  { event, labels }: Asked,
  what: string,
  instance = -1,
  rows: Pick<Finding, 'spec' | 'core' | 'disabledAt'> = {},
): Finding => ({
  what,
  state: here.state,
  instance,
  step: { event: JSON.stringify(event), labels },
  ...rows,
})

/** @param successors how many the specification has, or why it cannot be evaluated */
const notFollowed = (successors: number | string): string => {
  if (typeof successors === 'string') return cannotEvaluate(successors)
  return successors === 0
    ? 'step says that it took an action that the specification cannot take there'
    : severalSuccessors(successors)
}

/** Compares one step at `here`, by following its labels in the specification. */
const makeFollowing = (sides: Sides, here: Here) => {
  const { spec, bindings } = sides
  const expected = new Int32Array(here.row.length)
  const reached = new Int32Array(here.row.length)
  const counted = { events: 0, labels: 0 }

  /** Follows the labels from `here` into `reached`, or says where they cannot be followed. */
  const follow = (asked: Asked): Finding | undefined => {
    reached.set(here.row)
    for (const label of asked.labels) {
      spec.goTo(reached)
      counted.labels++
      const successors = runSpec(spec, bindings.instance(label).handle)
      if (successors !== 1) {
        const at = successors === 0 ? { disabledAt: reached.slice() } : {}
        return findingOf(here, asked, notFollowed(successors), label, at)
      }
      reached.set(spec.next)
    }
    return undefined
  }

  const compare = (
    event: Event,
    { labels, result }: CoreStep,
    place: number,
  ): Finding | undefined => {
    const asked = { event, labels }
    counted.events++
    if (result._tag === 'Broken') return findingOf(here, asked, result.what)
    if (result._tag === 'Disabled') return findingOf(here, asked, 'step returned nothing')
    const stuck = follow(asked)
    if (stuck !== undefined) return stuck
    if (!writeCoreRow(sides, here, place, result.to, result.change, expected)) {
      return findingOf(here, asked, 'step takes a message that is not in the network')
    }
    if (sameRow(reached, expected)) return undefined
    const rows = { spec: reached.slice(), core: expected.slice() }
    return findingOf(here, asked, ELSEWHERE, labels.at(-1), rows)
  }
  return { compare, counted }
}

const ELSEWHERE = 'the labels of step lead the specification to another state'

export const makeStepReplay = (
  sides: Sides,
  here: Here,
  { domains, atoms }: Pick<SetUp, 'domains' | 'atoms'>,
): StepReplay => {
  const { bags, core } = sides
  const { compare, counted } = makeFollowing(sides, here)
  const fixed = fixedEvents(domains, atoms.constants.options)

  const stepAt = (number: number, event: Event, place: number): Finding | undefined =>
    compare(event, core.step(number, event, place, here.servers[place] as number), place)

  return {
    all: () => {
      for (const [number, { place, event }] of fixed.entries()) {
        const found = stepAt(number, event, place)
        if (found !== undefined) return found
      }
      for (const number of bags.messagesOf(here.row[sides.messagesCell] as number)) {
        const message = bags.message(number)
        const event: Event = { _tag: 'Receive', message }
        const found = stepAt(fixed.length + number, event, atoms.serverIds.indexOf(message.dest))
        if (found !== undefined) return found
      }
      return undefined
    },
    events: () => counted.events,
    labels: () => counted.labels,
  }
}

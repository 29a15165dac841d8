/**
 * Random runs of a cluster: a network that delays, reorders, repeats and loses, servers that crash
 * and restart from their disks, and an administrator who changes the membership. Every server is
 * frozen, so a rule that writes to one throws.
 */
import { fc } from '@fast-check/ava'
import { diskAfter, emptyDisk, initialServer, recover } from '../../src/raft/Disk.ts'
import type { Event, Label } from '../../src/raft/Event.ts'
import type { Message } from '../../src/raft/Message.ts'
import type { Constants, Disk, Server, ServerId } from '../../src/raft/Server.ts'
import { type Policy, step } from '../../src/raft/step.ts'
import { deepFreeze } from './deepFreeze.ts'

const ofServers = [
  'AddLearner',
  'RemoveLearner',
  'StartRound',
  'AddServer',
  'RemoveServer',
] as const

/** Numbers choose among what there is, by remainder; what an administrator asks goes to a leader. */
export type Move =
  | {
      readonly kind:
        | 'ElectionTimeout'
        | 'HeartbeatTimeout'
        | 'LeaderContactTimeout'
        | 'QuorumContactTimeout'
        | 'TransferTimeout'
        | 'ClientRequest'
        | 'Restart'
      readonly at: number
    }
  | { readonly kind: 'Deliver'; readonly nth: number; readonly again: boolean }
  | { readonly kind: 'Lose'; readonly nth: number }
  | {
      readonly kind: (typeof ofServers)[number] | 'TransferLeadership'
      readonly of: number
      readonly leader: number
    }
  | {
      readonly kind: 'ChangeConfiguration'
      readonly members: readonly number[]
      readonly leader: number
    }

const at = fc.integer({ min: 0, max: 4 })
const nth = fc.integer({ min: 0, max: 1_000 })

const some = (weight: number, kind: Extract<Move, { at: number }>['kind']) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), at }),
})

const deliver = {
  weight: 60,
  arbitrary: fc.record({
    kind: fc.constant('Deliver' as const),
    nth,
    again: fc.constantFrom(false, false, true),
  }),
}
const lose = { weight: 5, arbitrary: fc.record({ kind: fc.constant('Lose' as const), nth }) }

/** A cluster whose members stay. */
export const schedule: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    deliver,
    some(6, 'ElectionTimeout'),
    some(6, 'HeartbeatTimeout'),
    some(20, 'ClientRequest'),
    lose,
    some(2, 'Restart'),
  ),
  { minLength: 150, maxLength: 250 },
)

/** A cluster in which everything happens that an option allows. */
export const eventfulSchedule: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    deliver,
    some(6, 'ElectionTimeout'),
    some(10, 'HeartbeatTimeout'),
    some(6, 'ClientRequest'),
    some(4, 'LeaderContactTimeout'),
    some(1, 'QuorumContactTimeout'),
    some(1, 'TransferTimeout'),
    lose,
    some(2, 'Restart'),
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constantFrom(...ofServers, ...ofServers, 'TransferLeadership' as const),
        of: at,
        leader: at,
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('ChangeConfiguration' as const),
        members: fc.array(at, { minLength: 1, maxLength: 4 }),
        leader: at,
      }),
    },
  ),
  { minLength: 250, maxLength: 400 },
)

interface Setting {
  readonly constants: Constants
  readonly policy: Policy
}

export interface World {
  readonly servers: Readonly<Record<ServerId, Server>>
  readonly disks: Readonly<Record<ServerId, Disk>>
  readonly network: readonly Message[]
}

export interface Moved {
  readonly before: Server
  readonly after: Server
  /** The event that the server took; null for a restart. */
  readonly event: Event | null
  readonly labels: readonly Label[]
  readonly world: World
}

const emptyWorld = ({ servers }: Constants): World => ({
  servers: Object.fromEntries(servers.map((id) => [id, deepFreeze(initialServer(id))])),
  disks: Object.fromEntries(servers.map((id) => [id, emptyDisk])),
  network: [],
})

const nthOf = <A>(list: readonly A[], k: number): A | undefined => list[k % list.length]

const eventOf = (
  chosen: Move,
  { servers }: Constants,
  network: readonly Message[],
  k: number,
): Event | null => {
  switch (chosen.kind) {
    case 'ClientRequest':
      return { _tag: 'ClientRequest', value: `v${k}` }
    case 'Deliver': {
      const message = nthOf(network, chosen.nth)
      return message === undefined ? null : { _tag: 'Receive', message }
    }
    case 'TransferLeadership':
      return { _tag: 'TransferLeadership', to: nthOf(servers, chosen.of) ?? '' }
    case 'ChangeConfiguration':
      return {
        _tag: 'ChangeConfiguration',
        newVoters: chosen.members.map((member) => nthOf(servers, member) ?? ''),
      }
    case 'AddLearner':
    case 'RemoveLearner':
    case 'StartRound':
    case 'AddServer':
    case 'RemoveServer':
      return { _tag: chosen.kind, server: nthOf(servers, chosen.of) ?? '' }
    case 'Lose':
    case 'Restart':
      return null
    default:
      return { _tag: chosen.kind }
  }
}

/** At whom the move is. */
const targetOf = (
  chosen: Move,
  event: Event | null,
  world: World,
  { servers }: Constants,
): ServerId | undefined => {
  if (event?._tag === 'Receive') return event.message.dest
  if ('at' in chosen) return nthOf(servers, chosen.at)
  const leaders = servers.filter((id) => world.servers[id]?.role._tag === 'Leader')
  return 'leader' in chosen ? nthOf(leaders, chosen.leader) : undefined
}

const without = (network: readonly Message[], index: number): readonly Message[] =>
  network.filter((_, k) => k !== index)

const restarted = (world: World, id: ServerId, before: Server, disk: Disk): Moved => {
  const after = deepFreeze(recover(id, disk))
  const servers = { ...world.servers, [id]: after }
  return { before, after, event: null, labels: [], world: { ...world, servers } }
}

const stepped = (
  { constants, policy }: Setting,
  world: World,
  network: readonly Message[],
  before: Server,
  disk: Disk,
  event: Event,
): Moved => {
  const { server, effects, labels } = step(constants, before, event, policy)
  const after = deepFreeze(server)
  const sent = effects.flatMap((effect) => (effect._tag === 'Send' ? [effect.message] : []))
  return {
    before,
    after,
    event,
    labels,
    world: {
      servers: { ...world.servers, [before.id]: after },
      disks: { ...world.disks, [before.id]: diskAfter(disk, effects) },
      network: [...network, ...sent],
    },
  }
}

const moved = (setting: Setting, world: World, chosen: Move, k: number): Moved | World => {
  const { constants } = setting
  const { network } = world
  if (chosen.kind === 'Lose')
    return { ...world, network: without(network, chosen.nth % network.length) }
  const event = eventOf(chosen, constants, network, k)
  const id = targetOf(chosen, event, world, constants)
  const before = id === undefined ? undefined : world.servers[id]
  const disk = id === undefined ? undefined : world.disks[id]
  if (id === undefined || before === undefined || disk === undefined) return world
  if (event === null) return restarted(world, id, before, disk)
  const consumed = chosen.kind === 'Deliver' && !chosen.again
  const rest = consumed ? without(network, chosen.nth % network.length) : network
  return stepped(setting, world, rest, before, disk, event)
}

/**
 * Plays a schedule and returns every move of a server in it, in order. With one entry a request,
 * leaderCommit is often ahead of the request, which is where followers err.
 */
export const play = (
  constants: Constants,
  moves: readonly Move[],
  policy: Policy = { maxEntries: 1 },
): readonly Moved[] => {
  const history: Moved[] = []
  let world = emptyWorld(constants)
  moves.forEach((chosen, k) => {
    const next = moved({ constants, policy }, world, chosen, k)
    if ('world' in next) history.push(next)
    world = 'world' in next ? next.world : next
  })
  return history
}

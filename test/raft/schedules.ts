/**
 * Random runs of a cluster: a network that delays, reorders, repeats and loses, and servers that
 * crash and restart from their disks. Every server is frozen, so a rule that writes to one throws.
 */
import { fc } from '@fast-check/ava'
import { diskAfter, emptyDisk, initialServer, recover } from '../../src/raft/Disk.ts'
import type { Event, Label } from '../../src/raft/Event.ts'
import type { Message } from '../../src/raft/Message.ts'
import type { Constants, Disk, Server, ServerId } from '../../src/raft/Server.ts'
import { type Policy, step } from '../../src/raft/step.ts'
import { deepFreeze } from './deepFreeze.ts'

/** Numbers choose among what there is, by remainder. */
export type Move =
  | { readonly kind: 'ElectionTimeout' | 'HeartbeatTimeout' | 'ClientRequest'; readonly at: number }
  | { readonly kind: 'Restart'; readonly at: number }
  | { readonly kind: 'Deliver'; readonly nth: number; readonly again: boolean }
  | { readonly kind: 'Lose'; readonly nth: number }

const at = fc.integer({ min: 0, max: 4 })
const nth = fc.integer({ min: 0, max: 1_000 })
const move = <K extends Move['kind']>(kind: K) => fc.constant(kind)

export const schedule: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.oneof(
    {
      weight: 60,
      arbitrary: fc.record({
        kind: move('Deliver'),
        nth,
        again: fc.constantFrom(false, false, true),
      }),
    },
    { weight: 6, arbitrary: fc.record({ kind: move('ElectionTimeout'), at }) },
    { weight: 6, arbitrary: fc.record({ kind: move('HeartbeatTimeout'), at }) },
    { weight: 20, arbitrary: fc.record({ kind: move('ClientRequest'), at }) },
    { weight: 5, arbitrary: fc.record({ kind: move('Lose'), nth }) },
    { weight: 2, arbitrary: fc.record({ kind: move('Restart'), at }) },
  ),
  { minLength: 150, maxLength: 250 },
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

const eventOf = (chosen: Move, network: readonly Message[], k: number): Event | null => {
  switch (chosen.kind) {
    case 'ElectionTimeout':
    case 'HeartbeatTimeout':
      return { _tag: chosen.kind }
    case 'ClientRequest':
      return { _tag: 'ClientRequest', value: `v${k}` }
    case 'Deliver': {
      const message = network[chosen.nth % network.length]
      return message === undefined ? null : { _tag: 'Receive', message }
    }
    case 'Lose':
    case 'Restart':
      return null
  }
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
  const event = eventOf(chosen, network, k)
  const target = event?._tag === 'Receive' ? event.message.dest : undefined
  const pick = 'at' in chosen ? constants.servers[chosen.at % constants.servers.length] : undefined
  const id = target ?? pick
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

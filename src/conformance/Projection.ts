/**
 * alpha, from a cluster of the core to the values of the specification's variables, and gamma, its
 * inverse. Together they are a bijection, so that nothing can hide between the two sides: `conform`
 * asserts alpha(gamma(s)) = s in every state, and gamma(alpha(c)) = c for every c that the core
 * computes. Both work per server and per message, so that a caller can remember the parts.
 */
import type { Message } from '../raft/Message.ts'
import { fromEntries, toEntries } from '../raft/Log.ts'
import type { PerPeer, Role, Server, ServerId } from '../raft/Server.ts'
import type { Interner } from '../tla/values/Interner.ts'
import type { Value } from '../tla/values/Value.ts'
import type { Atoms } from './Atoms.ts'
import { messageProjection, type MessageProjection } from './MessageProjection.ts'
import { booleanOf, mappingOf, numberOf, textOf } from './readValue.ts'

type FieldOfUnion<U> = U extends unknown ? keyof U : never

/**
 * The variables of the specification that are functions of the server: the fields of `Server`, those
 * of its role included. So a field that is added to the core has no value below, and does not compile,
 * before the specification has a variable of that name.
 */
export type ServerVariable =
  Exclude<keyof Server, 'id'> | Exclude<FieldOfUnion<Server['role']>, '_tag'>

const variableNames: { readonly [V in ServerVariable]: V } = {
  currentTerm: 'currentTerm',
  votedFor: 'votedFor',
  log: 'log',
  role: 'role',
  commitIndex: 'commitIndex',
  lastApplied: 'lastApplied',
  heardFromLeader: 'heardFromLeader',
  votesGranted: 'votesGranted',
  leadershipTransfer: 'leadershipTransfer',
  nextIndex: 'nextIndex',
  matchIndex: 'matchIndex',
  roundEnd: 'roundEnd',
  transferTarget: 'transferTarget',
}

/** In the order of the specification. */
export const serverVariables: readonly ServerVariable[] = Object.values(variableNames)

/** One server's part of each of these variables. */
export type ServerValues = Readonly<Record<ServerVariable, Value>>

/** What is on its way: each message once, with the number of its copies. */
export type Network = readonly { readonly message: Message; readonly copies: number }[]

export interface Cluster {
  readonly servers: Readonly<Record<ServerId, Server>>
  readonly network: Network
}

/** One value per variable of the specification. */
export type Variables = Readonly<Record<'messages' | ServerVariable, Value>>

export interface Projection extends MessageProjection {
  readonly alphaServer: (server: Server) => ServerValues
  readonly gammaServer: (id: ServerId, values: ServerValues) => Server
  readonly alphaNetwork: (network: Network) => Value
  readonly gammaNetwork: (value: Value) => Network
  readonly alpha: (cluster: Cluster) => Variables
  readonly gamma: (variables: Variables) => Cluster
}

/** Functions of the other servers. */
const peerFunctions = (atoms: Atoms, interner: Interner) => {
  const peersOf = new Map(
    atoms.serverIds.map((id) => {
      const peers = atoms.serverIds.filter((other) => other !== id)
      return [id, { peers, domain: interner.set(peers.map(atoms.server.alpha)) }] as const
    }),
  )
  const find = (id: ServerId) => {
    const found = peersOf.get(id)
    if (found === undefined) throw new Error(`the model has no server ${id}`)
    return found
  }
  const alpha = (id: ServerId, image: (peer: ServerId) => number): Value => {
    const { peers, domain } = find(id)
    return interner.fn(domain, peers.map(image))
  }
  const gamma = (value: Value): PerPeer<number> => {
    const { domain, images } = mappingOf(value)
    const pairs = domain.map(
      (peer, k) => [atoms.server.gamma(peer), numberOf(images[k] as Value)] as const,
    )
    return Object.fromEntries(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }
  return {
    alpha,
    gamma,
    same: (id: ServerId, index: number) => alpha(id, () => index),
    each: (id: ServerId, record: PerPeer<number>) => alpha(id, (peer) => indexIn(record, peer)),
  }
}

type PeerFunctions = ReturnType<typeof peerFunctions>

const indexIn = (record: PerPeer<number>, peer: ServerId): number => {
  const index = record[peer]
  if (index === undefined) throw new Error(`a leader without an index for ${peer}`)
  return index
}

/** Outside its role a variable has the fixed value that `RaftState.tla` gives it. */
const alphaRole = (
  { id, role }: Server,
  atoms: Atoms,
  interner: Interner,
  peers: PeerFunctions,
) => {
  const granted = 'votesGranted' in role ? role.votesGranted : []
  const leader = role._tag === 'Leader' ? role : null
  const target = leader?.transferTarget ?? null
  return {
    role: interner.string(role._tag),
    heardFromLeader: role._tag === 'Follower' && role.heardFromLeader,
    votesGranted: atoms.servers.alpha(granted),
    leadershipTransfer: role._tag === 'Candidate' && role.leadershipTransfer,
    nextIndex: leader === null ? peers.same(id, 1) : peers.each(id, leader.nextIndex),
    matchIndex: leader === null ? peers.same(id, 0) : peers.each(id, leader.matchIndex),
    roundEnd: leader === null ? peers.same(id, 0) : peers.each(id, leader.roundEnd),
    transferTarget: target === null ? atoms.nil : atoms.server.alpha(target),
  }
}

const serverOrNull = (value: Value, atoms: Atoms): ServerId | null =>
  value === atoms.nil ? null : atoms.server.gamma(value)

const gammaRole = (values: ServerValues, atoms: Atoms, peers: PeerFunctions): Role => {
  const tag = textOf(values.role)
  const votesGranted = () => atoms.servers.gamma(values.votesGranted)
  switch (tag) {
    case 'Follower':
      return { _tag: tag, heardFromLeader: booleanOf(values.heardFromLeader) }
    case 'PreCandidate':
      return { _tag: tag, votesGranted: votesGranted() }
    case 'Candidate':
      return {
        _tag: tag,
        votesGranted: votesGranted(),
        leadershipTransfer: booleanOf(values.leadershipTransfer),
      }
    case 'Leader':
      return {
        _tag: tag,
        nextIndex: peers.gamma(values.nextIndex),
        matchIndex: peers.gamma(values.matchIndex),
        roundEnd: peers.gamma(values.roundEnd),
        transferTarget: serverOrNull(values.transferTarget, atoms),
      }
    default:
      throw new Error(`no role is called ${tag}`)
  }
}

type ServerProjection = Pick<Projection, 'alphaServer' | 'gammaServer'>

const serverProjection = (
  atoms: Atoms,
  interner: Interner,
  messages: MessageProjection,
): ServerProjection => {
  const peers = peerFunctions(atoms, interner)
  return {
    alphaServer: (server) => ({
      currentTerm: server.currentTerm,
      votedFor: server.votedFor === null ? atoms.nil : atoms.server.alpha(server.votedFor),
      log: messages.alphaEntries(toEntries(server.log)),
      commitIndex: server.commitIndex,
      lastApplied: server.lastApplied,
      ...alphaRole(server, atoms, interner, peers),
    }),
    gammaServer: (id, values) => ({
      id,
      currentTerm: numberOf(values.currentTerm),
      votedFor: serverOrNull(values.votedFor, atoms),
      log: fromEntries(messages.gammaEntries(values.log)),
      role: gammaRole(values, atoms, peers),
      commitIndex: numberOf(values.commitIndex),
      lastApplied: numberOf(values.lastApplied),
    }),
  }
}

const networkProjection = (interner: Interner, messages: MessageProjection) => ({
  alphaNetwork: (network: Network): Value => {
    const copies = new Map(
      network.map(({ message, copies }) => [messages.alphaMessage(message), copies]),
    )
    const domain = interner.set([...copies.keys()])
    return interner.fn(
      domain,
      domain.items.map((message) => copies.get(message) as number),
    )
  },
  gammaNetwork: (value: Value): Network => {
    const { domain, images } = mappingOf(value)
    return domain.map((message, k) => ({
      message: messages.gammaMessage(message),
      copies: numberOf(images[k] as Value),
    }))
  },
})

/** The part of one server, by its place among `atoms.serverIds`, of a variable. */
export const partOf = (variable: Value, place: number): Value => {
  const part = mappingOf(variable).images[place]
  if (part === undefined) throw new Error('expected a function of the servers')
  return part
}

/** One value for each of the server's variables. */
export const serverValues = (valueOf: (name: ServerVariable) => Value): ServerValues => ({
  currentTerm: valueOf('currentTerm'),
  votedFor: valueOf('votedFor'),
  log: valueOf('log'),
  role: valueOf('role'),
  commitIndex: valueOf('commitIndex'),
  lastApplied: valueOf('lastApplied'),
  heardFromLeader: valueOf('heardFromLeader'),
  votesGranted: valueOf('votesGranted'),
  leadershipTransfer: valueOf('leadershipTransfer'),
  nextIndex: valueOf('nextIndex'),
  matchIndex: valueOf('matchIndex'),
  roundEnd: valueOf('roundEnd'),
  transferTarget: valueOf('transferTarget'),
})

const clusterProjection = (
  atoms: Atoms,
  interner: Interner,
  { alphaServer, gammaServer }: ServerProjection,
  { alphaNetwork, gammaNetwork }: ReturnType<typeof networkProjection>,
): Pick<Projection, 'alpha' | 'gamma'> => ({
  alpha: ({ servers, network }) => {
    const parts = atoms.serverIds.map((id) => {
      const server = servers[id]
      if (server === undefined) throw new Error(`the cluster has no server ${id}`)
      return alphaServer(server)
    })
    const whole = (name: ServerVariable): Value =>
      interner.fn(
        atoms.serverSet,
        parts.map((values) => values[name]),
      )
    return { messages: alphaNetwork(network), ...serverValues(whole) }
  },
  gamma: (variables) => ({
    servers: Object.fromEntries(
      atoms.serverIds.map((id, place) => [
        id,
        gammaServer(
          id,
          serverValues((name) => partOf(variables[name], place)),
        ),
      ]),
    ),
    network: gammaNetwork(variables.messages),
  }),
})

/**
 * The projection between the core and a model of the specification.
 *
 * All of its functions throw an Error for what has no counterpart on the other side.
 */
export const projectionOf = (atoms: Atoms, interner: Interner): Projection => {
  const messages = messageProjection(atoms, interner)
  const servers = serverProjection(atoms, interner, messages)
  const network = networkProjection(interner, messages)
  return {
    ...messages,
    ...servers,
    ...network,
    ...clusterProjection(atoms, interner, servers, network),
  }
}

/**
 * The timers of the servers. The rules know no time; here is decided when a timeout elapses, in
 * virtual time, and whatever a server is told then it takes through `step`.
 */
import { membersOf } from '../raft/Configuration.ts'
import type { Event } from '../raft/Event.ts'
import { isQuorum } from '../raft/Quorum.ts'
import { type Constants, peersOf, type Server, type ServerId, type Term } from '../raft/Server.ts'
import { configurationOf } from '../raft/ServerConfiguration.ts'
import type { Outcome } from '../raft/step.ts'
import { roundsAfter } from './CatchUp.ts'
import { MILLISECOND } from './Dice.ts'
import type { Node, Timer, World } from './World.ts'

/** In microseconds: no follower stands for election sooner (5.2). */
export const minimumElectionTimeout = ({ config }: World): number =>
  config.electionTimeout.least * MILLISECOND

/** In microseconds: every follower that hears from no leader has stood for election by then. */
const maximumElectionTimeout = ({ config }: World): number =>
  config.electionTimeout.most * MILLISECOND

const leads = ({ server }: Node, term: Term): boolean =>
  server.role._tag === 'Leader' && server.currentTerm === term

const hearsFromLeader = ({ server: { role } }: Node): boolean =>
  role._tag === 'Follower' && role.heardFromLeader

/**
 * The latest time since which a quorum has answered a leader; its own vote, where it has one, needs
 * no answer.
 *
 * @param answers when each of its peers last answered
 */
export const quorumContact = (
  constants: Constants,
  leader: Server,
  answers: ReadonlyMap<ServerId, number>,
  now: number,
): number => {
  const configuration = configurationOf(constants, leader)
  const times = [now, ...[...answers.values()].toSorted((a, b) => b - a)]
  const since = times.find((time) => {
    const heard = [...answers].filter(([, answered]) => answered >= time).map(([id]) => id)
    return isQuorum(configuration, [leader.id, ...heard])
  })
  return since ?? Number.NEGATIVE_INFINITY
}

const restartElectionTimer = (world: World, node: Node): void => {
  node.electionDeadline = world.now + world.dice.within(world.config.electionTimeout)
}

/** It is looked at when it was to fire; if it was restarted meanwhile, it is set again. */
const setElectionTimer = (world: World, { id, life, electionDeadline }: Node): void => {
  world.agenda.add(electionDeadline, { _tag: 'ElectionTimer', id, life })
}

const setLeaderContactTimer = (world: World, node: Node): void => {
  const { id, life, leaderContactDeadline } = node
  node.awaitsLeader = true
  world.agenda.add(leaderContactDeadline, { _tag: 'LeaderContactTimer', id, life })
}

const setLeaderTimer = (
  world: World,
  { id, life, server }: Node,
  _tag: 'HeartbeatTimer' | 'QuorumContactTimer' | 'TransferTimer',
  time: number,
): void => {
  world.agenda.add(time, { _tag, id, life, term: server.currentTerm })
}

const setHeartbeatTimer = (world: World, node: Node): void => {
  setLeaderTimer(world, node, 'HeartbeatTimer', world.now + world.config.heartbeat * MILLISECOND)
}

/** A server begins to run. */
export const startTimers = (world: World, node: Node): void => {
  node.awaitsLeader = false
  restartElectionTimer(world, node)
  setElectionTimer(world, node)
}

const beginLeading = (world: World, node: Node): void => {
  setHeartbeatTimer(world, node)
  for (const peer of peersOf(world.constants, node.id)) node.answers.set(peer, world.now)
  if (world.constants.options.CheckQuorum)
    setLeaderTimer(world, node, 'QuorumContactTimer', world.now + maximumElectionTimeout(world))
}

/** Whoever is new in the configuration has until now had nothing to answer. */
const awaitNewMembers = (world: World, node: Node, before: Server): void => {
  if (before.log === node.server.log) return
  const known = membersOf(configurationOf(world.constants, before))
  for (const id of membersOf(configurationOf(world.constants, node.server)))
    if (!known.includes(id)) node.answers.set(id, world.now)
}

const noteAnswer = (world: World, node: Node, event: Event): void => {
  if (event._tag !== 'Receive') return
  const { message } = event
  if (message.type === 'AppendEntriesResponse' && leads(node, message.term))
    node.answers.set(message.source, world.now)
}

/** Sets and restarts what a step asks for, at a server that has not crashed in it. */
export const keepTime = (
  world: World,
  node: Node,
  event: Event,
  before: Server,
  { labels, effects }: Outcome,
): void => {
  const did = new Set(labels.map(({ action }) => action))
  const isReset = effects.some(({ _tag }) => _tag === 'ResetElectionTimer')
  if (isReset) restartElectionTimer(world, node)
  if (isReset && did.has('HandleAppendEntriesRequest')) {
    node.leaderContactDeadline = world.now + minimumElectionTimeout(world)
    if (hearsFromLeader(node) && !node.awaitsLeader) setLeaderContactTimer(world, node)
  }
  if (did.has('BecomeLeader')) beginLeading(world, node)
  else awaitNewMembers(world, node, before)
  noteAnswer(world, node, event)
  node.rounds = roundsAfter(node.rounds, node.server, labels, world.now)
  if (did.has('TransferLeadership')) {
    node.transferDeadline = world.now + maximumElectionTimeout(world)
    setLeaderTimer(world, node, 'TransferTimer', node.transferDeadline)
  }
}

/** When a timer is to fire as things stand; null: what it was set for is over. */
const deadlineOf = (world: World, node: Node, timer: Timer): number | null => {
  if ('term' in timer && !leads(node, timer.term)) return null
  switch (timer._tag) {
    case 'ElectionTimer':
      return node.electionDeadline
    case 'LeaderContactTimer':
      return hearsFromLeader(node) ? node.leaderContactDeadline : null
    case 'HeartbeatTimer':
      return world.now
    case 'QuorumContactTimer':
      return (
        quorumContact(world.constants, node.server, node.answers, world.now) +
        maximumElectionTimeout(world)
      )
    case 'TransferTimer':
      return node.transferDeadline
  }
}

const EVENTS = {
  ElectionTimer: { _tag: 'ElectionTimeout' },
  LeaderContactTimer: { _tag: 'LeaderContactTimeout' },
  HeartbeatTimer: { _tag: 'HeartbeatTimeout' },
  QuorumContactTimer: { _tag: 'QuorumContactTimeout' },
  TransferTimer: { _tag: 'TransferTimeout' },
} as const satisfies Record<Timer['_tag'], Event>

/** What a server is told when a timer goes off; null: nothing, since it was restarted or is void. */
export const timeoutOf = (world: World, node: Node, timer: Timer): Event | null => {
  const deadline = deadlineOf(world, node, timer)
  return deadline !== null && deadline <= world.now ? EVENTS[timer._tag] : null
}

/** A timer that was looked at is set again where it still has a purpose. */
export const setAgain = (world: World, node: Node, timer: Timer): void => {
  const deadline = deadlineOf(world, node, timer)
  switch (timer._tag) {
    case 'ElectionTimer':
      setElectionTimer(world, node)
      return
    case 'LeaderContactTimer':
      if (deadline === null) node.awaitsLeader = false
      else setLeaderContactTimer(world, node)
      return
    case 'HeartbeatTimer':
      if (deadline !== null) setHeartbeatTimer(world, node)
      return
    case 'QuorumContactTimer':
      if (deadline !== null) setLeaderTimer(world, node, 'QuorumContactTimer', deadline)
      return
    case 'TransferTimer':
      // The next transfer sets its own.
      return
  }
}

/** An election timeout has elapsed, whatever came of it: the next one begins. */
export const afterTimeout = (world: World, node: Node, timer: Timer): void => {
  if (timer._tag === 'ElectionTimer') restartElectionTimer(world, node)
}

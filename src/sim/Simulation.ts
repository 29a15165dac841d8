/**
 * A cluster of cores in virtual time, over a network that loses, duplicates, delays and so reorders,
 * with crashes at every boundary between the effects of a step, and with an administrator who asks
 * for transfers of leadership and for other members. A run is a function of its `Config`: the same
 * seed gives the same lines.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import { isVoter, sameServers } from '../raft/Configuration.ts'
import { diskAfter, recover } from '../raft/Disk.ts'
import type { Event } from '../raft/Event.ts'
import type { Message } from '../raft/Message.ts'
import { rules as raftRules, type Rules, runRule } from '../raft/Rules.ts'
import type { Server } from '../raft/Server.ts'
import { configurationOf } from '../raft/ServerConfiguration.ts'
import { type Outcome, step } from '../raft/step.ts'
import { lineOf, restartLine, sentIn } from '../trace/observe.ts'
import {
  DEVIATIONS,
  FORMAT,
  OPTIONS,
  type TraceHeader,
  type TraceLine,
  VERSION,
} from '../trace/RaftTrace.ts'
import { goalWithout, nextChange, randomGoal } from './Administration.ts'
import { progressOf } from './CatchUp.ts'
import {
  afterTimeout,
  keepTime,
  minimumElectionTimeout,
  setAgain,
  startTimers,
  timeoutOf,
} from './Clock.ts'
import { type Config, constantsOf } from './Config.ts'
import { boundaries, interrupt, type Interrupted } from './Crash.ts'
import { MILLISECOND } from './Dice.ts'
import { countStep, type Tally } from './Tally.ts'
import { type Happening, newWorld, type Node, nodeOf, type Timer, type World } from './World.ts'

/** A step of one server, as it was taken and as it is logged. */
export interface SimulatedStep {
  readonly line: TraceLine
  readonly server: Server
}

const separated = (world: World, { source, dest }: Message): boolean =>
  world.partitioned && world.byId.get(source)?.side !== world.byId.get(dest)?.side

/** Each copy is lost or delayed for itself, so that copies are reordered as other messages are. */
const sendAll = (world: World, messages: readonly Message[]): void => {
  const { config, dice, tally } = world
  for (const message of messages) {
    const twice = dice.happens(config.duplicate)
    tally.sent += 1
    if (twice) tally.duplicated += 1
    for (let copies = twice ? 2 : 1; copies > 0; copies -= 1)
      if (dice.happens(config.loss) || separated(world, message)) tally.lost += 1
      else world.agenda.add(world.now + dice.within(config.delay), { _tag: 'Arrival', message })
  }
}

const goDown = (world: World, node: Node): void => {
  node.up = false
  node.life += 1
  world.tally.crashes += 1
  const time = world.now + world.dice.within(world.config.downtime)
  world.agenda.add(time, { _tag: 'Restart', id: node.id })
}

/** From the disk; by the rule, so that a wrong one shows. */
const restarted = ({ constants, rules }: World, { id, server, disk }: Node): Server => {
  const result = runRule(rules, constants, { ...server, ...disk }, { action: 'Restart', i: id })
  return isNone(result) ? recover(id, disk) : result.value.server
}

const startAgain = (world: World, node: Node): SimulatedStep => {
  const before = node.server
  node.server = restarted(world, node)
  node.up = true
  world.tally.restarts += 1
  world.tally.steps += 1
  startTimers(world, node)
  return { line: restartLine(world.constants, before, node.server), server: node.server }
}

/** The step that a server takes, cut off somewhere if it crashes in it. */
const stepOrCrash = (world: World, node: Node, whole: Outcome): Interrupted => {
  const { config, constants, dice, rules } = world
  if (!dice.happens(config.crash))
    return {
      happened: whole,
      disk: diskAfter(node.disk, whole.effects),
      sent: sentIn(whole.effects),
    }
  const boundary = dice.below(boundaries(whole))
  const interrupted = interrupt(constants, node.server, node.disk, whole, boundary, rules)
  goDown(world, node)
  return interrupted
}

/** One event at one server; null where nothing came of it that anyone could see. */
const act = (world: World, node: Node, event: Event): SimulatedStep | null => {
  const { config, constants, rules, tally } = world
  const before = node.server
  const whole = step(constants, before, event, config.policy, rules)
  if (whole.labels.length === 0) return null
  const { happened, disk, sent } = stepOrCrash(world, node, whole)
  node.disk = disk
  sendAll(world, sent)
  if (happened === null) return null
  const { server, effects, labels } = happened
  node.server = server
  countStep(tally, before, happened)
  if (node.up) keepTime(world, node, event, before, happened)
  return { line: lineOf(constants, { before, after: server, effects, labels }), server }
}

const arrive = (world: World, message: Message): SimulatedStep | null => {
  const node = world.byId.get(message.dest)
  if (node?.up === true && !separated(world, message))
    return act(world, node, { _tag: 'Receive', message })
  world.tally.lost += 1
  return null
}

/** Asked anew after each step, since a step may end in a crash. */
const isUp = ({ up }: Node): boolean => up

const timer = (world: World, rings: Timer): SimulatedStep | null => {
  const node = nodeOf(world, rings.id)
  if (!isUp(node) || node.life !== rings.life) return null
  const event = timeoutOf(world, node, rings)
  const taken = event === null ? null : act(world, node, event)
  if (event !== null) afterTimeout(world, node, rings)
  if (isUp(node)) setAgain(world, node, rings)
  return taken
}

/** Something that is asked for so often in a second, on average. */
const setRate = (
  { dice, agenda, now }: World,
  rate: number,
  _tag: 'Request' | 'Transfer' | 'Change',
): void => {
  if (rate === 0) return
  const mean = Math.ceil((1000 * MILLISECOND) / rate)
  agenda.add(now + 1 + dice.below(2 * mean), { _tag })
}

/** Whom others believe to lead; there may be two, of which one only believes so itself. */
const someLeader = ({ nodes, dice }: World): Node | undefined =>
  dice.oneOf(nodes.filter(({ up, server }) => up && server.role._tag === 'Leader'))

const clientRequest = (world: World): SimulatedStep | null => {
  setRate(world, world.config.requests, 'Request')
  const leader = someLeader(world)
  const value = `v${world.tally.requests + 1}`
  return leader === undefined ? null : act(world, leader, { _tag: 'ClientRequest', value })
}

const transfer = (world: World): SimulatedStep | null => {
  setRate(world, world.config.transfers, 'Transfer')
  const leader = someLeader(world)
  if (leader === undefined) return null
  const configuration = configurationOf(world.constants, leader.server)
  const to = world.dice.oneOf(
    world.constants.servers.filter((id) => id !== leader.id && isVoter(configuration, id)),
  )
  return to === undefined ? null : act(world, leader, { _tag: 'TransferLeadership', to })
}

/** The next thing that leads to the members that are wanted, if it can be done now. */
const administer = (world: World, node: Node): SimulatedStep | null => {
  const { goal, constants } = world
  if (goal === null || !isUp(node) || node.server.role._tag !== 'Leader') return null
  const limit = minimumElectionTimeout(world)
  const event = nextChange(constants, node.server, goal, (id) =>
    progressOf(node.rounds.get(id), limit),
  )
  if (event === null) return null
  const taken = act(world, node, event)
  // A learner that was to become a voter was too slow.
  if (taken !== null && event._tag === 'RemoveLearner') world.goal = goalWithout(goal, event.server)
  return taken
}

const change = (world: World): SimulatedStep | null => {
  setRate(world, world.config.changes, 'Change')
  world.goal = randomGoal(world.constants, world.dice)
  const leader = someLeader(world)
  return leader === undefined ? null : administer(world, leader)
}

const happen = (world: World, what: Happening): SimulatedStep | null => {
  switch (what._tag) {
    case 'Arrival':
      return arrive(world, what.message)
    case 'Request':
      return clientRequest(world)
    case 'Transfer':
      return transfer(world)
    case 'Change':
      return change(world)
    case 'Restart':
      return startAgain(world, nodeOf(world, what.id))
    case 'Heal':
      world.partitioned = false
      return null
    default:
      return timer(world, what)
  }
}

const partition = (world: World): void => {
  if (world.partitioned || !world.dice.happens(world.config.partition)) return
  world.partitioned = true
  world.tally.partitions += 1
  for (const node of world.nodes) node.side = world.dice.below(2)
  const time = world.now + world.dice.within(world.config.partitionTime)
  world.agenda.add(time, { _tag: 'Heal' })
}

/** So many happenings without a step: a single server that nobody asks has nothing to do. */
const QUIET = 10_000

/** What comes of a happening: a step, and what its server's administrator does about it. */
function* stepsOf(world: World, what: Happening): Generator<SimulatedStep, void, undefined> {
  let taken = happen(world, what)
  while (taken !== null) {
    yield taken
    partition(world)
    if (world.tally.steps >= world.config.steps) return
    taken = administer(world, nodeOf(world, taken.server.id))
  }
}

/** Runs the cluster until it has taken the steps asked for, or is at rest. */
export function* simulate(
  config: Config,
  rules: Rules = raftRules,
): Generator<SimulatedStep, Tally, undefined> {
  const world = newWorld(config, rules)
  const { tally } = world
  for (const node of world.nodes) startTimers(world, node)
  setRate(world, config.requests, 'Request')
  setRate(world, config.transfers, 'Transfer')
  setRate(world, config.changes, 'Change')
  for (let quiet = 0; tally.steps < config.steps && quiet < QUIET; quiet += 1) {
    const due = world.agenda.next()
    if (due === undefined) break
    world.now = due.time
    tally.time = Math.floor(due.time / MILLISECOND)
    for (const taken of stepsOf(world, due.what)) {
      quiet = 0
      yield taken
    }
  }
  return { ...tally }
}

/** The header of a run's trace. */
export const headerOf = (
  config: Config,
  implementation: NonNullable<TraceHeader['implementation']>,
): TraceHeader => {
  const { servers, initialVoters, options, deviations } = constantsOf(config)
  return {
    format: FORMAT,
    version: VERSION,
    servers,
    ...(!sameServers(servers, initialVoters) && { initialVoters }),
    implementation,
    options: OPTIONS.filter((name) => options[name]),
    deviations: DEVIATIONS.filter((name) => deviations[name]),
    network: 'unordered',
    seed: config.seed,
  }
}

/**
 * A cluster of cores in virtual time, over a network that loses, duplicates, delays and so reorders,
 * with crashes at every boundary between the effects of a step. A run is a function of its `Config`:
 * the same seed gives the same lines.
 *
 * What is mutable here lives inside one run.
 */
import { isNone } from 'fp-ts/lib/Option.js'
import { diskAfter, emptyDisk, recover } from '../raft/Disk.ts'
import type { Event } from '../raft/Event.ts'
import { brokenInvariant } from '../raft/Invariant.ts'
import type { Message } from '../raft/Message.ts'
import { rules as raftRules, type Rules, runRule } from '../raft/Rules.ts'
import type { Constants, Disk, Server, ServerId, Term } from '../raft/Server.ts'
import { type Outcome, step } from '../raft/step.ts'
import { lineOf, restartLine, sentIn } from '../trace/observe.ts'
import { FORMAT, OPTIONS, type TraceHeader, type TraceLine, VERSION } from '../trace/RaftTrace.ts'
import { type Agenda, agenda } from './Agenda.ts'
import { type Config, constantsOf, type Span } from './Config.ts'
import { boundaries, interrupt, type Interrupted } from './Crash.ts'
import { chance, draw, type Rng, seeded } from './Random.ts'
import { countStep, emptyTally, type Keeping, type Tally } from './Tally.ts'

/** A step of one server, as it was taken and as it is logged. */
export interface SimulatedStep {
  readonly line: TraceLine
  readonly server: Server
}

/** Time in whole microseconds. */
const MICROSECONDS = 1000

type Happening =
  | { readonly _tag: 'Arrival'; readonly message: Message }
  | { readonly _tag: 'ElectionTimer'; readonly id: ServerId; readonly life: number }
  | {
      readonly _tag: 'HeartbeatTimer'
      readonly id: ServerId
      readonly life: number
      /** Of the leadership that it belongs to. */
      readonly term: Term
    }
  | { readonly _tag: 'Request' }
  | { readonly _tag: 'Restart'; readonly id: ServerId }
  | { readonly _tag: 'Heal' }

/** One machine: what is on its disk, and the server that runs on it unless it is down. */
interface Node {
  readonly id: ServerId
  server: Server
  disk: Disk
  up: boolean
  /** How often it has crashed: a timer of an earlier life does not fire. */
  life: number
  electionDeadline: number
  /** Which side of a partition it is on. */
  side: number
}

interface Dice {
  readonly happens: (probability: number) => boolean
  readonly below: (bound: number) => number
  /** A number of microseconds. */
  readonly within: (span: Span) => number
}

interface World {
  readonly config: Config
  readonly constants: Constants
  readonly rules: Rules
  readonly nodes: readonly Node[]
  readonly byId: ReadonlyMap<ServerId, Node>
  readonly agenda: Agenda<Happening>
  readonly dice: Dice
  readonly tally: Keeping
  now: number
  partitioned: boolean
}

const diceOf = (seed: number): Dice => {
  let rng: Rng = seeded(seed)
  const take = <A>([value, next]: readonly [A, Rng]): A => {
    rng = next
    return value
  }
  const below = (bound: number): number => take(draw(rng, bound))
  return {
    // Nothing is drawn for what is off, so that switching one fault on leaves the others as they were.
    happens: (probability) => probability > 0 && take(chance(rng, probability)),
    below,
    within: ({ least, most }) => least * MICROSECONDS + below((most - least) * MICROSECONDS + 1),
  }
}

const newWorld = (config: Config, rules: Rules): World => {
  const constants = constantsOf(config)
  const nodes = constants.servers.map((id): Node => ({
    id,
    server: recover(id, emptyDisk),
    disk: emptyDisk,
    up: true,
    life: 0,
    electionDeadline: 0,
    side: 0,
  }))
  return {
    config,
    constants,
    rules,
    nodes,
    byId: new Map(nodes.map((node) => [node.id, node])),
    agenda: agenda(),
    dice: diceOf(config.seed),
    tally: { ...emptyTally },
    now: 0,
    partitioned: false,
  }
}

const restartElectionTimer = (world: World, node: Node): void => {
  node.electionDeadline = world.now + world.dice.within(world.config.electionTimeout)
}

/** It is looked at when it was to fire; if it was restarted meanwhile, it is set again. */
const setElectionTimer = (world: World, { id, life, electionDeadline }: Node): void => {
  world.agenda.add(electionDeadline, { _tag: 'ElectionTimer', id, life })
}

const setHeartbeatTimer = (world: World, { id, life, server }: Node): void => {
  const time = world.now + world.config.heartbeat * MICROSECONDS
  world.agenda.add(time, { _tag: 'HeartbeatTimer', id, life, term: server.currentTerm })
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
  restartElectionTimer(world, node)
  setElectionTimer(world, node)
  return { line: restartLine(world.constants, before, node.server), server: node.server }
}

const startTimers = (world: World, node: Node, { labels, effects }: Outcome): void => {
  if (effects.some(({ _tag }) => _tag === 'ResetElectionTimer')) restartElectionTimer(world, node)
  if (labels.some(({ action }) => action === 'BecomeLeader')) setHeartbeatTimer(world, node)
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
  countStep(tally, happened)
  if (node.up) startTimers(world, node, happened)
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

const electionTimer = (world: World, node: Node, life: number): SimulatedStep | null => {
  if (!isUp(node) || node.life !== life) return null
  const fires = node.electionDeadline <= world.now
  const taken = fires ? act(world, node, { _tag: 'ElectionTimeout' }) : null
  if (fires) restartElectionTimer(world, node)
  if (isUp(node)) setElectionTimer(world, node)
  return taken
}

const heartbeatTimer = (
  world: World,
  node: Node,
  life: number,
  term: Term,
): SimulatedStep | null => {
  const leads = node.server.role._tag === 'Leader' && node.server.currentTerm === term
  if (!isUp(node) || node.life !== life || !leads) return null
  const taken = act(world, node, { _tag: 'HeartbeatTimeout' })
  if (isUp(node)) setHeartbeatTimer(world, node)
  return taken
}

const happen = (world: World, what: Happening): SimulatedStep | null => {
  switch (what._tag) {
    case 'Arrival':
      return arrive(world, what.message)
    case 'ElectionTimer':
      return electionTimer(world, nodeOf(world, what.id), what.life)
    case 'HeartbeatTimer':
      return heartbeatTimer(world, nodeOf(world, what.id), what.life, what.term)
    case 'Request':
      return clientRequest(world)
    case 'Restart':
      return startAgain(world, nodeOf(world, what.id))
    case 'Heal':
      world.partitioned = false
      return null
  }
}

const nodeOf = (world: World, id: ServerId): Node =>
  world.byId.get(id) ?? brokenInvariant(`no server ${id}`)

const setRequestTimer = ({ config, dice, agenda: to, now }: World): void => {
  if (config.requests === 0) return
  const mean = Math.ceil((1000 * MICROSECONDS) / config.requests)
  to.add(now + 1 + dice.below(2 * mean), { _tag: 'Request' })
}

/** A client asks whom it believes to lead; there may be two, of which one only believes so. */
const clientRequest = (world: World): SimulatedStep | null => {
  const { dice, nodes, tally } = world
  setRequestTimer(world)
  const leaders = nodes.filter(({ up, server }) => up && server.role._tag === 'Leader')
  const leader = leaders.length === 0 ? undefined : leaders[dice.below(leaders.length)]
  const value = `v${tally.requests + 1}`
  return leader === undefined ? null : act(world, leader, { _tag: 'ClientRequest', value })
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

/**
 * Runs the cluster until it has taken the steps asked for, or is at rest.
 *
 * @param rules another table than the core's own, to see whether wrong rules show in the trace
 */
export function* simulate(
  config: Config,
  rules: Rules = raftRules,
): Generator<SimulatedStep, Tally, undefined> {
  const world = newWorld(config, rules)
  const { tally } = world
  for (const node of world.nodes) {
    restartElectionTimer(world, node)
    setElectionTimer(world, node)
  }
  setRequestTimer(world)
  for (let quiet = 0; tally.steps < config.steps && quiet < QUIET; quiet += 1) {
    const due = world.agenda.next()
    if (due === undefined) break
    world.now = due.time
    tally.time = Math.floor(due.time / MICROSECONDS)
    const taken = happen(world, due.what)
    if (taken === null) continue
    quiet = 0
    yield taken
    partition(world)
  }
  return { ...tally }
}

/** The header of a run's trace. */
export const headerOf = (
  config: Config,
  implementation: NonNullable<TraceHeader['implementation']>,
): TraceHeader => {
  const { servers, options } = constantsOf(config)
  return {
    format: FORMAT,
    version: VERSION,
    servers,
    implementation,
    options: OPTIONS.filter((name) => options[name]),
    deviations: [],
    network: 'unordered',
    seed: config.seed,
  }
}

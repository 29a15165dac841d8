/** All that a simulated cluster consists of at one time. What is mutable here lives inside one run. */
import { emptyDisk, recover } from '../raft/Disk.ts'
import { brokenInvariant } from '../raft/Invariant.ts'
import type { Message } from '../raft/Message.ts'
import type { Rules } from '../raft/Rules.ts'
import type { Constants, Disk, Server, ServerId, Term } from '../raft/Server.ts'
import type { Goal } from './Administration.ts'
import { type Agenda, agenda } from './Agenda.ts'
import type { Rounds } from './CatchUp.ts'
import { type Config, constantsOf } from './Config.ts'
import { type Dice, diceOf } from './Dice.ts'
import { emptyTally, type Keeping } from './Tally.ts'

/** It is of one life of its server: what was set before a crash does not fire after it. */
export type Timer =
  | {
      readonly _tag: 'ElectionTimer' | 'LeaderContactTimer'
      readonly id: ServerId
      readonly life: number
    }
  | {
      readonly _tag: 'HeartbeatTimer' | 'QuorumContactTimer' | 'TransferTimer'
      readonly id: ServerId
      readonly life: number
      /** Of the leadership that it belongs to. */
      readonly term: Term
    }

export type Happening =
  | Timer
  | { readonly _tag: 'Arrival'; readonly message: Message }
  | { readonly _tag: 'Request' | 'Transfer' | 'Change' }
  | { readonly _tag: 'Restart'; readonly id: ServerId }
  | { readonly _tag: 'Heal' }

/** One machine: what is on its disk, and the server that runs on it unless it is down. */
export interface Node {
  readonly id: ServerId
  server: Server
  disk: Disk
  up: boolean
  /** How often it has crashed. */
  life: number
  electionDeadline: number
  /** When it will have heard from no leader for the minimum election timeout. */
  leaderContactDeadline: number
  /** Whether a timer is set that looks at it. */
  awaitsLeader: boolean
  /** When each of the others last answered it as a leader, or was given time to. */
  readonly answers: Map<ServerId, number>
  transferDeadline: number
  /** Of its leadership. */
  rounds: Rounds
  /** Which side of a partition it is on. */
  side: number
}

export interface World {
  readonly config: Config
  readonly constants: Constants
  readonly rules: Rules
  readonly nodes: readonly Node[]
  readonly byId: ReadonlyMap<ServerId, Node>
  readonly agenda: Agenda<Happening>
  readonly dice: Dice
  readonly tally: Keeping
  /** In microseconds. */
  now: number
  partitioned: boolean
  /** What the members are to be; null: as they are. */
  goal: Goal | null
}

const newNode = (id: ServerId): Node => ({
  id,
  server: recover(id, emptyDisk),
  disk: emptyDisk,
  up: true,
  life: 0,
  electionDeadline: 0,
  leaderContactDeadline: 0,
  awaitsLeader: false,
  answers: new Map(),
  transferDeadline: 0,
  rounds: new Map(),
  side: 0,
})

export const newWorld = (config: Config, rules: Rules): World => {
  const constants = constantsOf(config)
  const nodes = constants.servers.map(newNode)
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
    goal: null,
  }
}

export const nodeOf = (world: World, id: ServerId): Node =>
  world.byId.get(id) ?? brokenInvariant(`no server ${id}`)

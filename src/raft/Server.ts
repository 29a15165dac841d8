/**
 * The state of one server: Figure 2 of the extended Raft paper, box "State". Each field has a
 * variable of the same name in `spec/RaftState.tla`; there is nothing else in it: no timer, no
 * clock, no knowledge that the specification does not have.
 */
import { brokenInvariant } from './Invariant.ts'
import type { Log } from './Log.ts'

export type ServerId = string
/** Terms and indexes count from 1; 0 stands for "before the first". */
export type Term = number
export type Index = number
/** A client's command, opaque to Raft; null is the command of a no-op entry. */
export type Command = string

/** One value for each other server of the cluster, sorted by server id. */
export type PerPeer<A> = Readonly<Record<ServerId, A>>

export type Role =
  /** heardFromLeader: within the minimum election timeout; it counts with PreVote or CheckQuorum. */
  | { readonly _tag: 'Follower'; readonly heardFromLeader: boolean }
  /** votesGranted is sorted and holds no server twice. */
  | { readonly _tag: 'PreCandidate'; readonly votesGranted: readonly ServerId[] }
  | {
      readonly _tag: 'Candidate'
      readonly votesGranted: readonly ServerId[]
      /** A leader told it to begin its election. */
      readonly leadershipTransfer: boolean
    }
  | Leader

export interface Leader {
  readonly _tag: 'Leader'
  readonly nextIndex: PerPeer<Index>
  readonly matchIndex: PerPeer<Index>
  /** The last entry of each peer's round of catching up, or 0. */
  readonly roundEnd: PerPeer<Index>
  /** The server that is to take over. */
  readonly transferTarget: ServerId | null
}

/** What survives a crash (Figure 2, "Persistent state on all servers"). */
export interface Disk {
  readonly currentTerm: Term
  readonly votedFor: ServerId | null
  readonly log: Log
  /** Both 0 unless what was applied is durable: with `ConfigurationAppliedLate`. */
  readonly commitIndex: Index
  readonly lastApplied: Index
}

export interface Server extends Disk {
  readonly id: ServerId
  readonly role: Role
}

export const follower: Role = { _tag: 'Follower', heardFromLeader: false }

/** What the specification calls CONSTANTS: the same for every server of a cluster. */
export interface Constants {
  /** All servers, sorted; also those that may join later. */
  readonly servers: readonly ServerId[]
  /** The servers that the cluster starts with, sorted. */
  readonly initialVoters: readonly ServerId[]
  readonly options: Options
  readonly deviations: Deviations
}

/** What the paper leaves free; each is a member of `KnownOptions` in `spec/RaftState.tla`. */
export interface Options {
  /** A follower that refuses AppendEntries says where its log conflicts (5.3). */
  readonly ConflictHint: boolean
  /** A leader begins its term by appending an entry without a command (8). */
  readonly LeaderNoOp: boolean
  /** A server asks whether it could win before it begins an election (dissertation, 9.6). */
  readonly PreVote: boolean
  /**
   * A leader that no quorum answers steps down (dissertation, 6.2), and a server that hears from a
   * leader disregards who asks for its vote (6; dissertation, 4.2.3).
   */
  readonly CheckQuorum: boolean
  /** A leader can hand over to a server of its choice (dissertation, 3.10). */
  readonly LeadershipTransfer: boolean
  /** The membership changes through a joint configuration (6). */
  readonly JointConsensus: boolean
  /** The membership changes by one voter at a time (dissertation, 4.1). */
  readonly SingleServerChanges: boolean
  /** A server becomes a voter only after it has caught up (dissertation, 4.2.1). */
  readonly CatchUp: boolean
}

/** What contradicts the paper; each is a member of `KnownDeviations` in `spec/RaftState.tla`. */
export interface Deviations {
  /**
   * A server goes by the latest configuration that it has applied, not by the latest in its log;
   * what is applied, the configuration with it, is durable.
   */
  readonly ConfigurationAppliedLate: boolean
  /** A server grants a PreVote although it hears from a leader. */
  readonly NoPreVoteLease: boolean
}

/** Options by their names in the specification; other names are ignored. */
export const optionsNamed = (names: readonly string[]): Options => ({
  ConflictHint: names.includes('ConflictHint'),
  LeaderNoOp: names.includes('LeaderNoOp'),
  PreVote: names.includes('PreVote'),
  CheckQuorum: names.includes('CheckQuorum'),
  LeadershipTransfer: names.includes('LeadershipTransfer'),
  JointConsensus: names.includes('JointConsensus'),
  SingleServerChanges: names.includes('SingleServerChanges'),
  CatchUp: names.includes('CatchUp'),
})

/** Deviations by their names in the specification; other names are ignored. */
export const deviationsNamed = (names: readonly string[]): Deviations => ({
  ConfigurationAppliedLate: names.includes('ConfigurationAppliedLate'),
  NoPreVoteLease: names.includes('NoPreVoteLease'),
})

/**
 * A cluster that all of `servers` belong to from the start, unless `initialVoters` says otherwise,
 * with options and deviations by name.
 */
export const constantsOf = (
  servers: readonly ServerId[],
  named: {
    readonly options?: readonly string[]
    readonly deviations?: readonly string[]
    readonly initialVoters?: readonly ServerId[]
  } = {},
): Constants => ({
  servers: servers.toSorted(),
  initialVoters: (named.initialVoters ?? servers).toSorted(),
  options: optionsNamed(named.options ?? []),
  deviations: deviationsNamed(named.deviations ?? []),
})

/** Every other server, sorted. */
export const peersOf = (constants: Constants, id: ServerId): readonly ServerId[] =>
  constants.servers.filter((other) => other !== id)

/** The same value for each peer. */
export const forEachPeer = <A>(constants: Constants, id: ServerId, value: A): PerPeer<A> =>
  Object.fromEntries(peersOf(constants, id).map((peer) => [peer, value]))

export const ofPeer = <A>(perPeer: PerPeer<A>, peer: ServerId): A =>
  perPeer[peer] ?? brokenInvariant(`${peer} is no peer`)

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
  | { readonly _tag: 'Follower' }
  /** votesGranted is sorted and holds no server twice. */
  | { readonly _tag: 'Candidate'; readonly votesGranted: readonly ServerId[] }
  | {
      readonly _tag: 'Leader'
      readonly nextIndex: PerPeer<Index>
      readonly matchIndex: PerPeer<Index>
    }

/** What survives a crash (Figure 2, "Persistent state on all servers"). */
export interface Disk {
  readonly currentTerm: Term
  readonly votedFor: ServerId | null
  readonly log: Log
}

export interface Server extends Disk {
  readonly id: ServerId
  readonly role: Role
  readonly commitIndex: Index
  readonly lastApplied: Index
}

export const follower: Role = { _tag: 'Follower' }

/** What the specification calls CONSTANTS: the same for every server of a cluster. */
export interface Constants {
  /** All servers of the cluster, sorted. */
  readonly servers: readonly ServerId[]
  readonly options: Options
}

/** What the paper leaves free; each is a member of `KnownOptions` in `spec/RaftState.tla`. */
export interface Options {
  /** A follower that refuses AppendEntries says where its log conflicts (5.3). */
  readonly ConflictHint: boolean
  /** A leader begins its term by appending an entry without a command (8). */
  readonly LeaderNoOp: boolean
}

/** Options by their names in the specification; other names are ignored. */
export const optionsNamed = (names: readonly string[]): Options => ({
  ConflictHint: names.includes('ConflictHint'),
  LeaderNoOp: names.includes('LeaderNoOp'),
})

/** Every server of the cluster but this one, sorted. */
export const peersOf = (constants: Constants, id: ServerId): readonly ServerId[] =>
  constants.servers.filter((other) => other !== id)

/** The same value for each peer. */
export const forEachPeer = <A>(constants: Constants, id: ServerId, value: A): PerPeer<A> =>
  Object.fromEntries(peersOf(constants, id).map((peer) => [peer, value]))

export const ofPeer = <A>(perPeer: PerPeer<A>, peer: ServerId): A =>
  perPeer[peer] ?? brokenInvariant(`${peer} is no peer`)

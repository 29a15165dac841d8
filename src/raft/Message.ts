/**
 * The messages of Figure 2, and those of the dissertation for elections. Field names are the
 * paper's, and those of the specification.
 */
import type { Entry } from './Log.ts'
import type { Index, ServerId, Term } from './Server.ts'

interface Envelope {
  readonly source: ServerId
  readonly dest: ServerId
  readonly term: Term
}

export interface RequestVoteRequest extends Envelope {
  readonly type: 'RequestVoteRequest'
  readonly lastLogIndex: Index
  readonly lastLogTerm: Term
  /** The sender's leader told it to begin this election (dissertation, 3.10, 4.2.3). */
  readonly leadershipTransfer: boolean
}

export interface RequestVoteResponse extends Envelope {
  readonly type: 'RequestVoteResponse'
  readonly voteGranted: boolean
}

/** Dissertation, 9.6. Its term is the one that the election would begin. */
export interface PreVoteRequest extends Envelope {
  readonly type: 'PreVoteRequest'
  readonly lastLogIndex: Index
  readonly lastLogTerm: Term
}

/** Its term is that of the request if the vote would be granted, otherwise the sender's own. */
export interface PreVoteResponse extends Envelope {
  readonly type: 'PreVoteResponse'
  readonly voteGranted: boolean
}

/** A leader hands over: the receiver is to begin an election at once (dissertation, 3.10). */
export interface TimeoutNowRequest extends Envelope {
  readonly type: 'TimeoutNowRequest'
}

export interface AppendEntriesRequest extends Envelope {
  readonly type: 'AppendEntriesRequest'
  readonly prevLogIndex: Index
  readonly prevLogTerm: Term
  /** Empty in a heartbeat. */
  readonly entries: readonly Entry[]
  readonly leaderCommit: Index
}

export interface AppendEntriesResponse extends Envelope {
  readonly type: 'AppendEntriesResponse'
  readonly success: boolean
  /** Index of the last entry that the request covered; 0 in a refusal. */
  readonly matchIndex: Index
  /** With `ConflictHint`, in a refusal by the consistency check; otherwise 0. */
  readonly conflictTerm: Term
  readonly conflictIndex: Index
}

export type Message =
  | RequestVoteRequest
  | RequestVoteResponse
  | PreVoteRequest
  | PreVoteResponse
  | TimeoutNowRequest
  | AppendEntriesRequest
  | AppendEntriesResponse

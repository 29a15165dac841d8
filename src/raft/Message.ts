/** The messages of Figure 2. Field names are the paper's, and those of the specification. */
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
}

export interface RequestVoteResponse extends Envelope {
  readonly type: 'RequestVoteResponse'
  readonly voteGranted: boolean
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
  RequestVoteRequest | RequestVoteResponse | AppendEntriesRequest | AppendEntriesResponse

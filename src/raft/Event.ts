/** What happens to a server from outside: the input of `step`. */
import type { Message } from './Message.ts'
import type { Command, Index, ServerId } from './Server.ts'

export type Event =
  | { readonly _tag: 'ElectionTimeout' }
  | { readonly _tag: 'HeartbeatTimeout' }
  | { readonly _tag: 'ClientRequest'; readonly value: Command }
  | { readonly _tag: 'Receive'; readonly message: Message }

/** The name of an action of `spec/Raft.tla` with its parameters bound, as `step` took it. */
export type Label =
  | { readonly action: 'Timeout'; readonly i: ServerId }
  | { readonly action: 'RequestVote'; readonly i: ServerId; readonly j: ServerId }
  | { readonly action: 'BecomeLeader'; readonly i: ServerId }
  | { readonly action: 'ClientRequest'; readonly i: ServerId; readonly v: Command }
  | {
      readonly action: 'AppendEntries'
      readonly i: ServerId
      readonly j: ServerId
      readonly n: number
    }
  | { readonly action: 'AdvanceCommitIndex'; readonly i: ServerId; readonly N: Index }
  | { readonly action: 'ApplyEntry'; readonly i: ServerId }
  | { readonly action: 'Restart'; readonly i: ServerId }
  | {
      readonly action:
        | 'UpdateTerm'
        | 'HandleRequestVoteRequest'
        | 'HandleRequestVoteResponse'
        | 'HandleAppendEntriesRequest'
        | 'HandleAppendEntriesResponse'
      readonly m: Message
    }

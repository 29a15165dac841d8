/** What happens to a server from outside: the input of `step`. */
import type { Message } from './Message.ts'
import type { Command, Index, ServerId } from './Server.ts'

export type Event =
  /** The randomised election timeout elapsed (5.2). */
  | { readonly _tag: 'ElectionTimeout' }
  /** The minimum election timeout elapsed since a leader was heard (dissertation, 4.2.3). */
  | { readonly _tag: 'LeaderContactTimeout' }
  /** An election timeout elapsed in which no quorum answered the leader (dissertation, 6.2). */
  | { readonly _tag: 'QuorumContactTimeout' }
  /** An election timeout elapsed since the leader began to hand over (dissertation, 3.10). */
  | { readonly _tag: 'TransferTimeout' }
  | { readonly _tag: 'HeartbeatTimeout' }
  | { readonly _tag: 'ClientRequest'; readonly value: Command }
  | { readonly _tag: 'Receive'; readonly message: Message }
  /** What an administrator asks of the leader. */
  | { readonly _tag: 'TransferLeadership'; readonly to: ServerId }
  | { readonly _tag: 'ChangeConfiguration'; readonly newVoters: readonly ServerId[] }
  | {
      readonly _tag: 'AddLearner' | 'RemoveLearner' | 'StartRound' | 'AddServer' | 'RemoveServer'
      readonly server: ServerId
    }

/** The name of an action of `spec/Raft.tla` with its parameters bound, as `step` took it. */
export type Label =
  | {
      readonly action:
        | 'Timeout'
        | 'BecomeLeader'
        | 'BecomePreCandidate'
        | 'BecomeCandidate'
        | 'LeaderContactLapsed'
        | 'QuorumContactLapsed'
        | 'AbortTransfer'
        | 'TimeoutNow'
        | 'ApplyEntry'
        | 'AppendNewConfiguration'
        | 'StepDown'
        | 'Restart'
      readonly i: ServerId
    }
  | {
      readonly action:
        | 'RequestVote'
        | 'RequestPreVote'
        | 'TransferLeadership'
        | 'AddLearner'
        | 'RemoveLearner'
        | 'StartRound'
        | 'AddServer'
        | 'RemoveServer'
      readonly i: ServerId
      readonly j: ServerId
    }
  | { readonly action: 'ClientRequest'; readonly i: ServerId; readonly v: Command }
  | {
      readonly action: 'AppendEntries'
      readonly i: ServerId
      readonly j: ServerId
      readonly n: number
    }
  | { readonly action: 'AdvanceCommitIndex'; readonly i: ServerId; readonly N: Index }
  | {
      readonly action: 'ChangeConfiguration'
      readonly i: ServerId
      readonly newVoters: readonly ServerId[]
    }
  | {
      readonly action:
        | 'UpdateTerm'
        | 'HandleRequestVoteRequest'
        | 'HandleRequestVoteResponse'
        | 'HandlePreVoteRequest'
        | 'HandlePreVoteResponse'
        | 'HandleTimeoutNowRequest'
        | 'HandleAppendEntriesRequest'
        | 'HandleAppendEntriesResponse'
      readonly m: Message
    }

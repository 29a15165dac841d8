/**
 * All rules by name: the disjuncts of `Next` in `spec/Raft.tla`, but for those of the network. Who
 * runs rules takes them from such a table, so that a wrong one can be put in the place of any.
 */
import type { Option } from 'fp-ts/lib/Option.js'
import { LeaderContactLapsed, QuorumContactLapsed } from './CheckQuorum.ts'
import { AdvanceCommitIndex, ApplyEntry } from './Commitment.ts'
import type { Label } from './Event.ts'
import { AppendNewConfiguration, ChangeConfiguration } from './JointConsensus.ts'
import {
  BecomeLeader,
  HandleRequestVoteRequest,
  HandleRequestVoteResponse,
  RequestVote,
  Timeout,
} from './LeaderElection.ts'
import {
  AbortTransfer,
  HandleTimeoutNowRequest,
  TimeoutNow,
  TransferLeadership,
} from './LeadershipTransfer.ts'
import {
  AppendEntries,
  ClientRequest,
  HandleAppendEntriesRequest,
  HandleAppendEntriesResponse,
} from './LogReplication.ts'
import { AddLearner, RemoveLearner, StartRound, StepDown } from './Membership.ts'
import {
  BecomeCandidate,
  BecomePreCandidate,
  HandlePreVoteRequest,
  HandlePreVoteResponse,
  RequestPreVote,
} from './PreVote.ts'
import { Restart } from './Restart.ts'
import type { NoParameters, Received, Rule, Step } from './Rule.ts'
import type { Command, Constants, Index, Server, ServerId } from './Server.ts'
import { AddServer, RemoveServer } from './SingleServerChanges.ts'
import { UpdateTerm } from './Terms.ts'

export interface Rules {
  readonly Timeout: Rule<NoParameters>
  readonly RequestVote: Rule<{ readonly j: ServerId }>
  readonly BecomeLeader: Rule<NoParameters>
  readonly BecomePreCandidate: Rule<NoParameters>
  readonly RequestPreVote: Rule<{ readonly j: ServerId }>
  readonly BecomeCandidate: Rule<NoParameters>
  readonly LeaderContactLapsed: Rule<NoParameters>
  readonly QuorumContactLapsed: Rule<NoParameters>
  readonly TransferLeadership: Rule<{ readonly j: ServerId }>
  readonly AbortTransfer: Rule<NoParameters>
  readonly TimeoutNow: Rule<NoParameters>
  readonly ClientRequest: Rule<{ readonly v: Command }>
  readonly AppendEntries: Rule<{ readonly j: ServerId; readonly n: number }>
  readonly AdvanceCommitIndex: Rule<{ readonly N: Index }>
  readonly ApplyEntry: Rule<NoParameters>
  readonly AddLearner: Rule<{ readonly j: ServerId }>
  readonly RemoveLearner: Rule<{ readonly j: ServerId }>
  readonly StartRound: Rule<{ readonly j: ServerId }>
  readonly ChangeConfiguration: Rule<{ readonly newVoters: readonly ServerId[] }>
  readonly AppendNewConfiguration: Rule<NoParameters>
  readonly AddServer: Rule<{ readonly j: ServerId }>
  readonly RemoveServer: Rule<{ readonly j: ServerId }>
  readonly StepDown: Rule<NoParameters>
  readonly Restart: Rule<NoParameters>
  readonly UpdateTerm: Rule<Received>
  readonly HandleRequestVoteRequest: Rule<Received>
  readonly HandleRequestVoteResponse: Rule<Received>
  readonly HandlePreVoteRequest: Rule<Received>
  readonly HandlePreVoteResponse: Rule<Received>
  readonly HandleTimeoutNowRequest: Rule<Received>
  readonly HandleAppendEntriesRequest: Rule<Received>
  readonly HandleAppendEntriesResponse: Rule<Received>
}

export const rules: Rules = {
  Timeout,
  RequestVote,
  BecomeLeader,
  BecomePreCandidate,
  RequestPreVote,
  BecomeCandidate,
  LeaderContactLapsed,
  QuorumContactLapsed,
  TransferLeadership,
  AbortTransfer,
  TimeoutNow,
  ClientRequest,
  AppendEntries,
  AdvanceCommitIndex,
  ApplyEntry,
  AddLearner,
  RemoveLearner,
  StartRound,
  ChangeConfiguration,
  AppendNewConfiguration,
  AddServer,
  RemoveServer,
  StepDown,
  Restart,
  UpdateTerm,
  HandleRequestVoteRequest,
  HandleRequestVoteResponse,
  HandlePreVoteRequest,
  HandlePreVoteResponse,
  HandleTimeoutNowRequest,
  HandleAppendEntriesRequest,
  HandleAppendEntriesResponse,
}

/**
 * Runs the rule that a label names with the label's parameters. The server is the one that takes
 * the action: `i`, or the destination of `m`. none: not enabled.
 */
export const runRule = (
  table: Rules,
  constants: Constants,
  server: Server,
  label: Label,
): Option<Step> => {
  switch (label.action) {
    case 'ClientRequest':
      return table.ClientRequest(constants, server, label)
    case 'AppendEntries':
      return table.AppendEntries(constants, server, label)
    case 'AdvanceCommitIndex':
      return table.AdvanceCommitIndex(constants, server, label)
    case 'ChangeConfiguration':
      return table.ChangeConfiguration(constants, server, label)
    default:
      if ('m' in label) return table[label.action](constants, server, label)
      if ('j' in label) return table[label.action](constants, server, label)
      return table[label.action](constants, server, label)
  }
}

/**
 * All rules by name: the disjuncts of `Next` in `spec/Raft.tla`, but for those of the network. Who
 * runs rules takes them from such a table, so that a wrong one can be put in the place of any.
 */
import type { Option } from 'fp-ts/lib/Option.js'
import { AdvanceCommitIndex, ApplyEntry } from './Commitment.ts'
import type { Label } from './Event.ts'
import {
  BecomeLeader,
  HandleRequestVoteRequest,
  HandleRequestVoteResponse,
  RequestVote,
  Timeout,
} from './LeaderElection.ts'
import {
  AppendEntries,
  ClientRequest,
  HandleAppendEntriesRequest,
  HandleAppendEntriesResponse,
} from './LogReplication.ts'
import { Restart } from './Restart.ts'
import type { NoParameters, Received, Rule, Step } from './Rule.ts'
import type { Command, Constants, Index, Server, ServerId } from './Server.ts'
import { UpdateTerm } from './Terms.ts'

export interface Rules {
  readonly Timeout: Rule<NoParameters>
  readonly RequestVote: Rule<{ readonly j: ServerId }>
  readonly BecomeLeader: Rule<NoParameters>
  readonly ClientRequest: Rule<{ readonly v: Command }>
  readonly AppendEntries: Rule<{ readonly j: ServerId; readonly n: number }>
  readonly AdvanceCommitIndex: Rule<{ readonly N: Index }>
  readonly ApplyEntry: Rule<NoParameters>
  readonly Restart: Rule<NoParameters>
  readonly UpdateTerm: Rule<Received>
  readonly HandleRequestVoteRequest: Rule<Received>
  readonly HandleRequestVoteResponse: Rule<Received>
  readonly HandleAppendEntriesRequest: Rule<Received>
  readonly HandleAppendEntriesResponse: Rule<Received>
}

export const rules: Rules = {
  Timeout,
  RequestVote,
  BecomeLeader,
  ClientRequest,
  AppendEntries,
  AdvanceCommitIndex,
  ApplyEntry,
  Restart,
  UpdateTerm,
  HandleRequestVoteRequest,
  HandleRequestVoteResponse,
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
    case 'Timeout':
    case 'BecomeLeader':
    case 'ApplyEntry':
    case 'Restart':
      return table[label.action](constants, server, label)
    case 'RequestVote':
      return table.RequestVote(constants, server, label)
    case 'ClientRequest':
      return table.ClientRequest(constants, server, label)
    case 'AppendEntries':
      return table.AppendEntries(constants, server, label)
    case 'AdvanceCommitIndex':
      return table.AdvanceCommitIndex(constants, server, label)
    case 'UpdateTerm':
    case 'HandleRequestVoteRequest':
    case 'HandleRequestVoteResponse':
    case 'HandleAppendEntriesRequest':
    case 'HandleAppendEntriesResponse':
      return table[label.action](constants, server, label)
  }
}

/** What a run has seen, to be told when it ends. */
import { isConfigurationEntry, slice } from '../raft/Log.ts'
import type { Server } from '../raft/Server.ts'
import type { Outcome } from '../raft/step.ts'
import type { ActionName } from '../trace/RaftTrace.ts'

export interface Tally {
  readonly steps: number
  /** Virtual time, in milliseconds. */
  readonly time: number
  /** The highest term. */
  readonly terms: number
  /** Elections won. */
  readonly leaders: number
  /** Of these, by servers that their leader had told to stand for election. */
  readonly successors: number
  /** Elections that were asked about first. */
  readonly preVotes: number
  /** Leaders that no quorum answered, or that are no longer members. */
  readonly stepDowns: number
  /** Client requests that a leader took. */
  readonly requests: number
  /** Changes of membership that a leader began. */
  readonly changes: number
  /** Configurations committed; a change through a joint one makes two. */
  readonly configurations: number
  /** Rounds of catching up. */
  readonly rounds: number
  /** Transfers of leadership that a leader began. */
  readonly transfers: number
  /** Of these, given up after an election timeout. */
  readonly aborted: number
  /** The highest commitIndex. */
  readonly committed: number
  /** Entries handed to a state machine, those handed again after a restart included. */
  readonly applied: number
  readonly sent: number
  /** On the way, through a partition, or since their receiver was down. */
  readonly lost: number
  readonly duplicated: number
  readonly received: number
  readonly crashes: number
  readonly restarts: number
  readonly partitions: number
}

export const emptyTally: Tally = {
  steps: 0,
  time: 0,
  terms: 0,
  leaders: 0,
  successors: 0,
  preVotes: 0,
  stepDowns: 0,
  requests: 0,
  changes: 0,
  configurations: 0,
  rounds: 0,
  transfers: 0,
  aborted: 0,
  committed: 0,
  applied: 0,
  sent: 0,
  lost: 0,
  duplicated: 0,
  received: 0,
  crashes: 0,
  restarts: 0,
  partitions: 0,
}

/** A tally that is being kept: it lives inside one run. */
export type Keeping = { -readonly [K in keyof Tally]: number }

/** Which count an action raises. */
const COUNTS: Partial<Record<ActionName, keyof Tally>> = {
  BecomeLeader: 'leaders',
  BecomePreCandidate: 'preVotes',
  QuorumContactLapsed: 'stepDowns',
  StepDown: 'stepDowns',
  ClientRequest: 'requests',
  ApplyEntry: 'applied',
  AddLearner: 'changes',
  RemoveLearner: 'changes',
  ChangeConfiguration: 'changes',
  AddServer: 'changes',
  RemoveServer: 'changes',
  StartRound: 'rounds',
  TransferLeadership: 'transfers',
  AbortTransfer: 'aborted',
}

/** Each entry is counted when the first server knows that it is committed. */
const countCommitted = (tally: Keeping, { log, commitIndex }: Server): void => {
  if (commitIndex <= tally.committed) return
  const fresh = slice(log, tally.committed + 1, commitIndex)
  tally.configurations += fresh.filter(isConfigurationEntry).length
  tally.committed = commitIndex
}

export const countStep = (tally: Keeping, before: Server, { server, labels }: Outcome): void => {
  tally.steps += 1
  tally.terms = Math.max(tally.terms, server.currentTerm)
  countCommitted(tally, server)
  for (const { action } of labels) {
    const counted = COUNTS[action]
    if (counted !== undefined) tally[counted] += 1
    if (action.startsWith('Handle')) tally.received += 1
    const { role } = before
    if (action === 'BecomeLeader' && role._tag === 'Candidate' && role.leadershipTransfer)
      tally.successors += 1
  }
}

/** What a run has seen, to be told when it ends. */
import type { Outcome } from '../raft/step.ts'

export interface Tally {
  readonly steps: number
  /** Virtual time, in milliseconds. */
  readonly time: number
  /** The highest term. */
  readonly terms: number
  /** Elections won. */
  readonly leaders: number
  /** Client requests that a leader took. */
  readonly requests: number
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
  requests: 0,
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

export const countStep = (tally: Keeping, { server, labels }: Outcome): void => {
  tally.steps += 1
  tally.terms = Math.max(tally.terms, server.currentTerm)
  tally.committed = Math.max(tally.committed, server.commitIndex)
  for (const { action } of labels) {
    if (action === 'BecomeLeader') tally.leaders += 1
    if (action === 'ClientRequest') tally.requests += 1
    if (action === 'ApplyEntry') tally.applied += 1
    if (action.startsWith('Handle')) tally.received += 1
  }
}

/** What a simulated run is made of. Times are in milliseconds of virtual time. */
import {
  type Constants,
  constantsOf as clusterOf,
  type Deviations,
  deviationsNamed,
  type Options,
  optionsNamed,
  type ServerId,
} from '../raft/Server.ts'
import type { Policy } from '../raft/step.ts'

/** Both ends included. */
export interface Span {
  readonly least: number
  readonly most: number
}

export interface Config {
  /** All servers, also those that may join later. */
  readonly servers: number
  /** How many of them the cluster starts with, the first ones. */
  readonly voters: number
  /** How many steps to take, each a line of the trace. */
  readonly steps: number
  /** From 0 to 2^53 - 1. */
  readonly seed: number
  readonly options: Options
  readonly deviations: Deviations
  readonly policy: Policy
  /** Probability that a message is lost. */
  readonly loss: number
  /** Probability that a message arrives twice. */
  readonly duplicate: number
  /** Probability that a server crashes within a step. */
  readonly crash: number
  /** Client requests in a second, on average; 0: none. */
  readonly requests: number
  /** How often in a second, on average, a leader is asked to hand over; 0: never. */
  readonly transfers: number
  /** How often in a second, on average, the members of the cluster are to be others; 0: never. */
  readonly changes: number
  /** Probability that a partition begins after a step, where there is none. */
  readonly partition: number
  /** How long a message takes. Unlike delays are what reorders messages. */
  readonly delay: Span
  /** 5.2: chosen anew for each timeout, so that split votes are rare. */
  readonly electionTimeout: Span
  readonly heartbeat: number
  /** How long a crashed server is down. */
  readonly downtime: Span
  readonly partitionTime: Span
}

/** broadcastTime << electionTimeout << MTBF (5.6), with the paper's 150 to 300 ms (9.3). */
export const defaultConfig: Config = {
  servers: 5,
  voters: 5,
  steps: 1000,
  seed: 1,
  options: optionsNamed([]),
  deviations: deviationsNamed([]),
  policy: { maxEntries: 16 },
  loss: 0.01,
  duplicate: 0.01,
  crash: 0.001,
  requests: 20,
  transfers: 0,
  changes: 0,
  partition: 0,
  delay: { least: 1, most: 15 },
  electionTimeout: { least: 150, most: 300 },
  heartbeat: 50,
  downtime: { least: 20, most: 200 },
  partitionTime: { least: 300, most: 2000 },
}

/** s1, s2 ...; with as many digits as the last one needs, so that their order is that of text. */
export const serverIds = (count: number): readonly ServerId[] => {
  const digits = `${count}`.length
  return Array.from({ length: count }, (_, k) => `s${`${k + 1}`.padStart(digits, '0')}`)
}

export const constantsOf = ({ servers, voters, options, deviations }: Config): Constants => {
  const ids = serverIds(servers)
  return { ...clusterOf(ids, { initialVoters: ids.slice(0, voters) }), options, deviations }
}

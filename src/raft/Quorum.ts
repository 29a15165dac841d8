/** Majorities (5.1, 6): any two quorums of a configuration share a server. */
import { type Configuration, isJoint } from './Configuration.ts'
import type { ServerId } from './Server.ts'

const isMajority = (servers: readonly ServerId[], voters: readonly ServerId[]): boolean =>
  voters.filter((id) => servers.includes(id)).length * 2 > voters.length

/** Servers without a vote are passed over; a joint configuration needs both majorities. */
export const isQuorum = (configuration: Configuration, servers: readonly ServerId[]): boolean =>
  isMajority(servers, configuration.voters) &&
  (!isJoint(configuration) || isMajority(servers, configuration.newVoters))

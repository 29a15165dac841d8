/** Majorities (5.1): any two quorums share a server. */
import type { Constants, ServerId } from './Server.ts'

/** `servers` are servers of the cluster, none of them twice. */
export const isQuorum = (constants: Constants, servers: readonly ServerId[]): boolean =>
  servers.length * 2 > constants.servers.length

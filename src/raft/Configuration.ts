/**
 * Section 6, and chapter 4 of the dissertation: which servers vote. In a joint configuration, the
 * paper's C-old,new, what is decided needs a majority of the old voters and one of the new.
 */
import type { ServerId } from './Server.ts'

/** Each list is sorted and holds no server twice. */
export interface Configuration {
  readonly voters: readonly ServerId[]
  /** Empty unless the configuration is joint. */
  readonly newVoters: readonly ServerId[]
  /** They are sent the log and count for nothing. */
  readonly learners: readonly ServerId[]
}

/** A set of servers: sorted, each once. */
export const serverSet = (servers: readonly ServerId[]): readonly ServerId[] =>
  [...new Set(servers)].toSorted()

export const withServer = (servers: readonly ServerId[], id: ServerId): readonly ServerId[] =>
  serverSet([...servers, id])

export const withoutServers = (
  servers: readonly ServerId[],
  others: readonly ServerId[],
): readonly ServerId[] => servers.filter((id) => !others.includes(id))

/** A configuration in which nothing changes. */
export const stable = (voters: readonly ServerId[]): Configuration => ({
  voters: serverSet(voters),
  newVoters: [],
  learners: [],
})

export const isJoint = ({ newVoters }: Configuration): boolean => newVoters.length > 0

export const votersOf = ({ voters, newVoters }: Configuration): readonly ServerId[] =>
  serverSet([...voters, ...newVoters])

/** Whoever is sent the log. */
export const membersOf = (configuration: Configuration): readonly ServerId[] =>
  serverSet([...votersOf(configuration), ...configuration.learners])

export const isVoter = ({ voters, newVoters }: Configuration, id: ServerId): boolean =>
  voters.includes(id) || newVoters.includes(id)

export const sameServers = (a: readonly ServerId[], b: readonly ServerId[]): boolean =>
  a.length === b.length && a.every((id, k) => id === b[k])

export const sameConfiguration = (a: Configuration, b: Configuration): boolean =>
  sameServers(a.voters, b.voters) &&
  sameServers(a.newVoters, b.newVoters) &&
  sameServers(a.learners, b.learners)

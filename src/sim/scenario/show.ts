/** Logs, configurations and messages in the words of the paper. */
import { type Configuration, isJoint } from '../../raft/Configuration.ts'
import { type Entry, isConfigurationEntry, type Log, toEntries } from '../../raft/Log.ts'
import type { AppendEntriesRequest, Message } from '../../raft/Message.ts'
import type { Index, ServerId, Term } from '../../raft/Server.ts'

export const showServers = (servers: readonly ServerId[]): string => `{${servers.join(' ')}}`

/** The voters of a configuration; in a joint one, the old and the new; and its learners. */
export const showConfiguration = (configuration: Configuration): string => {
  const { voters, newVoters, learners } = configuration
  const joint = isJoint(configuration) ? `+${showServers(newVoters)}` : ''
  return `${showServers(voters)}${joint}${learners.length === 0 ? '' : ` learning ${showServers(learners)}`}`
}

const showEntry = (entry: Entry): string => {
  const what = isConfigurationEntry(entry)
    ? showConfiguration(entry.configuration)
    : (entry.value ?? 'no-op')
  return `${entry.term}:${what}`
}

const showEntries = (entries: readonly Entry[]): string => entries.map(showEntry).join(' ')

/** The entries of a log, each as its term and command. */
export const showLog = (log: Log): string => `[${showEntries(toEntries(log))}]`

export const range = (from: Index, to: Index): string =>
  from === to ? `entry ${from}` : `entries ${from} to ${to}`

const place = (index: Index, term: Term): string => `entry ${index} of term ${term}`

export const ending = (index: Index, term: Term): string =>
  index === 0 ? 'an empty log' : `a log up to ${place(index, term)}`

const behind = (index: Index, term: Term): string =>
  index === 0 ? 'from the start' : `after ${place(index, term)}`

export const some = (entries: readonly Entry[], from: Index): string =>
  `${range(from, from + entries.length - 1)} [${showEntries(entries)}]`

const showCarried = ({ entries, prevLogIndex }: AppendEntriesRequest): string =>
  entries.length === 0 ? 'no entries' : some(entries, prevLogIndex + 1)

/** A message without its source and dest. */
export const showMessage = (m: Message): string => {
  switch (m.type) {
    case 'RequestVoteRequest': {
      const why = m.leadershipTransfer ? ', to take over from the leader' : ''
      return `RequestVote, term ${m.term}, with ${ending(m.lastLogIndex, m.lastLogTerm)}${why}`
    }
    case 'PreVoteRequest':
      return `PreVote for term ${m.term}, with ${ending(m.lastLogIndex, m.lastLogTerm)}`
    case 'PreVoteResponse':
      return m.voteGranted ? `would vote in term ${m.term}` : `would not vote, is in term ${m.term}`
    case 'TimeoutNowRequest':
      return `TimeoutNow, term ${m.term}`
    case 'RequestVoteResponse':
      return `vote ${m.voteGranted ? 'granted' : 'refused'}, term ${m.term}`
    case 'AppendEntriesRequest':
      return `AppendEntries, term ${m.term}, ${behind(m.prevLogIndex, m.prevLogTerm)}, ${showCarried(m)}, commit ${m.leaderCommit}`
    case 'AppendEntriesResponse': {
      const what = m.conflictTerm === 0 ? 'nothing' : `entries of term ${m.conflictTerm}`
      const hint = m.conflictIndex === 0 ? '' : `, has ${what} from ${m.conflictIndex} on`
      return m.success
        ? `entries match up to ${m.matchIndex}, term ${m.term}`
        : `entries refused, term ${m.term}${hint}`
    }
  }
}

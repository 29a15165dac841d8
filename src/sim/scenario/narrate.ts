/** What a step did, in the words of the paper. */
import type { Effect } from '../../raft/Effect.ts'
import type { Label } from '../../raft/Event.ts'
import { type Configuration, isJoint } from '../../raft/Configuration.ts'
import {
  entryAt,
  type Entry,
  isConfigurationEntry,
  lastTerm,
  type Log,
  slice,
  toEntries,
} from '../../raft/Log.ts'
import type { AppendEntriesRequest, Message, RequestVoteRequest } from '../../raft/Message.ts'
import type { Index, Server, ServerId, Term } from '../../raft/Server.ts'
import { sentIn } from '../../trace/observe.ts'

const showServers = (servers: readonly ServerId[]): string => `{${servers.join(' ')}}`

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

const range = (from: Index, to: Index): string =>
  from === to ? `entry ${from}` : `entries ${from} to ${to}`

const place = (index: Index, term: Term): string => `entry ${index} of term ${term}`

const ending = (index: Index, term: Term): string =>
  index === 0 ? 'an empty log' : `a log up to ${place(index, term)}`

const behind = (index: Index, term: Term): string =>
  index === 0 ? 'from the start' : `after ${place(index, term)}`

const some = (entries: readonly Entry[], from: Index): string =>
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

const whyNoVote = (s: Server, m: RequestVoteRequest): string => {
  if (m.term < s.currentTerm) return `its term ${s.currentTerm} is later`
  if (s.votedFor !== null && s.votedFor !== m.source) return `it has voted for ${s.votedFor}`
  return `it has ${ending(s.log.length, lastTerm(s.log))}, which is more up to date`
}

const whyNoEntries = (s: Server, m: AppendEntriesRequest): string => {
  if (m.term < s.currentTerm) return `its term ${s.currentTerm} is later`
  return m.prevLogIndex > s.log.length
    ? `it has only ${ending(s.log.length, lastTerm(s.log))}`
    : `its entry ${m.prevLogIndex} is of term ${entryAt(s.log, m.prevLogIndex).term}`
}

/** What a handler decided, where the state alone does not tell. */
const decision = (s: Server, m: Message, response: Message | undefined): readonly string[] => {
  if (m.type === 'RequestVoteRequest' && response?.type === 'RequestVoteResponse')
    return [response.voteGranted ? `votes for ${m.source}` : `refuses its vote: ${whyNoVote(s, m)}`]
  if (m.type === 'AppendEntriesRequest' && response?.type === 'AppendEntriesResponse')
    return response.success ? [] : [`refuses the entries: ${whyNoEntries(s, m)}`]
  return []
}

const roleChange = (before: Server, after: Server): readonly string[] => {
  if (before.role._tag === after.role._tag && before.currentTerm === after.currentTerm) return []
  const term = after.currentTerm > before.currentTerm ? [`takes term ${after.currentTerm}`] : []
  const steppedDown = before.role._tag !== 'Follower' && after.role._tag === 'Follower'
  return steppedDown ? [...term, 'steps down to follower'] : term
}

const logChange = (before: Log, after: Log, effects: readonly Effect[]): readonly string[] => {
  const keep = effects.reduce(
    (least, effect) =>
      effect._tag === 'Persist' ? Math.min(least, effect.change.log?.keep ?? least) : least,
    before.length,
  )
  if (before === after) return []
  const gone = slice(before, keep + 1, before.length)
  const fresh = slice(after, keep + 1, after.length)
  const stays = gone.findIndex((entry, k) => fresh[k]?.term !== entry.term)
  const same = stays < 0 ? gone.length : stays
  const from = keep + same + 1
  return [
    ...(same < gone.length ? [`removes ${some(gone.slice(same), from)}`] : []),
    ...(same < fresh.length ? [`appends ${some(fresh.slice(same), from)}`] : []),
  ]
}

const peerChanges = (before: Server, after: Server): readonly string[] => {
  if (before.role._tag !== 'Leader' || after.role._tag !== 'Leader') return []
  const { nextIndex: next0, matchIndex: match0 } = before.role
  const { nextIndex, matchIndex } = after.role
  return Object.keys(nextIndex).flatMap((j) => {
    const match = matchIndex[j] ?? 0
    if (match !== match0[j]) return [`knows that ${j} has all up to entry ${match}`]
    return nextIndex[j] === next0[j] ? [] : [`will try ${j} from entry ${nextIndex[j] ?? 0} on`]
  })
}

const votesOf = ({ role }: Server): readonly ServerId[] =>
  role._tag === 'Candidate' ? role.votesGranted : []

const votes = (before: Server, after: Server): readonly string[] =>
  before.role._tag === 'Candidate'
    ? votesOf(after)
        .filter((id) => !votesOf(before).includes(id))
        .map((id) => `counts the vote of ${id}`)
    : []

const commitment = (before: Server, after: Server): readonly string[] => [
  ...(after.commitIndex > before.commitIndex ? [`commits up to entry ${after.commitIndex}`] : []),
  ...(after.lastApplied > before.lastApplied
    ? [`applies ${range(before.lastApplied + 1, after.lastApplied)}`]
    : []),
]

const candidacy = (after: Server, labels: readonly Label[]): readonly string[] =>
  labels.some(({ action }) => action === 'Timeout')
    ? [`becomes a candidate in term ${after.currentTerm} and votes for itself`]
    : []

const elected = (after: Server, labels: readonly Label[]): readonly string[] =>
  labels.some(({ action }) => action === 'BecomeLeader')
    ? [`has the votes of a majority: leads term ${after.currentTerm}`]
    : []

/** Sends of the same to several servers, on one line. */
const sends = (sent: readonly Message[]): readonly string[] => {
  const byText = new Map<string, readonly ServerId[]>()
  for (const m of sent) {
    const shown = showMessage(m)
    byText.set(shown, [...(byText.get(shown) ?? []), m.dest])
  }
  return [...byText].map(([shown, to]) => `-> ${to.join(', ')}: ${shown}`)
}

/** A step of the core, or the part of it that happened. */
export interface ToldStep {
  readonly before: Server
  readonly after: Server
  readonly effects: readonly Effect[]
  readonly labels: readonly Label[]
  /** What really left the server. */
  readonly sent: readonly Message[]
}

const indent = (text: string): string => `  ${text}`

/** A server as its handler sees it: a later term has been taken by then, and no vote given in it. */
const afterUpdateTerm = (before: Server, after: Server): Server =>
  after.currentTerm > before.currentTerm
    ? { ...before, currentTerm: after.currentTerm, votedFor: null }
    : before

/** What a server did on its own, or about a message: its sends last. */
export const narrate = (
  opening: string,
  message: Message | null,
  { before, after, effects, labels, sent }: ToldStep,
): readonly string[] => {
  const handled = labels.some(({ action }) => action.startsWith('Handle'))
  const answer = sentIn(effects).find(({ dest }) => dest === message?.source)
  const told = [
    ...(message === null ? candidacy(after, labels) : roleChange(before, after)),
    ...(message !== null && handled
      ? decision(afterUpdateTerm(before, after), message, answer)
      : []),
    ...votes(before, after),
    ...elected(after, labels),
    ...logChange(before.log, after.log, effects),
    ...peerChanges(before, after),
    ...commitment(before, after),
    ...sends(sent),
  ]
  return [opening, ...(told.length === 0 ? ['changes nothing'] : told).map(indent)]
}

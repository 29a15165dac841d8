/**
 * What a message-sequence chart shows of a trace: a lane for each server, time from top to bottom,
 * an arrow for each message that arrived, and a stub for each that did not.
 */
import type { ObservedMessage, ObservedState, TraceLine } from '../../src/trace/RaftTrace.ts'

export interface Arrow {
  readonly from: number
  readonly to: number
  /** Row in which it was sent. */
  readonly sentAt: number
  /** Row in which it was received; null if it never was. */
  readonly receivedAt: number | null
  readonly text: string
}

export interface Note {
  readonly lane: number
  readonly row: number
  readonly text: string
}

export interface Chart {
  readonly servers: readonly string[]
  readonly rows: number
  readonly arrows: readonly Arrow[]
  readonly notes: readonly Note[]
}

/** In the order of the alphabet, keys and all, so that equal messages are equal text. */
const keyOf = (message: ObservedMessage): string =>
  JSON.stringify(Object.entries(message).sort(([a], [b]) => (a < b ? -1 : 1)))

const textOf = (m: ObservedMessage): string => {
  if (!('type' in m)) return ''
  switch (m.type) {
    case 'RequestVoteRequest':
      return `RequestVote, term ${m.term ?? '?'}`
    case 'PreVoteRequest':
      return `PreVote, term ${m.term ?? '?'}`
    case 'TimeoutNowRequest':
      return 'TimeoutNow'
    case 'PreVoteResponse':
      return m.voteGranted === true ? 'would vote' : 'would not vote'
    case 'RequestVoteResponse':
      return m.voteGranted === true ? 'vote' : 'no vote'
    case 'AppendEntriesRequest': {
      const first = (m.prevLogIndex ?? 0) + 1
      const last = first + (m.entries?.length ?? 0) - 1
      const what =
        last < first ? 'heartbeat' : first === last ? `entry ${first}` : `entries ${first}-${last}`
      return `${what}, commit ${m.leaderCommit ?? '?'}`
    }
    case 'AppendEntriesResponse':
      return m.success ? `match ${m.matchIndex ?? '?'}` : 'refused'
  }
}

const namesOf = ({ action, actions }: TraceLine): readonly string[] =>
  actions ?? (action === undefined ? [] : [action])

const logNote = ({ logTail, log }: ObservedState): readonly string[] => {
  const length = logTail === undefined ? log?.length : logTail.from - 1 + logTail.entries.length
  return length === undefined ? [] : [`log up to ${length}`]
}

/** How an election begins. */
const campaignNote = (
  names: readonly string[],
  { currentTerm }: ObservedState,
): readonly string[] => {
  const obeys = names.includes('HandleTimeoutNowRequest') && currentTerm !== undefined
  const begins = names.includes('Timeout') || names.includes('BecomeCandidate') || obeys
  return [
    ...(names.includes('BecomePreCandidate') ? ['pre-candidate'] : []),
    ...(begins ? [`candidate, term ${currentTerm ?? '?'}`] : []),
  ]
}

const braces = (servers: readonly string[] | undefined): string => `{${servers?.join(' ') ?? '?'}}`

/** The last configuration that a line writes into the log. */
const configurationNote = ({ logTail, log }: ObservedState): readonly string[] => {
  const written = (logTail?.entries ?? log ?? []).flatMap(
    ({ configuration }) => configuration ?? [],
  )
  const last = written.at(-1)
  if (last === undefined) return []
  const joint = (last.newVoters ?? []).length > 0 ? `+${braces(last.newVoters)}` : ''
  const learning = (last.learners ?? []).length > 0 ? ` learning ${braces(last.learners)}` : ''
  return [`${braces(last.voters)}${joint}${learning}`]
}

/** What a leader was asked to do, or its clock told it. */
const NOTES: Readonly<Record<string, string>> = {
  TransferLeadership: 'hands over',
  AbortTransfer: 'goes on leading',
  StartRound: 'begins a round',
  LeaderContactLapsed: 'hears no leader',
  QuorumContactLapsed: 'hears no quorum',
}

/** What a server did in a line, in a few words. */
const notesOf = (line: TraceLine): readonly string[] => {
  const { state = {}, sent = [], args } = line
  const names = namesOf(line)
  const granted = sent.some((m) => 'voteGranted' in m && m.voteGranted)
  const asked = names.some((name) => name === 'HandlePreVoteRequest')
  const steppedDown = state.role === 'Follower' && !names.includes('Restart')
  return [
    ...(names.includes('Restart') ? ['restarts'] : []),
    ...names.flatMap((name) => NOTES[name] ?? []),
    ...campaignNote(names, state),
    ...(names.includes('UpdateTerm') ? [`term ${state.currentTerm ?? '?'}`] : []),
    ...(steppedDown ? ['follower again'] : []),
    ...(granted && !asked ? [`votes for ${line.message?.source ?? '?'}`] : []),
    ...(state.role === 'Leader' ? ['leads'] : []),
    ...(names.includes('ClientRequest') ? [`client: ${args?.v ?? '?'}`] : []),
    ...logNote(state),
    ...configurationNote(state),
    ...(state.commitIndex !== undefined && state.commitIndex > 0
      ? [`commits ${state.commitIndex}`]
      : []),
  ]
}

interface Sent {
  readonly message: ObservedMessage
  readonly row: number
  receivedAt: number[]
}

/** A receive belongs to the first send of that message that has none yet, or it is a copy. */
const sendOf = (sends: readonly Sent[], message: ObservedMessage): Sent | undefined => {
  const same = sends.filter((one) => keyOf(one.message) === keyOf(message))
  return same.find(({ receivedAt }) => receivedAt.length === 0) ?? same.at(-1)
}

/** The chart of the lines of a trace, a row for each. */
export const chartOf = (servers: readonly string[], lines: readonly TraceLine[]): Chart => {
  const sends: Sent[] = []
  const laneOf = (id: string | undefined): number => servers.indexOf(id ?? '')
  lines.forEach((line, row) => {
    if (line.message !== undefined) sendOf(sends, line.message)?.receivedAt.push(row)
    for (const message of line.sent ?? []) sends.push({ message, row, receivedAt: [] })
  })
  const arrows = sends.flatMap(({ message, row, receivedAt }) =>
    (receivedAt.length === 0 ? [null] : receivedAt).map((at) => ({
      from: laneOf(message.source),
      to: laneOf(message.dest),
      sentAt: row,
      receivedAt: at,
      text: textOf(message),
    })),
  )
  const notes = lines.flatMap((line, row) => {
    const told = notesOf(line)
    return told.length === 0 ? [] : [{ lane: laneOf(line.server), row, text: told.join(', ') }]
  })
  return { servers, rows: lines.length, arrows, notes }
}

/** The steps from one row to another, both included; what is sent or received outside is left out. */
export const cutOut = (chart: Chart, from: number, to: number): Chart => {
  const inside = (row: number): boolean => row >= from && row <= to
  return {
    servers: chart.servers,
    rows: Math.min(to + 1, chart.rows) - from,
    arrows: chart.arrows
      .filter(({ sentAt, receivedAt }) => inside(sentAt) && inside(receivedAt ?? sentAt))
      .map((arrow) => ({
        ...arrow,
        sentAt: arrow.sentAt - from,
        receivedAt: arrow.receivedAt === null ? null : arrow.receivedAt - from,
      })),
    notes: chart.notes
      .filter(({ row }) => inside(row))
      .map((note) => ({ ...note, row: note.row - from })),
  }
}

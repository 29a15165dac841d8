/** What a step did, in the words of the paper. */
import {
  type Configuration,
  isJoint,
  isVoter,
  sameConfiguration,
} from '../../raft/Configuration.ts'
import type { Effect } from '../../raft/Effect.ts'
import type { Label } from '../../raft/Event.ts'
import { latestConfigurationIndex, type Log, slice } from '../../raft/Log.ts'
import type { Message } from '../../raft/Message.ts'
import {
  type Constants,
  follower,
  type Leader,
  type Server,
  type ServerId,
} from '../../raft/Server.ts'
import { configurationOf } from '../../raft/ServerConfiguration.ts'
import { sentIn } from '../../trace/observe.ts'
import { decision } from './decide.ts'
import { range, showConfiguration, showMessage, some } from './show.ts'

/** A step of the core, or the part of it that happened. */
export interface ToldStep {
  readonly constants: Constants
  readonly before: Server
  readonly after: Server
  readonly effects: readonly Effect[]
  readonly labels: readonly Label[]
  /** What really left the server. */
  readonly sent: readonly Message[]
}

const took = ({ labels }: ToldStep, action: Label['action']): boolean =>
  labels.some((label) => label.action === action)

const when = (condition: boolean, text: string): readonly string[] => (condition ? [text] : [])

/** How a server comes to be a follower, other than by its removal. */
const roleChange = (step: ToldStep): readonly string[] => {
  const { before, after } = step
  const steppedDown = before.role._tag !== 'Follower' && after.role._tag === 'Follower'
  return [
    ...step.labels.flatMap((label) =>
      label.action === 'UpdateTerm' ? [`takes term ${label.m.term}`] : [],
    ),
    ...when(steppedDown && !took(step, 'StepDown'), 'steps down to follower'),
  ]
}

const contact = ({ before, after, labels }: ToldStep): readonly string[] => {
  const heard = ({ role }: Server): boolean => role._tag === 'Follower' && role.heardFromLeader
  // What follows says it better.
  const isSaid = labels.some(({ action }) => /^Become|Timeout/.test(action))
  if (heard(before) && !heard(after)) return when(!isSaid, 'hears from a leader no longer')
  return when(!heard(before) && heard(after), 'hears from a leader')
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

/** A server goes by the latest configuration in its log, and falls back when that is cut. */
const configurationChange = ({ constants, before, after }: ToldStep): readonly string[] => {
  const was = configurationOf(constants, before)
  const is = configurationOf(constants, after)
  if (sameConfiguration(was, is)) return []
  const back = latestConfigurationIndex(after.log) < latestConfigurationIndex(before.log)
  return [`${back ? 'falls back to' : 'goes by'} ${showConfiguration(is)}`]
}

const progress = (
  j: ServerId,
  { nextIndex: next0, matchIndex: match0 }: Leader,
  { nextIndex, matchIndex, roundEnd }: Leader,
): readonly string[] => {
  const match = matchIndex[j] ?? 0
  const known = match0[j] ?? 0
  const end = roundEnd[j] ?? 0
  if (match !== known)
    return [
      `knows that ${j} has all up to entry ${match}`,
      ...when(known < end && match >= end, `the round of ${j} is complete`),
    ]
  return nextIndex[j] === next0[j] ? [] : [`will try ${j} from entry ${nextIndex[j] ?? 0} on`]
}

const peerChanges = ({ before, after }: ToldStep): readonly string[] => {
  const { role: was } = before
  const { role: is } = after
  if (was._tag !== 'Leader' || is._tag !== 'Leader') return []
  return Object.keys(is.nextIndex).flatMap((j) => progress(j, was, is))
}

/** What an administrator asked of a leader, or its clock told it. */
const administration = ({ before, labels, after }: ToldStep): readonly string[] =>
  labels.flatMap((label) => {
    switch (label.action) {
      case 'TransferLeadership':
        return [`hands over to ${label.j}, and takes no requests meanwhile`]
      case 'AbortTransfer': {
        const to = before.role._tag === 'Leader' ? before.role.transferTarget : null
        return [`goes on leading: ${to ?? 'nobody'} did not take over in time`]
      }
      case 'StartRound':
        return [`${label.j} is to have all up to entry ${after.log.length} by the end of the round`]
      default:
        return []
    }
  })

const votesOf = ({ role }: Server): readonly ServerId[] =>
  'votesGranted' in role ? role.votesGranted : []

const votes = ({ before, after }: ToldStep): readonly string[] =>
  before.role._tag === after.role._tag && before.currentTerm === after.currentTerm
    ? votesOf(after)
        .filter((id) => !votesOf(before).includes(id))
        .map((id) =>
          after.role._tag === 'PreCandidate'
            ? `${id} would vote for it`
            : `counts the vote of ${id}`,
        )
    : []

const commitment = (before: Server, after: Server): readonly string[] => [
  ...(after.commitIndex > before.commitIndex ? [`commits up to entry ${after.commitIndex}`] : []),
  ...(after.lastApplied > before.lastApplied
    ? [`applies ${range(before.lastApplied + 1, after.lastApplied)}`]
    : []),
]

const quorum = (configuration: Configuration): string =>
  isJoint(configuration) ? 'a majority of the old voters and of the new' : 'a majority'

/** A server as its handler sees it: a later term has been taken by then, and no vote given in it. */
const asHandled = ({ before, labels }: ToldStep): Server =>
  labels.reduce<Server>(
    (s, label) =>
      label.action === 'UpdateTerm'
        ? { ...s, currentTerm: label.m.term, votedFor: null, role: follower }
        : s,
    before,
  )

const candidacy = (step: ToldStep): readonly string[] => {
  const { constants, before, after } = step
  const term = after.currentTerm
  const candidate = `becomes a candidate in term ${term} and votes for itself`
  const obeys = took(step, 'HandleTimeoutNowRequest') && term > asHandled(step).currentTerm
  const voters = quorum(configurationOf(constants, before))
  return [
    ...when(
      took(step, 'BecomePreCandidate'),
      `asks whether it could win term ${after.role._tag === 'PreCandidate' ? term + 1 : term}`,
    ),
    ...when(took(step, 'BecomeCandidate'), `would have the votes of ${voters}: ${candidate}`),
    ...when(took(step, 'Timeout') || obeys, candidate),
  ]
}

const elected = (step: ToldStep): readonly string[] =>
  when(
    took(step, 'BecomeLeader'),
    `has the votes of ${quorum(configurationOf(step.constants, step.before))}: leads term ${step.after.currentTerm}`,
  )

const removal = (step: ToldStep): readonly string[] =>
  when(
    took(step, 'StepDown') && !isVoter(configurationOf(step.constants, step.after), step.after.id),
    'is no voter any more: steps down to follower',
  )

/** Sends of the same to several servers, on one line. */
const sends = (sent: readonly Message[]): readonly string[] => {
  const byText = new Map<string, readonly ServerId[]>()
  for (const m of sent) {
    const shown = showMessage(m)
    byText.set(shown, [...(byText.get(shown) ?? []), m.dest])
  }
  return [...byText].map(([shown, to]) => `-> ${to.join(', ')}: ${shown}`)
}

const indent = (text: string): string => `  ${text}`

const decided = (step: ToldStep, message: Message | null): readonly string[] => {
  if (message === null || !step.labels.some(({ action }) => action.startsWith('Handle'))) return []
  const answer = sentIn(step.effects).find(({ dest }) => dest === message.source)
  return decision(step.constants, asHandled(step), message, answer)
}

/** What a server did on its own, or about a message: its sends last. */
export const narrate = (
  opening: string,
  message: Message | null,
  step: ToldStep,
): readonly string[] => {
  const { before, after, effects, sent } = step
  const log = [...logChange(before.log, after.log, effects), ...configurationChange(step)]
  const committed = commitment(before, after)
  const told = [
    ...roleChange(step),
    ...contact(step),
    ...decided(step, message),
    ...votes(step),
    ...candidacy(step),
    ...elected(step),
    ...administration(step),
    ...(took(step, 'AppendNewConfiguration') ? [] : log),
    ...peerChanges(step),
    ...committed,
    // What is committed is why the new configuration follows.
    ...(took(step, 'AppendNewConfiguration') ? log : []),
    ...removal(step),
    ...sends(sent),
  ]
  return [opening, ...(told.length === 0 ? ['changes nothing'] : told).map(indent)]
}

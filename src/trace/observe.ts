/** What our own core logs of itself: its servers and its steps in the words of the trace. */
import type { Effect } from '../raft/Effect.ts'
import type { Label } from '../raft/Event.ts'
import { lastTerm, slice, toEntries } from '../raft/Log.ts'
import type { Message } from '../raft/Message.ts'
import {
  type Constants,
  forEachPeer,
  type Index,
  type PerPeer,
  type Server,
} from '../raft/Server.ts'
import {
  isRequest,
  type ObservedArguments,
  type ObservedState,
  type TraceLine,
} from './RaftTrace.ts'

/** What belongs to a role; outside it, each has its fixed value. */
const roleStateOf = (constants: Constants, { id, role }: Server) => {
  const leader = role._tag === 'Leader' ? role : null
  const none = forEachPeer(constants, id, 0)
  return {
    role: role._tag,
    heardFromLeader: role._tag === 'Follower' && role.heardFromLeader,
    votesGranted: 'votesGranted' in role ? role.votesGranted : [],
    leadershipTransfer: role._tag === 'Candidate' && role.leadershipTransfer,
    nextIndex: leader?.nextIndex ?? forEachPeer(constants, id, 1),
    matchIndex: leader?.matchIndex ?? none,
    roundEnd: leader?.roundEnd ?? none,
    transferTarget: leader?.transferTarget ?? null,
  }
}

/** Every variable of a server. */
export const stateOf = (constants: Constants, s: Server): Required<Variables> => ({
  currentTerm: s.currentTerm,
  votedFor: s.votedFor,
  log: toEntries(s.log),
  commitIndex: s.commitIndex,
  lastApplied: s.lastApplied,
  ...roleStateOf(constants, s),
})

type Variables = Omit<
  ObservedState,
  'logTail' | 'logLength' | 'lastLogIndex' | 'lastLogTerm' | 'configuration'
>

const changedPeers = (
  before: PerPeer<Index>,
  after: PerPeer<Index>,
): PerPeer<Index> | undefined => {
  const changed = Object.entries(after).filter(([peer, index]) => before[peer] !== index)
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}

const ifChanged = <K extends string, A>(
  key: K,
  before: A,
  after: A,
): { readonly [key in K]?: A } | undefined => (before === after ? undefined : one(key, after))

const one = <K extends string, A>(key: K, value: A): { readonly [key in K]?: A } => {
  const record: { [key in K]?: A } = {}
  record[key] = value
  return record
}

/** What belongs to a role, where the role or what it holds has changed. */
const roleChanges = (constants: Constants, before: Server, after: Server): ObservedState => {
  if (before.role === after.role) return {}
  const was = roleStateOf(constants, before)
  const is = roleStateOf(constants, after)
  const nextIndex = changedPeers(was.nextIndex, is.nextIndex)
  const matchIndex = changedPeers(was.matchIndex, is.matchIndex)
  const roundEnd = changedPeers(was.roundEnd, is.roundEnd)
  return {
    ...ifChanged('role', was.role, is.role),
    ...ifChanged('heardFromLeader', was.heardFromLeader, is.heardFromLeader),
    ...(was.votesGranted.join() !== is.votesGranted.join() && { votesGranted: is.votesGranted }),
    ...ifChanged('leadershipTransfer', was.leadershipTransfer, is.leadershipTransfer),
    ...(nextIndex !== undefined && { nextIndex }),
    ...(matchIndex !== undefined && { matchIndex }),
    ...(roundEnd !== undefined && { roundEnd }),
    ...ifChanged('transferTarget', was.transferTarget, is.transferTarget),
  }
}

/** How much of the log the effects have left in place. */
const kept = (before: Server, effects: readonly Effect[]): Index =>
  effects.reduce(
    (least, effect) =>
      effect._tag === 'Persist' && effect.change.log !== undefined
        ? Math.min(least, effect.change.log.keep)
        : least,
    before.log.length,
  )

/**
 * The variables that a step changed, and of the log the tail that it wrote, so that a line costs
 * what the step did and not what the log holds.
 */
export const changes = (
  constants: Constants,
  before: Server,
  after: Server,
  effects: readonly Effect[],
): ObservedState => {
  const from = kept(before, effects) + 1
  return {
    ...ifChanged('currentTerm', before.currentTerm, after.currentTerm),
    ...ifChanged('votedFor', before.votedFor, after.votedFor),
    ...(before.log !== after.log && {
      logTail: { from, entries: slice(after.log, from, after.log.length) },
    }),
    ...ifChanged('commitIndex', before.commitIndex, after.commitIndex),
    ...ifChanged('lastApplied', before.lastApplied, after.lastApplied),
    ...roleChanges(constants, before, after),
  }
}

export const sentIn = (effects: readonly Effect[]): readonly Message[] =>
  effects.flatMap((effect) => (effect._tag === 'Send' ? [effect.message] : []))

const messageOf = (labels: readonly Label[]): Message | undefined =>
  labels.flatMap((label) => ('m' in label ? [label.m] : []))[0]

const argumentsOf = (label: Label): ObservedArguments => {
  switch (label.action) {
    case 'AppendEntries':
      return { j: label.j, n: label.n }
    case 'ClientRequest':
      return { v: label.v }
    case 'AdvanceCommitIndex':
      return { N: label.N }
    case 'ChangeConfiguration':
      return { newVoters: label.newVoters }
    default:
      return 'j' in label ? { j: label.j } : {}
  }
}

/** Of several actions only what was asked for is told: the state and the sends show the rest. */
const argumentsOfAll = (labels: readonly Label[]): ObservedArguments => {
  const [first, ...others] = labels
  if (first === undefined) return {}
  return others.length === 0 || isRequest(first.action) ? argumentsOf(first) : {}
}

/**
 * One action, or several: then in order, and of one in a row the name once, since internal actions
 * run to their fixed point, and `sent` tells the sends apart.
 */
const actionsOf = (labels: readonly Label[]): Pick<TraceLine, 'action' | 'actions'> => {
  const [first] = labels
  if (first !== undefined && labels.length === 1) return { action: first.action }
  const names = labels.map(({ action }) => action)
  return { actions: names.filter((name, k) => name !== names[k - 1]) }
}

/** A step of the core, as it is logged. */
export interface LoggedStep {
  readonly before: Server
  readonly after: Server
  readonly effects: readonly Effect[]
  /** Not empty. */
  readonly labels: readonly Label[]
}

/** The line of a step. */
export const lineOf = (constants: Constants, step: LoggedStep): TraceLine => {
  const message = messageOf(step.labels)
  const args = argumentsOfAll(step.labels)
  const state = changes(constants, step.before, step.after, step.effects)
  return {
    server: step.after.id,
    ...actionsOf(step.labels),
    ...(Object.keys(args).length > 0 && { args }),
    ...(message !== undefined && { message }),
    ...(Object.keys(state).length > 0 && { state }),
    sent: sentIn(step.effects),
  }
}

/** The line of a restart: what was lost, and that what is durable was not. */
export const restartLine = (constants: Constants, before: Server, after: Server): TraceLine => ({
  server: after.id,
  action: 'Restart',
  state: {
    ...roleChanges(constants, before, after),
    currentTerm: after.currentTerm,
    votedFor: after.votedFor,
    logLength: after.log.length,
    lastLogTerm: lastTerm(after.log),
    role: after.role._tag,
    commitIndex: after.commitIndex,
    lastApplied: after.lastApplied,
  },
  sent: [],
})

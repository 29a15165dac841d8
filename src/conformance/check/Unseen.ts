/**
 * What happens to a server between the lines that it logs: internal actions, and that its contact
 * with the leader lapses. Most of it can wait until something observed asks for it; what cannot is
 * said here.
 */
import type { FunctionValue } from '../../tla/values/Value.ts'
import { namesOf } from '../../trace/RaftTrace.ts'
import {
  applyOne,
  attempt,
  campaigns,
  commitAnything,
  leads,
  preCampaigns,
  type Hunt,
} from './Moves.ts'
import type { Point } from './Path.ts'
import { typeOf } from './Received.ts'
import { fieldOf } from './Records.ts'

type Message = FunctionValue | undefined

const internalActions = (hunt: Hunt, point: Point): readonly Point[] => {
  const { i, options, appliedCounts } = hunt
  const changes = options.JointConsensus || options.SingleServerChanges
  return [
    ...(preCampaigns(point) ? attempt(hunt, point, 'BecomeCandidate', [i]) : []),
    ...(campaigns(point) ? attempt(hunt, point, 'BecomeLeader', [i]) : []),
    ...(leads(point) ? commitAnything(hunt, point) : []),
    ...(leads(point) && options.JointConsensus
      ? attempt(hunt, point, 'AppendNewConfiguration', [i])
      : []),
    ...(leads(point) && changes ? attempt(hunt, point, 'StepDown', [i]) : []),
    ...(appliedCounts ? applyOne(hunt, point) : []),
  ]
}

const sameState = (a: Point, b: Point): boolean => a.state.every((value, k) => value === b.state[k])

/** Every point that internal actions lead to. Applying can wait, unless it counts. */
export const closure = (hunt: Hunt, start: Point): readonly Point[] => {
  const reached = [start]
  for (const point of reached)
    for (const next of internalActions(hunt, point))
      if (!reached.some((known) => sameState(known, next))) reached.push(next)
  return reached
}

/** PreVoteRequests, and PreVoteResponses that grant, are of a term that nobody has begun. */
const isOfNoTerm = (m: FunctionValue): boolean => {
  const type = typeOf(m)
  return (
    type === 'PreVoteRequest' || (type === 'PreVoteResponse' && fieldOf(m, 'voteGranted') === true)
  )
}

/** The message is of a later term, which its receiver takes unless it disregards it. */
export const isNewer = (m: FunctionValue, { view }: Point): boolean =>
  (fieldOf(m, 'term') as number) > view.currentTerm && !isOfNoTerm(m)

const endings: ReadonlySet<string> = new Set([
  'Timeout',
  'BecomePreCandidate',
  'QuorumContactLapsed',
  'Restart',
])

/** Whether what the line does ends a role, so that what was left undone stays so. */
const endsRole = (hunt: Hunt, point: Point, m: Message): boolean => {
  if (!leads(point) && !campaigns(point)) return false
  return m === undefined
    ? namesOf(hunt.line).some((name) => endings.has(name))
    : isNewer(m, point) || typeOf(m) === 'TimeoutNowRequest'
}

/** Whether what the server has left to do by itself decides what it sends and how it answers. */
const isUnsettled = ({ options, appliedCounts, configurations }: Hunt, point: Point): boolean =>
  appliedCounts ||
  preCampaigns(point) ||
  (options.JointConsensus && leads(point) && configurations.isJointIn(point.view.log))

/** The line's server before its input, where internal actions cannot wait. */
export const beforeInput = (hunt: Hunt, point: Point, m: Message): readonly Point[] =>
  isUnsettled(hunt, point) || endsRole(hunt, point, m) ? closure(hunt, point) : [point]

/**
 * The line's server at its end. Where its sends were not observed, what it may have sent depends on
 * how far it went by itself.
 */
export const afterSends = (hunt: Hunt, point: Point): readonly Point[] => {
  const { sent, actions } = hunt.line
  if (sent !== undefined || actions !== undefined) return [point]
  return campaigns(point) || isUnsettled(hunt, point) ? closure(hunt, point) : [point]
}

/** Whether the line can tell that the contact with the leader has lapsed before it. */
const dependsOnContact = ({ line }: Hunt, m: Message): boolean => {
  if (line.state?.heardFromLeader === false) return true
  if (m !== undefined) return ['RequestVoteRequest', 'PreVoteRequest'].includes(typeOf(m))
  const names = namesOf(line)
  return names.length === 0 || names.includes('Timeout') || names.includes('BecomePreCandidate')
}

/**
 * The line's server before it, and also without contact, where that makes a difference: an election
 * timeout is seldom logged apart from the election.
 */
export const contacts = (hunt: Hunt, point: Point, m: Message): readonly Point[] =>
  point.view.heardFromLeader === true && dependsOnContact(hunt, m)
    ? [point, ...attempt(hunt, point, 'LeaderContactLapsed', [hunt.i])]
    : [point]

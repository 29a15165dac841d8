/**
 * Who runs a cluster wants its members to be these or those; each leader does the next thing that
 * leads there. Between two wishes a cluster may pass through many configurations: joint ones, or one
 * for each server, and one for each learner that is to catch up.
 */
import { sameServers, withoutServers } from '../raft/Configuration.ts'
import type { Event } from '../raft/Event.ts'
import { mayChange } from '../raft/Membership.ts'
import type { Constants, Server, ServerId } from '../raft/Server.ts'
import { configurationOf } from '../raft/ServerConfiguration.ts'
import type { Progress } from './CatchUp.ts'
import type { Dice } from './Dice.ts'

/** No server is in both. */
export interface Goal {
  /** Sorted, and not empty. */
  readonly voters: readonly ServerId[]
  /** Sorted: those that are to stay learners. */
  readonly learners: readonly ServerId[]
}

/** Of six servers, on average, four vote, one learns and one is out. */
const ODDS = ['voter', 'voter', 'voter', 'voter', 'learner', 'out'] as const

export const randomGoal = ({ servers }: Constants, dice: Dice): Goal => {
  const parts = servers.map((id) => ({ id, part: dice.oneOf(ODDS) }))
  const having = (wanted: 'voter' | 'learner'): readonly ServerId[] =>
    parts.filter(({ part }) => part === wanted).map(({ id }) => id)
  const voters = having('voter')
  return voters.length === 0
    ? { voters: servers.slice(0, 1), learners: [] }
    : { voters, learners: having('learner') }
}

/** What is still wanted when a server is given up. */
export const goalWithout = ({ voters, learners }: Goal, id: ServerId): Goal | null => {
  const others = withoutServers(voters, [id])
  return others.length === 0 ? null : { voters: others, learners: withoutServers(learners, [id]) }
}

interface Plan {
  readonly goal: Goal
  readonly voters: readonly ServerId[]
  readonly learners: readonly ServerId[]
  /** Those that are to become voters. */
  readonly joining: readonly ServerId[]
  readonly progressOf: (id: ServerId) => Progress
}

const learnerChange = ({ goal, voters, learners, joining, progressOf }: Plan): Event | null => {
  const wanted = [...goal.learners, ...joining]
  const unwanted = learners.find((id) => !wanted.includes(id) || progressOf(id) === 'TooSlow')
  if (unwanted !== undefined) return { _tag: 'RemoveLearner', server: unwanted }
  const missing = wanted.find((id) => !voters.includes(id) && !learners.includes(id))
  return missing === undefined ? null : { _tag: 'AddLearner', server: missing }
}

const voterChange = (
  { options }: Constants,
  { goal, voters, joining, progressOf }: Plan,
): Event | null => {
  const ready = joining.filter((id) => !options.CatchUp || progressOf(id) === 'CaughtUp')
  if (options.JointConsensus)
    return ready.length < joining.length || sameServers(goal.voters, voters)
      ? null
      : { _tag: 'ChangeConfiguration', newVoters: goal.voters }
  const [added] = ready
  if (added !== undefined) return { _tag: 'AddServer', server: added }
  const [removed] = withoutServers(voters, goal.voters)
  return joining.length > 0 || removed === undefined
    ? null
    : { _tag: 'RemoveServer', server: removed }
}

/**
 * What is to be asked of a leader next; null: nothing, at least for now.
 *
 * @param progressOf how far a learner has come that is to become a voter
 */
export const nextChange = (
  constants: Constants,
  leader: Server,
  goal: Goal,
  progressOf: (id: ServerId) => Progress,
): Event | null => {
  const { voters, learners } = configurationOf(constants, leader)
  const joining = withoutServers(goal.voters, voters)
  const { CatchUp } = constants.options
  const behind = joining.find((id) => learners.includes(id) && progressOf(id) === 'NextRound')
  if (CatchUp && behind !== undefined) return { _tag: 'StartRound', server: behind }
  if (mayChange(constants, leader) === null) return null
  const plan: Plan = { goal, voters, learners, joining, progressOf }
  // Without rounds a server can become a voter at once.
  const asLearners = CatchUp ? joining : joining.filter((id) => learners.includes(id))
  return learnerChange({ ...plan, joining: asLearners }) ?? voterChange(constants, plan)
}

/** The inputs of a server: what a line names, and what it may stand for where it names nothing. */
import type { FunctionValue, Value } from '../../tla/values/Value.ts'
import type { ActionName, RequestOfOneServer } from '../../trace/RaftTrace.ts'
import { advanceCommitIndex, attempt, chain, leads, sendsOf, sentBy, type Hunt } from './Moves.ts'
import type { Point } from './Path.ts'
import { commandsShown } from './Unobserved.ts'

type Move = (hunt: Hunt, point: Point) => readonly Point[]

/**
 * The commands that a client can have sent, as far as the line tells: by its arguments, by the log
 * after it, or by the entries that the leader sent on. What is shown without an index may be that of
 * an earlier entry, so the command may be unobserved all the same.
 */
const commandsOf = ({ line, vocabulary }: Hunt, { view }: Point): readonly Value[] => {
  const { command, unobserved } = vocabulary
  if (line.args?.v !== undefined) return [command(line.args.v)]
  const index = view.log.length + 1
  const shown = commandsShown(line)
  const here = shown.find(
    (one) => one.index === index && (one.term ?? view.currentTerm) === view.currentTerm,
  )
  if (here !== undefined) return [command(here.value)]
  const somewhere = shown.filter((one) => one.index === undefined).map(({ value }) => value)
  return [...[...new Set(somewhere)].map(command), unobserved(view.currentTerm, index)]
}

const clientRequest: Move = (hunt, point) =>
  chain(commandsOf(hunt, point), (v) => attempt(hunt, point, 'ClientRequest', [hunt.i, v]))

/** With the server that the arguments give, or with each. */
const withServer = (hunt: Hunt, point: Point, name: RequestOfOneServer): readonly Point[] => {
  const { line, vocabulary, i } = hunt
  const j = line.args?.j
  const servers = j === undefined ? vocabulary.servers : [vocabulary.server(j)]
  return chain(servers, (server) => attempt(hunt, point, name, [i, server]))
}

/** Every set of servers but the empty one, one at a time: there may be very many. */
function* serverSets({ vocabulary }: Hunt): Iterable<Value> {
  const { interner, servers } = vocabulary
  for (let members = 1; members < 2 ** servers.length; members++)
    yield interner.set(servers.filter((_, k) => Math.floor(members / 2 ** k) % 2 === 1))
}

/** With the voters that the arguments give, or with any. */
const changeConfiguration: Move = (hunt, point) => {
  const { line, vocabulary, i, effort } = hunt
  const told = line.args?.newVoters
  const reached: Point[] = []
  for (const voters of told === undefined ? serverSets(hunt) : [vocabulary.serverSet(told)]) {
    if (effort.left <= 0) break
    reached.push(...attempt(hunt, point, 'ChangeConfiguration', [i, voters]))
  }
  return reached
}

/** One action that the line names. `m` is the message received, for an action that handles one. */
export const named = (
  hunt: Hunt,
  point: Point,
  name: ActionName,
  m: FunctionValue | undefined,
): readonly Point[] => {
  switch (name) {
    case 'RequestVote':
    case 'RequestPreVote':
    case 'AppendEntries':
    case 'TimeoutNow':
      return sendsOf(hunt, point, sentBy[name])
    case 'TransferLeadership':
    case 'AddLearner':
    case 'RemoveLearner':
    case 'StartRound':
    case 'AddServer':
    case 'RemoveServer':
      return withServer(hunt, point, name)
    case 'Timeout':
    case 'BecomePreCandidate':
    case 'BecomeCandidate':
    case 'BecomeLeader':
    case 'LeaderContactLapsed':
    case 'QuorumContactLapsed':
    case 'AbortTransfer':
    case 'AppendNewConfiguration':
    case 'StepDown':
    case 'ApplyEntry':
    case 'Restart':
      return attempt(hunt, point, name, [hunt.i])
    case 'ClientRequest':
      return clientRequest(hunt, point)
    case 'ChangeConfiguration':
      return changeConfiguration(hunt, point)
    case 'AdvanceCommitIndex':
      return advanceCommitIndex(hunt, point)
    default:
      return m === undefined ? [] : attempt(hunt, point, name, [m])
  }
}

/** What an administrator, or a clock, may make a leader do, under the options that allow it. */
const ofALeader = ({ options }: Hunt): readonly ActionName[] => [
  ...(options.CheckQuorum ? (['QuorumContactLapsed'] as const) : []),
  ...(options.LeadershipTransfer ? (['TransferLeadership', 'AbortTransfer'] as const) : []),
  ...(options.JointConsensus || options.SingleServerChanges
    ? (['AddLearner', 'RemoveLearner'] as const)
    : []),
  ...(options.CatchUp ? (['StartRound'] as const) : []),
  ...(options.JointConsensus ? (['ChangeConfiguration'] as const) : []),
  ...(options.SingleServerChanges ? (['AddServer', 'RemoveServer'] as const) : []),
]

/** Every input but a message that a line can stand for which does not name one, or none. */
export const anyInput: Move = (hunt, point) => {
  const usual = [
    hunt.options.PreVote ? 'BecomePreCandidate' : 'Timeout',
    'ClientRequest',
    'Restart',
  ] as const
  const names = leads(point) ? [...usual, ...ofALeader(hunt)] : usual
  return [point, ...names.flatMap((name) => named(hunt, point, name, undefined))]
}

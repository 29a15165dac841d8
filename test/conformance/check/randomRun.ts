/**
 * Random runs of the core in which everything happens that changes elections and membership, one
 * event at a time. What is likely where is chosen so that short runs get far.
 */
import type { Event } from '../../../src/raft/Event.ts'
import { diskOf, emptyDisk, recover } from '../../../src/raft/Disk.ts'
import type { Message } from '../../../src/raft/Message.ts'
import {
  constantsOf,
  type Constants,
  type Server,
  type ServerId,
} from '../../../src/raft/Server.ts'
import { step } from '../../../src/raft/step.ts'
import { draw, seeded } from '../../../src/sim/Random.ts'
import { lineOf, restartLine, sentIn } from '../../../src/trace/observe.ts'
import {
  FORMAT,
  VERSION,
  type DeviationName,
  type OptionName,
  type TraceHeader,
  type TraceLine,
} from '../../../src/trace/RaftTrace.ts'

export interface RandomRun {
  readonly servers: readonly ServerId[]
  readonly initialVoters: readonly ServerId[]
  readonly options: readonly OptionName[]
  readonly deviations?: readonly DeviationName[]
  readonly steps: number
  readonly seed: number
}

type Choose = (bound: number) => number

const chooser = (seed: number): Choose => {
  let rng = seeded(seed)
  return (bound) => {
    const [n, next] = draw(rng, Math.max(1, bound))
    rng = next
    return n
  }
}

const pick = <A>(from: readonly A[], choose: Choose): A | undefined => from[choose(from.length)]

/** What an administrator asks of a leader. */
const request = (servers: readonly ServerId[], choose: Choose): Event => {
  const server = pick(servers, choose) ?? ''
  const voters = servers.filter(() => choose(2) === 0)
  // Rounds are the most likely, since a new server needs one before it counts.
  if (choose(3) === 0) return { _tag: 'StartRound', server }
  const requests: readonly Event[] = [
    { _tag: 'TransferLeadership', to: server },
    { _tag: 'ChangeConfiguration', newVoters: voters.length === 0 ? [server] : voters },
    { _tag: 'AddLearner', server },
    { _tag: 'RemoveLearner', server },
    { _tag: 'AddServer', server },
    { _tag: 'RemoveServer', server },
  ]
  return pick(requests, choose) ?? { _tag: 'TransferTimeout' }
}

const eventAt = ({ role }: Server, servers: readonly ServerId[], choose: Choose): Event => {
  const rare = choose(12)
  if (role._tag !== 'Leader')
    return { _tag: rare === 0 ? 'LeaderContactTimeout' : 'ElectionTimeout' }
  if (rare === 0) return { _tag: 'QuorumContactTimeout' }
  if (rare === 1) return { _tag: 'TransferTimeout' }
  if (rare < 6) return { _tag: 'ClientRequest', value: `v${choose(3)}` }
  return rare < 8 ? { _tag: 'HeartbeatTimeout' } : request(servers, choose)
}

/** A trace, each line a step that changed or sent something, with its server after it. */
export const randomRun = ({ steps, seed, ...cluster }: RandomRun) => {
  const constants: Constants = constantsOf(cluster.servers, cluster)
  const choose = chooser(seed)
  const servers = new Map(constants.servers.map((id) => [id, recover(id, emptyDisk)]))
  const network: Message[] = []
  const taken: { readonly line: TraceLine; readonly server: Server }[] = []
  const restart = (before: Server): void => {
    const after = recover(before.id, diskOf(constants, before))
    servers.set(before.id, after)
    taken.push({ line: restartLine(constants, before, after), server: after })
  }
  const happens = (before: Server, event: Event): void => {
    const { server: after, effects, labels } = step(constants, before, event)
    if (labels.length === 0) return
    servers.set(before.id, after)
    network.push(...sentIn(effects))
    taken.push({ line: lineOf(constants, { before, after, effects, labels }), server: after })
  }
  const receives = (): void => {
    const at = choose(network.length)
    const message = network[at]
    const before = message === undefined ? undefined : servers.get(message.dest)
    if (message === undefined || before === undefined) return
    if (choose(12) > 0) network.splice(at, 1)
    if (choose(12) > 0) happens(before, { _tag: 'Receive', message })
  }
  for (let tried = 0; taken.length < steps && tried < steps * 50; tried++) {
    const all = [...servers.values()]
    const leaders = all.filter(({ role }) => role._tag === 'Leader')
    // A leader is left alone by the others' timeouts most of the time.
    const calm = leaders.length > 0 && choose(6) > 0
    const server = pick(calm ? leaders : all, choose)
    if (network.length > 0 && choose(8) > 0) receives()
    else if (server !== undefined && choose(25) === 0) restart(server)
    else if (server !== undefined) happens(server, eventAt(server, constants.servers, choose))
  }
  const header: TraceHeader = { format: FORMAT, version: VERSION, ...cluster }
  return { header, constants, steps: taken }
}

import { fc } from '@fast-check/ava'
import test from 'ava'
import { isNone, isSome, type Option } from 'fp-ts/lib/Option.js'
import type { Label } from '../../src/raft/Event.ts'
import { rules, type Rules, runRule } from '../../src/raft/Rules.ts'
import { toEntries } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import type { Step } from '../../src/raft/Rule.ts'
import { type Constants, constantsOf, deviationsNamed, type Server } from '../../src/raft/Server.ts'
import { diskAfter, diskOf } from '../../src/raft/Disk.ts'
import { noOptions } from '../raft/examples.ts'
import { eventfulSchedule, type Moved, play, schedule } from '../raft/schedules.ts'
import { bugs } from './bugs.ts'
import type { Mutant } from './Mutant.ts'
import { mutants } from './mutants.ts'

/** What clients may ask for as the new voters. */
const voterSets = [['s1'], ['s2'], ['s2', 's3'], ['s1', 's2', 's3']]

/** Every instance of an action at a server, enabled or not. */
const instances = (
  action: string,
  constants: Constants,
  { id: i, log }: Server,
  messages: readonly Message[],
): readonly Label[] => {
  const upTo = (n: number) => Array.from({ length: n + 1 }, (_, k) => k)
  switch (action) {
    case 'Timeout':
    case 'BecomeLeader':
    case 'BecomePreCandidate':
    case 'BecomeCandidate':
    case 'LeaderContactLapsed':
    case 'QuorumContactLapsed':
    case 'AbortTransfer':
    case 'TimeoutNow':
    case 'ApplyEntry':
    case 'AppendNewConfiguration':
    case 'StepDown':
    case 'Restart':
      return [{ action, i }]
    case 'RequestVote':
    case 'RequestPreVote':
    case 'TransferLeadership':
    case 'AddLearner':
    case 'RemoveLearner':
    case 'StartRound':
    case 'AddServer':
    case 'RemoveServer':
      return constants.servers.map((j) => ({ action, i, j }))
    case 'ChangeConfiguration':
      return voterSets.map((newVoters) => ({ action, i, newVoters }))
    case 'ClientRequest':
      return [{ action, i, v: 'x' }]
    case 'AppendEntries':
      return constants.servers.flatMap((j) => upTo(3).map((n) => ({ action, i, j, n })))
    case 'AdvanceCommitIndex':
      return upTo(log.length + 1)
        .slice(1)
        .map((N) => ({ action, i, N }))
    case 'UpdateTerm':
    case 'HandleRequestVoteRequest':
    case 'HandleRequestVoteResponse':
    case 'HandlePreVoteRequest':
    case 'HandlePreVoteResponse':
    case 'HandleTimeoutNowRequest':
    case 'HandleAppendEntriesRequest':
    case 'HandleAppendEntriesResponse':
      return messages.filter((m) => m.dest === i).map((m) => ({ action, m }))
    default:
      throw new Error(`${action} is no action`)
  }
}

const plain = (server: Server) => ({ ...server, log: toEntries(server.log) })

/** What the specification speaks of: enabledness, the state and the messages. */
const seenBySpecification = (result: Option<Step>): string =>
  isNone(result)
    ? 'not enabled'
    : JSON.stringify([
        plain(result.value.server),
        result.value.effects.filter(({ _tag }) => _tag === 'Send'),
      ])

/** Whether at most one Persist comes first and leaves what is durable of the server on disk. */
const durable = (constants: Constants, before: Server, result: Option<Step>): boolean => {
  if (isNone(result)) return true
  const { server, effects } = result.value
  const disk = diskAfter(diskOf(constants, before), effects)
  return (
    effects.findLastIndex(({ _tag }) => _tag === 'Persist') <= 0 &&
    JSON.stringify({ ...disk, log: toEntries(disk.log) }) ===
      JSON.stringify({ ...diskOf(constants, server), log: toEntries(server.log) })
  )
}

/** What reaches the state machine, in order. */
const applied = (result: Option<Step>): string =>
  isNone(result) ? '' : JSON.stringify(result.value.effects.filter(({ _tag }) => _tag === 'Apply'))

type Difference = Mutant['breaks'] | 'none'

const attempt = (table: Rules, constants: Constants, server: Server, label: Label) => {
  try {
    return runRule(table, constants, server, label)
  } catch {
    return null
  }
}

const differenceAt = (
  table: Rules,
  constants: Constants,
  server: Server,
  label: Label,
): Difference => {
  const right = runRule(rules, constants, server, label)
  const wrong = attempt(table, constants, server, label)
  if (wrong === null || seenBySpecification(wrong) !== seenBySpecification(right))
    return 'correspondence'
  if (!durable(constants, server, wrong)) return 'durability'
  return applied(wrong) === applied(right) ? 'none' : 'application'
}

/** Whether a mutant is of a cluster whose members change. */
const changes = ({ JointConsensus, SingleServerChanges }: Mutant['options']): boolean =>
  JointConsensus === true || SingleServerChanges === true

const cluster = ({ options, deviations }: Mutant): Constants => ({
  ...constantsOf(['s1', 's2', 's3'], changes(options) ? { initialVoters: ['s1', 's2'] } : {}),
  options: { ...noOptions, ...options },
  deviations: { ...deviationsNamed([]), ...deviations },
})

const schedules = fc.sample(schedule, { seed: 11, numRuns: 300 })
const eventfulSchedules = fc.sample(eventfulSchedule, { seed: 11, numRuns: 300 })

/** What happens is more than elections and replication where a mutant is of more than section 5. */
const schedulesFor = ({ section }: Mutant) =>
  /^[58]/.test(section) ? schedules : eventfulSchedules

/** The states of the server through a step, rule by rule; those of a restart are its end. */
const stages = (constants: Constants, { before, labels, after }: Moved): readonly Server[] => {
  const path = [before]
  labels.forEach((label) => {
    const result = runRule(rules, constants, path.at(-1) ?? before, label)
    if (isSome(result)) path.push(result.value.server)
  })
  return [...path, after]
}

/** The differences between a mutant and the right rules along some runs of the right rules. */
function* differences(mutant: Mutant): Generator<Difference> {
  const constants = cluster(mutant)
  const table = { ...rules, ...mutant.replaces }
  const moves = function* (): Generator<Moved> {
    for (const chosen of schedulesFor(mutant)) yield* play(constants, chosen)
  }
  for (const moved of moves())
    for (const server of stages(constants, moved))
      for (const action of Object.keys(mutant.replaces))
        for (const label of instances(action, constants, server, moved.world.network))
          yield differenceAt(table, constants, server, label)
}

mutants.forEach((mutant) => {
  test(`${mutant.name} differs from the right rules: ${mutant.describe}`, (t) => {
    for (const difference of differences(mutant)) {
      if (difference === 'none') continue
      t.is(difference, mutant.breaks)
      return
    }
    t.fail('no difference in any state of the schedules')
  })
})

test('no two mutants have the same name, and each replaces a rule', (t) => {
  t.is(new Set(mutants.map(({ name }) => name)).size, mutants.length)
  mutants.forEach(({ name, replaces }) => {
    t.true(Object.keys(replaces).length > 0, name)
  })
})

test('each of the forty bugs has a mutant, awaits its part of Raft or cannot be', (t) => {
  const without = Object.entries(bugs)
    .filter(([, { awaits, impossible }]) => awaits === null && impossible === undefined)
    .filter(([number]) => !mutants.some((mutant) => mutant.number === Number(number)))
  t.deepEqual(without, [])
  t.is(Object.keys(bugs).length, 40)
})

test('no mutant has a bug that awaits its part of Raft, or that cannot be', (t) => {
  const hasMutant = (number: string) => mutants.some((mutant) => mutant.number === Number(number))
  const early = Object.entries(bugs)
    .filter(([, { awaits, impossible }]) => awaits !== null || impossible !== undefined)
    .filter(([number]) => hasMutant(number))
  t.deepEqual(early, [])
})

import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import type { Configuration } from '../../src/raft/Configuration.ts'
import { fromEntries } from '../../src/raft/Log.ts'
import {
  type Constants,
  constantsOf,
  forEachPeer,
  type Server,
  type ServerId,
} from '../../src/raft/Server.ts'
import { type Goal, goalWithout, nextChange, randomGoal } from '../../src/sim/Administration.ts'
import type { Progress } from '../../src/sim/CatchUp.ts'
import { diceOf } from '../../src/sim/Dice.ts'

const ids = ['s1', 's2', 's3', 's4', 's5']
const joint = constantsOf(ids, { options: ['JointConsensus'] })
const jointRounds = constantsOf(ids, { options: ['JointConsensus', 'CatchUp'] })
const single = constantsOf(ids, { options: ['SingleServerChanges'] })
const singleRounds = constantsOf(ids, { options: ['SingleServerChanges', 'CatchUp'] })

/** s1 leads, with a configuration that is committed, unless told otherwise. */
const leading = (
  constants: Constants,
  voters: readonly ServerId[],
  learners: readonly ServerId[] = [],
  commitIndex = 1,
): Server => {
  const configuration: Configuration = { voters, newVoters: [], learners }
  const zero = forEachPeer(constants, 's1', 0)
  return {
    id: 's1',
    currentTerm: 1,
    votedFor: 's1',
    log: fromEntries([{ term: 1, configuration }]),
    role: {
      _tag: 'Leader',
      nextIndex: forEachPeer(constants, 's1', 2),
      matchIndex: zero,
      roundEnd: zero,
      transferTarget: null,
    },
    commitIndex,
    lastApplied: commitIndex,
  }
}

const goal = (voters: readonly ServerId[], learners: readonly ServerId[] = []): Goal => ({
  voters,
  learners,
})

const all =
  (progress: Progress) =>
  (_id: ServerId): Progress =>
    progress

test('through a joint configuration the goal is reached at once', (t) => {
  t.deepEqual(
    nextChange(joint, leading(joint, ['s1', 's2']), goal(['s2', 's3', 's4']), all('NextRound')),
    { _tag: 'ChangeConfiguration', newVoters: ['s2', 's3', 's4'] },
  )
})

test('by single servers, who joins comes before who leaves', (t) => {
  const next = (voters: readonly ServerId[]) =>
    nextChange(single, leading(single, voters), goal(['s2', 's3']), all('NextRound'))
  t.deepEqual(next(['s1', 's2']), { _tag: 'AddServer', server: 's3' })
  t.deepEqual(next(['s1', 's2', 's3']), { _tag: 'RemoveServer', server: 's1' })
  t.is(next(['s2', 's3']), null)
})

test('who is to catch up first learns, then takes its rounds, then votes', (t) => {
  const next = (learners: readonly ServerId[], progress: Progress, constants: Constants) =>
    nextChange(
      constants,
      leading(constants, ['s1', 's2'], learners),
      goal(['s1', 's2', 's3']),
      all(progress),
    )
  for (const constants of [jointRounds, singleRounds]) {
    t.deepEqual(next([], 'NextRound', constants), { _tag: 'AddLearner', server: 's3' })
    t.deepEqual(next(['s3'], 'NextRound', constants), { _tag: 'StartRound', server: 's3' })
    t.is(next(['s3'], 'UnderWay', constants), null)
    t.deepEqual(next(['s3'], 'TooSlow', constants), { _tag: 'RemoveLearner', server: 's3' })
  }
  t.deepEqual(next(['s3'], 'CaughtUp', singleRounds), { _tag: 'AddServer', server: 's3' })
  t.deepEqual(next(['s3'], 'CaughtUp', jointRounds), {
    _tag: 'ChangeConfiguration',
    newVoters: ['s1', 's2', 's3'],
  })
})

test('learners come and go as they are wanted', (t) => {
  const next = (learners: readonly ServerId[], wanted: readonly ServerId[]) =>
    nextChange(joint, leading(joint, ['s1'], learners), goal(['s1'], wanted), all('NextRound'))
  t.deepEqual(next([], ['s4']), { _tag: 'AddLearner', server: 's4' })
  t.deepEqual(next(['s4'], []), { _tag: 'RemoveLearner', server: 's4' })
  t.is(next(['s4'], ['s4']), null)
})

test('while a change is under way only a round begins', (t) => {
  const waiting = leading(jointRounds, ['s1', 's2'], ['s3'], 0)
  const wanted = goal(['s1', 's2', 's3'], ['s4'])
  t.deepEqual(nextChange(jointRounds, waiting, wanted, all('NextRound')), {
    _tag: 'StartRound',
    server: 's3',
  })
  t.is(nextChange(jointRounds, waiting, wanted, all('CaughtUp')), null)
})

test('what is wanted without a server; without its last voter nothing is', (t) => {
  t.deepEqual(goalWithout(goal(['s1', 's2'], ['s3']), 's2'), goal(['s1'], ['s3']))
  t.is(goalWithout(goal(['s1']), 's1'), null)
})

testProp('a random goal has voters, and nobody twice', [fc.maxSafeNat()], (t, seed) => {
  const { voters, learners } = randomGoal(joint, diceOf(seed))
  t.true(voters.length > 0)
  t.is(new Set([...voters, ...learners]).size, voters.length + learners.length)
  t.true([...voters, ...learners].every((id) => ids.includes(id)))
})

import test from 'ava'
import type { Label } from '../../src/raft/Event.ts'
import { fromEntries } from '../../src/raft/Log.ts'
import { constantsOf, forEachPeer, type Leader, type Server } from '../../src/raft/Server.ts'
import { progressOf, type Rounds, roundsAfter } from '../../src/sim/CatchUp.ts'

const constants = constantsOf(['s1', 's2', 's3'])

const leader = (matchIndex: number, roundEnd: number): Server => {
  const role: Leader = {
    _tag: 'Leader',
    nextIndex: forEachPeer(constants, 's1', matchIndex + 1),
    matchIndex: { s2: matchIndex, s3: 0 },
    roundEnd: { s2: roundEnd, s3: 0 },
    transferTarget: null,
  }
  return {
    id: 's1',
    currentTerm: 1,
    votedFor: 's1',
    log: fromEntries([{ term: 1, value: 'x' }]),
    role,
    commitIndex: 0,
    lastApplied: 0,
  }
}

const StartRound: Label = { action: 'StartRound', i: 's1', j: 's2' }

test('a server begins with its first round', (t) => {
  t.is(progressOf(undefined, 100), 'NextRound')
})

test('a round is under way until the server has what the leader held when it began', (t) => {
  const begun = roundsAfter(new Map(), leader(0, 5), [StartRound], 10)
  t.deepEqual(begun, new Map([['s2', { number: 1, begun: 10, ended: null }]]))
  t.is(progressOf(begun.get('s2'), 100), 'UnderWay')
  t.deepEqual(roundsAfter(begun, leader(4, 5), [], 40), begun)
  const ended = roundsAfter(begun, leader(5, 5), [], 50)
  t.deepEqual(ended, new Map([['s2', { number: 1, begun: 10, ended: 50 }]]))
  t.deepEqual(roundsAfter(ended, leader(6, 5), [], 90), ended)
})

test('a round of what the server has already ends when it begins', (t) => {
  const { begun, ended } = roundsAfter(new Map(), leader(5, 5), [StartRound], 10).get('s2') ?? {}
  t.deepEqual([begun, ended], [10, 10])
})

test('who took less than the limit for its last round has caught up, others try again', (t) => {
  const round = { number: 9, begun: 100, ended: 200 }
  t.is(progressOf(round, 101), 'CaughtUp')
  t.is(progressOf(round, 100), 'NextRound')
})

test('after ten slow rounds a server is given up', (t) => {
  let rounds: Rounds = new Map()
  for (let number = 1; number <= 10; number += 1) {
    t.is(progressOf(rounds.get('s2'), 100), 'NextRound')
    rounds = roundsAfter(rounds, leader(0, 5), [StartRound], number * 1000)
    rounds = roundsAfter(rounds, leader(5, 5), [], number * 1000 + 500)
    t.is(rounds.get('s2')?.number, number)
  }
  t.is(progressOf(rounds.get('s2'), 100), 'TooSlow')
})

test('another leadership, and another joining, begin without a round', (t) => {
  const before: Rounds = new Map([['s2', { number: 3, begun: 0, ended: null }]])
  t.deepEqual(
    roundsAfter(before, leader(0, 0), [{ action: 'BecomeLeader', i: 's1' }], 9),
    new Map(),
  )
  t.deepEqual(
    roundsAfter(before, leader(0, 0), [{ action: 'AddLearner', i: 's1', j: 's2' }], 9),
    new Map(),
  )
  const follower: Server = {
    ...leader(0, 0),
    role: { _tag: 'Follower', heardFromLeader: false },
  }
  t.deepEqual(roundsAfter(before, follower, [], 9), new Map())
})

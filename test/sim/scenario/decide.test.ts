import test from 'ava'
import { emptyDisk, recover } from '../../../src/raft/Disk.ts'
import { fromEntries } from '../../../src/raft/Log.ts'
import type { Message } from '../../../src/raft/Message.ts'
import { constantsOf, forEachPeer, type Server } from '../../../src/raft/Server.ts'
import { step } from '../../../src/raft/step.ts'
import { decision } from '../../../src/sim/scenario/decide.ts'
import { sentIn } from '../../../src/trace/observe.ts'

const constants = constantsOf(['s1', 's2', 's3'], {
  initialVoters: ['s1', 's2'],
  options: ['PreVote', 'CheckQuorum', 'LeadershipTransfer'],
})

const follower: Server = recover('s1', {
  ...emptyDisk,
  currentTerm: 3,
  log: fromEntries([{ term: 2, value: 'x' }]),
})

const leader: Server = {
  ...follower,
  votedFor: 's1',
  role: {
    _tag: 'Leader',
    nextIndex: forEachPeer(constants, 's1', 2),
    matchIndex: forEachPeer(constants, 's1', 0),
    roundEnd: forEachPeer(constants, 's1', 0),
    transferTarget: null,
  },
}

const inContact: Server = { ...follower, role: { _tag: 'Follower', heardFromLeader: true } }

const envelope = { source: 's2', dest: 's1', lastLogIndex: 1, lastLogTerm: 2 } as const

const preVote = (term: number, lastLogTerm = 2): Message => ({
  ...envelope,
  type: 'PreVoteRequest',
  term,
  lastLogTerm,
})

const vote = (term: number, lastLogTerm = 2): Message => ({
  ...envelope,
  type: 'RequestVoteRequest',
  term,
  lastLogTerm,
  leadershipTransfer: false,
})

const timeoutNow = (term: number): Message => ({
  type: 'TimeoutNowRequest',
  source: 's2',
  dest: 's1',
  term,
})

/** What the core decided, and why. */
const told = (server: Server, message: Message): string => {
  const { effects } = step(constants, server, { _tag: 'Receive', message })
  const answer = sentIn(effects).find(({ type }) => /Response$/.test(type))
  return decision(constants, server, message, answer).join()
}

test('a server that would not vote says why', (t) => {
  t.is(told(follower, preVote(4)), 'would vote for s2')
  t.is(told(follower, preVote(2)), 'would not vote for s2: its term 3 is later')
  t.is(told(leader, preVote(4)), 'would not vote for s2: it leads')
  t.is(told(inContact, preVote(4)), 'would not vote for s2: it hears from a leader')
  const voted = { ...follower, votedFor: 's3' }
  t.is(told(voted, preVote(3)), 'would not vote for s2: it has voted for s3')
  t.is(
    told(follower, preVote(4, 1)),
    'would not vote for s2: it has a log up to entry 1 of term 2, which is more up to date',
  )
})

test('a server that does not vote says why', (t) => {
  t.is(told(follower, vote(3)), 'votes for s2')
  t.is(told(follower, vote(2)), 'refuses its vote: its term 3 is later')
  t.is(told({ ...follower, votedFor: 's3' }, vote(3)), 'refuses its vote: it has voted for s3')
  t.is(
    told(follower, vote(3, 1)),
    'refuses its vote: it has a log up to entry 1 of term 2, which is more up to date',
  )
})

test('a request that is disregarded is told to be so', (t) => {
  t.is(told(inContact, vote(4)), 'disregards it, term and all: it hears from a leader')
  t.is(told(leader, vote(4)), 'disregards it, term and all: it leads')
})

test('a server that is told to stand for election and does not says why', (t) => {
  t.is(told(follower, timeoutNow(3)), '')
  t.is(told(follower, timeoutNow(2)), 'does not stand for election: its term 3 is later')
  t.is(told(leader, timeoutNow(3)), 'does not stand for election: it leads already')
  const learner = { ...follower, id: 's3' }
  t.is(
    decision(constants, learner, { ...timeoutNow(3), dest: 's3' }, undefined).join(),
    'does not stand for election: it is no voter',
  )
})

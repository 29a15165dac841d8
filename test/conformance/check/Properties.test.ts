import test from 'ava'
import { createProperties, type Change } from '../../../src/conformance/check/Properties.ts'
import type { ServerView } from '../../../src/conformance/check/ServerView.ts'
import { createInterner } from '../../../src/tla/values/Interner.ts'
import type { SequenceValue, Value } from '../../../src/tla/values/Value.ts'

const interner = createInterner()
const follower = interner.string('Follower')
const leader = interner.string('Leader')
const s1 = interner.string('s1')
const s2 = interner.string('s2')
const s3 = interner.string('s3')

/** A log by its entries: `2a` is the command a in term 2. */
const log = (...entries: readonly string[]): SequenceValue =>
  interner.sequence(
    entries.map((text) =>
      interner.record([
        ['term', Number(text[0])],
        ['value', interner.string(text.slice(1))],
      ]),
    ),
  )
const byPeer = (two: number, three: number): Value =>
  interner.record([
    ['s2', two],
    ['s3', three],
  ])

const initial: ServerView = {
  currentTerm: 0,
  votedFor: interner.modelValue('Nil'),
  log: interner.empty,
  role: follower,
  commitIndex: 0,
  lastApplied: 0,
  heardFromLeader: false,
  votesGranted: interner.emptySet,
  leadershipTransfer: false,
  nextIndex: byPeer(1, 1),
  matchIndex: byPeer(0, 0),
  roundEnd: byPeer(0, 0),
  transferTarget: interner.modelValue('Nil'),
}

/** Properties, and one server's change after another; the line is the number of the change. */
const trace = () => {
  const properties = createProperties(interner.empty, leader)
  const views = new Map<Value, ServerView>()
  let line = 1
  const change = (server: Value, to: Partial<ServerView>, restarted = false): Change => {
    const before = views.get(server) ?? initial
    line += 1
    return { line, server, before, after: { ...before, ...to }, restarted }
  }
  return {
    properties,
    then: (server: Value, to: Partial<ServerView>): void => {
      const next = change(server, to)
      views.set(server, next.after)
      properties.record(next)
    },
    breaks: (server: Value, to: Partial<ServerView>, restarted = false) =>
      properties.violated(change(server, to, restarted)),
  }
}

test('Election Safety: two leaders in one term, also when the first has restarted since', (t) => {
  const { then, breaks } = trace()
  then(s1, { currentTerm: 2, role: leader })
  then(s1, { role: follower })
  t.like(breaks(s2, { currentTerm: 2, role: leader }), { property: 'ElectionSafety', earlier: 2 })
  t.is(breaks(s2, { currentTerm: 3, role: leader }), undefined)
  t.is(breaks(s1, { currentTerm: 2, role: leader }), undefined)
})

test('Leader Append-Only: a leader that overwrites or deletes; a follower may', (t) => {
  const { then, breaks } = trace()
  then(s1, { currentTerm: 2, role: leader, log: log('1a', '2b') })
  t.like(breaks(s1, { log: log('1a', '2c') }), { property: 'LeaderAppendOnly' })
  t.like(breaks(s1, { log: log('1a') }), { property: 'LeaderAppendOnly' })
  t.is(breaks(s1, { log: log('1a', '2b', '2c') }), undefined)
  t.is(breaks(s1, { role: follower, currentTerm: 3, log: log('1a') }), undefined)
})

test('Log Matching: one index and term, but not the same log up to it', (t) => {
  const { then, breaks } = trace()
  then(s1, { log: log('1a', '2b') })
  t.like(breaks(s2, { log: log('1x', '2b') }), { property: 'LogMatching', earlier: 2 })
  t.like(breaks(s2, { log: log('1a', '2c') }), { property: 'LogMatching' })
  t.is(breaks(s2, { log: log('1a', '3c') }), undefined)
  t.is(breaks(s2, { log: log('1a', '2b', '3c') }), undefined)
})

test('Leader Completeness: a leader of a later term without a committed entry', (t) => {
  const { then, breaks } = trace()
  then(s1, { currentTerm: 2, role: leader, log: log('2a', '2b'), commitIndex: 2 })
  t.like(breaks(s2, { currentTerm: 3, role: leader, log: log('2a') }), {
    property: 'LeaderCompleteness',
    earlier: 2,
  })
  t.is(breaks(s2, { currentTerm: 3, role: leader, log: log('2a', '2b') }), undefined)
})

test('Leader Completeness speaks of the term in which an entry was committed, not of its own', (t) => {
  const { then, breaks } = trace()
  then(s1, { currentTerm: 4, role: leader, log: log('1a'), commitIndex: 1 })
  t.is(breaks(s2, { currentTerm: 3, role: leader, log: log() }), undefined)
  t.like(breaks(s2, { currentTerm: 5, role: leader, log: log() }), {
    property: 'LeaderCompleteness',
  })
})

test('State Machine Safety: another entry applied where one was committed', (t) => {
  const { then, breaks } = trace()
  then(s1, { currentTerm: 2, role: leader, log: log('1a', '2b'), commitIndex: 2 })
  t.like(breaks(s3, { log: log('1a', '3c'), commitIndex: 2, lastApplied: 2 }), {
    property: 'StateMachineSafety',
    earlier: 2,
  })
  t.is(breaks(s3, { log: log('1a', '3c'), commitIndex: 1, lastApplied: 1 }), undefined)
})

test('commitIndex goes back only at a restart', (t) => {
  const { then, breaks } = trace()
  then(s1, { log: log('1a'), commitIndex: 1 })
  t.like(breaks(s1, { commitIndex: 0 }), { property: 'CommitIndexMonotonic' })
  t.is(breaks(s1, { commitIndex: 0 }, true), undefined)
})

test('matchIndex does not go back within a leadership, and nextIndex stays above it', (t) => {
  const { then, breaks } = trace()
  const leads = { currentTerm: 2, role: leader, log: log('2a', '2b') }
  then(s1, { ...leads, matchIndex: byPeer(1, 0), nextIndex: byPeer(2, 1) })
  t.like(breaks(s1, { matchIndex: byPeer(0, 0) }), { property: 'MatchIndexMonotonic' })
  t.like(breaks(s1, { matchIndex: byPeer(2, 0) }), { property: 'NextIndexAboveMatchIndex' })
  t.is(breaks(s1, { matchIndex: byPeer(2, 0), nextIndex: byPeer(3, 1) }), undefined)
})

test('each property says how often it was evaluated, and none counts on nothing', (t) => {
  const { properties, then, breaks } = trace()
  t.true(Object.values(properties.evaluations()).every((n) => n === 0))
  then(s1, { currentTerm: 2, role: leader, log: log('2a'), commitIndex: 1 })
  breaks(s2, { currentTerm: 3, role: leader, log: log('2a'), lastApplied: 1, commitIndex: 1 })
  t.like(properties.evaluations(), {
    ElectionSafety: 1,
    LogMatching: 1,
    LeaderCompleteness: 1,
    StateMachineSafety: 1,
    CommitIndexMonotonic: 1,
    LeaderAppendOnly: 0,
  })
})

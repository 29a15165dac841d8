import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { type Configuration, serverSet, stable } from '../../src/raft/Configuration.ts'
import { isQuorum } from '../../src/raft/Quorum.ts'
import type { ServerId } from '../../src/raft/Server.ts'
import { joint, withLearners } from './examples.ts'

const ids = (count: number) => Array.from({ length: count }, (_, k) => `s${k + 1}`)

const everybody = ids(6)
const servers = fc.subarray(everybody)
const voters = fc.subarray(everybody, { minLength: 1 })

const meet = (some: readonly ServerId[], others: readonly ServerId[]): boolean =>
  some.some((id) => others.includes(id))

/** All sets of servers that are quorums. */
const quorumsOf = (configuration: Configuration): readonly (readonly ServerId[])[] =>
  subsetsOf(everybody).filter((some) => isQuorum(configuration, some))

function subsetsOf(all: readonly ServerId[]): readonly (readonly ServerId[])[] {
  const [first, ...rest] = all
  if (first === undefined) return [[]]
  const without = subsetsOf(rest)
  return [...without, ...without.map((some) => [first, ...some])]
}

const allMeet = (a: Configuration, b: Configuration): boolean =>
  quorumsOf(a).every((some) => quorumsOf(b).every((others) => meet(some, others)))

test('a quorum is more than half of the voters, never half', (t) => {
  const smallest = [1, 2, 3, 4, 5, 6, 7].map(
    (size) => ids(size).findIndex((_, k) => isQuorum(stable(ids(size)), ids(k + 1))) + 1,
  )
  t.deepEqual(smallest, [1, 2, 2, 3, 3, 4, 4])
})

test('nobody is no quorum', (t) => {
  t.false(isQuorum(stable(ids(1)), []))
})

// Section 6: agreement takes a majority of the old voters and a majority of the new ones.
test('point 36: a majority of all who vote is no quorum of a joint configuration', (t) => {
  const configuration = joint(['s1', 's2', 's3'], ['s3', 's4', 's5'])
  t.false(isQuorum(configuration, ['s1', 's2', 's3']))
  t.false(isQuorum(configuration, ['s3', 's4', 's5']))
  t.false(isQuorum(configuration, ['s1', 's2', 's4']))
  t.true(isQuorum(configuration, ['s1', 's2', 's4', 's5']))
  t.true(isQuorum(configuration, ['s1', 's3', 's4']))
})

testProp(
  'any two quorums of a configuration share a server',
  [voters, fc.subarray(everybody), servers],
  (t, old, next, learners) => {
    const configuration = withLearners(joint(old, next), ...learners)
    t.true(allMeet(configuration, configuration))
  },
)

testProp(
  'any quorum of a joint configuration shares a server with any of the old and any of the new one',
  [voters, voters],
  (t, old, next) => {
    t.true(allMeet(joint(old, next), stable(old)))
    t.true(allMeet(joint(old, next), stable(next)))
  },
)

testProp(
  'point 33: any quorums of two configurations that differ by one voter share a server',
  [fc.subarray(everybody, { minLength: 2 }), fc.nat()],
  (t, more, k) => {
    const less = more.filter((_, index) => index !== k % more.length)
    t.true(allMeet(stable(more), stable(less)))
  },
)

test('quorums of configurations that differ by two voters need share nobody', (t) => {
  t.false(allMeet(stable(['s1', 's2', 's3']), stable(['s1', 's2', 's3', 's4', 's5'])))
  t.false(allMeet(stable(['s1', 's2']), stable(['s3', 's2', 's4'])))
})

testProp(
  'who is no voter changes no quorum, and more servers never make one less',
  [voters, servers, servers, servers],
  (t, old, next, some, others) => {
    const configuration = joint(old, next)
    const counting = some.filter((id) => old.includes(id) || next.includes(id))
    t.is(isQuorum(configuration, some), isQuorum(configuration, counting))
    t.is(isQuorum(withLearners(configuration, ...others), some), isQuorum(configuration, some))
    if (isQuorum(configuration, some))
      t.true(isQuorum(configuration, serverSet([...some, ...others])))
  },
)

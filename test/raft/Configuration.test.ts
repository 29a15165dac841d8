import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import {
  type Configuration,
  isJoint,
  isVoter,
  membersOf,
  sameConfiguration,
  sameServers,
  serverSet,
  stable,
  votersOf,
  withoutServers,
  withServer,
} from '../../src/raft/Configuration.ts'
import { joint, withLearners } from './examples.ts'

const everybody = ['s1', 's2', 's3', 's4']
const anyOrder = fc.array(fc.constantFrom(...everybody), { maxLength: 6 })
const someServers = fc.subarray(everybody)
const configurations: fc.Arbitrary<Configuration> = fc.record({
  voters: someServers,
  newVoters: someServers,
  learners: someServers,
})

testProp(
  'a set of servers is sorted and holds each once, whatever it was made of',
  [anyOrder],
  (t, list) => {
    const set = serverSet(list)
    t.deepEqual(set, [...new Set(list)].toSorted())
    t.deepEqual(serverSet(list.toReversed()), set)
    t.deepEqual(serverSet(set), set)
  },
)

testProp(
  'a server that is taken in is there, once, and one that is left out is not',
  [anyOrder, fc.constantFrom(...everybody)],
  (t, list, id) => {
    const set = serverSet(list)
    t.deepEqual(
      withServer(set, id).filter((other) => other === id),
      [id],
    )
    t.deepEqual(
      withoutServers(withServer(set, id), [id]),
      set.filter((other) => other !== id),
    )
  },
)

test('nothing changes in a stable configuration, and two sets of voters make a joint one', (t) => {
  t.deepEqual(stable(['s2', 's1', 's2']), { voters: ['s1', 's2'], newVoters: [], learners: [] })
  t.false(isJoint(stable(['s1'])))
  t.true(isJoint(joint(['s1'], ['s2'])))
})

test('voters old and new vote, and learners are members besides', (t) => {
  const configuration = withLearners(joint(['s1', 's3'], ['s1', 's2']), 's4')
  t.deepEqual(votersOf(configuration), ['s1', 's2', 's3'])
  t.deepEqual(membersOf(configuration), ['s1', 's2', 's3', 's4'])
})

testProp('a voter is one of the voters', [configurations], (t, configuration) => {
  t.deepEqual(
    everybody.filter((id) => isVoter(configuration, id)),
    votersOf(configuration),
  )
})

testProp(
  'two sets of servers, and two configurations, are the same exactly if they are equal',
  [configurations, configurations],
  (t, a, b) => {
    const equal = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right)
    t.is(sameServers(a.voters, b.voters), equal(a.voters, b.voters))
    t.is(sameConfiguration(a, b), equal(a, b))
    t.true(sameConfiguration(a, structuredClone(a)))
    t.is(sameConfiguration(a, { ...a, newVoters: b.newVoters }), equal(a.newVoters, b.newVoters))
    t.is(sameConfiguration(a, { ...a, learners: b.learners }), equal(a.learners, b.learners))
  },
)

import test from 'ava'
import { type Configuration, stable } from '../../src/raft/Configuration.ts'
import { AddLearner, RemoveLearner, StartRound, StepDown } from '../../src/raft/Membership.ts'
import { constantsOf, type Leader } from '../../src/raft/Server.ts'
import {
  aCandidate,
  aFollower,
  aLeader,
  change,
  entries,
  joint,
  leading,
  type PlainServer,
  run,
  withLearners,
} from './examples.ts'

const servers = ['s1', 's2', 's3']
const initialVoters = ['s1', 's2']
const byJoint = constantsOf(servers, { initialVoters, options: ['JointConsensus', 'CatchUp'] })
const bySingle = constantsOf(servers, { initialVoters, options: ['SingleServerChanges'] })
const appliedLate = constantsOf(servers, {
  initialVoters,
  options: ['JointConsensus'],
  deviations: ['ConfigurationAppliedLate'],
})

const initial = stable(initialVoters)
const learning = withLearners(initial, 's3')

/** A leader of term 2 whose log ends with a committed entry of it. */
const aSettledLeader = (
  configurations: readonly Configuration[] = [],
  fields: Partial<PlainServer> = {},
  role: Partial<Leader> = {},
): PlainServer => {
  const log = [...configurations.map((configuration) => change(1, configuration)), ...entries(2)]
  return {
    ...aLeader({}, {}, { currentTerm: 2, log, commitIndex: log.length }),
    role: leading({ nextIndex: { s2: 2, s3: 1 }, matchIndex: { s2: 1, s3: 0 }, ...role }),
    ...fields,
  }
}

const added = (s: PlainServer, configuration: Configuration) => {
  const entry = change(2, configuration)
  return {
    server: { ...s, log: [...s.log, entry] },
    effects: [{ _tag: 'Persist', change: { log: { keep: s.log.length, append: [entry] } } }],
  }
}

// Dissertation, 4.2.1
test('point 41: a new server begins as a learner, and without a round', (t) => {
  const before = aSettledLeader([], {}, { roundEnd: { s2: 0, s3: 4 } })
  t.deepEqual(
    run(AddLearner, before, { j: 's3' }, byJoint),
    added(aSettledLeader([], {}, { roundEnd: { s2: 0, s3: 0 } }), learning),
  )
  t.not(run(AddLearner, before, { j: 's3' }, bySingle), null)
})

test('a member is not added again', (t) => {
  t.is(run(AddLearner, aSettledLeader(), { j: 's2' }, byJoint), null)
  t.is(run(AddLearner, aSettledLeader([learning]), { j: 's3' }, byJoint), null)
})

test('a learner can leave, and only a learner leaves so', (t) => {
  const s = aSettledLeader([learning])
  t.deepEqual(run(RemoveLearner, s, { j: 's3' }, byJoint), added(s, initial))
  t.is(run(RemoveLearner, s, { j: 's2' }, byJoint), null)
})

test('nothing changes but under a leader that votes and does not hand over, with a way to change', (t) => {
  const refuses = (s: PlainServer, constants = byJoint) => {
    t.is(run(AddLearner, s, { j: 's3' }, constants), null)
    t.is(run(RemoveLearner, s, { j: 's3' }, constants), null)
  }
  refuses(aFollower({ currentTerm: 1 }))
  refuses(aSettledLeader([], {}, { transferTarget: 's2' }))
  refuses(aSettledLeader([stable(['s2'])]))
  refuses(aSettledLeader(), constantsOf(servers, { initialVoters }))
})

test('point 35: nothing changes while a change is under way', (t) => {
  const pending = aSettledLeader([learning], { commitIndex: 0 })
  const between = aSettledLeader([joint(['s1', 's2'], ['s1', 's3'])])
  t.is(run(RemoveLearner, pending, { j: 's3' }, byJoint), null)
  t.is(run(AddLearner, between, { j: 's9' }, byJoint), null)
})

// The mailing list raft-dev, 2015; dissertation, 4.1
test('point 33: by single servers nothing changes before an entry of the leader’s term is committed', (t) => {
  const nothing = aSettledLeader([], { commitIndex: 0 })
  const old = { ...aSettledLeader([], { commitIndex: 1 }), log: [...entries(1, 2)] }
  t.is(run(AddLearner, nothing, { j: 's3' }, bySingle), null)
  t.is(run(AddLearner, old, { j: 's3' }, bySingle), null)
  t.not(run(AddLearner, old, { j: 's3' }, byJoint), null)
  t.not(run(AddLearner, { ...old, commitIndex: 2 }, { j: 's3' }, bySingle), null)
})

test('with ConfigurationAppliedLate nothing changes before the last change is applied', (t) => {
  const s = aSettledLeader([learning])
  t.is(run(RemoveLearner, { ...s, lastApplied: 0 }, { j: 's3' }, appliedLate), null)
  t.not(run(RemoveLearner, { ...s, lastApplied: 1 }, { j: 's3' }, appliedLate), null)
})

const withRound = (end: number, match: number) =>
  aSettledLeader([learning], {}, { roundEnd: { s2: 0, s3: end }, matchIndex: { s2: 1, s3: match } })

test('point 41: a round ends with what the log holds when it begins, and the next one follows it', (t) => {
  t.deepEqual(run(StartRound, withRound(0, 0), { j: 's3' }, byJoint), {
    server: withRound(2, 0),
    effects: [],
  })
  t.is(run(StartRound, withRound(2, 1), { j: 's3' }, byJoint), null)
  t.deepEqual(run(StartRound, withRound(1, 1), { j: 's3' }, byJoint)?.server, withRound(2, 1))
})

test('a leader brings learners up, with CatchUp; it is no learner of its own', (t) => {
  const outside = aSettledLeader([withLearners(stable(['s2']), 's1')])
  t.is(run(StartRound, withRound(0, 0), { j: 's3' }, bySingle), null)
  t.is(run(StartRound, withRound(0, 0), { j: 's2' }, byJoint), null)
  t.is(run(StartRound, outside, { j: 's1' }, byJoint), null)
  t.is(run(StartRound, aFollower({ log: [change(1, learning)] }), { j: 's3' }, byJoint), null)
})

// Section 6; dissertation, 4.2.2
test('point 38: a leader without a vote leads until the configuration without it is committed', (t) => {
  const s = aSettledLeader([stable(['s2'])])
  t.deepEqual(run(StepDown, s, {}, byJoint), {
    server: aFollower({ currentTerm: 2, votedFor: 's1', log: s.log, commitIndex: 2 }),
    effects: [],
  })
  t.is(run(StepDown, { ...s, commitIndex: 0 }, {}, byJoint), null)
})

test('nobody steps down who votes, is in a joint configuration, or does not lead', (t) => {
  const log = [change(1, stable(['s2']))]
  t.is(run(StepDown, aSettledLeader(), {}, byJoint), null)
  t.is(run(StepDown, aSettledLeader([joint(['s1'], ['s2'])]), {}, byJoint), null)
  t.is(run(StepDown, aFollower({ log, commitIndex: 1 }), {}, byJoint), null)
  t.is(run(StepDown, aCandidate(['s1'], { log, commitIndex: 1 }), {}, byJoint), null)
})

test('with ConfigurationAppliedLate it leads until that configuration is applied', (t) => {
  const s = aSettledLeader([stable(['s2'])])
  t.is(run(StepDown, { ...s, lastApplied: 0 }, {}, appliedLate), null)
  t.not(run(StepDown, { ...s, lastApplied: 1 }, {}, appliedLate), null)
})

import test from 'ava'
import { type Configuration, stable } from '../../src/raft/Configuration.ts'
import { constantsOf } from '../../src/raft/Server.ts'
import { AddServer, RemoveServer } from '../../src/raft/SingleServerChanges.ts'
import {
  aFollower,
  aLeader,
  change,
  entries,
  leading,
  type PlainServer,
  run,
  withLearners,
} from './examples.ts'

const servers = ['s1', 's2', 's3', 's4']
const initialVoters = ['s1', 's2']
const options = ['SingleServerChanges']
const constants = constantsOf(servers, { initialVoters, options })
const catchingUp = constantsOf(servers, { initialVoters, options: [...options, 'CatchUp'] })

/** A leader of term 1 that has committed its whole log. */
const aLeaderWith = (configuration: Configuration | null, end = 0, match = 0): PlainServer => {
  const log = [...entries(1), ...(configuration === null ? [] : [change(1, configuration)])]
  return {
    ...aLeader({}, {}, { currentTerm: 1, log, commitIndex: log.length }),
    role: leading({
      nextIndex: { s2: 1, s3: 1, s4: 1 },
      matchIndex: { s2: 0, s3: match, s4: 0 },
      roundEnd: { s2: 0, s3: end, s4: 0 },
    }),
  }
}

const appended = (s: PlainServer, configuration: Configuration) => {
  const entry = change(1, configuration)
  return {
    server: { ...s, log: [...s.log, entry] },
    effects: [{ _tag: 'Persist', change: { log: { keep: s.log.length, append: [entry] } } }],
  }
}

// Dissertation, 4.1
test('one voter is added, and learns no longer', (t) => {
  const fresh = aLeaderWith(null)
  t.deepEqual(
    run(AddServer, fresh, { j: 's3' }, constants),
    appended(fresh, stable(['s1', 's2', 's3'])),
  )
  const s = aLeaderWith(withLearners(stable(['s1', 's2']), 's3', 's4'))
  t.deepEqual(
    run(AddServer, s, { j: 's3' }, constants),
    appended(s, withLearners(stable(['s1', 's2', 's3']), 's4')),
  )
})

test('one voter is removed, and learners stay; the leader may remove itself', (t) => {
  const s = aLeaderWith(withLearners(stable(['s1', 's2']), 's3'))
  t.deepEqual(
    run(RemoveServer, s, { j: 's2' }, constants),
    appended(s, withLearners(stable(['s1']), 's3')),
  )
  t.deepEqual(
    run(RemoveServer, s, { j: 's1' }, constants),
    appended(s, withLearners(stable(['s2']), 's3')),
  )
})

test('no voter is added twice, none removed that is none, and never the last one', (t) => {
  t.is(run(AddServer, aLeaderWith(null), { j: 's2' }, constants), null)
  t.is(run(RemoveServer, aLeaderWith(null), { j: 's3' }, constants), null)
  t.is(run(RemoveServer, aLeaderWith(stable(['s1'])), { j: 's1' }, constants), null)
})

test('point 35: no change begins while another one is not committed', (t) => {
  const s = { ...aLeaderWith(stable(['s1', 's2', 's3'])), commitIndex: 1 }
  t.is(run(AddServer, s, { j: 's4' }, constants), null)
  t.is(run(RemoveServer, s, { j: 's3' }, constants), null)
})

test('point 33: no change begins before an entry of the leader’s own term is committed', (t) => {
  const s = { ...aLeaderWith(null), currentTerm: 2 }
  t.is(run(AddServer, s, { j: 's3' }, constants), null)
  t.is(run(RemoveServer, s, { j: 's2' }, constants), null)
})

test('point 41: with CatchUp a server is added that completed a round as a learner', (t) => {
  const learning = withLearners(stable(['s1', 's2']), 's3')
  const asked = (s: PlainServer) => run(AddServer, s, { j: 's3' }, catchingUp) !== null
  t.true(asked(aLeaderWith(learning, 2, 2)))
  t.false(asked(aLeaderWith(learning, 2, 1)), 'its round is not over')
  t.false(asked(aLeaderWith(learning, 0, 2)), 'it began none')
  t.false(asked(aLeaderWith(null, 2, 2)), 'it is no learner')
})

test('without SingleServerChanges, or a leader, no voter is added or removed so', (t) => {
  const byJoint = constantsOf(servers, { initialVoters, options: ['JointConsensus'] })
  t.is(run(AddServer, aLeaderWith(null), { j: 's3' }, byJoint), null)
  t.is(run(RemoveServer, aLeaderWith(null), { j: 's2' }, byJoint), null)
  t.is(run(AddServer, aFollower(), { j: 's3' }, constants), null)
  t.is(run(RemoveServer, aFollower(), { j: 's2' }, constants), null)
})

import test from 'ava'
import { Restart } from '../../src/raft/Restart.ts'
import { stable } from '../../src/raft/Configuration.ts'
import { constantsOf } from '../../src/raft/Server.ts'
import {
  aCandidate,
  aFollower,
  aHearingFollower,
  aLeader,
  aPreCandidate,
  change,
  entries,
  run,
} from './examples.ts'

// Figure 2, state: what is on stable storage, and what is not
test('point 46: a restarted leader keeps term, vote and log, and begins to apply again', (t) => {
  const durable = { currentTerm: 2, votedFor: 's1', log: entries(1, 2) }
  const s = aLeader(
    { s2: 3, s3: 1 },
    { s2: 2, s3: 0 },
    { ...durable, commitIndex: 2, lastApplied: 2 },
  )
  t.deepEqual(run(Restart, s, {}), { server: aFollower(durable), effects: [] })
})

test('a restarted candidate keeps the vote for itself but not the votes of others', (t) => {
  const s = aCandidate(['s1', 's2'], { currentTerm: 3 })
  t.deepEqual(run(Restart, s, {}), {
    server: aFollower({ currentTerm: 3, votedFor: 's1' }),
    effects: [],
  })
})

test('point 13: a restarted server has heard from no leader, and asks nobody', (t) => {
  const kept = { currentTerm: 2, votedFor: 's2', log: entries(1) }
  t.deepEqual(run(Restart, aHearingFollower(kept), {})?.server, aFollower(kept))
  t.deepEqual(run(Restart, aPreCandidate(['s1', 's2'], kept), {})?.server, aFollower(kept))
})

test('with ConfigurationAppliedLate what was applied and what is committed survive, and with them the configuration', (t) => {
  const late = constantsOf(['s1', 's2', 's3'], { deviations: ['ConfigurationAppliedLate'] })
  const log = [change(1, stable(['s1', 's2'])), ...entries(1)]
  const s = aFollower({ currentTerm: 1, log, commitIndex: 2, lastApplied: 1 })
  t.deepEqual(run(Restart, s, {}, late), {
    server: aFollower({ currentTerm: 1, log, commitIndex: 2, lastApplied: 1 }),
    effects: [],
  })
})

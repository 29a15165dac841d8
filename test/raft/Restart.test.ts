import test from 'ava'
import { Restart } from '../../src/raft/Restart.ts'
import { aCandidate, aFollower, aLeader, entries, run } from './examples.ts'

// "currentTerm, votedFor, log[]: updated on stable storage before responding to RPCs"; all other
// state is volatile (Figure 2)
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

import test from 'ava'
import { LeaderContactLapsed, QuorumContactLapsed } from '../../src/raft/CheckQuorum.ts'
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
  leading,
  run,
  three,
} from './examples.ts'

const constants = three({ CheckQuorum: true })

// Dissertation, 4.2.3
test('contact with the leader lapses, and nothing else: the election timer runs on', (t) => {
  const fields = { currentTerm: 2, votedFor: 's2', log: entries(1), commitIndex: 1 }
  t.deepEqual(run(LeaderContactLapsed, aHearingFollower(fields), {}, constants), {
    server: aFollower(fields),
    effects: [],
  })
})

test('who has not heard from a leader has no contact to lose', (t) => {
  const leader = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 })
  ;[aFollower(), aPreCandidate(['s1']), aCandidate(['s1']), leader].forEach((s) => {
    t.is(run(LeaderContactLapsed, s, {}, constants), null)
  })
})

// Dissertation, 6.2
test('point 11: a leader that no quorum answers steps down in its term and keeps its vote', (t) => {
  const kept = { currentTerm: 3, votedFor: 's1', log: entries(1, 3), commitIndex: 1 }
  const s = aLeader({ s2: 2, s3: 2 }, { s2: 1, s3: 0 }, kept)
  const handingOver = {
    ...s,
    role: leading({
      nextIndex: { s2: 2, s3: 2 },
      matchIndex: { s2: 1, s3: 0 },
      transferTarget: 's2',
    }),
  }
  const after = { server: aFollower(kept), effects: [] }
  t.deepEqual(run(QuorumContactLapsed, s, {}, constants), after)
  t.deepEqual(run(QuorumContactLapsed, handingOver, {}, constants), after)
})

test('no leader steps down without CheckQuorum, and nobody else steps down at all', (t) => {
  const leader = aLeader({ s2: 1, s3: 1 }, { s2: 0, s3: 0 })
  t.is(run(QuorumContactLapsed, leader, {}, three()), null)
  t.is(run(QuorumContactLapsed, aFollower(), {}, constants), null)
  t.is(run(QuorumContactLapsed, aCandidate(['s1']), {}, constants), null)
})

test('a leader that is a quorum by itself needs no answers; one outside the voters does', (t) => {
  const alone = constantsOf(['s1'], { options: ['CheckQuorum'] })
  t.is(run(QuorumContactLapsed, aLeader({}, {}), {}, alone), null)
  const outside = aLeader(
    { s2: 1, s3: 1 },
    { s2: 0, s3: 0 },
    { currentTerm: 1, log: [change(1, stable(['s2']))] },
  )
  t.not(run(QuorumContactLapsed, outside, {}, constants), null)
})

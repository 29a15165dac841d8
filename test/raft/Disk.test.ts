import test from 'ava'
import {
  applyChange,
  diskAfter,
  diskOf,
  emptyDisk,
  initialServer,
  recover,
} from '../../src/raft/Disk.ts'
import { fromEntries, toEntries } from '../../src/raft/Log.ts'
import { constantsOf, type Disk } from '../../src/raft/Server.ts'
import { deepFreeze } from './deepFreeze.ts'
import { aFollower, aLeader, entries, fromPlain, three, toPlain, voteResponse } from './examples.ts'

const plain = (disk: Disk) => ({ ...disk, log: toEntries(disk.log) })
const written: Disk = deepFreeze({
  currentTerm: 2,
  votedFor: 's2',
  log: fromEntries(entries(1, 2, 2)),
  commitIndex: 0,
  lastApplied: 0,
})

test('a change writes what it names and leaves the rest', (t) => {
  t.deepEqual(plain(applyChange(written, { currentTerm: 3 })), {
    currentTerm: 3,
    votedFor: 's2',
    log: entries(1, 2, 2),
    commitIndex: 0,
    lastApplied: 0,
  })
  t.deepEqual(plain(applyChange(written, { votedFor: null })), {
    currentTerm: 2,
    votedFor: null,
    log: entries(1, 2, 2),
    commitIndex: 0,
    lastApplied: 0,
  })
  t.deepEqual(plain(applyChange(written, {})), plain(written))
})

test('a change of the log keeps its first entries and goes on with others', (t) => {
  const added = [{ term: 3, value: 'x' }]
  t.deepEqual(toEntries(applyChange(written, { log: { keep: 1, append: added } }).log), [
    ...entries(1),
    ...added,
  ])
})

test('what the effects of a rule leave behind is the fold of its changes', (t) => {
  const after = diskAfter(written, [
    { _tag: 'Persist', change: { currentTerm: 5, votedFor: null } },
    { _tag: 'ResetElectionTimer' },
    { _tag: 'Persist', change: { votedFor: 's3' } },
    { _tag: 'Send', message: voteResponse() },
  ])
  t.deepEqual(plain(after), { ...plain(written), currentTerm: 5, votedFor: 's3' })
})

test('a server recovers from its disk as a follower that knows nothing more', (t) => {
  const durable = { currentTerm: 2, votedFor: 's1', log: entries(1, 2) }
  const leader = fromPlain(
    aLeader({ s2: 3, s3: 1 }, { s2: 2, s3: 0 }, { ...durable, commitIndex: 1, lastApplied: 1 }),
  )
  t.deepEqual(plain(diskOf(three(), leader)), { ...durable, commitIndex: 0, lastApplied: 0 })
  t.deepEqual(toPlain(recover('s1', diskOf(three(), leader))), aFollower(durable))
})

test('a server begins as one that recovers from an empty disk', (t) => {
  t.deepEqual(toPlain(initialServer('s1')), aFollower())
  t.deepEqual(diskOf(three(), initialServer('s1')), emptyDisk)
})

test('what is committed and applied is on disk only with ConfigurationAppliedLate', (t) => {
  const s = fromPlain(aFollower({ log: entries(1, 1), commitIndex: 2, lastApplied: 1 }))
  const late = constantsOf(['s1'], { deviations: ['ConfigurationAppliedLate'] })
  t.like(diskOf(three(), s), { commitIndex: 0, lastApplied: 0 })
  t.like(diskOf(late, s), { commitIndex: 2, lastApplied: 1 })
  t.like(applyChange(written, { commitIndex: 2 }), { commitIndex: 2, lastApplied: 0 })
  t.like(applyChange(written, { lastApplied: 2 }), { commitIndex: 0, lastApplied: 2 })
  t.like(recover('s1', diskOf(late, s)), { commitIndex: 2, lastApplied: 1 })
})

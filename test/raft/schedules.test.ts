import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { isNone, isSome } from 'fp-ts/lib/Option.js'
import { diskOf } from '../../src/raft/Disk.ts'
import { Restart } from '../../src/raft/Restart.ts'
import { rules, runRule } from '../../src/raft/Rules.ts'
import { sameLog, slice, toEntries } from '../../src/raft/Log.ts'
import { type Constants, constantsOf, type Server } from '../../src/raft/Server.ts'
import { deepFreeze } from './deepFreeze.ts'
import { noOptions, three, toPlain } from './examples.ts'
import { type Moved, play, schedule } from './schedules.ts'

const constants: fc.Arbitrary<Constants> = fc
  .record({
    servers: fc.constantFrom(['s1', 's2'], ['s1', 's2', 's3'], ['s1', 's2', 's3', 's4', 's5']),
    options: fc.record({ ConflictHint: fc.boolean(), LeaderNoOp: fc.boolean() }),
  })
  .map(({ servers, options }) =>
    deepFreeze({ ...constantsOf(servers), options: { ...noOptions, ...options } }),
  )

const sameLeadership = ({ before, after }: Moved): boolean =>
  before.role._tag === 'Leader' &&
  after.role._tag === 'Leader' &&
  before.currentTerm === after.currentTerm

const matchIndexOf = (s: Server) => (s.role._tag === 'Leader' ? s.role.matchIndex : {})
const nextIndexOf = (s: Server) => (s.role._tag === 'Leader' ? s.role.nextIndex : {})

testProp(
  'points 16 and 19: commitIndex never goes back but at a restart, matchIndex never in a leadership',
  [constants, schedule],
  (t, cluster, moves) => {
    play(cluster, moves).forEach((moved) => {
      const { before, after, event } = moved
      if (event !== null) t.true(after.commitIndex >= before.commitIndex)
      t.true(after.commitIndex <= after.log.length)
      if (sameLeadership(moved))
        Object.entries(matchIndexOf(before)).forEach(([j, match]) => {
          t.true((matchIndexOf(after)[j] ?? -1) >= match)
        })
    })
    t.pass()
  },
)

testProp(
  'point 20: nextIndex is always above matchIndex',
  [constants, schedule],
  (t, cluster, moves) => {
    play(cluster, moves).forEach(({ after }) => {
      Object.entries(nextIndexOf(after)).forEach(([j, next]) => {
        t.true(next > (matchIndexOf(after)[j] ?? next))
      })
    })
    t.pass()
  },
)

testProp(
  'point 8: after every step the disk holds exactly what is durable of the server',
  [constants, schedule],
  (t, cluster, moves) => {
    play(cluster, moves).forEach(({ after, world }) => {
      const disk = world.disks[after.id]
      const { currentTerm, votedFor, log } = diskOf(cluster, after)
      t.is(disk?.currentTerm, currentTerm)
      t.is(disk?.votedFor, votedFor)
      t.true(disk !== undefined && sameLog(disk.log, log))
    })
    t.pass()
  },
)

testProp(
  'point 25: with loss, repetition, delay and restarts, one leader a term and one entry an index',
  [constants, schedule],
  (t, cluster, moves) => {
    const leaders = new Map<number, string>()
    const applied: string[] = []
    play(cluster, moves).forEach(({ after }) => {
      if (after.role._tag === 'Leader') {
        t.is(leaders.get(after.currentTerm) ?? after.id, after.id)
        leaders.set(after.currentTerm, after.id)
      }
      slice(after.log, 1, after.lastApplied).forEach((entry, k) => {
        t.is(applied[k] ?? JSON.stringify(entry), JSON.stringify(entry))
        applied[k] = JSON.stringify(entry)
      })
    })
    t.pass()
  },
)

testProp(
  'point 25: a message that comes twice in a row takes no second effect, but for a refusal',
  [constants, schedule],
  (t, cluster, moves) => {
    play(cluster, moves).forEach(({ after, labels }) => {
      const handled = labels.find((label) => label.action.startsWith('Handle'))
      if (handled === undefined || !('m' in handled)) return
      const { m } = handled
      if (m.type === 'AppendEntriesResponse' && !m.success) return
      const again = runRule(rules, cluster, after, handled)
      if (isSome(again)) t.deepEqual(toPlain(again.value.server), toPlain(after))
    })
    t.pass()
  },
)

testProp(
  'a step ends where no internal rule is enabled',
  [constants, schedule],
  (t, cluster, moves) => {
    play(cluster, moves).forEach(({ after, event }) => {
      if (event === null) return
      const i = after.id
      const lengths = Array.from({ length: after.log.length }, (_, k) => k + 1)
      t.true(isNone(runRule(rules, cluster, after, { action: 'BecomeLeader', i })))
      t.true(isNone(runRule(rules, cluster, after, { action: 'ApplyEntry', i })))
      lengths.forEach((N) => {
        t.true(isNone(runRule(rules, cluster, after, { action: 'AdvanceCommitIndex', i, N })))
      })
    })
    t.pass()
  },
)

testProp(
  'to restart is to recover from the disk, wherever the server is',
  [constants, schedule],
  (t, cluster, moves) => {
    play(cluster, moves).forEach(({ after }) => {
      const once = Restart(cluster, after, {})
      if (isNone(once)) return t.fail('a server can always restart')
      t.deepEqual(toEntries(once.value.server.log), toEntries(after.log))
      t.is(once.value.server.votedFor, after.votedFor)
    })
    t.pass()
  },
)

test('random schedules reach what they are there for', (t) => {
  const cluster = three()
  const histories = fc
    .sample(schedule, { seed: 5, numRuns: 60 })
    .map((moves) => play(cluster, moves))
  const reaching = (reached: (moved: Moved) => boolean): number =>
    histories.filter((history) => history.some(reached)).length
  t.true(reaching(({ after }) => after.commitIndex > 2) > 10, 'commitment')
  t.true(reaching(({ before, after }) => after.log.length < before.log.length) > 0, 'truncation')
  t.true(
    reaching(({ after }) => after.role._tag === 'Leader' && after.currentTerm > 2) > 5,
    'terms',
  )
  t.true(reaching(({ event, before }) => event === null && before.log.length > 0) > 5, 'restarts')
  const labels = new Set(histories.flat().flatMap((moved) => moved.labels.map((l) => l.action)))
  t.deepEqual(
    [...labels].toSorted(),
    Object.keys(rules)
      .filter((name) => name !== 'Restart')
      .toSorted(),
  )
})

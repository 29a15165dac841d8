import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { isNone, isSome } from 'fp-ts/lib/Option.js'
import { diskOf } from '../../src/raft/Disk.ts'
import type { Label } from '../../src/raft/Event.ts'
import { sameLog, slice, toEntries } from '../../src/raft/Log.ts'
import { Restart } from '../../src/raft/Restart.ts'
import { rules, runRule } from '../../src/raft/Rules.ts'
import { type Constants, constantsOf, type Server } from '../../src/raft/Server.ts'
import { internalActions } from '../../src/raft/step.ts'
import { deepFreeze } from './deepFreeze.ts'
import { toPlain } from './examples.ts'
import { eventfulSchedule, type Move, type Moved, play, schedule } from './schedules.ts'

interface Run {
  readonly cluster: Constants
  readonly moves: readonly Move[]
}

const plainCluster: fc.Arbitrary<Constants> = fc
  .record({
    servers: fc.constantFrom(['s1', 's2'], ['s1', 's2', 's3'], ['s1', 's2', 's3', 's4', 's5']),
    options: fc.subarray(['ConflictHint', 'LeaderNoOp']),
  })
  .map(({ servers, options }) => deepFreeze(constantsOf(servers, { options })))

/** Servers that may join, and what an option allows. */
const eventfulCluster: fc.Arbitrary<Constants> = fc
  .record({
    servers: fc.constantFrom(['s1', 's2', 's3'], ['s1', 's2', 's3', 's4']),
    initialVoters: fc.constantFrom(['s1', 's2'], ['s1', 's2', 's3']),
    options: fc.subarray([
      'ConflictHint',
      'LeaderNoOp',
      'PreVote',
      'CheckQuorum',
      'LeadershipTransfer',
      'CatchUp',
    ]),
    changes: fc.constantFrom('JointConsensus', 'SingleServerChanges'),
  })
  .map(({ servers, initialVoters, options, changes }) =>
    deepFreeze(constantsOf(servers, { initialVoters, options: [...options, changes] })),
  )

const anyRun: fc.Arbitrary<Run> = fc.oneof(
  fc.record({ cluster: plainCluster, moves: schedule }),
  fc.record({ cluster: eventfulCluster, moves: eventfulSchedule }),
)

const sameLeadership = ({ before, after }: Moved): boolean =>
  before.role._tag === 'Leader' &&
  after.role._tag === 'Leader' &&
  before.currentTerm === after.currentTerm

const matchIndexOf = (s: Server) => (s.role._tag === 'Leader' ? s.role.matchIndex : {})
const nextIndexOf = (s: Server) => (s.role._tag === 'Leader' ? s.role.nextIndex : {})

testProp(
  'points 16 and 19: commitIndex never goes back but at a restart, matchIndex never in a leadership',
  [anyRun],
  (t, { cluster, moves }) => {
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

testProp('point 20: nextIndex is always above matchIndex', [anyRun], (t, { cluster, moves }) => {
  play(cluster, moves).forEach(({ after }) => {
    Object.entries(nextIndexOf(after)).forEach(([j, next]) => {
      t.true(next > (matchIndexOf(after)[j] ?? next))
    })
  })
  t.pass()
})

testProp(
  'point 8: after every step the disk holds exactly what is durable of the server',
  [anyRun],
  (t, { cluster, moves }) => {
    play(cluster, moves).forEach(({ after, world }) => {
      const disk = world.disks[after.id]
      const durable = diskOf(cluster, after)
      t.true(disk !== undefined && sameLog(disk.log, durable.log))
      t.deepEqual({ ...disk, log: null }, { ...durable, log: null })
    })
    t.pass()
  },
)

testProp(
  'points 25 and 33 to 36: through loss, repetition, delay, restarts and changes of membership, one leader a term and one entry an index',
  [anyRun],
  (t, { cluster, moves }) => {
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

/** The message of a step, unless another copy takes a second effect: one more back, or one more term. */
const repeatable = ({ labels }: Moved): Label | undefined =>
  labels.find(
    (label) =>
      'm' in label &&
      label.action.startsWith('Handle') &&
      label.m.type !== 'TimeoutNowRequest' &&
      !(label.m.type === 'AppendEntriesResponse' && !label.m.success),
  )

testProp(
  'point 25: a message that comes twice in a row takes no second effect, but for a refusal and a TimeoutNow',
  [anyRun],
  (t, { cluster, moves }) => {
    play(cluster, moves).forEach((moved) => {
      const handled = repeatable(moved)
      if (handled === undefined) return
      const again = runRule(rules, cluster, moved.after, handled)
      if (isSome(again)) t.deepEqual(toPlain(again.value.server), toPlain(moved.after))
    })
    t.pass()
  },
)

const internalLabels = ({ id: i, log }: Server): readonly Label[] =>
  internalActions.flatMap((action): readonly Label[] => {
    if (action === 'UpdateTerm') return []
    if (action !== 'AdvanceCommitIndex') return [{ action, i }]
    return Array.from({ length: log.length }, (_, k) => ({ action, i, N: k + 1 }))
  })

testProp('a step ends where no internal rule is enabled', [anyRun], (t, { cluster, moves }) => {
  play(cluster, moves)
    .filter(({ event }) => event !== null)
    .forEach(({ after }) => {
      internalLabels(after).forEach((label) => {
        t.true(isNone(runRule(rules, cluster, after, label)), label.action)
      })
    })
  t.pass()
})

testProp(
  'to restart is to recover from the disk, wherever the server is',
  [anyRun],
  (t, { cluster, moves }) => {
    play(cluster, moves).forEach(({ after }) => {
      const once = Restart(cluster, after, {})
      if (isNone(once)) return t.fail('a server can always restart')
      t.deepEqual(toEntries(once.value.server.log), toEntries(after.log))
      t.is(once.value.server.votedFor, after.votedFor)
    })
    t.pass()
  },
)

const histories = (cluster: Constants, moves: typeof schedule): readonly (readonly Moved[])[] =>
  fc.sample(moves, { seed: 5, numRuns: 60 }).map((chosen) => play(cluster, chosen))

const actionsOf = (moved: readonly Moved[]): ReadonlySet<string> =>
  new Set(moved.flatMap(({ labels }) => labels.map(({ action }) => action)))

test('random schedules reach what they are there for', (t) => {
  const played = histories(constantsOf(['s1', 's2', 's3']), schedule)
  const reaching = (reached: (moved: Moved) => boolean): number =>
    played.filter((history) => history.some(reached)).length
  t.true(reaching(({ after }) => after.commitIndex > 2) > 10, 'commitment')
  t.true(reaching(({ before, after }) => after.log.length < before.log.length) > 0, 'truncation')
  t.true(
    reaching(({ after }) => after.role._tag === 'Leader' && after.currentTerm > 2) > 5,
    'terms',
  )
  t.true(reaching(({ event, before }) => event === null && before.log.length > 0) > 5, 'restarts')
})

test('random schedules take every action, each under the options that allow it', (t) => {
  const servers = ['s1', 's2', 's3', 's4']
  const initialVoters = ['s1', 's2']
  const played = [
    ['PreVote', 'CheckQuorum', 'LeadershipTransfer', 'JointConsensus', 'CatchUp'],
    ['SingleServerChanges', 'LeaderNoOp'],
  ].map((options) => histories(constantsOf(servers, { initialVoters, options }), eventfulSchedule))
  t.deepEqual(
    [...actionsOf(played.flat(2))].toSorted(),
    Object.keys(rules)
      .filter((name) => name !== 'Restart')
      .toSorted(),
  )
})

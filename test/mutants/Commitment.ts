/** Sections 5.3 and 5.4.2, commitment and application, done wrong. */
import { none } from 'fp-ts/lib/Option.js'
import { AdvanceCommitIndex, ApplyEntry } from '../../src/raft/Commitment.ts'
import { entryAt, termAt } from '../../src/raft/Log.ts'
import { isQuorum } from '../../src/raft/Quorum.ts'
import { type Rule, taken } from '../../src/raft/Rule.ts'
import type { Rules } from '../../src/raft/Rules.ts'
import { type Constants, type Leader, ofPeer, peersOf, type Server } from '../../src/raft/Server.ts'
import { configurationOf } from '../../src/raft/ServerConfiguration.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { isHalf, onlyIf } from './patch.ts'

type Advance = Rules['AdvanceCommitIndex'] extends Rule<infer A> ? A : never

/** The peers whose matchIndex reaches N. */
export const replicas = (
  constants: Constants,
  s: Server,
  role: Leader,
  N: number,
): readonly string[] => peersOf(constants, s.id).filter((j) => ofPeer(role.matchIndex, j) >= N)

/** AdvanceCommitIndex with another condition in the place of the last two. */
export const advanceIf =
  (enough: (constants: Constants, s: Server, role: Leader, N: number) => boolean): Rule<Advance> =>
  (constants, s, { N }) =>
    s.role._tag === 'Leader' &&
    N > s.commitIndex &&
    N <= s.log.length &&
    enough(constants, s, s.role, N)
      ? taken({ ...s, commitIndex: N }, [])
      : none

export const ofThisTerm = (s: Server, N: number): boolean => termAt(s.log, N) === s.currentTerm

export const commitmentMutants: readonly Mutant[] = [
  fromBug(3, {
    name: 'OldTermCommittedByCounting',
    section: '5.4.2',
    replaces: {
      AdvanceCommitIndex: advanceIf((constants, s, role, N) =>
        isQuorum(configurationOf(constants, s), [s.id, ...replicas(constants, s, role, N)]),
      ),
    },
  }),
  fromBug(4, {
    name: 'SearchStopsAtAnOldTerm',
    section: '5.4.2',
    replaces: {
      AdvanceCommitIndex: onlyIf(AdvanceCommitIndex, (s, { N }) =>
        Array.from({ length: N - s.commitIndex }, (_, k) => s.commitIndex + 1 + k).every(
          (k) => k <= s.log.length && ofThisTerm(s, k),
        ),
      ),
    },
  }),
  other({
    name: 'HalfCommits',
    section: '5.3',
    describe: 'half of the cluster, rounded down, commits: an entry on the leader alone, of three',
    replaces: {
      AdvanceCommitIndex: advanceIf(
        (constants, s, role, N) =>
          ofThisTerm(s, N) && isHalf(constants, 1 + replicas(constants, s, role, N).length),
      ),
    },
  }),
  other({
    name: 'LeaderDoesNotCountItself',
    section: '5.3',
    describe: 'only the peers’ copies count, so a cluster of three needs all',
    replaces: {
      AdvanceCommitIndex: advanceIf(
        (constants, s, role, N) =>
          ofThisTerm(s, N) &&
          isQuorum(configurationOf(constants, s), replicas(constants, s, role, N)),
      ),
    },
  }),
  other({
    name: 'NextIndexCounts',
    section: '5.3',
    describe: 'an entry counts as replicated where it is the next one to be sent',
    replaces: {
      AdvanceCommitIndex: advanceIf((constants, s, role, N) => {
        const sentNext = peersOf(constants, s.id).filter((j) => ofPeer(role.nextIndex, j) >= N)
        return ofThisTerm(s, N) && isQuorum(configurationOf(constants, s), [s.id, ...sentNext])
      }),
    },
  }),
  other({
    name: 'LastCommittedIsNotLast',
    section: '5.3',
    describe: 'the last entry of the log is never committed: < for <=',
    replaces: {
      AdvanceCommitIndex: onlyIf(AdvanceCommitIndex, (s, { N }) => N < s.log.length),
    },
  }),
  other({
    name: 'AppliesWhatIsNotCommitted',
    section: '5.3',
    describe: 'a server applies every entry of its log at once',
    replaces: {
      ApplyEntry: (_constants, s) => {
        const index = s.lastApplied + 1
        if (index > s.log.length) return none
        return taken({ ...s, lastApplied: index }, [
          { _tag: 'Apply', index, entry: entryAt(s.log, index) },
        ])
      },
    },
  }),
  other({
    name: 'AppliesOnlyTheLast',
    section: '5.3',
    describe: 'of several entries committed together only the last one reaches the state machine',
    replaces: {
      ApplyEntry: (constants, s, argument) =>
        ApplyEntry(
          constants,
          { ...s, lastApplied: Math.max(s.lastApplied, s.commitIndex - 1) },
          argument,
        ),
    },
  }),
]

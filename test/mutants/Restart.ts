/** Section 5.5 done wrong: what a server knows after a crash. */
import { diskOf, emptyDisk, recover } from '../../src/raft/Disk.ts'
import { Restart } from '../../src/raft/Restart.ts'
import { taken } from '../../src/raft/Rule.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, withRole } from './patch.ts'

export const restartMutants: readonly Mutant[] = [
  fromBug(34, {
    name: 'WipedServerRejoins',
    section: '5.5',
    replaces: { Restart: (_constants, s) => taken(recover(s.id, emptyDisk), []) },
  }),
  fromBug(36, {
    name: 'VoteForgottenAtRestart',
    section: '5.5',
    describe: 'a server restarts without the vote that it gave in its term, and may give another',
    replaces: {
      Restart: (constants, s) =>
        taken(recover(s.id, { ...diskOf(constants, s), votedFor: null }), []),
    },
  }),
  other({
    name: 'TermForgottenAtRestart',
    section: '5.5',
    describe: 'a server restarts in term 0, with its vote and its log',
    replaces: {
      Restart: (constants, s) =>
        taken(recover(s.id, { ...diskOf(constants, s), currentTerm: 0 }), []),
    },
  }),
  other({
    name: 'LeaderRestartsAsLeader',
    section: '5.5',
    describe: 'a leader that restarts goes on leading its term',
    replaces: {
      Restart: altered(Restart, (step, { role }) =>
        role._tag === 'Leader' ? withRole(step, role) : step,
      ),
    },
  }),
  other({
    name: 'AppliedSurvivesTheStateMachine',
    section: '5.5',
    seenIn: 'the errata of Ongaro’s dissertation',
    describe: 'lastApplied survives a restart although the state machine does not',
    replaces: {
      Restart: altered(Restart, ({ server, effects }, { commitIndex, lastApplied }) => ({
        server: { ...server, commitIndex, lastApplied },
        effects,
      })),
    },
  }),
]

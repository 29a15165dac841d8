/** Section 5.1 done wrong. */
import { none } from 'fp-ts/lib/Option.js'
import { persist } from '../../src/raft/Effect.ts'
import { taken } from '../../src/raft/Rule.ts'
import { follower } from '../../src/raft/Server.ts'
import { UpdateTerm } from '../../src/raft/Terms.ts'
import { other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, onlyIf, withoutPersist, withRole } from './patch.ts'

export const termMutants: readonly Mutant[] = [
  other({
    name: 'VoteOfTheOldTermKept',
    section: '5.1',
    describe: 'a server takes its vote of the old term into the new one',
    replaces: {
      UpdateTerm: altered(UpdateTerm, ({ server, effects }, { votedFor }) => ({
        server: { ...server, votedFor },
        effects: [
          persist({ currentTerm: server.currentTerm, votedFor }),
          ...withoutPersist(effects),
        ],
      })),
    },
  }),
  other({
    name: 'LeaderOfAnOldTermLeadsOn',
    section: '5.1',
    describe: 'a leader adopts a higher term and remains leader, now of a term it never won',
    replaces: {
      UpdateTerm: altered(UpdateTerm, (step, { role }) =>
        role._tag === 'Leader' ? withRole(step, role) : step,
      ),
    },
  }),
  other({
    name: 'TermOfResponsesIgnored',
    section: '5.1',
    seenIn: 'hashicorp/raft 666',
    describe: 'a leader whose AppendEntries is refused for its term does not step down',
    replaces: { UpdateTerm: onlyIf(UpdateTerm, (_s, { m }) => m.type !== 'AppendEntriesResponse') },
  }),
  other({
    name: 'TermGoesBack',
    section: '5.1',
    seenIn: 'NuRaft 407',
    describe: 'a server adopts the term of any message that is not of its own, a lower one too',
    replaces: {
      UpdateTerm: (_constants, s, { m }) => {
        if (m.term === s.currentTerm) return none
        const changes = { currentTerm: m.term, votedFor: null }
        return taken({ ...s, ...changes, role: follower }, [persist(changes)])
      },
    },
  }),
]

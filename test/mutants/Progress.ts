/** Section 5.3, what a leader knows of its peers, done wrong. */
import { HandleAppendEntriesResponse } from '../../src/raft/LogReplication.ts'
import type { AppendEntriesResponse } from '../../src/raft/Message.ts'
import type { Received, Rule } from '../../src/raft/Rule.ts'
import { type Index, type Leader, ofPeer, type Server } from '../../src/raft/Server.ts'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { altered, misled, withRole } from './patch.ts'

interface Progress {
  readonly nextIndex: Index
  readonly matchIndex: Index
}

const progressOf = ({ nextIndex, matchIndex }: Leader, j: string): Progress => ({
  nextIndex: ofPeer(nextIndex, j),
  matchIndex: ofPeer(matchIndex, j),
})

/** The handler of responses that count, with other progress of the peer. */
const progressing = (
  change: (
    right: Progress,
    before: Progress,
    m: AppendEntriesResponse,
    s: Server,
  ) => Partial<Progress>,
): Rule<Received> =>
  altered(HandleAppendEntriesResponse, (step, s, { m }) => {
    const role = step.server.role
    const counts = role._tag === 'Leader' && s.role._tag === 'Leader' && m.term === s.currentTerm
    if (!counts || m.type !== 'AppendEntriesResponse') return step
    const j = m.source
    const right = progressOf(role, j)
    const wrong = { ...right, ...change(right, progressOf(s.role, j), m, s) }
    return withRole(step, {
      ...role,
      nextIndex: { ...role.nextIndex, [j]: wrong.nextIndex },
      matchIndex: { ...role.matchIndex, [j]: wrong.matchIndex },
    })
  })

export const progressMutants: readonly Mutant[] = [
  fromBug(5, {
    name: 'IndexOfARefusalTrusted',
    section: '5.3',
    options: { ConflictHint: true },
    replaces: {
      HandleAppendEntriesResponse: progressing(({ matchIndex }, _before, m) => ({
        matchIndex: m.success ? matchIndex : Math.max(matchIndex, m.conflictIndex),
      })),
    },
  }),
  fromBug(6, {
    name: 'RefusalBelowMatchIndex',
    section: '5.3',
    replaces: {
      HandleAppendEntriesResponse: progressing(({ nextIndex }, before, m) => ({
        nextIndex: m.success ? nextIndex : Math.max(before.nextIndex - 1, 1),
      })),
    },
  }),
  fromBug(10, {
    name: 'MatchIndexGoesBack',
    section: '5.3',
    describe: 'a delayed response takes matchIndex back',
    replaces: {
      HandleAppendEntriesResponse: progressing(({ matchIndex }, _before, m) => ({
        matchIndex: m.success ? m.matchIndex : matchIndex,
      })),
    },
  }),
  fromBug(10, {
    name: 'NextIndexDownToMatchIndex',
    section: '5.3',
    describe: 'a refusal takes nextIndex down to matchIndex, which the peer has already',
    replaces: {
      HandleAppendEntriesResponse: progressing(({ nextIndex, matchIndex }, before, m) => ({
        nextIndex: m.success
          ? nextIndex
          : Math.max(Math.min(nextIndex, before.nextIndex - 1), matchIndex, 1),
      })),
    },
  }),
  other({
    name: 'MatchIndexFromNextIndex',
    section: '5.3',
    seenIn: 'the Students’ Guide to Raft',
    describe: 'a success sets matchIndex to nextIndex - 1, whatever the request covered',
    replaces: {
      HandleAppendEntriesResponse: progressing(({ matchIndex }, before, m) => ({
        matchIndex: m.success ? before.nextIndex - 1 : matchIndex,
      })),
    },
  }),
  other({
    name: 'MatchIndexOfTheWholeLog',
    section: '5.3',
    describe: 'after a success the leader believes that the peer has all of its log',
    replaces: {
      HandleAppendEntriesResponse: progressing(({ matchIndex }, _before, m, s) => ({
        matchIndex: m.success ? s.log.length : matchIndex,
      })),
    },
  }),
  other({
    name: 'ResponseOfAnEarlierTermCounts',
    section: '5.3',
    seenIn: 'the Students’ Guide to Raft',
    describe: 'a leader takes a response to a request of an earlier term for one of its own',
    replaces: {
      HandleAppendEntriesResponse: misled(HandleAppendEntriesResponse, ({ m }, s) => ({
        m: m.term < s.currentTerm ? { ...m, term: s.currentTerm } : m,
      })),
    },
  }),
  other({
    name: 'NeverGoesBack',
    section: '5.3',
    describe: 'after a refusal the leader sends the same again, for ever',
    replaces: {
      HandleAppendEntriesResponse: progressing((_right, before) => ({
        nextIndex: before.nextIndex,
      })),
    },
  }),
  other({
    name: 'OwnEntriesOfTheTermNotLookedFor',
    section: '5.3',
    options: { ConflictHint: true },
    describe: 'the leader goes on at the hint’s index, even where it has entries of that term',
    replaces: {
      HandleAppendEntriesResponse: misled(HandleAppendEntriesResponse, ({ m }) => ({
        m: m.type === 'AppendEntriesResponse' ? { ...m, conflictTerm: 0 } : m,
      })),
    },
  }),
]

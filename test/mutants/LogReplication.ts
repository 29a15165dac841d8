/** Section 5.3, the leader's requests and what followers make of them, done wrong. */
import { appendAll, cut, lastTerm, slice, toEntries } from '../../src/raft/Log.ts'
import {
  AppendEntries,
  ClientRequest,
  HandleAppendEntriesRequest,
} from '../../src/raft/LogReplication.ts'
import type { AppendEntriesRequest } from '../../src/raft/Message.ts'
import { type Received, type Rule, type Step, taken } from '../../src/raft/Rule.ts'
import type { Server } from '../../src/raft/Server.ts'
import { persist } from '../../src/raft/Effect.ts'
import { isSome } from 'fp-ts/lib/Option.js'
import { fromBug, other } from './define.ts'
import type { Mutant } from './Mutant.ts'
import { accepts, altered, misled, onlyIf, sending, withEntries, withRole } from './patch.ts'

/** The handler of requests that it accepts, with another outcome. */
const accepting = (
  change: (step: Step, before: Server, m: AppendEntriesRequest) => Step,
): Rule<Received> =>
  altered(HandleAppendEntriesRequest, (step, before, { m }) =>
    m.type === 'AppendEntriesRequest' && accepts(step) ? change(step, before, m) : step,
  )

/** The handler, told something false of the request or of the server. */
const told = (
  tell: (m: AppendEntriesRequest, s: Server) => Partial<AppendEntriesRequest>,
): Rule<Received> =>
  misled(HandleAppendEntriesRequest, ({ m }, s) => ({
    m: m.type === 'AppendEntriesRequest' ? { ...m, ...tell(m, s) } : m,
  }))

const lastNew = (m: AppendEntriesRequest): number => m.prevLogIndex + m.entries.length

const committing = (commitIndex: (s: Step, before: Server, m: AppendEntriesRequest) => number) =>
  accepting((step, before, m) => ({
    ...step,
    server: { ...step.server, commitIndex: commitIndex(step, before, m) },
  }))

const commits: readonly Mutant[] = [
  fromBug(1, {
    name: 'CommitsWhatItHolds',
    section: '5.3',
    replaces: {
      HandleAppendEntriesRequest: committing(({ server }, { commitIndex }, m) =>
        Math.max(commitIndex, Math.min(m.leaderCommit, server.log.length)),
      ),
    },
  }),
  other({
    name: 'CommitsWhatTheLeaderHas',
    section: '5.3',
    seenIn: 'etcd-io/raft 515',
    describe: 'a follower takes leaderCommit as it is, beyond the end of its own log',
    replaces: {
      HandleAppendEntriesRequest: committing((_step, { commitIndex }, m) =>
        Math.max(commitIndex, m.leaderCommit),
      ),
    },
  }),
  fromBug(9, {
    name: 'CommitIndexGoesBack',
    section: '5.3',
    replaces: {
      HandleAppendEntriesRequest: committing((_step, _before, m) =>
        Math.min(m.leaderCommit, lastNew(m)),
      ),
    },
  }),
  other({
    name: 'RefusedRequestCommits',
    section: '5.3',
    describe: 'a follower takes leaderCommit from a request that it refuses',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, before, { m }) =>
        m.type === 'AppendEntriesRequest' && m.term === before.currentTerm && !accepts(step)
          ? {
              ...step,
              server: {
                ...step.server,
                commitIndex: Math.max(
                  before.commitIndex,
                  Math.min(m.leaderCommit, before.log.length),
                ),
              },
            }
          : step,
      ),
    },
  }),
]

const logs: readonly Mutant[] = [
  fromBug(8, {
    name: 'CutsWhatMatches',
    section: '5.3',
    replaces: {
      HandleAppendEntriesRequest: accepting((step, before, m) =>
        withEntries(step, toEntries(appendAll(cut(before.log, m.prevLogIndex), m.entries))),
      ),
    },
  }),
  fromBug(37, {
    name: 'ConflictStays',
    section: '5.3',
    replaces: {
      HandleAppendEntriesRequest: accepting((step, before, m) =>
        withEntries(step, [
          ...toEntries(before.log),
          ...m.entries.slice(before.log.length - m.prevLogIndex),
        ]),
      ),
    },
  }),
  other({
    name: 'EntriesOfTheLeadersTerm',
    section: '5.3',
    describe: 'a follower stores entries with the term of the request instead of their own',
    replaces: {
      HandleAppendEntriesRequest: told((m) => ({
        entries: m.entries.map((entry) => ({ ...entry, term: m.term })),
      })),
    },
  }),
  other({
    name: 'ConsistencyUnchecked',
    section: '5.3',
    describe: 'a follower looks at prevLogIndex alone, not at the term of the entry there',
    replaces: {
      HandleAppendEntriesRequest: told((m, s) => ({
        prevLogTerm: slice(s.log, m.prevLogIndex, m.prevLogIndex)[0]?.term ?? m.prevLogTerm,
      })),
    },
  }),
  other({
    name: 'HeartbeatUnchecked',
    section: '5.3',
    seenIn: 'the Students’ Guide to Raft',
    describe: 'a heartbeat succeeds without the consistency check',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, before, { m }) =>
        m.type === 'AppendEntriesRequest' && m.term === before.currentTerm && m.entries.length === 0
          ? sending(step, (answer) =>
              answer.type === 'AppendEntriesResponse'
                ? { ...answer, success: true, matchIndex: m.prevLogIndex }
                : answer,
            )
          : step,
      ),
    },
  }),
]

/** The outcome as if the request were of the server's own term. */
const obeyAnyTerm: Rule<Received> = (constants, s, { m }) => {
  const term = Math.max(m.term, s.currentTerm)
  const obeyed = HandleAppendEntriesRequest(constants, s, { m: { ...m, term } })
  return isSome(obeyed) || m.term > s.currentTerm || m.type !== 'AppendEntriesRequest'
    ? obeyed
    : HandleAppendEntriesRequest(constants, s, { m })
}

const answers: readonly Mutant[] = [
  fromBug(7, {
    name: 'AcknowledgesItsLastIndex',
    section: '5.3',
    replaces: {
      HandleAppendEntriesRequest: accepting((step) =>
        sending(step, (answer) =>
          answer.type === 'AppendEntriesResponse'
            ? { ...answer, matchIndex: step.server.log.length }
            : answer,
        ),
      ),
    },
  }),
  fromBug(12, {
    name: 'VoteErasedOnSteppingDown',
    section: '5.2',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, before) =>
        before.role._tag === 'Candidate' && step.server.role._tag === 'Follower'
          ? {
              server: { ...step.server, votedFor: null },
              effects: [persist({ votedFor: null }), ...step.effects],
            }
          : step,
      ),
    },
  }),
  other({
    name: 'OldLeaderObeyed',
    section: '5.1',
    describe: 'a follower accepts the entries of a leader of an earlier term',
    replaces: { HandleAppendEntriesRequest: obeyAnyTerm },
  }),
  other({
    name: 'CandidateIgnoresTheLeader',
    section: '5.2',
    describe: 'a candidate that hears from the leader of its term remains a candidate',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, { role }) =>
        role._tag === 'Candidate' ? withRole(step, role) : step,
      ),
    },
  }),
  other({
    name: 'ConflictAtTheLastOfItsTerm',
    section: '5.3',
    options: { ConflictHint: true },
    describe: 'the hint of a refusal names prevLogIndex instead of the first index of that term',
    replaces: {
      HandleAppendEntriesRequest: altered(HandleAppendEntriesRequest, (step, _before, { m }) =>
        sending(step, (answer) =>
          answer.type === 'AppendEntriesResponse' &&
          m.type === 'AppendEntriesRequest' &&
          answer.conflictTerm > 0
            ? { ...answer, conflictIndex: m.prevLogIndex }
            : answer,
        ),
      ),
    },
  }),
]

const requests: readonly Mutant[] = [
  other({
    name: 'OneEntryTooMany',
    section: '5.3',
    seenIn: 'ongardie/raft.tla 8098acb',
    describe: 'a request carries the entry behind its last one too: the end of SubSeq is included',
    replaces: {
      AppendEntries: altered(AppendEntries, (step, s) =>
        sending(step, (m) =>
          m.type === 'AppendEntriesRequest'
            ? { ...m, entries: slice(s.log, m.prevLogIndex + 1, lastNew(m) + 1) }
            : m,
        ),
      ),
    },
  }),
  other({
    name: 'PrevLogTermOfTheLastEntry',
    section: '5.3',
    describe:
      'prevLogTerm is the term of the last entry of the log, not of the one at prevLogIndex',
    replaces: {
      AppendEntries: altered(AppendEntries, (step, s) =>
        sending(step, (m) =>
          m.type === 'AppendEntriesRequest' ? { ...m, prevLogTerm: lastTerm(s.log) } : m,
        ),
      ),
    },
  }),
  other({
    name: 'HeartbeatAhead',
    section: '5.3',
    describe: 'a heartbeat has the end of the leader’s log for its prevLogIndex, not nextIndex - 1',
    replaces: {
      AppendEntries: altered(AppendEntries, (step, s, { n }) =>
        sending(step, (m) =>
          m.type === 'AppendEntriesRequest' && n === 0
            ? { ...m, prevLogIndex: s.log.length, prevLogTerm: lastTerm(s.log) }
            : m,
        ),
      ),
    },
  }),
  other({
    name: 'CommandOfACandidate',
    section: '5.3',
    describe: 'a candidate takes a command that no leader has seen',
    replaces: {
      ClientRequest: (constants, s, argument) => {
        if (s.role._tag !== 'Candidate') return ClientRequest(constants, s, argument)
        const entry = { term: s.currentTerm, value: argument.v }
        const change = { keep: s.log.length, append: [entry] }
        return taken({ ...s, log: appendAll(s.log, [entry]) }, [persist({ log: change })])
      },
    },
  }),
  other({
    name: 'HeartbeatsOnly',
    section: '5.3',
    describe: 'a leader sends entries to no peer that has not acknowledged any yet',
    replaces: {
      AppendEntries: onlyIf(
        AppendEntries,
        ({ role }, { j, n }) => n === 0 || (role._tag === 'Leader' && role.matchIndex[j] !== 0),
      ),
    },
  }),
]

export const replicationMutants: readonly Mutant[] = [...commits, ...logs, ...answers, ...requests]

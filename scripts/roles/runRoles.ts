/**
 * What each role does on each RPC, by running the core: a server of each role gets each message, and
 * what it did is told in the words of the scenarios.
 */
import process from 'node:process'
import { fromEntries } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import { constantsOf, follower, forEachPeer, type Server } from '../../src/raft/Server.ts'
import { step } from '../../src/raft/step.ts'
import { narrate } from '../../src/sim/scenario/narrate.ts'
import { sentIn } from '../../src/trace/observe.ts'

const constants = constantsOf(['s1', 's2', 's3', 's4', 's5'])

const base: Server = {
  id: 's1',
  currentTerm: 3,
  votedFor: null,
  log: fromEntries([
    { term: 1, value: 'x' },
    { term: 2, value: 'y' },
  ]),
  role: follower,
  commitIndex: 1,
  lastApplied: 1,
}

const roles: Readonly<Record<string, Server>> = {
  follower: base,
  candidate: {
    ...base,
    votedFor: 's1',
    role: { _tag: 'Candidate', votesGranted: ['s1', 's3'], leadershipTransfer: false },
  },
  leader: {
    ...base,
    votedFor: 's1',
    role: {
      _tag: 'Leader',
      nextIndex: forEachPeer(constants, 's1', 3),
      matchIndex: forEachPeer(constants, 's1', 0),
      roundEnd: forEachPeer(constants, 's1', 0),
      transferTarget: null,
    },
  },
}

const from = { source: 's2', dest: 's1' } as const
const requestVote = {
  ...from,
  type: 'RequestVoteRequest',
  lastLogIndex: 2,
  lastLogTerm: 2,
  leadershipTransfer: false,
} as const
const vote = { ...from, type: 'RequestVoteResponse', voteGranted: true } as const
const appendEntries = {
  ...from,
  type: 'AppendEntriesRequest',
  prevLogIndex: 2,
  prevLogTerm: 2,
  entries: [{ term: 3, value: 'z' }],
  leaderCommit: 2,
} as const
const appended = {
  ...from,
  type: 'AppendEntriesResponse',
  success: true,
  matchIndex: 2,
  conflictTerm: 0,
  conflictIndex: 0,
} as const

const cases: readonly (readonly [title: string, message: Message])[] = [
  ['RequestVote of an earlier term', { ...requestVote, term: 2 }],
  [
    'RequestVote of its term, from a candidate whose log is up to date',
    { ...requestVote, term: 3 },
  ],
  [
    'RequestVote of its term, from one whose log is not',
    { ...requestVote, term: 3, lastLogTerm: 1 },
  ],
  ['RequestVote of a later term, with a log that is up to date', { ...requestVote, term: 4 }],
  [
    'RequestVote of a later term, with one that is not',
    { ...requestVote, term: 4, lastLogTerm: 1 },
  ],
  ['a vote of an earlier term', { ...vote, term: 2 }],
  ['a vote of its term, which makes a majority', { ...vote, term: 3 }],
  ['a refused vote of its term', { ...vote, term: 3, voteGranted: false }],
  ['a refused vote of a later term', { ...vote, term: 4, voteGranted: false }],
  ['AppendEntries of an earlier term', { ...appendEntries, term: 2 }],
  ['AppendEntries of its term, behind an entry that it has', { ...appendEntries, term: 3 }],
  [
    'AppendEntries of its term, behind one that it lacks',
    { ...appendEntries, term: 3, prevLogIndex: 7, prevLogTerm: 3 },
  ],
  ['AppendEntries of a later term', { ...appendEntries, term: 4 }],
  ['accepted entries of an earlier term', { ...appended, term: 2 }],
  ['accepted entries of its term', { ...appended, term: 3 }],
  ['refused entries of its term', { ...appended, term: 3, success: false, matchIndex: 0 }],
  ['refused entries of a later term', { ...appended, term: 4, success: false, matchIndex: 0 }],
]

const reaction = (server: Server, message: Message): string => {
  const { server: after, effects, labels } = step(constants, server, { _tag: 'Receive', message })
  if (labels.length === 0) return 'does not happen: a term has one leader (Election Safety)'
  const told = narrate('', message, {
    constants,
    before: server,
    after,
    effects,
    labels,
    sent: sentIn(effects),
  })
  const timer = effects.some(({ _tag }) => _tag === 'ResetElectionTimer')
  return [
    ...told.slice(1).map((line) => line.trim()),
    ...(timer ? ['restarts its timer'] : []),
  ].join('; ')
}

/** @returns the exit code */
export const runRoles = (): number => {
  process.stdout.write('s1 is in term 3, its log ends with entry 2 of term 2, s2 sends:\n')
  for (const [title, message] of cases) {
    process.stdout.write(`\n${title}\n`)
    const told = Object.entries(roles).map(
      ([role, server]) => [role, reaction(server, message)] as const,
    )
    const [first = ['', '']] = told
    const shown = told.every(([, what]) => what === first[1])
      ? [['any role', first[1]] as const]
      : told
    for (const [role, what] of shown) process.stdout.write(`  ${role.padEnd(10)} ${what}\n`)
  }
  return 0
}

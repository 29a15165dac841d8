/**
 * What each role does on each RPC, by running the core: a server of each role gets each message, and
 * what it did is told in the words of the scenarios.
 */
import process from 'node:process'
import { fromEntries } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import {
  type Constants,
  constantsOf,
  follower,
  forEachPeer,
  type Server,
} from '../../src/raft/Server.ts'
import { step } from '../../src/raft/step.ts'
import { narrate } from '../../src/sim/scenario/narrate.ts'
import { sentIn } from '../../src/trace/observe.ts'

const servers = ['s1', 's2', 's3', 's4', 's5']
const constants = constantsOf(servers, { options: ['PreVote', 'LeadershipTransfer'] })
/** With CheckQuorum it matters as well for votes whether a leader was heard lately. */
const checking = constantsOf(servers, { options: ['PreVote', 'LeadershipTransfer', 'CheckQuorum'] })

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
  'pre-candidate': { ...base, role: { _tag: 'PreCandidate', votesGranted: ['s1', 's3'] } },
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

/** Those that hear from a leader: from another, or from themselves. */
const contact: Readonly<Record<string, Server>> = {
  follower: { ...base, role: { _tag: 'Follower', heardFromLeader: true } },
  ...(roles['leader'] === undefined ? {} : { leader: roles['leader'] }),
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
const preVote = { ...from, type: 'PreVoteRequest', lastLogIndex: 2, lastLogTerm: 2 } as const
const wouldVote = { ...from, type: 'PreVoteResponse', voteGranted: true } as const
const timeoutNow = { ...from, type: 'TimeoutNowRequest' } as const
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

type Case = readonly [title: string, message: Message]

const cases: readonly Case[] = [
  ['PreVote for an earlier term', { ...preVote, term: 2 }],
  ['PreVote for the next term, with a log that is up to date', { ...preVote, term: 4 }],
  ['PreVote for the next term, with one that is not', { ...preVote, term: 4, lastLogTerm: 1 }],
  ['a vote promised for its term, which is past', { ...wouldVote, term: 3 }],
  ['a vote promised for the next term, which makes a majority', { ...wouldVote, term: 4 }],
  ['no vote promised, by a server of its term', { ...wouldVote, term: 3, voteGranted: false }],
  ['no vote promised, by a server of a later term', { ...wouldVote, term: 5, voteGranted: false }],
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
  ['TimeoutNow of an earlier term', { ...timeoutNow, term: 2 }],
  ['TimeoutNow of its term', { ...timeoutNow, term: 3 }],
]

/** What it is to hear from a leader. */
const casesInContact: readonly Case[] = [
  ['PreVote for the next term, with a log that is up to date', { ...preVote, term: 4 }],
  ['RequestVote of a later term, with a log that is up to date', { ...requestVote, term: 4 }],
  [
    'the same from a server that its leader told to stand for election',
    { ...requestVote, term: 4, leadershipTransfer: true },
  ],
]

const reaction = (constants: Constants, server: Server, message: Message): string => {
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

const tell = (
  constants: Constants,
  servers: Readonly<Record<string, Server>>,
  all: readonly Case[],
): void => {
  for (const [title, message] of all) {
    process.stdout.write(`\n${title}\n`)
    const told = Object.entries(servers).map(
      ([role, server]) => [role, reaction(constants, server, message)] as const,
    )
    const [first = ['', '']] = told
    const shown = told.every(([, what]) => what === first[1])
      ? [[all === cases ? 'any role' : 'either', first[1]] as const]
      : told
    for (const [role, what] of shown) process.stdout.write(`  ${role.padEnd(14)} ${what}\n`)
  }
}

/** @returns the exit code */
export const runRoles = (): number => {
  process.stdout.write(
    's1 is in term 3, its log ends with entry 2 of term 2, and it has heard from no leader lately.\n' +
      'The cluster does PreVote. s2 sends:\n',
  )
  tell(constants, roles, cases)
  process.stdout.write('\nThe same, with CheckQuorum, where it hears from a leader, or leads:\n')
  tell(checking, contact, casesInContact)
  return 0
}

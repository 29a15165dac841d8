/** Elections and membership along a trace: what a line says, and what happens between the lines. */
import test from 'ava'
import { createReplay } from '../../../src/conformance/replay/Replay.ts'
import type { TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../raftSpecification.ts'
import { checking, clusters } from './corrupted.ts'
import { randomRun } from './randomRun.ts'

test('random runs with changes of membership conform, and the core replays them', async (t) => {
  const check = checking(await raftSpecification())
  const actions = new Set<string>()
  for (const [k, cluster] of [...clusters, ...clusters].entries()) {
    const { header, steps } = randomRun({
      servers: ['s1', 's2', 's3', 's4', 's5'],
      initialVoters: ['s1', 's2', 's3'],
      ...cluster,
      steps: 400,
      seed: k + 1,
    })
    const lines = steps.map(({ line }) => line)
    t.deepEqual(check({ header, lines }), { verdict: 'conforms' }, `run ${String(k + 1)}`)
    const replay = createReplay(header)
    for (const line of lines) t.like(replay.line(line), { _tag: 'Right', right: undefined })
    for (const { action, actions: several = [] } of lines)
      for (const name of action === undefined ? several : [action]) actions.add(name)
  }
  for (const action of ['AddLearner', 'StartRound', 'ChangeConfiguration', 'AddServer'])
    t.true(actions.has(action), action)
  for (const action of ['AppendNewConfiguration', 'StepDown', 'TransferLeadership', 'TimeoutNow'])
    t.true(actions.has(action), action)
})

/** The line of the file at which a trace diverges; null if it conforms. */
const divergence = async (
  cluster: Partial<TraceHeader>,
  lines: readonly TraceLine[],
): Promise<number | null> => {
  const header: TraceHeader = {
    format: 'raft-trace',
    version: 1,
    servers: ['s1', 's2', 's3'],
    ...cluster,
  }
  const verdict = checking(await raftSpecification())({ header, lines })
  return verdict.verdict === 'diverges' ? verdict.divergence.line : null
}

const vote = { type: 'RequestVoteRequest', lastLogIndex: 0, lastLogTerm: 0 } as const
const asks = (dest: string) =>
  ({ ...vote, source: 's1', dest, term: 1, leadershipTransfer: false }) as const
const heartbeat = {
  ...{ type: 'AppendEntriesRequest', source: 's1', dest: 's2', term: 1 },
  ...{ prevLogIndex: 0, prevLogTerm: 0, entries: [], leaderCommit: 0 },
} as const

/** s1 leads term 1 by the vote of s3, and s2 hears from it. */
const s1Leads: readonly TraceLine[] = [
  { server: 's1', action: 'Timeout', sent: [asks('s2'), asks('s3')] },
  { server: 's3', action: 'HandleRequestVoteRequest', message: asks('s3') },
  {
    server: 's1',
    actions: ['HandleRequestVoteResponse', 'BecomeLeader', 'AppendEntries'],
    sent: [heartbeat],
  },
  { server: 's2', action: 'HandleAppendEntriesRequest', message: heartbeat },
]
const checkQuorum: Partial<TraceHeader> = { options: ['CheckQuorum'] }

test('contact with the leader may lapse unseen before an election', async (t) => {
  const times: TraceLine = { server: 's2', action: 'Timeout', state: { role: 'Candidate' } }
  t.is(await divergence(checkQuorum, [...s1Leads, times]), null)
})

test('a follower that still hears from its leader begins no election', async (t) => {
  const hears: TraceLine = { server: 's2', state: { heardFromLeader: true } }
  const campaigns: TraceLine = { server: 's2', state: { heardFromLeader: true, currentTerm: 2 } }
  t.is(await divergence(checkQuorum, [...s1Leads, hears]), null)
  t.is(await divergence(checkQuorum, [...s1Leads, hears, campaigns]), 7)
})

const s3Asks = { ...vote, source: 's3', dest: 's2', term: 2, leadershipTransfer: false } as const
const s3Campaigns: TraceLine = { server: 's3', action: 'Timeout', sent: [s3Asks] }
const answered: TraceLine = {
  server: 's2',
  action: 'HandleRequestVoteRequest',
  message: s3Asks,
  state: { currentTerm: 2 },
}
const disregarded: TraceLine = { ...answered, state: { currentTerm: 1 }, sent: [] }

test('a request is disregarded, or heeded once the contact has lapsed unseen', async (t) => {
  t.is(await divergence(checkQuorum, [...s1Leads, s3Campaigns, disregarded]), null)
  t.is(await divergence(checkQuorum, [...s1Leads, s3Campaigns, answered]), null)
  // Whoever disregarded it may receive it again.
  const both = [...s1Leads, s3Campaigns, disregarded, answered]
  t.is(await divergence(checkQuorum, both), null)
})

test('without CheckQuorum no request is disregarded', async (t) => {
  t.is(await divergence({}, [...s1Leads, s3Campaigns, disregarded]), 7)
})

const preVote = { ...asks('s2'), type: 'PreVoteRequest' } as const
const { leadershipTransfer: _, ...asksBefore } = preVote
const grants = {
  ...{ type: 'PreVoteResponse', source: 's2', dest: 's1', term: 1, voteGranted: true },
} as const

test('a pre-candidate that would win may begin its election unseen', async (t) => {
  const lines: readonly TraceLine[] = [
    { server: 's1', action: 'BecomePreCandidate', sent: [asksBefore] },
    { server: 's2', action: 'HandlePreVoteRequest', message: asksBefore, sent: [grants] },
    { server: 's1', action: 'HandlePreVoteResponse', message: grants, sent: [] },
    { server: 's1', action: 'RequestVote', sent: [asks('s3')] },
  ]
  t.is(await divergence({ options: ['PreVote'] }, lines), null)
  t.is(await divergence({ options: ['PreVote'] }, lines.toSpliced(2, 1)), 4)
  t.is(await divergence({}, lines), 2)
})

const alone = { voters: ['s1'], newVoters: [], learners: [] }
const joint = { voters: ['s1'], newVoters: ['s1', 's2'], learners: [] }
const both = { voters: ['s1', 's2'], newVoters: [], learners: [] }
const joins: Partial<TraceHeader> = { options: ['JointConsensus'], initialVoters: ['s1'] }
const leads: TraceLine = { server: 's1', state: { role: 'Leader', configuration: alone } }
const changes: TraceLine = {
  server: 's1',
  action: 'ChangeConfiguration',
  args: { newVoters: ['s2', 's1'] },
  state: {
    configuration: joint,
    logTail: { from: 1, entries: [{ term: 1, configuration: joint }] },
  },
}
const completes: TraceLine = {
  server: 's1',
  action: 'HandleAppendEntriesResponse',
  state: { configuration: { voters: ['s2', 's1'], newVoters: [] }, commitIndex: 1 },
}
const s2Receives: TraceLine = {
  server: 's2',
  action: 'HandleAppendEntriesRequest',
  state: { configuration: { newVoters: ['s1', 's2'] } },
}

test('a leader completes a change unseen, once the joint configuration is committed', async (t) => {
  t.is(await divergence(joins, [leads, changes, s2Receives, completes]), null)
  t.is(await divergence(joins, [leads, changes, completes]), 4)
})

test('a configuration is compared as sets, and as far as it was observed', async (t) => {
  const wrong: TraceLine = { ...changes, state: { configuration: { learners: ['s3'] } } }
  t.is(await divergence(joins, [leads, wrong]), 3)
  const skips: TraceLine = { ...changes, state: { configuration: both } }
  t.is(await divergence(joins, [leads, skips]), 3)
})

test('what a change asks for may be unobserved', async (t) => {
  const { args: _args, ...unasked } = changes
  t.is(await divergence(joins, [leads, unasked, s2Receives, completes]), null)
})

test('a leader that removes itself steps down unseen when that is committed', async (t) => {
  const single: Partial<TraceHeader> = {
    options: ['SingleServerChanges', 'LeaderNoOp'],
    servers: ['s1', 's2'],
  }
  const lines: readonly TraceLine[] = [
    { server: 's1', action: 'Timeout' },
    { server: 's2', action: 'HandleRequestVoteRequest' },
    { server: 's1', action: 'HandleRequestVoteResponse', state: { role: 'Leader' } },
    { server: 's2', action: 'HandleAppendEntriesRequest', state: { logLength: 1 } },
    { server: 's1', action: 'HandleAppendEntriesResponse', state: { commitIndex: 1 } },
    { server: 's1', action: 'RemoveServer', args: { j: 's1' }, state: { logLength: 2 } },
    { server: 's2', action: 'HandleAppendEntriesRequest', state: { logLength: 2 } },
    { server: 's1', action: 'HandleAppendEntriesResponse', state: { role: 'Follower' } },
  ]
  t.is(await divergence(single, lines), null)
  t.is(await divergence(single, lines.toSpliced(6, 1)), 8)
})

/** What a line names, and its arguments, must hold; what it leaves open must not be held against it. */
import test from 'ava'
import type { TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../raftSpecification.ts'
import { checking } from './corrupted.ts'

const header: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1', 's2', 's3'] }

const campaigns: TraceLine = { server: 's1', action: 'Timeout', state: { role: 'Candidate' } }
const request = {
  ...{ type: 'RequestVoteRequest', source: 's1', dest: 's2', term: 1 },
  ...{ lastLogIndex: 0, lastLogTerm: 0 },
} as const

/** The line of the file at which a trace diverges; null if it conforms. */
const divergence = async (...lines: readonly TraceLine[]): Promise<number | null> => {
  const verdict = checking(await raftSpecification())({ header, lines })
  return verdict.verdict === 'diverges' ? verdict.divergence.line : null
}

test('a send that is named is made', async (t) => {
  t.is(await divergence(campaigns, { server: 's1', action: 'RequestVote', sent: [] }), 3)
  t.is(await divergence(campaigns, { server: 's1', action: 'RequestVote', sent: [request] }), null)
})

test('a send that is named is enabled', async (t) => {
  t.is(await divergence(campaigns, { server: 's1', action: 'AppendEntries', sent: [] }), 3)
})

test('a send goes where the arguments say', async (t) => {
  const sendTo = (j: string): TraceLine => ({
    ...{ server: 's1', action: 'RequestVote', args: { j }, sent: [request] },
  })
  t.is(await divergence(campaigns, sendTo('s2')), null)
  t.is(await divergence(campaigns, sendTo('s3')), 3)
})

test('a term that is named as taken is newer', async (t) => {
  const takes: TraceLine = { server: 's2', action: 'UpdateTerm', message: request }
  t.is(await divergence(campaigns, takes), null)
  t.is(await divergence(campaigns, takes, takes), 4)
})

test('a timeout that is named is no receive', async (t) => {
  t.is(await divergence(campaigns, { server: 's2', action: 'Timeout', message: request }), 3)
})

test('a message for another server is not received', async (t) => {
  t.is(await divergence(campaigns, { server: 's3', message: request }), 3)
})

test('a request that nobody saw being sent may have carried entries', async (t) => {
  const silent: readonly TraceLine[] = [
    { server: 's1', state: { role: 'Candidate' } },
    { server: 's2', state: { votedFor: 's1' } },
    { server: 's1', state: { role: 'Leader' } },
    { server: 's1', state: { logLength: 1 } },
    { server: 's2', state: { logLength: 1 } },
    { server: 's1', state: { commitIndex: 1 } },
  ]
  t.is(await divergence(...silent), null)
})

test('what a client asked for may be seen only in what the leader sends on', async (t) => {
  const entries = [{ term: 1, value: 'x' }]
  t.is(
    await divergence(
      campaigns,
      { server: 's2', action: 'HandleRequestVoteRequest', message: request },
      { server: 's1', actions: ['HandleRequestVoteResponse', 'BecomeLeader'] },
      {
        server: 's1',
        actions: ['ClientRequest', 'AppendEntries'],
        sent: [{ dest: 's2', entries }],
      },
      { server: 's2', action: 'HandleAppendEntriesRequest', message: { entries } },
    ),
    null,
  )
})

test('a line that says nothing may have handled a message', async (t) => {
  const silent: readonly TraceLine[] = [
    campaigns,
    { server: 's2' },
    { server: 's1', state: { role: 'Leader' } },
  ]
  t.is(await divergence(...silent), null)
})

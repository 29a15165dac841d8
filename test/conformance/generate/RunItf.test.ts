import test from 'ava'
import { right } from 'fp-ts/lib/Either.js'
import { itfOfRun, runOfItf } from '../../../src/conformance/generate/RunItf.ts'
import type { Run, RunState } from '../../../src/conformance/generate/SpecRun.ts'

const follower = {
  currentTerm: 0,
  votedFor: null,
  log: [
    { term: 1, value: 'x' },
    { term: 1, configuration: { voters: ['s1'], newVoters: ['s1', 's2'], learners: [] } },
  ],
  role: 'Follower',
  commitIndex: 0,
  lastApplied: 0,
  heardFromLeader: false,
  votesGranted: [],
  leadershipTransfer: false,
  nextIndex: { s2: 1 },
  matchIndex: { s2: 0 },
  roundEnd: { s2: 0 },
  transferTarget: null,
}
const request = { type: 'RequestVoteRequest', source: 's1', dest: 's2', term: 1 }
const initial: RunState = { servers: { s1: follower }, messages: [] }
const candidate: RunState = {
  servers: { s1: { ...follower, currentTerm: 1, votedFor: 's1', votesGranted: ['s1'] } },
  messages: [{ message: request, copies: 2 }],
}
const run: Run = {
  options: ['LeaderNoOp'],
  initial,
  steps: [
    { action: 'Timeout', args: { i: 's1' }, state: candidate },
    { action: 'DropMessage', args: { m: request }, state: initial },
  ],
}

test('a run is read back as it was written', (t) => {
  t.deepEqual(runOfItf(itfOfRun(run), ['LeaderNoOp']), right(run))
})

test('the servers of a configuration, and those that a change asks for, are sets', (t) => {
  const change = { action: 'ChangeConfiguration', args: { i: 's1', newVoters: ['s2'] } }
  const { states } = itfOfRun({ ...run, steps: [{ ...change, state: candidate }] })
  t.deepEqual(states[1]?.picks, { i: 's1', newVoters: { _tag: 'Set', items: ['s2'] } })
  const configuration = {
    _tag: 'Record',
    fields: {
      voters: { _tag: 'Set', items: ['s1'] },
      newVoters: { _tag: 'Set', items: ['s1', 's2'] },
      learners: { _tag: 'Set', items: [] },
    },
  }
  const value = { _tag: 'Record', fields: { term: 1n, value: 'x' } }
  const changed = { _tag: 'Record', fields: { term: 1n, configuration } }
  const log: unknown = states[0]?.variables['log']
  t.deepEqual(log, {
    _tag: 'Map',
    pairs: [['s1', { _tag: 'Sequence', items: [value, changed] }]],
  })
})

test('sequences may be tuples, and what the writer could not write is its text', (t) => {
  const trace = itfOfRun(run)
  const [state] = trace.states
  if (state === undefined) throw new Error('no state')
  const log = { _tag: 'Map', pairs: [['s1', { _tag: 'Tuple', items: [true] }]] } as const
  const role = { _tag: 'Map', pairs: [['s1', { _tag: 'Unserializable', text: 'Nat' }]] } as const
  const variables = { ...state.variables, log, role }
  const read = runOfItf({ ...trace, states: [{ ...state, variables }] }, [])
  t.like(read, { right: { initial: { servers: { s1: { log: [true], role: 'Nat' } } } } })
})

test('a trace of other variables is refused, and names what is missing', (t) => {
  t.like(runOfItf({ ...itfOfRun(run), vars: ['messages', 'log', 'role'] }, []), {
    left: 'the trace lacks currentTerm, votedFor, commitIndex, lastApplied, heardFromLeader, votesGranted, leadershipTransfer, nextIndex, matchIndex, roundEnd, transferTarget, expected the variables of spec/Raft.tla',
  })
})

test('a trace without states is refused', (t) => {
  t.like(runOfItf({ ...itfOfRun(run), states: [] }, []), { left: 'the trace has no states' })
})

test('a state that does not say how it was reached is refused, with its number', (t) => {
  const trace = itfOfRun(run)
  const states = trace.states.map((state, k) => (k === 2 ? { ...state, action: null } : state))
  t.like(runOfItf({ ...trace, states }, []), {
    left: 'states[2] does not say which action led to it, expected it in #meta.action or mbt::actionTaken',
  })
})

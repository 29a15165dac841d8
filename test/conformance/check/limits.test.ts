/** A limit that is reached leaves a trace undecided; what a check forgets does not change its verdict. */
import test from 'ava'
import {
  createChecker,
  defaultLimits,
  type CheckLimits,
} from '../../../src/conformance/check/Checker.ts'
import { createRaftMachine } from '../../../src/conformance/check/RaftMachine.ts'
import type { TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../raftSpecification.ts'
import { validTrace } from './corrupted.ts'

const header: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1', 's2', 's3'] }

const checkerWith = async (limits: Partial<CheckLimits>, of: TraceHeader = header) =>
  createChecker(createRaftMachine(await raftSpecification(), of), of, {
    ...defaultLimits,
    ...limits,
  })

test('more action instances than are allowed for one line leave the trace undecided', async (t) => {
  const checker = await checkerWith({ perLine: 1 })
  t.deepEqual(checker.line({ server: 's1' }, 2), {
    verdict: 'undecided',
    line: 2,
    limit: '1 action instances for one line',
  })
})

test('more states than are allowed of one server leave the trace undecided', async (t) => {
  const checker = await checkerWith({ states: 1 })
  t.is(checker.line({ server: 's1', action: 'Timeout' }, 2), undefined)
  t.deepEqual(checker.line({ server: 's2' }, 3), {
    verdict: 'undecided',
    line: 3,
    limit: '1 states of one server',
  })
})

test('dropping the values that nothing refers to changes no verdict', async (t) => {
  for (const seed of [0, 1, 2]) {
    const trace = validTrace(seed)
    const checker = await checkerWith({ values: 1 }, trace.header)
    for (const [k, line] of trace.lines.entries())
      t.is(checker.line(line, k + 2), undefined, `seed ${String(seed)}, line ${String(k + 2)}`)
    t.is(checker.report().events, trace.lines.length)
  }
})

const request = {
  ...{ type: 'RequestVoteRequest', source: 's1', dest: 's2', term: 1 },
  ...{ lastLogIndex: 0, lastLogTerm: 0, leadershipTransfer: false },
} as const
const answers: TraceLine = { server: 's2', action: 'HandleRequestVoteRequest', message: request }

test('a message from before the trace is accepted where there may be such, and counted', async (t) => {
  t.is((await checkerWith({})).line(answers, 2)?.verdict, 'diverges')
  const checker = await checkerWith({}, { ...header, inFlight: 'unknown' })
  t.is(checker.line(answers, 2), undefined)
  t.is(checker.report().unchecked, 1)
})

test('of a server with several states the most are counted, and no property is held against it', async (t) => {
  const checker = await checkerWith({})
  t.is(checker.line({ server: 's1' }, 2), undefined)
  const { mostStates, properties } = checker.report()
  t.true(mostStates > 1)
  t.true(Object.values(properties).every((count) => count === 0))
})

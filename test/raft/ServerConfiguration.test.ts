import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import { type Constants, constantsOf } from '../../src/raft/Server.ts'
import { configurationOf } from '../../src/raft/ServerConfiguration.ts'
import { HandleAppendEntriesRequest } from '../../src/raft/LogReplication.ts'
import {
  aFollower,
  appendRequest,
  change,
  entries,
  fromPlain,
  joint,
  type PlainServer,
  run,
} from './examples.ts'

const constants = constantsOf(['s1', 's2', 's3'], { initialVoters: ['s2', 's1'] })
const appliedLate = constantsOf(['s1', 's2', 's3'], {
  initialVoters: ['s1', 's2'],
  deviations: ['ConfigurationAppliedLate'],
})
const of = (s: PlainServer, c: Constants = constants) => configurationOf(c, fromPlain(s))

const first = joint(['s1', 's2'], ['s1', 's2', 's3'])
const second = stable(['s1', 's2', 's3'])
const log = [...entries(1), change(1, first), ...entries(1), change(1, second)]

test('a server begins with the initial voters', (t) => {
  t.deepEqual(of(aFollower({ currentTerm: 1, log: entries(1) })), stable(['s1', 's2']))
})

// Section 6: a server goes by the latest configuration in its log, committed or not.
test('point 34: the latest configuration in the log counts, whether it is committed or not', (t) => {
  t.deepEqual(of(aFollower({ currentTerm: 1, log })), second)
  t.deepEqual(of(aFollower({ currentTerm: 1, log, commitIndex: 2 })), second)
})

test('point 34: a server whose log is cut falls back, over as many configurations as are cut', (t) => {
  const s = aFollower({ currentTerm: 2, log })
  const after = (prevLogIndex: number) => {
    const m = appendRequest({
      term: 2,
      prevLogIndex,
      prevLogTerm: prevLogIndex === 0 ? 0 : 1,
      entries: [{ term: 2, value: 'x' }],
    })
    const step = run(HandleAppendEntriesRequest, s, { m }, constants)
    return step === null ? null : of(step.server)
  }
  t.deepEqual([after(4), after(3), after(2)], [second, first, first])
  t.deepEqual(after(1), stable(['s1', 's2']))
  t.deepEqual(after(0), stable(['s1', 's2']))
})

test('with ConfigurationAppliedLate the latest configuration that is applied counts', (t) => {
  const at = (lastApplied: number) =>
    of(aFollower({ currentTerm: 1, log, commitIndex: 4, lastApplied }), appliedLate)
  t.deepEqual([at(1), at(2), at(3), at(4)], [stable(['s1', 's2']), first, first, second])
})

import test from 'ava'
import {
  acceptedLines,
  constantsOf,
  traceData,
  unsupported,
} from '../../../scripts/judge/TraceData.ts'
import type { TraceHeader, TraceLine } from '../../../src/trace/RaftTrace.ts'

const header: TraceHeader = { format: 'raft-trace', version: 1, servers: ['s1', 's2'] }

const record = (line: TraceLine, of: TraceHeader = header): string =>
  traceData([{ header: of, lines: [line] }])
    .module.split('\n')
    .filter((text) => text.startsWith('    '))
    .join()
    .trim()

test('a line becomes a record of what it observed, and of what a client may have asked for', (t) => {
  t.is(
    record({ server: 's1', action: 'Timeout' }),
    '[server |-> "s1", commands |-> {"never mentioned"}, action |-> "Timeout"]',
  )
})

test('null is Nil, sets are sets, and what belongs to peers is a function of them', (t) => {
  t.is(
    record({
      server: 's1',
      state: { votedFor: null, votesGranted: ['s1'], nextIndex: { s2: 3 }, matchIndex: {} },
    }),
    '[server |-> "s1", commands |-> {"never mentioned"}, ' +
      'state |-> [votedFor |-> Nil, votesGranted |-> {"s1"}, ' +
      'nextIndex |-> ("s2" :> 3), matchIndex |-> <<>>]]',
  )
})

test('nothing observed of an entry is the empty record', (t) => {
  t.is(
    record({ server: 's1', sent: [{ entries: [{}, { term: 2 }] }] }),
    '[server |-> "s1", commands |-> {"never mentioned"}, ' +
      'sent |-> <<[entries |-> <<<<>>, [term |-> 2]>>]>>]',
  )
})

test('text is written so that TLC reads it: quotes, backslashes, and nothing beyond ASCII', (t) => {
  t.true(
    record({ server: 's1', args: { v: 'a"b\\c\u2028' } }).includes(
      'args |-> [v |-> "a\\"b\\\\c<8232>"]',
    ),
  )
})

test('a client asked for what the arguments, or the log after the line, say', (t) => {
  t.true(record({ server: 's1', args: { v: 'x' } }).includes('commands |-> {"x"}'))
  const logTail = { from: 1, entries: [{ term: 1, value: 'y' }] }
  t.true(record({ server: 's1', state: { logTail } }).includes('commands |-> {"y"}'))
})

test('a client whose command no line tells may have asked for any that the trace mentions', (t) => {
  const lines: readonly TraceLine[] = [
    { server: 's1', action: 'ClientRequest' },
    { server: 's1', sent: [{ entries: [{ value: 'z' }] }] },
  ]
  t.true(
    traceData([{ header, lines }]).module.includes(
      'commands |-> {"z", "never mentioned"}, action |-> "ClientRequest"',
    ),
  )
})

test('a message from before the trace counts as sent if it was observed in full', (t) => {
  const cut: TraceHeader = { ...header, inFlight: 'unknown' }
  const message = { type: 'RequestVoteResponse', source: 's2', dest: 's1', term: 1 } as const
  const full = { ...message, voteGranted: true }
  t.true(record({ server: 's1', message: full }, cut).includes('unchecked |-> TRUE'))
  t.false(record({ server: 's1', message }, cut).includes('unchecked'))
  t.false(record({ server: 's1', message: full }).includes('unchecked'))
})

test('traces of the same servers and options have the same constants', (t) => {
  const one = constantsOf({ header, lines: [] })
  t.is(one, constantsOf({ header: { ...header, options: [], seed: 4 }, lines: [] }))
  t.not(one, constantsOf({ header: { ...header, options: ['LeaderNoOp'] }, lines: [] }))
  t.not(one, constantsOf({ header: { ...header, servers: ['s1'] }, lines: [] }))
})

test('what TraceRaft does not know of a header is named', (t) => {
  t.is(unsupported({ header, lines: [] }), undefined)
  t.is(unsupported({ header: { ...header, network: 'ordered' }, lines: [] }), 'an ordered network')
  t.truthy(unsupported({ header: { ...header, logMayLoseTail: true }, lines: [] }))
  t.truthy(unsupported({ header: { ...header, initial: {} }, lines: [] }))
})

test('of each trace the longest prefix counts that TLC printed', (t) => {
  const output = '<<"accepted", 1, 1>>\n<<"accepted", 3, 2>>\n<<"accepted", 3, 1>>\n'
  t.deepEqual(acceptedLines(output, 3), [1, 0, 2])
})

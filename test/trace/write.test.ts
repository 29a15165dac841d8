import { testProp } from '@fast-check/ava'
import test from 'ava'
import { TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'
import { headerText, lineText } from '../../src/trace/write.ts'
import { accepted } from './arbitraries.ts'

/** The same value with the keys of every object the other way round. */
const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, backwards(item)] as const),
  )
}

const withoutNote = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, item: unknown) => (key === 'note' ? undefined : item))

testProp('what is written reads as it was', [accepted(TraceLine.form)], (t, line) => {
  t.true(TraceLine.is(line))
  if (TraceLine.is(line)) t.deepEqual(JSON.parse(lineText(line)), JSON.parse(JSON.stringify(line)))
})

testProp(
  'the order of keys makes no difference to what is written',
  [accepted(TraceHeader.form).map(withoutNote)],
  (t, header) => {
    const turned = backwards(header)
    t.true(TraceHeader.is(header) && TraceHeader.is(turned))
    if (TraceHeader.is(header) && TraceHeader.is(turned))
      t.is(headerText(turned), headerText(header))
  },
)

test('a line has its keys in the order of the format', (t) => {
  const line: TraceLine = {
    sent: [{ term: 1, dest: 's2', source: 's1', type: 'RequestVoteResponse', voteGranted: true }],
    state: { matchIndex: { s3: 1, s2: 0 }, currentTerm: 1 },
    action: 'Timeout',
    server: 's1',
  }
  t.is(
    lineText(line),
    '{"server":"s1","action":"Timeout","state":{"currentTerm":1,"matchIndex":{"s2":0,"s3":1}},' +
      '"sent":[{"type":"RequestVoteResponse","source":"s1","dest":"s2","term":1,"voteGranted":true}]}',
  )
})

test('a line takes one line', (t) => {
  t.notRegex(lineText({ server: 's1', note: 'a\nb\r\u2028' }), /[\n\r]/)
})

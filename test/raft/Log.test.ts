import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import {
  append,
  appendAll,
  cut,
  emptyLog,
  type Entry,
  entryAt,
  firstIndexOfTerm,
  fromEntries,
  isConfigurationEntry,
  lastIndexOfTerm,
  lastTerm,
  latestConfiguration,
  latestConfigurationIndex,
  type Log,
  sameEntry,
  sameLog,
  slice,
  termAt,
  toEntries,
} from '../../src/raft/Log.ts'
import { deepFreeze } from './deepFreeze.ts'
import { entries } from './examples.ts'

const aTerm = fc.integer({ min: 1, max: 5 })
const someServers = fc.subarray(['s1', 's2', 's3'], { minLength: 1 })

const anEntry: fc.Arbitrary<Entry> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      term: aTerm,
      value: fc.option(fc.constantFrom('x', 'y'), { nil: null }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ term: aTerm, configuration: someServers.map(stable) }),
  },
)

/** As a leader's log is: terms never decrease. */
const someEntries = fc
  .array(anEntry, { maxLength: 40 })
  .map((list) => list.toSorted((a, b) => a.term - b.term))

const anIndex = fc.integer({ min: 0, max: 45 })

testProp('a log holds the entries that it was made of', [someEntries], (t, list) => {
  const log = fromEntries(list)
  t.deepEqual(toEntries(log), list)
  t.is(log.length, list.length)
  t.is(lastTerm(log), list.at(-1)?.term ?? 0)
})

testProp('each entry of a log is found at its index, from 1 on', [someEntries], (t, list) => {
  const log = deepFreeze(fromEntries(list))
  t.deepEqual(
    list.map((_, k) => entryAt(log, k + 1)),
    [...list],
  )
  t.deepEqual(
    list.map((_, k) => termAt(log, k + 1)),
    list.map(({ term }) => term),
  )
})

testProp('a cut keeps the first entries', [someEntries, anIndex], (t, list, keep) => {
  t.deepEqual(toEntries(cut(deepFreeze(fromEntries(list)), keep)), list.slice(0, keep))
})

testProp(
  'a slice holds the entries from one index to another, both included',
  [someEntries, fc.integer({ min: 1, max: 45 }), anIndex],
  (t, list, from, to) => {
    t.deepEqual(slice(deepFreeze(fromEntries(list)), from, to), list.slice(from - 1, to))
  },
)

testProp(
  'equal entries make equal logs, however they came together',
  [someEntries, someEntries, anIndex],
  (t, list, others, keep) => {
    const detour = appendAll(cut(appendAll(fromEntries(list), others), list.length), [])
    t.deepEqual(shape(detour), shape(fromEntries(list)))
    const again = appendAll(cut(detour, keep), list.slice(keep))
    t.deepEqual(shape(again), shape(fromEntries(list)))
    t.true(sameLog(again, fromEntries(list)))
  },
)

testProp(
  'two logs are the same exactly if their entries are',
  [someEntries, someEntries],
  (t, list, other) => {
    const same = JSON.stringify(list) === JSON.stringify(other)
    t.is(sameLog(fromEntries(list), fromEntries(other)), same)
  },
)

const initial = stable(['s9'])

testProp(
  'point 34: the latest configuration of a log is known after any growth and any cut',
  [someEntries, someEntries, anIndex],
  (t, list, others, keep) => {
    const log = appendAll(cut(deepFreeze(fromEntries(list)), keep), others)
    const held = toEntries(log)
    const index = held.findLastIndex(isConfigurationEntry)
    const entry = held[index]
    t.is(latestConfigurationIndex(log), index + 1)
    t.deepEqual(
      latestConfiguration(log, initial),
      entry !== undefined && isConfigurationEntry(entry) ? entry.configuration : initial,
    )
  },
)

test('entries of the same term differ in their command, or in their configuration', (t) => {
  const command = { term: 1, value: 'x' }
  const noOp = { term: 1, value: null }
  const one = { term: 1, configuration: stable(['s1']) }
  const two = { term: 1, configuration: stable(['s1', 's2']) }
  const all = [command, noOp, one, two]
  all.forEach((a, k) => {
    all.forEach((b, l) => {
      t.is(sameEntry(a, structuredClone(b)), k === l)
    })
  })
})

test('two logs differ in a term, in a value or in length', (t) => {
  const log = fromEntries([{ term: 1, value: 'x' }])
  t.false(sameLog(log, fromEntries([{ term: 2, value: 'x' }])))
  t.false(sameLog(log, fromEntries([{ term: 1, value: null }])))
  t.false(sameLog(log, emptyLog))
  t.true(sameLog(log, fromEntries([{ term: 1, value: 'x' }])))
})

testProp(
  'the first and the last index of a term are found',
  [someEntries, fc.integer({ min: 0, max: 6 })],
  (t, list, term) => {
    const log = fromEntries(list)
    const last = list.findLastIndex((entry) => entry.term === term) + 1
    t.is(lastIndexOfTerm(log, term), last)
    if (last > 0)
      t.is(firstIndexOfTerm(log, term), list.findIndex((entry) => entry.term === term) + 1)
  },
)

test('append leaves the log that it started from as it was', (t) => {
  const log = deepFreeze(fromEntries(entries(1, 1, 2)))
  t.deepEqual(toEntries(append(log, { term: 3, value: 'new' })), [
    ...entries(1, 1, 2),
    { term: 3, value: 'new' },
  ])
  t.deepEqual(toEntries(log), entries(1, 1, 2))
})

test('before the first entry the term is 0', (t) => {
  t.is(termAt(emptyLog, 0), 0)
  t.is(lastTerm(emptyLog), 0)
})

test('there is no entry at index 0 nor behind the end', (t) => {
  const log = fromEntries(entries(1, 1))
  t.throws(() => entryAt(log, 0), { message: /no entry at index 0 of a log of length 2/ })
  t.throws(() => entryAt(log, 3), { message: /no entry at index 3 of a log of length 2/ })
})

test('any entry of a long log is at most some 2 log2(n) steps away', (t) => {
  const length = 100_000
  const log = fromEntries(Array.from({ length }, (_, k) => ({ term: 1, value: String(k) })))
  const steps = (from: Log, target: number): number => {
    let count = 0
    for (let node = from; node.entry !== null && node.length > target; count += 1)
      node = node.jump.length >= target ? node.jump : node.previous
    return count
  }
  const farthest = Math.max(...Array.from({ length: 1_000 }, (_, k) => steps(log, k * 100)))
  t.true(farthest <= 3 * Math.log2(length), `${farthest} steps`)
  t.deepEqual(entryAt(log, 777), { term: 1, value: '776' })
  t.is(toEntries(log).length, length)
})

/** Where each node's jump leads, and its entry. */
function shape(log: Log): readonly (readonly [Entry, number])[] {
  const nodes: (readonly [Entry, number])[] = []
  for (let node = log; node.entry !== null; node = node.previous)
    nodes.push([node.entry, node.jump.length])
  return nodes
}

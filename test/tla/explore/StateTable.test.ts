import test from 'ava'
import fc from 'fast-check'
import { makeStateTable } from '../../../src/tla/explore/StateTable.ts'
import { rowHash } from '../../../src/tla/explore/Stepper.ts'

const hashOf = (row: Int32Array): number => rowHash(row, 0, row.length)

test('a state is added once and numbered in the order of discovery', (t) => {
  const table = makeStateTable(2, 2, true)
  const a = Int32Array.of(1, 2)
  const b = Int32Array.of(2, 1)
  t.is(table.add(a, a, hashOf(a), -1), 0)
  t.is(table.add(b, b, hashOf(b), 0), 1)
  t.is(table.add(a, a, hashOf(a), 1), -1)
  t.is(table.count(), 2)
  t.deepEqual([table.parentOf(0), table.parentOf(1)], [-1, 0])
})

test('the table holds exactly the rows of a set, whatever their hashes', (t) => {
  const rows = fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)), { maxLength: 3000 })
  // A hash of two bits: nearly every probe meets foreign rows.
  const hashes = [hashOf, (row: Int32Array): number => hashOf(row) & 3]
  fc.assert(
    fc.property(rows, fc.constantFrom(...hashes), (list, hash) => {
      const table = makeStateTable(3, 3, true)
      const seen = new Map<string, number>()
      for (const cells of list) {
        const row = Int32Array.from(cells)
        const added = table.add(row, row, hash(row), -1)
        t.is(added, seen.has(cells.join()) ? -1 : seen.size)
        if (added >= 0) seen.set(cells.join(), added)
      }
      for (const [cells, state] of seen) {
        const offset = table.offsetOf(state)
        t.is(
          table
            .chunkOf(state)
            .slice(offset, offset + 3)
            .join(),
          cells,
        )
      }
    }),
    { numRuns: 20 },
  )
})

test('the table grows through many chunks and forgets nothing', (t) => {
  const table = makeStateTable(1, 1, true)
  const row = new Int32Array(1)
  const addAll = (): number => {
    let fresh = 0
    for (let i = 0; i < 100_000; i++) {
      row[0] = i
      if (table.add(row, row, hashOf(row), i - 1) >= 0) fresh++
    }
    return fresh
  }
  t.is(addAll(), 100_000)
  t.is(addAll(), 0)
  t.is(table.parentOf(99_999), 99_998)
  t.is(table.chunkOf(77_777)[table.offsetOf(77_777)], 77_777)
})

test('with a key apart from the row, states are told apart by the key alone', (t) => {
  const table = makeStateTable(2, 1, false)
  const key = Int32Array.of(7)
  const first = Int32Array.of(1, 2)
  t.is(table.add(first, key, hashOf(key), -1), 0)
  t.is(table.add(Int32Array.of(3, 4), key, hashOf(key), -1), -1)
  t.deepEqual([...table.chunkOf(0).slice(0, 2)], [1, 2])
})

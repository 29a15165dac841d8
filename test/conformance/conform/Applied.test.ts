import test from 'ava'
import { wronglyApplied } from '../../../src/conformance/conform/Applied.ts'
import { initialServer } from '../../../src/raft/Disk.ts'
import { type Effect, resetElectionTimer } from '../../../src/raft/Effect.ts'
import { entryAt, type Entry, fromEntries } from '../../../src/raft/Log.ts'
import type { Server } from '../../../src/raft/Server.ts'
import { applicationMutants } from '../../mutants/Application.ts'
import { makeModels, seenByConform } from '../../mutants/kill.ts'

const log = fromEntries([
  { term: 1, value: 'x' },
  { term: 1, value: 'y' },
  { term: 2, value: 'x' },
])

const at = (lastApplied: number): Server => ({
  ...initialServer('s1'),
  log,
  commitIndex: 3,
  lastApplied,
})

const apply = (index: number, entry: Entry = entryAt(log, index)): Effect => ({
  _tag: 'Apply',
  index,
  entry,
})

test('each entry that lastApplied passes is applied, in order, among other effects', (t) => {
  t.is(wronglyApplied(at(1), at(2), [apply(2)]), undefined)
  t.is(wronglyApplied(at(1), at(3), [apply(2), resetElectionTimer, apply(3)]), undefined)
  t.is(wronglyApplied(at(2), at(2), [resetElectionTimer]), undefined)
})

test('a server that starts again applies nothing yet', (t) => {
  t.is(wronglyApplied(at(3), at(0), []), undefined)
  t.regex(wronglyApplied(at(3), at(0), [apply(1)]) ?? '', /grows by 0, but 1 entries/)
})

test('what is left out, applied twice, out of order or not the entry is told', (t) => {
  t.regex(wronglyApplied(at(0), at(2), [apply(1)]) ?? '', /grows by 2, but 1 entries/)
  t.regex(wronglyApplied(at(0), at(1), [apply(1), apply(1)]) ?? '', /grows by 1, but 2 entries/)
  t.regex(wronglyApplied(at(0), at(2), [apply(2), apply(1)]) ?? '', /index 2 is applied, not 1/)
  t.regex(wronglyApplied(at(2), at(3), [apply(3, entryAt(log, 1))]) ?? '', /not the entry/)
  t.regex(wronglyApplied(at(3), at(4), [apply(4, entryAt(log, 1))]) ?? '', /which the log has not/)
})

test('conform sees each mutant that hands the state machine something else', async (t) => {
  const models = makeModels()
  for (const mutant of applicationMutants) {
    const fate = await seenByConform(models, mutant, mutant.replaces)
    t.is(fate._tag, 'Killed', mutant.name)
    t.regex(fate.what, /applied/, mutant.name)
  }
})

import test from 'ava'
import { Timeout } from '../../src/raft/LeaderElection.ts'
import { baseModels } from '../conformance/loadModel.ts'
import { editOf, makeModels, seenByConform, seenByExplore } from './kill.ts'
import { anywhere } from './Mutant.ts'
import { specMutants } from './spec.ts'

/** A small model with neither LeaderNoOp nor PreVote. */
const smallest = baseModels().filter(({ name }) => name === 'ConflictHint')

test.serial('rules that are not wrong survive', async (t) => {
  const fate = await seenByConform(makeModels(), anywhere, { Timeout }, smallest)
  t.deepEqual(fate, { _tag: 'Survived', what: '' })
})

test.serial('a wrong rule is killed, and it is said where', async (t) => {
  const Wrong: typeof Timeout = (c, s, a) => Timeout(c, { ...s, currentTerm: 7 }, a)
  const fate = await seenByConform(makeModels(), anywhere, { Timeout: Wrong }, smallest)
  t.like(fate, { _tag: 'Killed', model: smallest[0]?.name, depth: 1 })
})

test.serial('a mutant for which no model has the options survives', async (t) => {
  const wanted = { ...anywhere, options: { ConflictHint: true, LeaderNoOp: true } }
  const fate = await seenByConform(makeModels(), wanted, { Timeout }, smallest)
  t.is(fate._tag, 'Survived')
})

test.serial('a change of the specification that breaks nothing survives both checks', async (t) => {
  const harmless = {
    name: 'Harmless',
    describe: 'the same in other words',
    section: '5.2',
    module: 'LeaderElection.tla',
    passage: '/\\ role[i] \\in {"Follower", "Candidate"}',
    replacement: '/\\ role[i] # "Leader"',
    breaks: { property: 'ElectionSafety', model: 'ElectionSafety', depth: 2 },
  } as const
  t.is((await seenByConform(makeModels(editOf(harmless)), anywhere, {}, smallest))._tag, 'Survived')
  t.is((await seenByExplore(harmless))._tag, 'Survived')
})

test('each mutant of the specification changes a passage that its module has exactly once', (t) => {
  for (const mutant of specMutants) {
    const edit = editOf(mutant)
    const { passage, replacement } = mutant
    t.is(edit(mutant.module, `before ${passage} after`), `before ${replacement} after`)
    t.throws(() => edit(mutant.module, `${passage} ${passage}`))
    t.is(edit('Other.tla', passage), passage)
  }
})

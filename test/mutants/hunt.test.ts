import test from 'ava'
import { Timeout } from '../../src/raft/LeaderElection.ts'
import { rules } from '../../src/raft/Rules.ts'
import { makeMachines, SEEDS, seenByCheck } from './hunt.ts'
import { anywhere } from './Mutant.ts'
import { mutants } from './mutants.ts'

const machines = await makeMachines()

test('rules that are not wrong are seen in no trace, and none is undecided', (t) => {
  t.deepEqual(seenByCheck(machines, anywhere, rules), {
    _tag: 'Survived',
    what: `in ${String(SEEDS)} traces`,
  })
})

test('a wrong rule is seen, and it is said in which trace and line', (t) => {
  const Wrong: typeof Timeout = (c, s, a) => Timeout(c, { ...s, currentTerm: 7 }, a)
  t.deepEqual(seenByCheck(machines, anywhere, { Timeout: Wrong }), {
    _tag: 'Killed',
    model: 'seed 1',
    depth: 2,
    what: 'no step of the specification',
  })
})

/** Of each section one that needs more than a single step to show. */
const seen = [
  'TwoVotesInOneTerm',
  'VoteWithoutLogCheck',
  'ConflictStays',
  'MatchIndexGoesBack',
  'OldTermCommittedByCounting',
  'VoteForgottenAtRestart',
  'VoteNotOnDisk',
  'EntriesNotOnDisk',
]

for (const name of seen) {
  test(`${name} is seen in a trace`, (t) => {
    const mutant = mutants.find((each) => each.name === name)
    if (mutant === undefined) throw new Error(`there is no mutant ${name}`)
    t.is(seenByCheck(machines, mutant, mutant.replaces)._tag, 'Killed')
  })
}

test('what is handed to the state machine is not logged, so that no trace shows it', (t) => {
  const applying = mutants.filter(({ breaks }) => breaks === 'application')
  t.is(applying.length, 4)
  for (const mutant of applying)
    t.is(seenByCheck(machines, mutant, mutant.replaces, 3)._tag, 'Survived')
})

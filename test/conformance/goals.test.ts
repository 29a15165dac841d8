/** What must happen in the models of membership changes, beyond that every action occurs. */
import test from 'ava'
import { isLeft } from 'fp-ts/lib/Either.js'
import { explore } from '../../src/tla/Tla.ts'
import { configText, loadExploredModel } from './loadModel.ts'

/** How the model refutes a claim of `spec/models/MCRaft.tla`, and in how many states. */
const refutation = async (model: string, kind: 'INVARIANT' | 'PROPERTY', claim: string) => {
  const machine = await loadExploredModel(`${configText(model)}${kind} ${claim}\n`)
  const explored = explore(machine)
  if (isLeft(explored)) throw new Error(explored.left.message)
  const { outcome, states } = explored.right
  const { ending } = outcome
  if (ending._tag !== 'Violated') return 'it holds'
  return 'name' in ending.violation
    ? `${ending.violation.name} fails, in ${String(states.length)} states`
    : 'another complaint'
}

const goals = [
  ['JointConsensusConflict', 'PROPERTY', 'NeverRolledBack', 18],
  ['JointConsensus', 'INVARIANT', 'NeverChangesTwice', 37],
  ['JointConsensus', 'INVARIANT', 'NeverCompletesForAnother', 29],
  ['JointConsensus', 'INVARIANT', 'NeverLeadsFromOutside', 17],
  ['SingleServerChanges', 'PROPERTY', 'NeverRolledBack', 26],
  ['SingleServerChanges', 'INVARIANT', 'NeverChangesTwice', 18],
  ['SingleServerChanges', 'INVARIANT', 'NeverLeadsFromOutside', 12],
] as const

for (const [model, kind, claim, states] of goals)
  test(`in the model ${model} the claim ${claim} fails`, async (t) => {
    t.is(await refutation(model, kind, claim), `${claim} fails, in ${String(states)} states`)
  })

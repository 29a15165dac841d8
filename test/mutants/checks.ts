/** Every check of every mutant, in the order in which they are told. */
import { makeMachines, seenByCheck } from './hunt.ts'
import { editOf, type Fate, makeModels, seenByConform, seenByExplore } from './kill.ts'
import { mutants } from './mutants.ts'
import { specMutants } from './spec.ts'

export interface Check {
  readonly mutant: string
  /** The number of the bug in `bugs.ts`, or what is wrong with the specification. */
  readonly of: string
  /** `check` alone may miss a mutant: it sees no more than what is logged. */
  readonly by: 'conform' | 'explore' | 'check'
  readonly run: () => Promise<Fate>
}

const rightModels = makeModels()
const machines = { made: undefined as ReturnType<typeof makeMachines> | undefined }

const ruleChecks: readonly Check[] = mutants.flatMap((mutant): readonly Check[] => {
  const { name, number, replaces } = mutant
  const common = { mutant: name, of: number === null ? 'rule' : `rule, bug ${String(number)}` }
  return [
    { ...common, by: 'conform', run: () => seenByConform(rightModels, mutant, replaces) },
    {
      ...common,
      by: 'check',
      run: async () => seenByCheck(await (machines.made ??= makeMachines()), mutant, replaces),
    },
  ]
})

const specChecks: readonly Check[] = specMutants.flatMap((mutant): readonly Check[] => {
  const common = { mutant: mutant.name, of: 'specification' }
  const compared: Check = {
    ...common,
    by: 'conform',
    run: () => seenByConform(makeModels(editOf(mutant))),
  }
  if (mutant.breaks === undefined) return [compared]
  return [compared, { ...common, by: 'explore', run: () => seenByExplore(mutant) }]
})

export const checks: readonly Check[] = [...ruleChecks, ...specChecks]

/** What speaks against a comparison that met no difference: that it compared too little. */
import type { ActionName } from '../Correspondence.ts'
import type { ConformResult } from '../conform.ts'
import { actionNames } from './Bindings.ts'

/** What is known of a model beforehand, from TLC. */
export interface ExpectedCounts {
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  readonly leavesOut: readonly string[]
}

const countFailures = (result: ConformResult, expected: ExpectedCounts): readonly string[] =>
  (['generated', 'distinct', 'depth'] as const).flatMap((name) =>
    result[name] === expected[name]
      ? []
      : [`${name}: ${String(result[name])}, expected ${String(expected[name])}`],
  )

/** Why a comparison of one model without a difference is not accepted; empty if it is. */
export const failuresOf = (result: ConformResult, expected: ExpectedCounts): readonly string[] => {
  const left = new Set(expected.leavesOut)
  const vacuous = result.actions.flatMap(({ action, occurred, possible }) =>
    occurred === 0 && possible && !left.has(action)
      ? [`vacuous: ${action} never occurs, and the model does not say that it leaves it out`]
      : [],
  )
  const surplus = result.actions.flatMap(({ action, occurred }) =>
    occurred > 0 && left.has(action) ? [`${action} occurs, though the model leaves it out`] : [],
  )
  const impossible = result.actions.flatMap(({ action, occurred, possible }) =>
    occurred > 0 && !possible ? [`${action} occurs, though no option of the model allows it`] : [],
  )
  return [...vacuous, ...surplus, ...impossible, ...countFailures(result, expected)]
}

/** The actions that occur in none of the models. */
export const neverOccurring = (results: readonly ConformResult[]): readonly ActionName[] =>
  actionNames.filter((name) =>
    results.every(({ actions }) =>
      actions.every(({ action, occurred }) => action !== name || occurred === 0),
    ),
  )

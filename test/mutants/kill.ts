/**
 * Is a mutant seen? The models are tried with growing budgets, the smallest first, so that a mutant
 * costs little where some model shows it early; one that none shows has survived all of them whole.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { conform } from '../../src/conformance/conform.ts'
import type { SpecRunner } from '../../src/conformance/conform/SpecRunner.ts'
import { type Rules, rules } from '../../src/raft/Rules.ts'
import type { Options } from '../../src/raft/Server.ts'

export interface ModelUnderTest {
  readonly name: string
  readonly options: Options
  /** States of the model. */
  readonly distinct: number
  readonly spec: SpecRunner
  readonly leavesOut: readonly string[]
}

export type Fate =
  | {
      readonly _tag: 'Killed'
      readonly by: 'conform' | 'explore'
      readonly model: string
      /** States on the shortest run to where it shows. */
      readonly depth: number
      /** What was seen there, and at which action. */
      readonly what: string
    }
  | { readonly _tag: 'Survived' }

/** States compared before the next model is tried; at last, models are compared whole. */
const BUDGETS = [300, 3_000, 30_000, Infinity] as const

const withOptions = (models: readonly ModelUnderTest[], wanted: Partial<Options>) =>
  models
    .filter(({ options }) =>
      (['ConflictHint', 'LeaderNoOp'] as const).every(
        (name) => wanted[name] === undefined || wanted[name] === options[name],
      ),
    )
    .toSorted((a, b) => a.distinct - b.distinct)

const tryModel = (
  { name, spec, leavesOut }: ModelUnderTest,
  wrong: Partial<Rules>,
  maxStates: number,
): Fate => {
  const result = conform({ name, spec, leavesOut }, { rules: { ...rules, ...wrong }, maxStates })
  if (isLeft(result)) throw new Error(`${name}: ${result.left}`)
  const { difference } = result.right
  if (difference === undefined) return { _tag: 'Survived' }
  const { what, action, depth } = difference
  const place = action === undefined ? '' : ` at ${action.replace(/\(.*/s, '')}`
  return { _tag: 'Killed', by: 'conform', model: name, depth, what: `${what}${place}` }
}

/**
 * @param wanted options without which the mutant shows nowhere
 * @param wrong the rules that it replaces
 */
export const fateOf = (
  models: readonly ModelUnderTest[],
  wanted: Partial<Options>,
  wrong: Partial<Rules>,
): Fate => {
  const suitable = withOptions(models, wanted)
  if (suitable.length === 0) throw new Error('no model has the options that the mutant needs')
  let before = 0
  for (const budget of BUDGETS) {
    for (const model of suitable) {
      if (model.distinct <= before) continue
      const fate = tryModel(model, wrong, budget)
      if (fate._tag === 'Killed') return fate
    }
    before = budget
  }
  return { _tag: 'Survived' }
}

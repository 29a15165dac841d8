/**
 * Is a mutant seen? The models are tried with growing budgets, the smallest first, so that a mutant
 * costs little where some model shows it early; one that none shows has survived all of them whole.
 */
import { isLeft } from 'fp-ts/lib/Either.js'
import { atomsOf } from '../../src/conformance/Atoms.ts'
import { memoSpecRunner } from '../../src/conformance/conform/memoSpecRunner.ts'
import type { SpecRunner } from '../../src/conformance/conform/SpecRunner.ts'
import { conform } from '../../src/conformance/conform.ts'
import { type Rules, rules } from '../../src/raft/Rules.ts'
import type { Deviations, Options } from '../../src/raft/Server.ts'
import { DEVIATIONS, OPTIONS } from '../../src/trace/RaftTrace.ts'
import { checkingOnly, replaceOnce } from '../../scripts/judge/Variant.ts'
import { explore } from '../../src/tla/Tla.ts'
import {
  baseModels,
  configText,
  type Edit,
  loadModel,
  loadSafetyModel,
} from '../conformance/loadModel.ts'
import { anywhere, type Wanted } from './Mutant.ts'
import type { SpecMutant } from './SpecMutant.ts'

interface ModelUnderTest {
  readonly name: string
  readonly options: Options
  readonly deviations: Deviations
  readonly spec: SpecRunner
  readonly leavesOut: readonly string[]
}

/** Where a mutant shows, and how deep. */
export interface Killed {
  readonly _tag: 'Killed'
  /** The model, or the seed of the trace. */
  readonly model: string
  /** States on the shortest run to it; of a trace, the line that is no step of the specification. */
  readonly depth: number
  readonly what: string
}

/** `what` says what was seen instead, if anything was. */
export type Fate = Killed | { readonly _tag: 'Survived'; readonly what: string }

const survived: Fate = { _tag: 'Survived', what: '' }

/** The models, each loaded when it is first asked for. */
export type Models = (name: string) => Promise<ModelUnderTest>

export const makeModels = (edit?: Edit): Models => {
  const loaded = new Map<string, Promise<ModelUnderTest>>()
  const load = async (name: string): Promise<ModelUnderTest> => {
    const { machine, leavesOut } = await loadModel(configText(name), edit)
    const { options, deviations } = atomsOf(machine.specification, machine.interner).constants
    return { name, options, deviations, spec: memoSpecRunner(machine), leavesOut }
  }
  return (name) => {
    const model = loaded.get(name) ?? load(name)
    loaded.set(name, model)
    return model
  }
}

/** States compared before the next model is tried; at last, models are compared whole. */
const BUDGETS = [300, 3_000, 30_000, Infinity] as const

const isSuitable = (model: ModelUnderTest, { options, deviations }: Wanted): boolean =>
  OPTIONS.every((name) => options[name] === undefined || options[name] === model.options[name]) &&
  DEVIATIONS.every(
    (name) => deviations[name] === undefined || deviations[name] === model.deviations[name],
  )

const tryModel = (
  { name, spec, leavesOut }: ModelUnderTest,
  wrong: Partial<Rules>,
  maxStates: number,
): Fate => {
  const result = conform({ name, spec, leavesOut }, { rules: { ...rules, ...wrong }, maxStates })
  if (isLeft(result)) throw new Error(`${name}: ${result.left}`)
  const { difference } = result.right
  if (difference === undefined) return survived
  const { what, action, depth } = difference
  const place = action === undefined ? '' : `, at ${action.replace(/\(.*/s, '')}`
  return { _tag: 'Killed', model: name, depth, what: `${what}${place}` }
}

/**
 * What `conform` sees of wrong rules, or of a specification that the models were loaded with.
 *
 * @param wanted without which it shows nowhere
 * @param among the models to be tried
 */
export const seenByConform = async (
  models: Models,
  wanted: Wanted = anywhere,
  wrong: Partial<Rules> = {},
  among = baseModels(),
): Promise<Fate> => {
  const smallestFirst = among.toSorted((a, b) => a.distinct - b.distinct)
  let before = 0
  for (const budget of BUDGETS) {
    for (const { name } of smallestFirst.filter(({ distinct }) => distinct > before)) {
      const model = await models(name)
      if (!isSuitable(model, wanted)) continue
      const fate = tryModel(model, wrong, budget)
      if (fate._tag === 'Killed') return fate
    }
    before = budget
  }
  return survived
}

export const editOf =
  ({ module, passage, replacement }: SpecMutant): Edit =>
  (file, text) =>
    file === module ? replaceOnce(text, passage, replacement) : text

/** Whether exploring the mutated specification breaks the property that rests on the passage. */
export const seenByExplore = async (mutant: SpecMutant): Promise<Fate> => {
  if (mutant.breaks === undefined) return survived
  const { property, model } = mutant.breaks
  const config = checkingOnly(configText(model), property)
  const result = explore(await loadSafetyModel(config, editOf(mutant)))
  if (isLeft(result)) throw new Error(`${mutant.name}: ${result.left.message}`)
  const { ending } = result.right.outcome
  const { states } = result.right
  if (ending._tag !== 'Violated' || !('name' in ending.violation)) return survived
  const { name } = ending.violation
  const depth = states.length
  if (name !== property) return { _tag: 'Survived', what: `${name} is violated, not ${property}` }
  return depth === mutant.breaks.depth
    ? { _tag: 'Killed', model, depth, what: `${name} is violated` }
    : { _tag: 'Survived', what: `${name} is violated at depth ${String(depth)}, not as expected` }
}

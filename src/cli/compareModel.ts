/** Compares one model of the package, from its files to what speaks against it. */
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { actionsLeftOut, withoutReplacedActions } from '../conformance/conform/leftOut.ts'
import { memoSpecRunner } from '../conformance/conform/memoSpecRunner.ts'
import { plainSpecRunner } from '../conformance/conform/plainSpecRunner.ts'
import { failuresOf } from '../conformance/conform/verdict.ts'
import { conform, type ConformModel, type ConformProgress } from '../conformance/conform.ts'
import { showFalseConjunct } from '../report/FalseConjunct.ts'
import type { Compared } from '../report/Conformance.ts'
import { explainDisabled } from '../tla/explain/Explain.ts'
import type { Machine } from '../tla/compile/Machine.ts'
import { parseConfig } from '../tla/syntax/Config.ts'
import type { ConformTask } from './conformPool.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import { loadMachine } from './SpecFiles.ts'

const explainWith =
  (machine: Machine): NonNullable<ConformModel['explain']> =>
  (action, args, state) => {
    const disabled = explainDisabled(machine, action, args, state)
    return disabled === undefined ? undefined : showFalseConjunct(disabled.conjunct)
  }

/** @returns left for files that cannot be used */
export const compareModel = async (
  io: Io,
  { model, memo }: ConformTask,
  progress: (progress: ConformProgress) => void,
): Promise<Either<Problem, Compared>> => {
  const started = io.now()
  const { name, config, spec, library } = model
  const text = await io.readText(config)
  if (isLeft(text)) return text
  const files = { config, spec, libraries: [library] }
  const machine = await loadMachine(io, files, withoutReplacedActions)
  if (isLeft(machine)) return machine
  const leavesOut = actionsLeftOut(parseConfig({ file: config, text: text.right }))
  const result = conform(
    {
      name,
      spec: memo ? memoSpecRunner(machine.right) : plainSpecRunner(machine.right),
      leavesOut,
      explain: explainWith(machine.right),
    },
    { progress },
  )
  if (isLeft(result)) return left({ file: config, message: result.left })
  return right({
    result: result.right,
    seconds: (io.now() - started) / 1000,
    failures: result.right.difference === undefined ? failuresOf(result.right, model) : [],
  })
}

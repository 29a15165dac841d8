/**
 * Why an instance of an action is not enabled in a state: the first conjunct that is false on the
 * branch that got furthest, with the values in it, and the same for every other branch.
 */
import { compilerOf } from '../compile/Compile.ts'
import type { Machine, State } from '../compile/Machine.ts'
import type { Span } from '../syntax/Span.ts'
import type { Value } from '../values/Value.ts'
import { definitionNamed, withValue } from './Environment.ts'
import { walk } from './Walk.ts'
import type { Failure } from './Walk.ts'
import { sourceText } from './SourceText.ts'
import { valuesIn } from './ValuesIn.ts'
import type { NamedValue } from './ValuesIn.ts'

export interface FalseConjunct {
  /** The conjunct as the specification writes it, on one line. */
  readonly text: string
  readonly span: Span
  /** What its names and subexpressions are worth. */
  readonly values: readonly NamedValue[]
  /** How many conjuncts held before it on its branch. */
  readonly progress: number
  /** The conjunct could not be evaluated: why. */
  readonly error: string | undefined
}

export interface Disabled {
  readonly conjunct: FalseConjunct
  /** The first false conjunct of each other branch, those that got further first. */
  readonly others: readonly FalseConjunct[]
}

/** Branches beyond this number are left out of `others`. */
const mostBranches = 200

const present = (machine: Machine, failure: Failure, state: State): FalseConjunct => ({
  text: sourceText(machine.specification, failure.expr.span),
  span: failure.expr.span,
  values: valuesIn(machine, failure, state),
  progress: failure.progress,
  error: failure.error,
})

const distinct = (conjuncts: readonly FalseConjunct[]): readonly FalseConjunct[] => {
  const seen = new Set<string>()
  return conjuncts.filter(({ span, values }) => {
    const key = `${span.file}:${String(span.line)}:${String(span.column)} ${values.map((v) => `${v.text}=${v.shown}`).join()}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** undefined if the instance is enabled. Throws a TlaError if there is no such action. */
export const explainDisabled = (
  machine: Machine,
  action: string,
  args: readonly Value[],
  state: State,
): Disabled | undefined => {
  const compiler = compilerOf(machine)
  const definition = definitionNamed(compiler, action)
  const env = definition.params.reduce<ReturnType<typeof withValue>>(
    (outer, param, k) => withValue(outer, param, args[k] as Value),
    [],
  )
  const { failures, enabled } = walk(compiler, definition.body, env, state, mostBranches)
  if (enabled) return undefined
  const ordered = [...failures].sort((a, b) => b.progress - a.progress)
  const [conjunct, ...others] = distinct(ordered.map((f) => present(machine, f, state)))
  return conjunct && { conjunct, others }
}

/** A variable whose next value is not the one that the action gives it. */
export interface Difference {
  readonly variable: string
  readonly expected: Value
  readonly observed: Value
}

/**
 * Of the successors of an enabled instance the one closest to `observed`, as the variables that
 * differ; undefined if the instance has no successor. Empty: it is one of them.
 */
export const explainDifference = (
  machine: Machine,
  action: string,
  args: readonly Value[],
  state: State,
  observed: State,
): readonly Difference[] | undefined => {
  const { variables } = machine.specification
  const differences = (expected: State): readonly Difference[] =>
    variables.flatMap(({ name }, k) =>
      expected[k] === observed[k]
        ? []
        : [{ variable: name, expected: expected[k] as Value, observed: observed[k] as Value }],
    )
  return machine
    .action(action)
    .run(args, state)
    .map(differences)
    .reduce<readonly Difference[] | undefined>(
      (best, found) => (best === undefined || found.length < best.length ? found : best),
      undefined,
    )
}

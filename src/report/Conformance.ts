/** What a person sees of `conform`. */
import type { ActionRow, ConformResult } from '../conformance/conform.ts'
import type { Difference } from '../conformance/conform/Difference.ts'
import { count, duration, plural } from './Figures.ts'
import { type Column, showTable } from './Table.ts'

/** A model that was compared, how long it took, and what speaks against it although it agrees. */
export interface Compared {
  readonly result: ConformResult
  readonly seconds: number
  readonly failures: readonly string[]
}

export interface Conformance {
  readonly models: readonly Compared[]
  /** Actions that occur in no model: only judged where all models were compared. */
  readonly never: readonly string[]
  readonly seconds: number
  readonly workers: number
}

export const holds = ({ models, never }: Conformance): boolean =>
  never.length === 0 &&
  models.every(({ result, failures }) => result.difference === undefined && failures.length === 0)

const sumOf = (results: readonly ConformResult[], of: (result: ConformResult) => number): number =>
  results.reduce((sum, result) => sum + of(result), 0)

const columns = (left: number, headings: readonly string[]): readonly Column[] =>
  headings.map((heading, k) => ({ heading, align: k < left ? 'left' : 'right' }))

const modelColumns = columns(2, [
  'model',
  'verdict',
  'states',
  'by rules',
  'by network',
  'disabled',
  'steps',
  'time',
])

const modelRow = (
  name: string,
  verdict: string,
  results: readonly ConformResult[],
  seconds: number,
): readonly string[] => [
  name,
  verdict,
  count(sumOf(results, ({ distinct }) => distinct)),
  count(sumOf(results, ({ transitions }) => transitions.rules)),
  count(sumOf(results, ({ transitions }) => transitions.network)),
  count(sumOf(results, ({ disabled }) => disabled)),
  count(sumOf(results, ({ steps }) => steps.compared)),
  duration(seconds * 1000),
]

const verdictOf = ({ result, failures }: Compared): string => {
  if (result.difference !== undefined) return 'DIFFERS'
  return failures.length > 0 ? 'FAILS' : 'agrees'
}

const modelTable = ({ models, seconds }: Conformance): string => {
  const results = models.map(({ result }) => result)
  return showTable(modelColumns, [
    ...models.map((compared) =>
      modelRow(compared.result.model, verdictOf(compared), [compared.result], compared.seconds),
    ),
    ...(models.length > 1 ? [modelRow('all', '', results, seconds)] : []),
  ])
}

const occurred = (results: readonly ConformResult[], { action }: ActionRow): number =>
  sumOf(results, ({ actions }) => actions.find((row) => row.action === action)?.occurred ?? 0)

const isPossible = (results: readonly ConformResult[], { action }: ActionRow): boolean =>
  results.some(({ actions }) => actions.some((row) => row.action === action && row.possible))

/** Every action that can occur under the options of any model. */
const actionTable = ({ models }: Conformance): string => {
  const results = models.map(({ result }) => result)
  const actions = (results[0]?.actions ?? []).filter((row) => isPossible(results, row))
  return showTable(
    columns(2, ['action', 'kind', 'occurred', 'in models']),
    actions.map((row) => [
      row.action,
      row.kind,
      count(occurred(results, row)),
      String(results.filter((result) => occurred([result], row) > 0).length),
    ]),
  )
}

const indent = (text: string): string => text.replace(/^/gm, '    ')

const showRun = ({ run }: Difference): string =>
  run
    .map(({ action, state }, k) => {
      const before = run[k - 1]?.state
      const changed = state.filter(([, value], cell) => before?.[cell]?.[1] !== value)
      return [
        `  ${String(k + 1)}. ${action}`,
        ...changed.map(([n, v]) => `       ${n} = ${v}`),
      ].join('\n')
    })
    .join('\n')

/** A difference, whole: the run that leads to it, then both sides beside each other. */
export const showDifference = (model: string, difference: Difference): string => {
  const { what, action, step, depth, variables, why } = difference
  const sides = variables.map(({ name, before, spec, core }) =>
    [
      `  ${name}`,
      `    before         ${before}`,
      `    specification  ${spec}`,
      `    core           ${core}`,
    ].join('\n'),
  )
  return [
    `${model}: ${what}`,
    ...(action === undefined ? [] : [`  at ${action}`]),
    ...(step === undefined ? [] : [`  step(${step.event}) says ${step.labels.join(', ')}`]),
    ...(depth === 0
      ? []
      : [`The shortest run to it, ${plural(depth, 'state')}, changed variables only:`]),
    ...(depth === 0 ? [] : [showRun(difference)]),
    ...(sides.length === 0 ? [] : ['The two sides, where they differ:', ...sides]),
    ...(why === undefined ? [] : ['Why the specification does not take it:', indent(why)]),
    '',
  ].join('\n')
}

const showFailures = ({ models, never }: Conformance): string =>
  [
    ...models.flatMap(({ result, failures }) =>
      result.difference === undefined
        ? failures.map((failure) => `${result.model}: ${failure}\n`)
        : [showDifference(result.model, result.difference)],
    ),
    ...never.map((action) => `vacuous: ${action} occurs in no model\n`),
  ].join('')

const showSummary = (conformance: Conformance): string => {
  const results = conformance.models.map(({ result }) => result)
  const rules = sumOf(results, ({ transitions }) => transitions.rules)
  const applications = sumOf(results, (result) => result.applications)
  const steps = sumOf(results, (result) => result.steps.compared)
  const labels = sumOf(results, (result) => result.steps.labels)
  const verdict = holds(conformance)
    ? 'Specification and core agree in every transition.'
    : 'Specification and core are NOT shown to agree.'
  return [
    verdict,
    `${plural(rules, 'transition')} by rules of src/raft compared (${plural(applications, 'distinct rule application')} executed),`,
    `${plural(steps, 'step')} replayed in the specification (${plural(labels, 'action')}),`,
    `in ${duration(conformance.seconds * 1000)} with ${plural(conformance.workers, 'worker')}.`,
    '',
  ].join('\n')
}

/** The whole report, as lines of text. */
export const showConformance = (conformance: Conformance): string =>
  [
    modelTable(conformance),
    '',
    actionTable(conformance),
    '',
    ...(holds(conformance) ? [] : [showFailures(conformance)]),
    showSummary(conformance),
  ].join('\n')

/** The same for programs. */
export const conformanceToJson = (conformance: Conformance) => ({
  verdict: holds(conformance) ? 'conforms' : 'differs',
  seconds: conformance.seconds,
  workers: conformance.workers,
  never: conformance.never,
  models: conformance.models.map(({ result, seconds, failures }) => ({
    ...result,
    seconds,
    failures,
  })),
})

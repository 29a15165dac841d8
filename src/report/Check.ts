/** What a person, or a program, sees of the check of one trace. */
import { match } from 'ts-pattern'
import type { CheckReport, Verdict } from '../conformance/check/Checker.ts'
import type { CoverageReport } from '../conformance/check/Coverage.ts'
import type { Divergence, Reason } from '../conformance/check/Divergence.ts'
import type { Difference } from '../conformance/check/Observation.ts'
import type { Violation } from '../conformance/check/Properties.ts'
import { sectionOf } from '../conformance/sections.ts'
import { showSpan } from '../tla/syntax/Span.ts'
import { count, plural } from './Figures.ts'

/** One trace, its verdict and what it cost. */
export interface CheckedTrace {
  readonly file: string
  readonly options: readonly string[]
  readonly deviations: readonly string[]
  readonly verdict: Verdict
  readonly report: CheckReport
  /** The last line was cut off and left out: its number. */
  readonly tornLine?: number
  readonly seconds: number
}

export const showDifference = ({ field, expected, observed }: Difference): string =>
  `      ${field}: expected ${expected}, observed ${observed}`

const showReason = (reason: Reason): readonly string[] =>
  match(reason)
    .with({ _tag: 'NotEnabled' }, ({ action, conjuncts }) => [
      `  ${action} is not enabled:`,
      ...conjuncts.flatMap(({ text, span, values, error }) => [
        `      ${showSpan(span)}: ${text} is ${error ?? 'false'}${sectionOf(span.file)}`,
        ...values.map(({ text: name, shown }) => `        ${name} = ${shown}`),
      ]),
    ])
    .with({ _tag: 'NeverSent' }, ({ message }) => [
      '  The message received was never sent:',
      `      ${JSON.stringify(message)}`,
    ])
    .with({ _tag: 'NotAddressed' }, ({ message }) => [
      '  The message received is to another server:',
      `      ${JSON.stringify(message)}`,
    ])
    .with({ _tag: 'NotHandled' }, ({ actions, message }) => [
      `  The line received a message, but ${actions.join(', ')} does not handle it:`,
      `      ${JSON.stringify(message)}`,
    ])
    .with({ _tag: 'SendsOther' }, ({ action, message, differences }) => [
      `  ${action} sends what the line does not have:`,
      `      ${message}`,
      ...differences.map(showDifference),
    ])
    .with({ _tag: 'SendsMore' }, ({ actions, observed }) => [
      `  Nothing enabled ${actions.length === 0 ? 'here' : `after ${actions.join(', ')}`} sends:`,
      ...observed.map((message) => `      ${JSON.stringify(message)}`),
    ])
    .with({ _tag: 'OtherState' }, ({ actions, differences }) => [
      `  ${actions.length === 0 ? 'Without any action' : actions.join(', ')} the state differs:`,
      ...differences.map(showDifference),
    ])
    .exhaustive()

const showProperty = ({ property, earlier, because }: Violation): string =>
  `  It breaks ${property}: ${because}${earlier === undefined ? '' : ` (line ${earlier})`}.`

const showDivergence = (file: string, divergence: Divergence): string =>
  [
    `${file}:${divergence.line}: diverges at event ${count(divergence.event)}, on server ${divergence.server}`,
    ...(divergence.property === undefined ? [] : [showProperty(divergence.property)]),
    ...divergence.reasons.flatMap(showReason),
    `  The state of ${divergence.server} before the line:`,
    ...divergence.before.map(([name, value]) => `      ${name} = ${value}`),
  ].join('\n')

const showCounts = (title: string, counts: Readonly<Record<string, number>>): string =>
  `  ${title.padEnd(15)} ${Object.entries(counts)
    .map(([name, n]) => `${name} ${count(n)}`)
    .join(', ')}`

const showNames = (title: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`  ${title.padEnd(15)} ${names.join(', ')}`]

/** What was compared, and what never was. */
export const showCoverage = (coverage: CoverageReport): readonly string[] => [
  showCounts('actions', coverage.actions),
  ...showNames('never taken', coverage.actionsNeverTaken),
  showCounts('compared', coverage.fields),
  ...showNames('never observed', coverage.fieldsNeverObserved),
]

const named = (what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`the ${what}${names.length > 1 ? 's' : ''} ${names.join(', ')}`]

/** Under which options and deviations the verdict holds. */
const showTerms = ({ options, deviations }: CheckedTrace): string => {
  const terms = [...named('option', options), ...named('deviation', deviations)]
  return terms.length === 0 ? '' : `, with ${terms.join(' and ')}`
}

const neverEvaluated = ({ properties }: CheckReport): readonly string[] =>
  Object.entries(properties)
    .filter(([, n]) => n === 0)
    .map(([name]) => name)

const showReport = ({ report, tornLine, seconds }: CheckedTrace): string =>
  [
    ...showCoverage(report.coverage),
    showCounts('evaluated', report.properties),
    ...showNames('not evaluated', neverEvaluated(report)),
    ...(report.unchecked === 0
      ? []
      : [`  ${plural(report.unchecked, 'message')} received without a known send`]),
    ...(tornLine === undefined ? [] : [`  line ${tornLine} is cut off and was left out`]),
    `  ${plural(report.messages.count, 'message')} sent, ${Math.round(report.messages.bytes / Math.max(1, report.messages.count))} bytes each; ${count(Math.round(report.events / Math.max(seconds, 0.001)))} lines/s`,
  ].join('\n')

export const showCheckedTrace = (trace: CheckedTrace): string =>
  match(trace.verdict)
    .with(
      { verdict: 'conforms' },
      () =>
        `${trace.file}: conforms, ${plural(trace.report.events, 'event')}${showTerms(trace)}\n${showReport(trace)}\n`,
    )
    .with(
      { verdict: 'diverges' },
      ({ divergence }) => `${showDivergence(trace.file, divergence)}\n${showReport(trace)}\n`,
    )
    .with(
      { verdict: 'undecided' },
      ({ line, limit }) =>
        `${trace.file}:${line}: undecided, the limit of ${limit} was reached\n${showReport(trace)}\n`,
    )
    .exhaustive()

export const checkedTraceToJson = ({
  file,
  options,
  deviations,
  verdict,
  report,
  ...rest
}: CheckedTrace) => ({
  file,
  ...verdict,
  options,
  deviations,
  ...report,
  ...rest,
})

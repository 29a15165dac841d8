/** What a person, or a program, sees of the replay of one trace on the core. */
import { match } from 'ts-pattern'
import type { Mismatch, ReplayReport } from '../conformance/replay/Replay.ts'
import { showCoverage, showDifference } from './Check.ts'
import { plural } from './Figures.ts'

/** A line on which the core does otherwise than the trace says. */
export interface LineMismatch {
  readonly line: number
  readonly mismatch: Mismatch
}

export interface ReplayedTrace {
  readonly file: string
  readonly mismatch: LineMismatch | undefined
  readonly report: ReplayReport
  readonly tornLine?: number
}

const showMismatch = (mismatch: Mismatch): readonly string[] =>
  match(mismatch)
    .with({ _tag: 'NotEnabled' }, ({ label }) => [
      '  The rule is not enabled in the core:',
      `      ${JSON.stringify(label)}`,
    ])
    .with({ _tag: 'OtherState' }, ({ differences }) => [
      '  The state of the core differs (expected: the core; observed: the trace):',
      ...differences.map(showDifference),
    ])
    .with({ _tag: 'OtherSends' }, ({ extra, missing }) => [
      ...extra.map((message) => `  The core sends ${message}, which the trace does not have`),
      ...missing.map(
        (message) => `  The trace has ${JSON.stringify(message)}, which the core does not send`,
      ),
    ])
    .exhaustive()

export const showReplayedTrace = ({ file, mismatch, report, tornLine }: ReplayedTrace): string =>
  [
    mismatch === undefined
      ? `${file}: the core agrees, ${plural(report.events, 'event')}`
      : `${file}:${mismatch.line}: the core differs`,
    ...(mismatch === undefined ? [] : showMismatch(mismatch.mismatch)),
    ...showCoverage(report.coverage),
    ...(tornLine === undefined ? [] : [`  line ${tornLine} is cut off and was left out`]),
    '',
  ].join('\n')

export const replayedTraceToJson = ({ file, mismatch, report, ...rest }: ReplayedTrace) => ({
  file,
  verdict: mismatch === undefined ? 'agrees' : 'differs',
  ...mismatch,
  ...report,
  ...rest,
})

/** `replay`: does the core do what a trace says? */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { createReplay, type Replay } from '../conformance/replay/Replay.ts'
import { replayedTraceToJson, showReplayedTrace } from '../report/Replay.ts'
import type { LineMismatch, ReplayedTrace } from '../report/Replay.ts'
import { FOUND, HOLDS, type ExitCode } from './ExitCode.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import { subcommand, type Subcommand } from './Subcommand.ts'
import {
  itfOptionsOption,
  judgeEach,
  readTrace,
  tracesArgument,
  type TraceOptions,
} from './traceFiles.ts'

const replayFile = async (
  io: Io,
  file: string,
  { itfOptions }: TraceOptions,
): Promise<Either<Problem, ReplayedTrace>> => {
  const begun: { replay?: Replay } = {}
  const ended = await readTrace<LineMismatch>(io, file, itfOptions, (header) => {
    const replay = createReplay(header)
    begun.replay = replay
    return (line, number) => {
      const outcome = replay.line(line)
      if (outcome._tag === 'Left') return left({ message: outcome.left })
      const mismatch = outcome.right
      return right(mismatch === undefined ? undefined : { line: number, mismatch })
    }
  })
  if (ended._tag === 'Left') return ended
  if (begun.replay === undefined) return left({ file, message: 'no header was read' })
  const { result, ...rest } = ended.right
  return right({ file, mismatch: result, report: begun.replay.report(), ...rest })
}

export const runReplay = (
  files: readonly string[],
  options: TraceOptions,
  io: Io,
): Promise<ExitCode> =>
  judgeEach(io, files, options.json, {
    judge: (file) => replayFile(io, file, options),
    exit: ({ mismatch }) => (mismatch === undefined ? HOLDS : FOUND),
    show: showReplayedTrace,
    toJson: replayedTraceToJson,
  })

const presentation = {
  name: 'replay',
  summary: 'replay traces on the core',
  description: `Runs the actions of a trace by the rules of the core, line by line, and compares the
state and the messages after each. The traces under traces/ were generated from the
specification: whoever writes a Raft in another language can hold it to the same ones.`,
  exits: {
    holds: 'the core does what every trace says',
    found: 'the core differs from a trace',
    undecided: 'does not occur',
  },
  examples: [
    ['raft-conformance replay traces/LeaderElection/*.ndjson', 'golden runs of section 5.2'],
    ['raft-conformance simulate | raft-conformance replay -', "the simulator's own run"],
  ],
} as const

export const replayCommand: Subcommand = (io, finish) =>
  subcommand(presentation)
    .argument('<traces...>', tracesArgument)
    .addOption(itfOptionsOption())
    .action(async (traces: readonly string[], options: TraceOptions) => {
      finish(await runReplay(traces, options, io))
    })

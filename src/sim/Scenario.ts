/**
 * Runs a narrated scenario: text in, the same text with what the cores really did out, and beside
 * it the run as a raft-trace.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { emptyLog } from '../raft/Log.ts'
import { stateOf } from '../trace/observe.ts'
import { FORMAT, OPTIONS, type TraceHeader, type TraceLine, VERSION } from '../trace/RaftTrace.ts'
import { parseCommand } from './scenario/Command.ts'
import { type CommandLine, parseScript, printCommands } from './scenario/Script.ts'
import { newStage, perform, type Stage } from './scenario/Stage.ts'

export interface ScenarioProblem {
  /** From 1. */
  readonly line: number
  readonly message: string
}

export interface Ran {
  /** The scenario with what its commands print. */
  readonly text: string
  readonly header: TraceHeader
  readonly lines: readonly TraceLine[]
}

interface Performance {
  /** null before the cluster is named. */
  readonly stage: Stage | null
  /** The stage before the first step. */
  readonly start: Stage | null
  readonly told: readonly string[]
}

/** One command, after those that told what they did. */
const performLine = (
  { stage, start, told }: Performance,
  { text }: CommandLine,
): Either<string, Performance> => {
  const command = parseCommand(text)
  if (command._tag === 'Left') return command
  if (command.right._tag === 'Cluster') {
    if (stage !== null) return left('there is a cluster already')
    const { servers, options } = command.right
    const begun = newStage({ servers, options })
    const names = OPTIONS.filter((name) => options[name])
    const how = names.length === 0 ? '' : ` with ${names.join(', ')}`
    return right({
      stage: begun,
      start: begun,
      told: [...told, `${servers.length} servers${how}: followers of term 0 with empty logs`],
    })
  }
  if (stage === null) return left('a scenario begins with: cluster ID...')
  const performed = perform(stage, command.right)
  if (performed._tag === 'Left') return performed
  const next = performed.right.stage
  return right({
    stage: next,
    start: next.lines.length === 0 ? next : start,
    told: [...told, ...performed.right.told],
  })
}

const performBlock = (
  before: Performance,
  commands: readonly CommandLine[],
): Either<ScenarioProblem, Performance> => {
  let at: Performance = { ...before, told: [] }
  for (const command of commands) {
    const next = performLine(at, command)
    if (next._tag === 'Left') return left({ line: command.line, message: next.left })
    at = next.right
  }
  return right(at)
}

/** What the servers start with, where that is not the initial state. */
const initialOf = ({ constants, machines }: Stage): Pick<TraceHeader, 'initial'> => {
  const started = Object.entries(machines).filter(
    ([, { disk }]) => disk.currentTerm > 0 || disk.votedFor !== null || disk.log !== emptyLog,
  )
  return started.length === 0
    ? {}
    : {
        initial: Object.fromEntries(
          Object.entries(machines).map(([id, { server }]) => [id, stateOf(constants, server)]),
        ),
      }
}

const headerOf = (start: Stage): TraceHeader => ({
  format: FORMAT,
  version: VERSION,
  servers: start.constants.servers,
  options: OPTIONS.filter((name) => start.constants.options[name]),
  deviations: [],
  network: 'unordered',
  ...initialOf(start),
})

/**
 * Plays a scenario from its beginning to its end.
 *
 * @returns left: the first command that cannot be read or done
 */
export const runScenario = (text: string): Either<ScenarioProblem, Ran> => {
  const printed: string[] = []
  let performance: Performance = { stage: null, start: null, told: [] }
  for (const part of parseScript(text)) {
    if (part._tag === 'Prose') {
      printed.push(part.text)
      continue
    }
    const next = performBlock(performance, part.commands)
    if (next._tag === 'Left') return next
    performance = next.right
    printed.push(printCommands(part.commands, performance.told))
  }
  const { stage, start } = performance
  if (stage === null || start === null)
    return left({ line: 1, message: 'a scenario begins with: cluster ID...' })
  return right({ text: `${printed.join('\n')}\n`, header: headerOf(start), lines: stage.lines })
}

/**
 * Runs a narrated scenario: text in, the same text with what the cores really did out, and beside
 * it the run as a raft-trace.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { sameServers } from '../raft/Configuration.ts'
import type { Constants } from '../raft/Server.ts'
import {
  DEVIATIONS,
  FORMAT,
  OPTIONS,
  type TraceHeader,
  type TraceLine,
  VERSION,
} from '../trace/RaftTrace.ts'
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
  readonly told: readonly string[]
}

const introduction = ({ servers, initialVoters, options, deviations }: Constants): string => {
  const voters = initialVoters.length
  const joining = servers.length - voters
  const who = `${voters} ${voters === 1 ? 'server' : 'servers'}`
  const others = joining === 0 ? '' : ` and ${joining} that may join`
  const names = [
    ...OPTIONS.filter((name) => options[name]),
    ...DEVIATIONS.filter((name) => deviations[name]),
  ]
  const how = names.length === 0 ? '' : ` with ${names.join(', ')}`
  return `${who}${others}${how}: followers of term 0 with empty logs`
}

/** One command, after those that told what they did. */
const performOne = ({ stage, told }: Performance, text: string): Either<string, Performance> => {
  const command = parseCommand(text)
  if (command._tag === 'Left') return command
  if (command.right._tag === 'Cluster') {
    if (stage !== null) return left('there is a cluster already')
    const { constants } = command.right
    return right({ stage: newStage(constants), told: [...told, introduction(constants)] })
  }
  if (stage === null) return left('a scenario begins with: cluster ID...')
  const performed = perform(stage, command.right)
  return performed._tag === 'Left'
    ? performed
    : right({ stage: performed.right.stage, told: [...told, ...performed.right.told] })
}

/** Leads up to where a story begins, without a word. */
const QUIETLY = 'quietly '

const performLine = (before: Performance, { text }: CommandLine): Either<string, Performance> => {
  const quiet = text.startsWith(QUIETLY)
  let at = before
  for (const one of text.slice(quiet ? QUIETLY.length : 0).split('; ')) {
    const next = performOne(at, one)
    if (next._tag === 'Left') return next
    at = next.right
  }
  return right(quiet ? { ...at, told: before.told } : at)
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

const headerOf = ({ servers, initialVoters, options, deviations }: Constants): TraceHeader => ({
  format: FORMAT,
  version: VERSION,
  servers,
  ...(!sameServers(servers, initialVoters) && { initialVoters }),
  options: OPTIONS.filter((name) => options[name]),
  deviations: DEVIATIONS.filter((name) => deviations[name]),
  network: 'unordered',
})

/**
 * Plays a scenario from its beginning to its end.
 *
 * @returns left: the first command that cannot be read or done
 */
export const runScenario = (text: string): Either<ScenarioProblem, Ran> => {
  const printed: string[] = []
  let performance: Performance = { stage: null, told: [] }
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
  const { stage } = performance
  if (stage === null) return left({ line: 1, message: 'a scenario begins with: cluster ID...' })
  return right({
    text: `${printed.join('\n')}\n`,
    header: headerOf(stage.constants),
    lines: stage.lines,
  })
}

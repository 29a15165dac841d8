import { Command, CommanderError, Help } from 'commander'
import type { Option } from 'commander'
import type { ExitCode } from './ExitCode.ts'
import { HOLDS, UNUSABLE } from './ExitCode.ts'
import type { Io } from './Io.ts'
import { problemOfDiagnostic, showProblem } from './Problem.ts'
import { conformCommand } from './conform.ts'
import { exploreCommand } from './explore.ts'
import { replayCommand } from './replay.ts'
import { simulateCommand } from './simulate.ts'
import type { Subcommand } from './Subcommand.ts'
import { problemOfSystemError, systemErrorCode } from './systemError.ts'
import { TlaError } from '../tla/syntax/Diagnostic.ts'
import { checkCommand } from './check.ts'
import { version } from './version.ts'

/** In the order of the help. */
const subcommands: readonly Subcommand[] = [
  conformCommand,
  checkCommand,
  replayCommand,
  simulateCommand,
  exploreCommand,
]

const DESCRIPTION = `Raft as a purely functional core beside a TLA+ specification,
held together in both directions by machine.`

const EXIT_CODES = `
Exit codes, the same for every command:
  0  all was done and holds
  1  found: a divergence, a violated property, a difference
  2  the input cannot be used; one message says where and why
  3  undecided: a limit was reached

"raft-conformance help COMMAND" explains a command.`

/** That a switch is off unless it is given need not be said. */
const describeOption = (option: Option): string =>
  new Help().optionDescription(option).replace(/ \(default: false\)$/, '')

const program = (io: Io, finish: (code: ExitCode) => void, commands: readonly Subcommand[]) => {
  const root = new Command('raft-conformance')
    .description(DESCRIPTION)
    .version(version, '-V, --version', 'print the version')
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError('(--help shows what is possible)')
    .showSuggestionAfterError()
    .configureHelp({ optionDescription: describeOption })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout(text),
      writeErr: io.stderr,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => io.colour,
      getErrHasColors: () => false,
    })
  commands.forEach((make) => root.addCommand(make(io, finish).copyInheritedSettings(root)))
  return root
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown)

const stackOf = (thrown: unknown): string =>
  thrown instanceof Error && thrown.stack !== undefined ? thrown.stack : messageOf(thrown)

/** The last resort: what no command foresaw. Exit code 2, since nothing was decided. */
const reportThrown = (thrown: unknown, debug: boolean, io: Io): ExitCode => {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? HOLDS : UNUSABLE
  if (thrown instanceof TlaError) {
    io.stderr(`${showProblem(problemOfDiagnostic(thrown.diagnostic))}\n`)
    return UNUSABLE
  }
  if (systemErrorCode(thrown) !== undefined) {
    io.stderr(`${showProblem(problemOfSystemError(undefined, thrown))}\n`)
    return UNUSABLE
  }
  io.stderr(
    debug
      ? `internal error, please report it:\n${stackOf(thrown)}\n`
      : `internal error, please report it: ${messageOf(thrown)} (--debug shows the stack)\n`,
  )
  return UNUSABLE
}

/**
 * Runs a command line.
 *
 * @param args what follows the program's name
 * @returns the exit code; never throws
 */
export const main = async (
  args: readonly string[],
  io: Io,
  commands: readonly Subcommand[] = subcommands,
): Promise<ExitCode> => {
  const ended: { code: ExitCode } = { code: HOLDS }
  const finish = (code: ExitCode): void => {
    ended.code = code
  }
  try {
    const root = program(io, finish, commands)
    if (args.length === 0) {
      io.stderr(root.helpInformation())
      return UNUSABLE
    }
    await root.parseAsync(args, { from: 'user' })
    return ended.code
  } catch (thrown) {
    return reportThrown(thrown, args.includes('--debug'), io)
  }
}

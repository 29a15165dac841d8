import { Command, InvalidArgumentError, Option } from 'commander'
import type { ExitCode } from './ExitCode.ts'
import { UNUSABLE } from './ExitCode.ts'
import type { Io } from './Io.ts'
import { showProblem } from './Problem.ts'
import type { Problem } from './Problem.ts'

/**
 * A subcommand: its name, arguments, options and help, and an action that ends in
 * `finish(await run(options, io))`. `run` is exported beside it for the tests.
 */
export type Subcommand = (io: Io, finish: (code: ExitCode) => void) => Command

/** Options that every subcommand has; see `subcommand`. */
export type CommonOptions = { readonly json: boolean; readonly debug: boolean }

/** What the four exit codes mean for one command, for its help. */
export type ExitMeanings = {
  readonly holds: string
  readonly found: string
  readonly unusable?: string
  readonly undecided: string
}

/** How a command is presented; `examples` are whole command lines with a remark each. */
export type Presentation = {
  readonly name: string
  readonly summary: string
  readonly description: string
  readonly exits: ExitMeanings
  readonly examples: readonly (readonly [command: string, remark: string])[]
}

const afterHelp = ({ exits, examples }: Presentation): string =>
  [
    '',
    'Exit codes:',
    `  0  ${exits.holds}`,
    `  1  ${exits.found}`,
    `  2  ${exits.unusable ?? 'the input cannot be used; one message says where and why'}`,
    `  3  ${exits.undecided}`,
    '',
    'Examples:',
    ...examples.flatMap(([command, remark]) => [`  $ ${command}`, `      ${remark}`]),
  ].join('\n')

/** Source lines are joined, so that the terminal's width decides; a blank line stays. */
const unwrapped = (text: string): string => text.replace(/(?<!\n)\n(?!\n)/g, ' ')

/** A command with the options that all have, and a help text that says how it can end. */
export const subcommand = (presentation: Presentation): Command =>
  new Command(presentation.name)
    .summary(presentation.summary)
    .description(unwrapped(presentation.description))
    .addOption(new Option('--json', 'one JSON document on standard output').default(false))
    .addOption(
      new Option('--debug', 'show the stack of an internal error, to report it').default(false),
    )
    .addHelpText('after', afterHelp(presentation))

/** For `argParser`: a whole number within bounds, written in decimal digits. */
export const integer =
  (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
    if (Number.isNaN(value) || value < least || value > most)
      throw new InvalidArgumentError(
        most === Number.MAX_SAFE_INTEGER
          ? `Expected a whole number, at least ${least}.`
          : `Expected a whole number from ${least} to ${most}.`,
      )
    return value
  }

/** For `argParser`: a probability, 0 to 1. */
export const probability = (text: string): number => {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('Expected a number from 0 to 1.')
  return value
}

const MOST_OFTEN = 1000
const LEAST_OFTEN = 0.001

/** For `argParser`: how often in a second something is to happen, on average; 0: never. */
export const rate = (text: string): number => {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN
  if (value !== 0 && !(value >= LEAST_OFTEN && value <= MOST_OFTEN))
    throw new InvalidArgumentError(`Expected 0, or a number from ${LEAST_OFTEN} to ${MOST_OFTEN}.`)
  return value
}

/** For `argParser` of options that may be repeated. */
export const repeated = (value: string, previous: readonly string[] | undefined): string[] => [
  ...(previous ?? []),
  value,
]

/** Prints one JSON document, as `--json` promises. */
export const printJson = (io: Io, document: unknown): Promise<void> =>
  io.stdout(`${JSON.stringify(document, null, 2)}\n`)

/** Reports input that cannot be used; `return refuse(io, options, problem)` ends a `run`. */
export const refuse = async (
  io: Io,
  options: { readonly json: boolean },
  problem: Problem,
): Promise<ExitCode> => {
  io.stderr(`${showProblem(problem)}\n`)
  if (options.json) await printJson(io, { verdict: 'unusable', problem })
  return UNUSABLE
}

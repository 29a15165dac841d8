/**
 * A narrated scenario as text: prose after `#`, commands, `----`, and what they print, up to
 * prose or a blank line. Everything but what is printed stays as it was written, so that a scenario can be
 * regenerated in its place.
 */

export interface CommandLine {
  /** From 1. */
  readonly line: number
  readonly text: string
}

export type Part =
  /** Prose and blank lines, kept as they are. */
  | { readonly _tag: 'Prose'; readonly text: string }
  | { readonly _tag: 'Commands'; readonly commands: readonly CommandLine[] }

const SEPARATOR = '----'

const isProse = (text: string): boolean => text.startsWith('#') || text.trim() === ''

/** What was printed before is dropped. */
export const parseScript = (text: string): readonly Part[] => {
  const parts: Part[] = []
  let commands: CommandLine[] = []
  let printed = false
  const endCommands = (): void => {
    if (commands.length > 0) parts.push({ _tag: 'Commands', commands })
    commands = []
    printed = false
  }
  text
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, k) => {
      if (line === SEPARATOR && commands.length > 0) printed = true
      else if (printed && !isProse(line)) return
      else if (isProse(line)) {
        endCommands()
        parts.push({ _tag: 'Prose', text: line })
      } else commands.push({ line: k + 1, text: line })
    })
  endCommands()
  return parts
}

/** A block of commands with what they printed, if anything. */
export const printCommands = (
  commands: readonly CommandLine[],
  printed: readonly string[],
): string =>
  [
    ...commands.map(({ text }) => text),
    ...(printed.length === 0 ? [] : [SEPARATOR]),
    ...printed,
  ].join('\n')

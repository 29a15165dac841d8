/**
 * A page holds what it shows of the sources and what commands answer, so that it reads on a code
 * host as well as on the site; a test expands it anew and fails on a difference.
 *
 *   <!-- region spec/LeaderElection.tla Timeout BecomeLeader -->   ...   <!-- /region -->
 *   <!-- run: raft-conformance check traces/x.ndjson -->           ...   <!-- /run -->
 *   <!-- run exit=1: raft-conformance check broken.ndjson -->      ...   <!-- /run -->
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, left, right } from 'fp-ts/lib/Either.js'
import { extractRegion } from './Region.ts'

export type Answer = { readonly exit: number; readonly output: string }

export type Sources = {
  /** The text of a file of the repository, by its path from the root; undefined if there is none. */
  readonly read: (file: string) => string | undefined
  /** Runs a command as a reader would, at the root. */
  readonly run: (command: string) => Answer
}

export type Expanded = {
  readonly text: string
  /** Why blocks could not be expanded, each with the line of its mark. */
  readonly problems: readonly string[]
}

type Block =
  | { readonly _tag: 'Region'; readonly file: string; readonly names: readonly string[] }
  | { readonly _tag: 'Run'; readonly command: string; readonly exit: number }

const REGION = /^<!-- region (\S+) (.+?) -->$/
const RUN = /^<!-- run(?: exit=(\d+))?: (.+?) -->$/
const CLOSE = { Region: '<!-- /region -->', Run: '<!-- /run -->' } as const

const LANGUAGES: Readonly<Record<string, string>> = {
  tla: 'tla',
  cfg: 'tla',
  ts: 'ts',
  ndjson: 'json',
}

const blockOf = (line: string): Block | undefined => {
  const region = REGION.exec(line)
  if (region !== null)
    return { _tag: 'Region', file: region[1] ?? '', names: (region[2] ?? '').split(' ') }
  const run = RUN.exec(line)
  if (run !== null) return { _tag: 'Run', command: run[2] ?? '', exit: Number(run[1] ?? 0) }
  return undefined
}

/** A fence longer than any in the text. */
const fenced = (language: string, text: string): string => {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

const regionText = (
  file: string,
  names: readonly string[],
  sources: Sources,
): Either<string, string> => {
  const text = sources.read(file)
  if (text === undefined) return left(`${file}: no such file`)
  const parts: string[] = []
  for (const name of names) {
    const part = extractRegion(file, text, name)
    if (isLeft(part)) return left(`${file}: ${part.left}`)
    parts.push(part.right)
  }
  return right(fenced(LANGUAGES[file.replace(/.*\./, '')] ?? '', parts.join('\n\n')))
}

const runText = (command: string, exit: number, sources: Sources): Either<string, string> => {
  const answer = sources.run(command)
  if (answer.exit !== exit)
    return left(`"${command}" ended with ${answer.exit}, expected ${exit}:\n${answer.output}`)
  return right(fenced('console', `$ ${command}\n${answer.output.trimEnd()}`))
}

/** Figures of one run on one machine: they may differ without the page being wrong. */
const withoutMeasurements = (text: string): string =>
  text
    .replace(/(?:\d[\d,.]*\s?(?:ms|s|min|h)\b ?)+/g, '# time')
    .replace(/\d[\d,.]*\s?(?:kB|MB|GB|KiB|MiB|GiB)\b/g, '# memory')
    .replace(/\d[\d,.]*(?= (?:\w+ ){0,3}(?:a second|per second))/g, '#')
    .replace(/\d[\d,.]*(?=\s?(?:[\w ]+)?\/s\b)/g, '#')
    .replace(/[ \t]+/g, ' ')

/** What stood there stays if only measurements differ: otherwise every run would change the page. */
const keepIfSame = (block: Block, before: string, after: string): string =>
  block._tag === 'Run' && withoutMeasurements(before) === withoutMeasurements(after)
    ? before
    : after

const expandBlock = (block: Block, sources: Sources): Either<string, string> =>
  block._tag === 'Region'
    ? regionText(block.file, block.names, sources)
    : runText(block.command, block.exit, sources)

/** Expands every block of a page; what is outside of blocks stays as it is. */
export const expandPage = (page: string, sources: Sources): Expanded => {
  const lines = page.split('\n')
  const out: string[] = []
  const problems: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    out.push(line)
    const block = blockOf(line)
    if (block === undefined) continue
    const end = lines.indexOf(CLOSE[block._tag], at)
    const nextOpen = lines.findIndex((other, n) => n > at && blockOf(other) !== undefined)
    if (end < 0 || (nextOpen >= 0 && nextOpen < end)) {
      problems.push(`${at + 1}: no "${CLOSE[block._tag]}" after this mark`)
      continue
    }
    const before = lines.slice(at + 1, end).join('\n')
    const expanded = expandBlock(block, sources)
    if (isLeft(expanded)) problems.push(`${at + 1}: ${expanded.left}`)
    out.push(isLeft(expanded) ? before : keepIfSame(block, before, expanded.right))
    at = end - 1
  }
  return { text: out.join('\n'), problems }
}

/** What a page shows of the sources, by file and name. */
export const shownRegions = (page: string): readonly { file: string; name: string }[] =>
  page.split('\n').flatMap((line) => {
    const block = blockOf(line)
    return block?._tag === 'Region' ? block.names.map((name) => ({ file: block.file, name })) : []
  })

/** The commands whose answers a page holds. */
const ranCommands = (page: string): readonly string[] =>
  page.split('\n').flatMap((line) => {
    const block = blockOf(line)
    return block?._tag === 'Run' ? [block.command] : []
  })

/** Commands in `sh` blocks, and after `$` in `console` blocks: what a reader may type. */
const typedCommands = (page: string): readonly string[] =>
  [...page.matchAll(/^```(sh|bash|shell|console)\n([^]*?)^```$/gm)].flatMap(
    ([, language, body = '']) =>
      body
        .split('\n')
        .filter((line) => (language === 'console' ? line.startsWith('$ ') : line.trim() !== ''))
        .map((line) =>
          line
            .replace(/^\$ /, '')
            .replace(/\s+#.*$/, '')
            .trim(),
        )
        .filter((line) => line !== '' && !line.startsWith('#')),
  )

/** Commands that a reader may type and that no `run` mark runs. */
export const commandsNotRun = (page: string): readonly string[] => {
  const ran = new Set(ranCommands(page))
  return [...new Set(typedCommands(page))].filter((command) => !ran.has(command))
}

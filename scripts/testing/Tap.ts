/** One line `ok` or `not ok` of a TAP stream, with what follows it. */
export type TapResult = {
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** Of ava: the file's path and the title, joined by ` › `. */
  readonly name: string
  /** Comments and the diagnostic block, without their indentation. */
  readonly details: readonly string[]
}

export type TapReader = {
  /** Takes the next piece of the stream, cut anywhere. */
  readonly feed: (piece: string) => void
  readonly results: () => readonly TapResult[]
  /** A stream without a plan was cut off: its producer crashed. */
  readonly hasPlan: () => boolean
}

const RESULT = /^(not )?ok \d+(?: - (.*?))?(?: # (SKIP)\b.*)?$/
const PLAN = /^1\.\.\d+$/

const resultOf = (line: string): (TapResult & { details: string[] }) | undefined => {
  const found = RESULT.exec(line)
  if (found === null) return undefined
  const [, failed, name = '', skip] = found
  const outcome = failed !== undefined ? 'failed' : skip !== undefined ? 'skipped' : 'passed'
  return { outcome, name, details: [] }
}

/** A block's delimiters say nothing to a reader; ava marks line ends inside strings with ␊. */
const detailOf = (line: string): readonly string[] =>
  /^ {2}(---|\.\.\.)$/.test(line) ? [] : [line.replace(/^(# {2}| {4})/, '').replaceAll('␊', '')]

const belongsToResult = (line: string): boolean => /^(#| {2})/.test(line)

/** Reads a TAP stream as it comes. */
export const tapReader = (): TapReader => {
  const results: (TapResult & { details: string[] })[] = []
  let rest = ''
  let planned = false
  const take = (line: string): void => {
    const result = resultOf(line)
    if (result !== undefined) results.push(result)
    else if (PLAN.test(line)) planned = true
    else if (!planned && belongsToResult(line)) results.at(-1)?.details.push(...detailOf(line))
  }
  return {
    feed: (piece) => {
      const lines = (rest + piece).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(take)
    },
    results: () => results,
    hasPlan: () => planned,
  }
}

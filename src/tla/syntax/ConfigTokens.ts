import { TlaError } from './Diagnostic.ts'
import { maximumTextLength } from './Limits.ts'
import { stringValue } from './Literals.ts'
import { expandTabs } from './Source.ts'
import type { SourceText } from './Span.ts'
import type { Span } from './Span.ts'

export type Token = { readonly text: string; readonly span: Span } & (
  | { readonly kind: 'word' | 'symbol' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
)

const pattern =
  /(?<blank>\s+|\\\*[^\n]*)|(?<comment>\(\*)|(?<string>"(?:[^"\\\n]|\\[^\n])*")|(?<number>-?\d+(?![A-Za-z_0-9]))|(?<word>[A-Za-z0-9_!]+)|(?<symbol><-|[={},[\]()])|(?<other>[^])/uy

const commentEnd = (text: string, start: number): number => {
  const bracket = /\(\*|\*\)/g
  bracket.lastIndex = start
  let depth = 0
  for (let m = bracket.exec(text); m !== null; m = bracket.exec(text)) {
    depth += m[0] === '(*' ? 1 : -1
    if (depth === 0) return bracket.lastIndex
  }
  return -1
}

const refuse = (span: Span, message: string): never => {
  throw new TlaError({ code: 'CFG001', message, span })
}

/** Tells line and column of offsets that only grow. */
const locator = (source: SourceText): ((from: number, to: number) => Span) => {
  let line = 1
  let start = 0
  return (from, to) => {
    for (let n = source.text.indexOf('\n', start); n >= 0 && n < from;) {
      line += 1
      start = n + 1
      n = source.text.indexOf('\n', start)
    }
    const column = from - start + 1
    return { file: source.file, line, column, endLine: line, endColumn: column + to - from }
  }
}

const tokenOf = (text: string, groups: Readonly<Record<string, string>>, span: Span): Token => {
  if (groups['string'] !== undefined)
    return { kind: 'string', text, value: stringValue(text), span }
  if (groups['number'] !== undefined) return { kind: 'number', text, value: Number(text), span }
  if (groups['word'] !== undefined) return { kind: 'word', text, span }
  if (groups['symbol'] !== undefined) return { kind: 'symbol', text, span }
  return refuse(span, `\`${text}\` has no meaning in a configuration file.`)
}

/** The tokens of a configuration file, comments left out. */
export const tokensOf = (given: SourceText): readonly Token[] => {
  const source = { file: given.file, text: expandTabs(given.text) }
  const locate = locator(source)
  if (source.text.length > maximumTextLength)
    refuse(locate(0, 1), `The text has more than ${String(maximumTextLength)} characters.`)
  const tokens: Token[] = []
  let at = 0
  while (at < source.text.length) {
    pattern.lastIndex = at
    const m = pattern.exec(source.text)
    if (m?.groups === undefined) break
    const end = m.groups['comment'] === undefined ? pattern.lastIndex : commentEnd(source.text, at)
    if (end < 0) refuse(locate(at, at + 2), 'This comment is never closed: `*)` is missing.')
    if (m.groups['blank'] === undefined && m.groups['comment'] === undefined)
      tokens.push(tokenOf(m[0], m.groups, locate(at, end)))
    at = end
  }
  return tokens
}

import { TlaError } from './Diagnostic.ts'
import type { SourceText } from './Span.ts'

/** Where the parser had come to when no rule allowed what follows, and in which of its states. */
export interface ParserState {
  readonly id: number
  readonly line: number
  readonly column: number
}

const tokens = /[A-Za-z0-9_]+|"[^"\n]*"|\\[A-Za-z]+|[=\-+<>|~:.!$%&*^?@/\\#]+|[^\s]/gu

/**
 * The first token that ends after a position, and where it stands. The parser may be stuck inside
 * what a reader sees as one token: `==` where only `=` could follow.
 */
const nextToken = (
  source: SourceText,
  line: number,
  column: number,
): { readonly text: string; readonly line: number; readonly column: number } => {
  const rows = source.text.split('\n')
  for (let row = line; row <= rows.length; row += 1) {
    const from = row === line ? column - 1 : 0
    for (const { 0: text, index } of (rows[row - 1] ?? '').matchAll(tokens))
      if (index + text.length > from) return { text, line: row, column: index + 1 }
  }
  return { text: '', line, column }
}

/** Names of symbols that say nothing to a reader: parts of tokens and states of the scanner. */
const hidden = /^(?:_|ERROR$|end$)|_token\d|comment|text|placeholder|^\(\*$/

const readable = (symbols: readonly string[]): readonly string[] => [
  ...new Set(
    symbols.filter((s) => !hidden.test(s)).map((s) => (s === 'identifier' ? 'a name' : s)),
  ),
]

const listed = (symbols: readonly string[]): string =>
  symbols.map((s) => (s === 'a name' ? s : `\`${s}\``)).join(', ')

/** An expression is expected where a bracket may open and a quantifier may begin. */
const expectation = (symbols: readonly string[]): string => {
  if (symbols.includes('CHOOSE') && symbols.includes('{')) return ' An expression is expected.'
  const names = readable(symbols)
  return names.length > 0 && names.length <= 6 ? ` Expected: ${listed(names)}.` : ''
}

/** Tokens that begin something new, so that what stands before them is the likely culprit. */
const beginning =
  /^(?:={4,}|-{4,}|ASSUME|AXIOM|CONSTANTS?|EXTENDS|INSTANCE|LOCAL|RECURSIVE|THEOREM|VARIABLES?)$/

const complaint = (token: string): string => {
  if (token === '') return 'The text ends too early.'
  return beginning.test(token)
    ? `\`${token}\` is unexpected here: what stands before it is not complete.`
    : `\`${token}\` is unexpected here.`
}

const isFarther = (a: ParserState, b: ParserState): boolean =>
  a.line > b.line || (a.line === b.line && a.column >= b.column)

/**
 * The first place where every reading of the text came to an end. Of the readings that the parser
 * followed side by side, the one that got farthest counts.
 */
export const syntaxError = (
  source: SourceText,
  stuck: readonly ParserState[],
  expectedIn: (state: number) => readonly string[],
): TlaError => {
  const start: ParserState = { id: 0, line: 1, column: 1 }
  const { id, line, column } = stuck.reduce((best, s) => (isFarther(s, best) ? s : best), start)
  const found = nextToken(source, line, column)
  return new TlaError({
    code: 'TLA001',
    message: complaint(found.text) + expectation(expectedIn(id)),
    span: {
      file: source.file,
      line: found.line,
      column: found.column,
      endLine: found.line,
      endColumn: found.column + Math.max(1, found.text.length),
    },
  })
}

import { TlaError } from './Diagnostic.ts'
import type { SourceText } from './Source.ts'

/** A step of the parser: its state, and the position up to which it had read. */
export interface ParserEvent {
  readonly state: number
  readonly line: number
  readonly column: number
  /** No rule allows what follows. */
  readonly stuck: boolean
}

const tokenAt = /(?:[A-Za-z0-9_]+|"[^"\n]*"|\\[A-Za-z]+|[=\-+<>|~:.!$%&*^?@/\\#]+|[^\s])/y

/** The first token at or after a position, and where it stands. */
const nextToken = (
  source: SourceText,
  line: number,
  column: number,
): { readonly text: string; readonly line: number; readonly column: number } => {
  const rows = source.text.split('\n')
  for (let row = line; row <= rows.length; row += 1) {
    const text = rows[row - 1] ?? ''
    const from = row === line ? column - 1 : 0
    const blank = text.slice(from).search(/\S/)
    if (blank < 0) continue
    tokenAt.lastIndex = from + blank
    return { text: tokenAt.exec(text)?.[0] ?? '', line: row, column: from + blank + 1 }
  }
  return { text: '', line, column }
}

/** Names of symbols that say nothing to a reader: parts of tokens and states of the scanner. */
const hidden = /^(?:_|ERROR$|end$)|_token\d|comment|text|placeholder/

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

/**
 * The first place where every reading of the text came to an end. Of the readings that the parser
 * followed side by side, the one that got farthest counts.
 */
export const syntaxError = (
  source: SourceText,
  events: readonly ParserEvent[],
  expectedIn: (state: number) => readonly string[],
): TlaError => {
  const farthest = events
    .filter((e) => e.stuck)
    .reduce<ParserEvent | undefined>(
      (best, e) =>
        best === undefined ||
        e.line > best.line ||
        (e.line === best.line && e.column >= best.column)
          ? e
          : best,
      undefined,
    )
  const { line, column, state } = farthest ?? { line: 1, column: 1, state: 0 }
  const found = nextToken(source, line, column)
  const what =
    found.text === '' ? 'The text ends too early here.' : `\`${found.text}\` is unexpected here.`
  return new TlaError({
    code: 'TLA001',
    message: what + expectation(expectedIn(state)),
    span: {
      file: source.file,
      line: found.line,
      column: found.column,
      endLine: found.line,
      endColumn: found.column + Math.max(1, found.text.length),
    },
  })
}

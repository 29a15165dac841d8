/** A text and the name under which it is quoted. */
export interface SourceText {
  readonly file: string
  readonly text: string
}

/** A region of source text. Lines and columns count from 1; the end is exclusive. */
export interface Span {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Renders a span as `file:line:column`, the form that editors and terminals make clickable. */
export const showSpan = (span: Span): string =>
  `${span.file}:${String(span.line)}:${String(span.column)}`

/** The span of one character, from its offset in the text. */
export const spanAt = (file: string, text: string, offset: number): Span => {
  const before = text.slice(0, offset).split('\n')
  const line = before.length
  const column = (before.at(-1) ?? '').length + 1
  return { file, line, column, endLine: line, endColumn: column + 1 }
}

/** From the start of one span to the end of another in the same file. */
export const spanOver = (first: Span, last: Span): Span => ({
  ...first,
  endLine: last.endLine,
  endColumn: last.endColumn,
})

export interface Position {
  readonly line: number
  readonly column: number
}

/** Line and column of any offset of a text. */
export const lineIndex = (text: string): ((offset: number) => Position) => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

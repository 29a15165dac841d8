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

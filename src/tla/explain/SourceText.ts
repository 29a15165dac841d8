import type { Specification } from '../names/Ir.ts'
import type { Span } from '../syntax/Span.ts'

/** The text of a region on one line, comments and indentation left out. */
export const sourceText = (specification: Specification, span: Span): string => {
  const lines = specification.sources.get(span.file)?.split('\n') ?? []
  const region = lines.slice(span.line - 1, span.endLine).map((line, k) => {
    const end = k === span.endLine - span.line ? span.endColumn - 1 : line.length
    return line.slice(k === 0 ? span.column - 1 : 0, end)
  })
  return region
    .map((line) => line.replace(/\\\*.*$/, '').trim())
    .filter((line) => line !== '')
    .join(' ')
}

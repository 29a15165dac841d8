/**
 * Prepares a text for the grammar: tabs become spaces and all that is no part of the module
 * becomes blank (what stands before `---- MODULE`, what stands after the closing `====`, comments),
 * so that lines and columns stay. The grammar would read PlusCal inside comments and stumble over
 * quotes in prose; SANY reads none of it. The limits that protect the parser are held here too.
 */
import { TlaError } from './Diagnostic.ts'
import { maximumTextLength } from './Limits.ts'
import { checkNesting } from './Nesting.ts'
import { spanAt } from './Span.ts'
import type { SourceText } from './Span.ts'

/** Columns count as SANY counts them: a tab moves to the next column after a multiple of eight. */
export const expandTabs = (text: string): string => {
  const unix = text.replaceAll('\r\n', '\n')
  if (!unix.includes('\t')) return unix
  const line = (row: string): string =>
    row.includes('\t')
      ? row.split('\t').reduce((done, part) => done.padEnd((done.length >> 3) * 8 + 8) + part)
      : row
  return unix.split('\n').map(line).join('\n')
}

const header = /-{4,}[ \t\r\n]*MODULE\b/

/** What opens or closes a comment, a string or a module; anything else is passed over. */
const token = /\(\*|\\\*|"|-{4,}[ \t\r\n]*MODULE\b|={4,}/gu

const blank = (text: string): string => text.replace(/[^\n]/gu, (c) => ' '.repeat(c.length))

const fail = (code: string, source: SourceText, offset: number, message: string): never => {
  throw new TlaError({ code, message, span: spanAt(source.file, source.text, offset) })
}

/** The offset just after the block comment that opens at `start`; comments nest. */
const endOfComment = (source: SourceText, start: number): number => {
  const bracket = /\(\*|\*\)/g
  bracket.lastIndex = start
  let depth = 0
  for (let m = bracket.exec(source.text); m !== null; m = bracket.exec(source.text)) {
    depth += m[0] === '(*' ? 1 : -1
    if (depth === 0) return bracket.lastIndex
  }
  return fail('TLA003', source, start, 'This comment is never closed: `*)` is missing.')
}

/** The offset just after a string; only the escapes that SANY knows are allowed. */
const endOfString = (source: SourceText, start: number): number => {
  const body = /"(?:[^"\\\n]|\\[\\"ntfr])*/y
  body.lastIndex = start
  body.test(source.text)
  const end = body.lastIndex
  if (source.text[end] === '"') return end + 1
  return source.text[end] === '\\' && source.text[end + 1] !== '\n'
    ? fail(
        'TLA004',
        source,
        end,
        'A string knows the escapes `\\\\`, `\\"`, `\\n`, `\\t`, `\\f` and `\\r` only.',
      )
    : fail('TLA004', source, start, 'This string is never closed: `"` is missing on its line.')
}

/** Appends to `parts` the text with comments blanked, from the header to the closing line. */
const blankComments = (source: SourceText, start: number, parts: string[]): number => {
  const { text } = source
  let kept = start
  let modules = 0
  token.lastIndex = start
  const skip = (from: number, to: number): void => {
    parts.push(text.slice(kept, from), blank(text.slice(from, to)))
    kept = to
    token.lastIndex = to
  }
  for (let m = token.exec(text); m !== null; m = token.exec(text)) {
    const [found] = m
    if (found === '(*') skip(m.index, endOfComment(source, m.index))
    else if (found === '\\*') skip(m.index, lineEnd(text, m.index))
    else if (found === '"') token.lastIndex = endOfString(source, m.index)
    else if (found.startsWith('--')) modules += 1
    else if (found.startsWith('====')) {
      modules -= 1
      if (modules === 0) break
    }
  }
  const end = token.lastIndex === 0 ? text.length : token.lastIndex
  parts.push(text.slice(kept, end))
  return end
}

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

/**
 * The module of a file and nothing else, every character where it was. Throws a TlaError where
 * there is no module, where a comment or string is never closed, or past a limit.
 */
export const moduleText = (source: SourceText): SourceText => {
  if (source.text.length > maximumTextLength)
    fail('TLA005', source, 0, `The text has more than ${String(maximumTextLength)} characters.`)
  const expanded = { file: source.file, text: expandTabs(source.text) }
  const found = header.exec(expanded.text)
  if (found === null)
    return fail(
      'TLA002',
      expanded,
      0,
      'There is no module here: a module begins with a line `---- MODULE Name ----`.',
    )
  const parts = [blank(expanded.text.slice(0, found.index))]
  const end = blankComments(expanded, found.index, parts)
  parts.push(blank(expanded.text.slice(end)))
  const prepared = { file: source.file, text: parts.join('') }
  checkNesting(prepared)
  return prepared
}

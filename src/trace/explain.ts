/** What a codec refused, in words: where, what it is, what was expected. */
import type * as t from 'io-ts'

const SHOWN = 40

/** A value as JSON, cut where it is long. */
export const show = (value: unknown): string => {
  const json = value === undefined ? 'missing' : JSON.stringify(value)
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}...` : json
}

const segment = (key: string): string => {
  if (/^\d+$/.test(key)) return `[${key}]`
  return /^\w+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

/** The way to a part of a value: `sent[0].term`; empty for the value itself. */
const path = (context: t.Context): string =>
  context
    .map(({ key }) => (key === '' ? '' : segment(key)))
    .join('')
    .replace(/^\./, '')

/** One edit away: a letter more, less or other, or two swapped. */
const near = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > 1 || a === b) return false
  let start = 0
  while (start < short.length && short[start] === long[start]) start += 1
  const rest = (from: number, text: string) => text.slice(from)
  if (short.length < long.length) return rest(start, short) === rest(start + 1, long)
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start]
  return (
    rest(start + 1, short) === rest(start + 1, long) ||
    (swapped && rest(start + 2, short) === rest(start + 2, long))
  )
}

const suggestion = (wrong: unknown, expected: string): string => {
  if (typeof wrong !== 'string' || !expected.startsWith('one of ')) return ''
  const meant = (expected.match(/\w+/g) ?? []).find(
    (known) => near(wrong, known) || wrong.toLowerCase() === known.toLowerCase(),
  )
  return meant === undefined || meant === wrong ? '' : `; did you mean ${JSON.stringify(meant)}?`
}

/**
 * The first thing that is wrong.
 *
 * @param whole what the value is called, such as `the line`
 */
export const explain = (whole: string, errors: t.Errors): string => {
  const [first] = errors
  const last = first?.context.at(-1)
  if (first === undefined || last === undefined) return `${whole} is not as expected`
  const at = path(first.context)
  const where = at === '' ? whole : at
  if (first.message !== undefined) return `${where} ${first.message}`
  const expected = last.type.name
  return `${where} is ${show(first.value)}, expected ${expected}${suggestion(first.value, expected)}`
}

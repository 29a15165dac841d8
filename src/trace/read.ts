/**
 * Reads a raft-trace as a stream: text comes in pieces, decoded lines go out in batches, and
 * nothing is kept, so that a trace may be longer than the memory.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Codec } from './Codec.ts'
import { explain, show } from './explain.ts'
import type { LineSplitter, NumberedText } from './lines.ts'
import { lineSplitter } from './lines.ts'
import type { ObservedMessage } from './RaftTrace.ts'
import { FORMAT, TraceHeader, TraceLine, VERSION } from './RaftTrace.ts'

/** What is wrong with a trace: what, what was expected, what to do. */
export interface TraceProblem {
  /** From 1; absent where the whole is concerned. */
  readonly line?: number
  readonly message: string
}

export interface NumberedLine {
  readonly number: number
  readonly line: TraceLine
}

export type Batch =
  | { readonly _tag: 'Lines'; readonly lines: readonly NumberedLine[] }
  /** The last line ends within: its writer was cut off. It is left out, and nothing follows. */
  | { readonly _tag: 'Torn'; readonly number: number }
  /** Nothing follows. */
  | { readonly _tag: 'Broken'; readonly problem: TraceProblem }

export interface OpenTrace {
  readonly header: TraceHeader
  /** To be read once; reading to the end, or breaking off, closes the text. */
  readonly batches: AsyncIterable<Batch>
  /** For who does not read the batches at all. */
  readonly close: () => Promise<void>
}

export interface ReadOptions {
  /** In UTF-16 units. A file without newlines must not fill the memory. */
  readonly longestLine: number
  /** Whether a header without any line will do, as where each server has a file of its own. */
  readonly mayHaveNoLines: boolean
}

export const READ_OPTIONS: ReadOptions = { longestLine: 1 << 24, mayHaveNoLines: false }

const isBlank = (text: string): boolean => /^\s*$/.test(text)

/** undefined is no JSON value, so it can stand for broken JSON. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const brokenJson = ({ number, text }: NumberedText): TraceProblem => ({
  line: number,
  message: `broken JSON: ${show(text)}, expected one JSON object on the line; correct or remove it`,
})

const decode = <A>(
  codec: Codec<A>,
  whole: string,
  numbered: NumberedText,
): Either<TraceProblem, A> => {
  const value = parseJson(numbered.text)
  if (value === undefined) return left(brokenJson(numbered))
  if (codec.is(value)) return right(value)
  const errors = codec.validate(value, [{ key: '', type: codec }])
  const message = errors._tag === 'Left' ? explain(whole, errors.left) : `${whole} is refused`
  return left({ line: numbered.number, message: `${message}${advice(message)}` })
}

const advice = (message: string): string =>
  message.includes('has the unknown key')
    ? '; correct it, or put under "note" what the format does not know'
    : ''

/** The first server that the header does not name, with where it is. */
const stranger = (servers: ReadonlySet<string>, line: TraceLine): string | null => {
  const unknown = (id: string | undefined): id is string => id !== undefined && !servers.has(id)
  const inMessage = (m: ObservedMessage): boolean => unknown(m.source) || unknown(m.dest)
  const which = (where: string, m: ObservedMessage): string =>
    unknown(m.source) ? `${where}.source is ${show(m.source)}` : `${where}.dest is ${show(m.dest)}`
  if (unknown(line.server)) return `server is ${show(line.server)}`
  const { j, newVoters = [] } = line.args ?? {}
  if (unknown(j)) return `args.j is ${show(j)}`
  const voter = newVoters.find(unknown)
  if (voter !== undefined) return `args.newVoters has ${show(voter)}`
  if (line.message !== undefined && inMessage(line.message)) return which('message', line.message)
  const sent = line.sent ?? []
  const at = sent.findIndex(inMessage)
  const wrong = sent[at]
  return wrong === undefined ? null : which(`sent[${at}]`, wrong)
}

/** Decodes the lines after the header, and holds their servers to those of the header. */
const lineDecoder = (header: TraceHeader) => {
  const servers = new Set(header.servers)
  return (numbered: NumberedText): Either<TraceProblem, NumberedLine> => {
    const decoded = decode(TraceLine, 'the line', numbered)
    if (decoded._tag === 'Left') return decoded
    const unknown = stranger(servers, decoded.right)
    return unknown === null
      ? right({ number: numbered.number, line: decoded.right })
      : left({
          line: numbered.number,
          message: `${unknown}, expected a server of the header: ${header.servers.join(', ')}; add it there or correct it here`,
        })
  }
}

const beginning = `a trace begins with {"format":"${FORMAT}","version":${VERSION},"servers":[...]}`

const decodeHeader = (first: NumberedText): Either<TraceProblem, TraceHeader> => {
  const header = decode(TraceHeader, 'the header', first)
  if (header._tag === 'Left')
    return left({
      ...header.left,
      message: `${header.left.message}; ${beginning}`,
    })
  const { servers, initial = {}, initialVoters = [] } = header.right
  const mentioned: readonly (readonly [where: string, ids: readonly string[]])[] = [
    ['initial', Object.keys(initial)],
    ['initialVoters', initialVoters],
  ]
  for (const [where, ids] of mentioned) {
    const unknown = ids.find((id) => !servers.includes(id))
    if (unknown !== undefined)
      return left({
        line: first.number,
        message: `${where} has the unknown server ${show(unknown)}, expected only ${servers.join(', ')}`,
      })
  }
  const { options = [] } = header.right
  return options.includes('JointConsensus') && options.includes('SingleServerChanges')
    ? left({
        line: first.number,
        message:
          'options has both JointConsensus and SingleServerChanges, expected at most one way to change the membership; remove the other',
      })
    : header
}

const empty: TraceProblem = {
  message: 'the file is empty, expected a raft-trace: a header and at least one line',
}

const headerOnly: Ending = {
  _tag: 'Broken',
  problem: {
    message:
      'the trace has a header only, expected at least one line after it; nothing could be checked',
  },
}

const tooLong = (line: number, longest: number): Ending => ({
  _tag: 'Broken',
  problem: {
    line,
    message: `the line is longer than ${longest} characters, expected newline-delimited JSON; write one object on each line`,
  },
})

type Ending = Exclude<Batch, { readonly _tag: 'Lines' }>

/** Lines that are not blank, and what ends the text after them, unless it ends well or goes on. */
interface TextBatch {
  readonly lines: readonly NumberedText[]
  readonly ending: Ending | null
}

/** The lines that a piece completes, up to one that is too long. */
const completed = (splitter: LineSplitter, piece: string, longest: number): TextBatch => {
  const lines = splitter.push(piece).filter(({ text }) => !isBlank(text))
  const excess = lines.findIndex(({ text }) => text.length > longest)
  const culprit = lines[excess]
  if (culprit !== undefined)
    return { lines: lines.slice(0, excess), ending: tooLong(culprit.number, longest) }
  const pending = splitter.pending()
  return { lines, ending: pending.length > longest ? tooLong(pending.number, longest) : null }
}

/** A last line without its newline is complete if it is JSON: no beginning of an object is. */
const atTheEnd = (splitter: LineSplitter): TextBatch => {
  const last = splitter.end()
  if (last === null || isBlank(last.text)) return { lines: [], ending: null }
  return parseJson(last.text) === undefined
    ? { lines: [], ending: { _tag: 'Torn', number: last.number } }
    : { lines: [last], ending: null }
}

/** Batches that are not empty, the last of them with the ending if there is one. */
async function* textBatches(
  pieces: AsyncIterable<string>,
  longest: number,
): AsyncGenerator<TextBatch, void> {
  const splitter = lineSplitter()
  for await (const piece of pieces) {
    const batch = completed(splitter, piece, longest)
    if (batch.lines.length > 0 || batch.ending !== null) yield batch
    if (batch.ending !== null) return
  }
  yield atTheEnd(splitter)
}

async function* decodeBatches(
  header: TraceHeader,
  first: TextBatch,
  rest: AsyncGenerator<TextBatch, void>,
  { mayHaveNoLines }: ReadOptions,
): AsyncGenerator<Batch, void> {
  const decodeLine = lineDecoder(header)
  let seen = 0
  try {
    for (let batch: TextBatch | undefined = first; batch !== undefined; batch = await take(rest)) {
      const decoded = separated(batch.lines.map(decodeLine))
      if (decoded.lines.length > 0) yield { _tag: 'Lines', lines: decoded.lines }
      const ending = decoded.problem ?? batch.ending
      seen += decoded.lines.length
      if (ending !== null) yield ending
      if (ending?._tag === 'Broken') return
    }
    if (seen === 0 && !mayHaveNoLines) yield headerOnly
  } finally {
    await rest.return()
  }
}

/** The lines before the first problem, and that problem. */
const separated = (decoded: readonly Either<TraceProblem, NumberedLine>[]) => {
  const lines: NumberedLine[] = []
  for (const one of decoded) {
    if (one._tag === 'Left') {
      const problem: Ending = { _tag: 'Broken', problem: one.left }
      return { lines, problem }
    }
    lines.push(one.right)
  }
  return { lines, problem: null }
}

const take = async (batches: AsyncIterator<TextBatch, void>): Promise<TextBatch | undefined> => {
  const next = await batches.next()
  return next.done === true ? undefined : next.value
}

/** Why there is no header. */
const problemBefore = (ending: Ending | null): TraceProblem => {
  switch (ending?._tag) {
    case 'Broken':
      return ending.problem
    case 'Torn':
      return { line: ending.number, message: `the header is cut off, ${beginning}` }
    case undefined:
      return empty
  }
}

/**
 * Reads the header of a trace, and opens the rest of it.
 *
 * @param pieces the text, cut anywhere
 */
export const openTrace = async (
  pieces: AsyncIterable<string>,
  options: ReadOptions = READ_OPTIONS,
): Promise<Either<TraceProblem, OpenTrace>> => {
  const batches = textBatches(pieces, options.longestLine)
  const batch = await take(batches)
  const first = batch?.lines[0]
  const header =
    first === undefined ? left(problemBefore(batch?.ending ?? null)) : decodeHeader(first)
  if (header._tag === 'Left' || batch === undefined) {
    await batches.return()
    return header._tag === 'Left' ? header : left(empty)
  }
  const remaining = { ...batch, lines: batch.lines.slice(1) }
  return right({
    header: header.right,
    batches: decodeBatches(header.right, remaining, batches, options),
    close: async () => void (await batches.return()),
  })
}

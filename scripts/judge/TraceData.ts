/**
 * Traces as a TLA+ module, for TLC to judge through `spec/TraceRaft.tla`. This version of TLC reads
 * no JSON, so each line becomes a record with the fields that were observed and no others.
 */
import { isComplete } from '../../src/conformance/check/Vocabulary.ts'
import type { TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'

export interface Trace {
  readonly header: TraceHeader
  readonly lines: readonly TraceLine[]
}

/** The module that `TraceRaft` extends, and the configuration of TLC's run. */
export interface TraceData {
  readonly module: string
  readonly config: string
}

export const TRACE_DATA = 'TraceData'

/** Stands for a command that was not observed anywhere. */
const NEVER_MENTIONED = 'never mentioned'

/** A string of TLA+. TLC reads plain ASCII best, so the rest is written by its code. */
const text = (value: string): string =>
  `"${value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[^ -~]/gu, (character) => `<${String(character.codePointAt(0))}>`)}"`

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON as TLA+ writes it: null is Nil, an empty object the function of nothing. */
const literal = (value: unknown): string => {
  if (value === null) return 'Nil'
  if (typeof value === 'string') return text(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (Array.isArray(value)) return `<<${value.map(literal).join(', ')}>>`
  if (isObject(value)) return record(Object.entries(value))
  return JSON.stringify(value)
}

/** Fields that hold sets of servers, which JSON lists. */
const sets: ReadonlySet<string> = new Set(['votesGranted', 'voters', 'newVoters', 'learners'])
/** Fields that hold functions of servers, which need not be identifiers; a message's are numbers. */
const functions: ReadonlySet<string> = new Set(['nextIndex', 'matchIndex', 'roundEnd'])

const fieldLiteral = (key: string, value: unknown): string => {
  if (sets.has(key) && Array.isArray(value)) return set(value)
  return functions.has(key) && isObject(value) ? perServer(value) : literal(value)
}

const pair = ([key, value]: readonly [string, unknown]): string =>
  `${key} |-> ${fieldLiteral(key, value)}`

const record = (fields: readonly (readonly [string, unknown])[]): string => {
  const given = fields.filter(([, value]) => value !== undefined)
  return given.length === 0 ? '<<>>' : `[${given.map(pair).join(', ')}]`
}

const perServer = (indexes: Readonly<Record<string, unknown>>): string =>
  Object.entries(indexes)
    .map(([server, index]) => `(${text(server)} :> ${literal(index)})`)
    .join(' @@ ') || '<<>>'

const set = (members: readonly unknown[]): string => `{${members.map(literal).join(', ')}}`

/** Every command that a trace mentions. */
const commandsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(commandsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    (key === 'value' || key === 'v') && typeof part === 'string' ? [part] : commandsIn(part),
  )
}

/**
 * What a client may have asked for: what the line says, by its arguments or by the log after it;
 * otherwise any command that the trace mentions, or one that it never does.
 */
const commandsOf = (
  { args, state: after }: TraceLine,
  mentioned: readonly string[],
): readonly string[] => {
  const commands = (after?.logTail?.entries ?? after?.log ?? []).filter(
    ({ configuration }) => configuration === undefined,
  )
  const told = args?.v ?? commands.at(-1)?.value ?? undefined
  return told === undefined ? [...mentioned, NEVER_MENTIONED] : [told]
}

const line = (
  observed: TraceLine,
  mentioned: readonly string[],
  inFlightUnknown: boolean,
): string => {
  const { server, action, actions, args, message, state: after, sent } = observed
  const unchecked = inFlightUnknown && message !== undefined && isComplete(message)
  return `[${[
    pair(['server', server]),
    `commands |-> ${set(commandsOf(observed, mentioned))}`,
    ...(action === undefined ? [] : [pair(['action', action])]),
    ...(actions === undefined ? [] : [pair(['actions', actions])]),
    ...(args === undefined ? [] : [pair(['args', args])]),
    ...(message === undefined ? [] : [pair(['message', message])]),
    ...(unchecked ? [pair(['unchecked', true])] : []),
    ...(after === undefined ? [] : [pair(['state', after])]),
    ...(sent === undefined ? [] : [pair(['sent', sent])]),
  ].join(', ')}]`
}

const traceOf = ({ header, lines }: Trace): string => {
  const mentioned = [...new Set(commandsIn(lines))]
  const records = lines.map((each) => `    ${line(each, mentioned, header.inFlight === 'unknown')}`)
  return `<<\n${records.join(',\n')}\n  >>`
}

/** What TraceRaft does not know of a header; undefined where it knows all. */
export const unsupported = ({ header }: Trace): string | undefined => {
  if (header.network === 'ordered') return 'an ordered network'
  if (header.logMayLoseTail === true) return 'a log that may lose its tail'
  if (header.initial !== undefined) return 'a start in another than the initial state'
  return undefined
}

/** What traces must have in common to be judged in one run: the constants of the specification. */
export const constantsOf = ({ header }: Trace): string =>
  [
    `Server = ${set(header.servers)}`,
    `InitialVoters = ${set(header.initialVoters ?? header.servers)}`,
    'Value = {}',
    'VoterSets = {}',
    'Nil = Nil',
    `Options = ${set(header.options ?? [])}`,
    `Deviations = ${set(header.deviations ?? [])}`,
  ].join('\n  ')

const config = (constants: string): string => `SPECIFICATION TraceSpec
CHECK_DEADLOCK FALSE
CONSTANTS
  ${constants}
  NoMessages <- NothingSent
  WithMessage <- SentAlso
  WithoutMessage <- StillThere
`

/**
 * @param traces at least one, of the same constants, each with at least one line and nothing that
 *   is unsupported
 */
export const traceData = (traces: readonly [Trace, ...Trace[]]): TraceData => ({
  module: `---- MODULE ${TRACE_DATA} ----
EXTENDS RaftState

Traces == <<
  ${traces.map(traceOf).join(',\n  ')}
>>
====
`,
  config: config(constantsOf(traces[0])),
})

/**
 * The number of lines of each trace that some behaviour of the specification explains.
 *
 * @param output what TLC printed
 */
export const acceptedLines = (output: string, traces: number): readonly number[] => {
  const accepted = new Array<number>(traces).fill(0)
  for (const [, trace, upTo] of output.matchAll(/<<"accepted", (\d+), (\d+)>>/g)) {
    const at = Number(trace) - 1
    accepted[at] = Math.max(accepted[at] ?? 0, Number(upTo))
  }
  return accepted
}

/**
 * What TLC prints with `-tool`, read into the form of our own explorations. Every message is
 * framed by a code; the codes are those of TLC's `tlc2.output.EC` and are stable across versions.
 */
import type { Ending, Outcome, TraceState, Violation } from '../tla/explore/Outcome.ts'

type Message = { readonly code: number; readonly isError: boolean; readonly text: string }

const codes = {
  assumptionFalse: 2104,
  invariantInitially: 2107,
  predicateInitially: 2108,
  invariant: 2110,
  actionProperty: 2112,
  deadlock: 2114,
  temporal: 2116,
  parsing: 3002,
  behavior: 2121,
  assertion: 2132,
  success: 2193,
  depth: 2194,
  counts: 2199,
  state: 2217,
} as const

/** Errors that only accompany another one. */
const accompanying: ReadonlySet<number> = new Set([2103, codes.behavior])

const messagesOf = (output: string): readonly Message[] =>
  [
    ...output.matchAll(/^@!@!@STARTMSG (\d+):(\d+) @!@!@\r?\n([\s\S]*?)^@!@!@ENDMSG \1 @!@!@/gm),
  ].map(([, code = '', severity = '', text = '']) => ({
    code: Number(code),
    isError: severity === '1' || severity === '2',
    text: text.trim(),
  }))

/** `/\ name = value` per variable, or `name = value` alone; long values span several lines. */
const variablesOf = (text: string): readonly (readonly [string, string])[] => {
  const parts = text.startsWith('/\\ ') ? text.slice(3).split(/\n\/\\ /) : [text]
  return parts.map((part) => {
    const equals = part.indexOf(' = ')
    return [
      part.slice(0, equals),
      part
        .slice(equals + 3)
        .replace(/\s*\n\s*/g, ' ')
        .trim(),
    ] as const
  })
}

/** `3: <Action line 5, col 11 to line 5, col 63 of module M>`, then the variables. */
const stateOf = (text: string): TraceState => {
  const [, label = '', rest = ''] = /^\d+: (.*)\n([\s\S]*)$/.exec(text) ?? []
  const action = /^<(?!Initial predicate)(\S+)/.exec(label)?.[1]
  return {
    step: action === undefined ? undefined : { action, args: [] },
    variables: variablesOf(rest.trim()),
  }
}

const initialStateIn = ({ text }: Message): TraceState => ({
  step: undefined,
  variables: variablesOf(text.slice(text.indexOf('\n') + 1).trim()),
})

const nameIn = ({ text }: Message): string =>
  /^(?:Invariant|Action property|Property) (\S+)/.exec(text)?.[1] ?? ''

/** A message may hold others within it; their frames say nothing to a person. */
const diagnosticOf = ({ code, text }: Message) => ({
  code: `TLC${code}`,
  message: text.replace(/^(: )?@!@!@.*\n?/gm, '').trim(),
})

const violationOf = (message: Message, trace: readonly TraceState[]): Violation | undefined => {
  switch (message.code) {
    case codes.invariant:
      return { kind: 'invariant', name: nameIn(message), trace }
    case codes.invariantInitially:
      return { kind: 'invariant', name: nameIn(message), trace: [initialStateIn(message)] }
    case codes.predicateInitially:
      return { kind: 'initial predicate', name: nameIn(message), trace: [initialStateIn(message)] }
    case codes.actionProperty:
      return { kind: 'action property', name: nameIn(message), trace }
    case codes.temporal:
      return { kind: 'temporal property', name: '', trace }
    case codes.deadlock:
      return { kind: 'deadlock', trace }
    case codes.assertion:
      return { kind: 'assertion', diagnostic: diagnosticOf(message), trace }
    case codes.assumptionFalse:
      return { kind: 'assumption', diagnostic: diagnosticOf(message) }
    default:
      return undefined
  }
}

/** What the parsers refuse comes without a frame, and a framed message says only that they did. */
const unframed = (output: string): string =>
  output
    .replace(/^@!@!@STARTMSG [\s\S]*?^@!@!@ENDMSG \d+ @!@!@\r?\n?/gm, '')
    .split('\n')
    .filter((line) => !/^(Parsing file|Semantic processing|Starting|\s*$|\s+at )/.test(line))
    .join('\n')
    .trim()

const endingOf = (output: string, messages: readonly Message[]): Ending => {
  const trace = messages.filter(({ code }) => code === codes.state).map(({ text }) => stateOf(text))
  const errors = messages.filter(({ code, isError }) => isError && !accompanying.has(code))
  for (const error of errors) {
    const violation = violationOf(error, trace)
    if (violation !== undefined) return { _tag: 'Violated', violation }
  }
  const [first] = errors
  if (first !== undefined && first.code !== codes.parsing) {
    return { _tag: 'EvaluationError', diagnostic: diagnosticOf(first), trace }
  }
  if (messages.some(({ code }) => code === codes.success)) return { _tag: 'Complete' }
  const message = unframed(output) || 'TLC ended without a verdict'
  return { _tag: 'EvaluationError', diagnostic: { code: 'TLC', message }, trace }
}

const numbersIn = (messages: readonly Message[], wanted: number): readonly number[] => {
  const text = messages.findLast(({ code }) => code === wanted)?.text ?? ''
  return [...text.replaceAll(',', '').matchAll(/\d+/g)].map(([digits]) => Number(digits))
}

/**
 * The outcome of a run of TLC.
 *
 * @param output everything that TLC printed with `-tool`
 * @param module the name of the root module
 */
export const parseTlcOutput = (output: string, module: string): Outcome => {
  const messages = messagesOf(output)
  const [generated = 0, distinct = 0, queued = 0] = numbersIn(messages, codes.counts)
  const [depth = 0] = numbersIn(messages, codes.depth)
  const ending = endingOf(output, messages)
  return { module, engine: 'tlc', ending, generated, distinct, depth, queued, actions: undefined }
}

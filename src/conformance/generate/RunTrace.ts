/** Writes a run of the specification as a raft-trace, one action on each line. */
import { FORMAT, TraceHeader, TraceLine, VERSION } from '../../trace/RaftTrace.ts'
import type { Json, JsonObject, Run, RunState, RunStep } from './SpecRun.ts'

/** The network's own steps, which no server logs: a lost or repeated message takes no line. */
const networkActions: ReadonlySet<string> = new Set(['DropMessage', 'DuplicateMessage'])

const same = (a: Json | undefined, b: Json | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const copiesIn = ({ messages }: RunState, message: JsonObject): number =>
  messages.find((known) => same(known.message, message))?.copies ?? 0

/** The server that takes an action: its parameter i, or the destination of m. */
const serverOf = ({ args }: RunStep): string => {
  const { i, m } = args as { readonly i?: string; readonly m?: { readonly dest: string } }
  return i ?? m?.dest ?? ''
}

const lineOf = (step: RunStep, before: RunState): unknown => {
  const server = serverOf(step)
  const { i: _server, m: message, ...args } = step.args
  const was = before.servers[server]
  const changed = Object.entries(step.state.servers[server] ?? {}).filter(
    ([name, value]) => !same(value, was?.[name]),
  )
  return {
    server,
    action: step.action,
    ...(Object.keys(args).length === 0 ? {} : { args }),
    ...(message === undefined ? {} : { message }),
    state: Object.fromEntries(changed),
    sent: step.state.messages
      .filter((known) => known.copies > copiesIn(before, known.message))
      .map((known) => known.message),
  }
}

const valid = <A>(
  decoded: { readonly _tag: 'Right'; readonly right: A } | { readonly _tag: 'Left' },
) => {
  if (decoded._tag === 'Left') throw new Error('the run has a step that no raft-trace can show')
  return decoded.right
}

/** The trace that the servers would have logged, each line with what the step changed and sent. */
export const traceOfRun = (
  run: Run,
): { readonly header: TraceHeader; readonly lines: readonly TraceLine[] } => {
  const before = [run.initial, ...run.steps.map(({ state }) => state)]
  return {
    header: valid(
      TraceHeader.decode({
        format: FORMAT,
        version: VERSION,
        servers: Object.keys(run.initial.servers),
        ...(run.initialVoters && { initialVoters: run.initialVoters }),
        implementation: { name: 'spec/Raft.tla' },
        options: run.options,
      }),
    ),
    lines: run.steps.flatMap((step, k) =>
      networkActions.has(step.action)
        ? []
        : [valid(TraceLine.decode(lineOf(step, before[k] as RunState)))],
    ),
  }
}

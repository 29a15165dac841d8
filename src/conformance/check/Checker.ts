/**
 * Checks that what an implementation logged is a behaviour of the specification: line by line, in
 * memory that does not grow with the trace, but for the logs and a few bytes for each message.
 *
 * A server's share of a state depends on the server and the messages that it receives alone, so the
 * states that fit what was observed are kept for each server apart.
 */
import type { Machine, State } from '../../tla/compile/Machine.ts'
import type { Value } from '../../tla/values/Value.ts'
import type { TraceHeader, TraceLine } from '../../trace/RaftTrace.ts'
import { createCoverage, type CoverageReport } from './Coverage.ts'
import { overlay, reasonsFor, showView, type Divergence } from './Divergence.ts'
import { createTake, type Effort, type Point } from './Path.ts'
import { createProperties, type Change, type PropertyName } from './Properties.ts'
import { textOf } from './Records.ts'
import { search, type Scene } from './Search.ts'
import { createSentMessages } from './SentMessages.ts'
import { createView, type ServerView } from './ServerView.ts'
import { createVocabulary } from './Vocabulary.ts'

export type Verdict =
  | { readonly verdict: 'conforms' }
  | { readonly verdict: 'diverges'; readonly divergence: Divergence }
  /** A limit was reached: never to be taken for conforming. */
  | { readonly verdict: 'undecided'; readonly line: number; readonly limit: string }

export interface CheckReport {
  readonly events: number
  readonly coverage: CoverageReport
  /** How often each property of Figure 3 was evaluated. */
  readonly properties: Readonly<Record<PropertyName, number>>
  /** Received messages that were accepted without a known send. */
  readonly unchecked: number
  /** Most states that fit what was observed of one server. */
  readonly mostStates: number
  readonly messages: { readonly count: number; readonly bytes: number }
}

export interface CheckLimits {
  /** Action instances evaluated for one line. */
  readonly perLine: number
  /** States that fit what was observed of one server. */
  readonly states: number
  /** Values kept before those that nothing refers to are dropped. */
  readonly values: number
}

export const defaultLimits: CheckLimits = { perLine: 10_000, states: 1_000, values: 500_000 }

export interface Checker {
  /** Takes the next line; undefined while the trace conforms. */
  readonly line: (line: TraceLine, number: number) => Verdict | undefined
  readonly report: () => CheckReport
}

export const createChecker = (
  machine: Machine,
  header: TraceHeader,
  limits: CheckLimits = defaultLimits,
): Checker => {
  const { interner } = machine
  const vocabulary = createVocabulary(interner, header.servers, interner.modelValue('Nil'))
  const viewOf = createView(machine.specification)
  const take = createTake(machine, vocabulary, viewOf)
  const sent = createSentMessages(interner, vocabulary.servers)
  const properties = createProperties(interner.empty, interner.string('Leader'))
  const coverage = createCoverage()
  const scene: Scene = {
    vocabulary,
    viewOf,
    take,
    sent,
    inFlightUnknown: header.inFlight === 'unknown',
  }
  const initial = machine.initialStates()
  const states = new Map<Value, readonly State[]>(vocabulary.servers.map((i) => [i, initial]))
  const recorded = new Map<Value, ServerView>()
  let events = 0
  let unchecked = 0
  let mostStates = 1
  let sweepAbove = limits.values

  /** Takes what a server may have sent without a word from its line. */
  const mayHaveSent = (i: Value, reached: Point): void => {
    const { role, log } = reached.view
    const effort: Effort = { left: limits.perLine, obstacles: [] }
    const point: Point = { ...reached, sent: [], unexplained: undefined }
    const leader = textOf(role) === 'Leader'
    if (!leader && textOf(role) !== 'Candidate') return
    for (const j of vocabulary.peersOf(i)) {
      const next = leader
        ? take(point, 'AppendEntries', [i, j, 0], effort)
        : take(point, 'RequestVote', [i, j], effort)
      for (const message of next?.sent ?? [])
        if (leader) sent.allow(message, log)
        else sent.add(message, log)
    }
  }

  const accept = (i: Value, line: TraceLine, points: readonly Point[]): void => {
    for (const point of points) {
      for (const message of point.sent) sent.add(message, point.view.log)
      if (line.sent === undefined) mayHaveSent(i, point)
    }
    states.set(
      i,
      points.map(({ state }) => state),
    )
    mostStates = Math.max(mostStates, points.length)
    coverage.line(line, points[0]?.actions ?? [])
  }

  /** The properties speak of what is certain: of a server of which one state is left. */
  const changeTo = (i: Value, line: number, after: ServerView, restarted: boolean): Change => ({
    line,
    server: i,
    before: recorded.get(i) ?? viewOf(initial[0] as State, i),
    after,
    restarted,
  })

  const diverges = (
    i: Value,
    line: TraceLine,
    number: number,
    found: ReturnType<typeof search>,
  ) => {
    const before = viewOf((states.get(i) ?? initial)[0] as State, i)
    const observed = overlay(before, line.state ?? {}, vocabulary)
    const restarted = line.action === 'Restart' || (line.actions ?? []).includes('Restart')
    const property = properties.violated({
      line: number,
      server: i,
      before,
      after: observed,
      restarted,
    })
    const divergence: Divergence = {
      line: number,
      event: events,
      server: line.server,
      before: showView(before),
      reasons: reasonsFor(machine, found.obstacles, line),
      ...(property === undefined ? {} : { property }),
    }
    return { verdict: 'diverges' as const, divergence }
  }

  /** Drops the values that nothing here refers to; nothing else refers to any. */
  const sweep = (): void => {
    if (interner.size() < sweepAbove) return
    interner.sweep([
      ...initial.flat(),
      ...[...states.values()].flat(2),
      ...[...recorded.values()].flatMap((view) => Object.values<Value>({ ...view })),
      ...sent.roots(),
      ...properties.roots(),
    ])
    sweepAbove = Math.max(limits.values, 2 * interner.size())
  }

  return {
    line: (line, number) => {
      events++
      const i = vocabulary.server(line.server)
      const found = search(scene, states.get(i) ?? initial, line, limits.perLine)
      if (found.points.length === 0)
        return found.limitReached
          ? {
              verdict: 'undecided',
              line: number,
              limit: `${limits.perLine} action instances for one line`,
            }
          : diverges(i, line, number, found)
      if (found.points.length > limits.states)
        return {
          verdict: 'undecided',
          line: number,
          limit: `${limits.states} states of one server`,
        }
      accept(i, line, found.points)
      if (found.unchecked) unchecked++
      const [only, another] = found.points
      if (only !== undefined && another === undefined) {
        const after = only.view
        const change = changeTo(i, number, after, only.actions.includes('Restart'))
        const violation = properties.violated(change)
        if (violation !== undefined)
          return {
            verdict: 'diverges',
            divergence: {
              line: number,
              event: events,
              server: line.server,
              before: showView(change.before),
              reasons: [],
              property: violation,
            },
          }
        properties.record(change)
        recorded.set(i, after)
      }
      sweep()
      return undefined
    },
    report: () => ({
      events,
      coverage: coverage.report(),
      properties: properties.evaluations(),
      unchecked,
      mostStates,
      messages: { count: sent.size(), bytes: sent.bytes() },
    }),
  }
}

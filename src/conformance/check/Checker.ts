/**
 * Checks that what an implementation logged is a behaviour of the specification: line by line, in
 * memory that does not grow with the trace, but for the logs and a few bytes for each message.
 *
 * A server's share of a state depends on the server and the messages that it receives alone, so the
 * states that fit what was observed are kept for each server apart.
 */
import type { Machine, State } from '../../tla/compile/Machine.ts'
import { deviationsNamed, optionsNamed } from '../../raft/Server.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
import type { ActionName, TraceHeader, TraceLine } from '../../trace/RaftTrace.ts'
import { createCoverage, type Coverage, type CoverageReport } from './Coverage.ts'
import { overlay, reasonsFor, showView, type Divergence } from './Divergence.ts'
import { createConfigurations } from './Configurations.ts'
import { campaigns, leads, preCampaigns } from './Moves.ts'
import { createAppliedUpTo, createTake, type Effort, type Obstacle, type Point } from './Path.ts'
import { createProperties, type Change, type Properties, type Violation } from './Properties.ts'
import { search, type Found, type Scene } from './Search.ts'
import { createSentMessages } from './SentMessages.ts'
import { createView, type ServerView } from './ServerView.ts'
import { createUnobserved, rewriting, type Learnt, type Unobserved } from './Unobserved.ts'
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
  readonly properties: Readonly<Record<string, number>>
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

export const defaultLimits: CheckLimits = { perLine: 10_000, states: 1_000, values: 10_000 }

export interface Checker {
  /** Takes the next line; undefined while the trace conforms. */
  readonly line: (line: TraceLine, number: number) => Verdict | undefined
  readonly report: () => CheckReport
}

const undecided = (line: number, limit: string): Verdict => ({ verdict: 'undecided', line, limit })

/** All that a check remembers of a trace. */
interface Memory {
  readonly machine: Machine
  readonly limits: CheckLimits
  readonly scene: Scene
  readonly initial: readonly State[]
  /** By server, the states that fit what was observed of it. */
  readonly states: Map<Value, readonly State[]>
  /** By server, its part of the last state that was the only one. */
  readonly recorded: Map<Value, ServerView>
  readonly unobserved: Unobserved
  /** Servers that may have restarted since, in a line that does not say so. */
  readonly mayHaveRestarted: Set<Value>
  readonly properties: Properties
  readonly coverage: Coverage
  events: number
  unchecked: number
  mostStates: number
  sweepAbove: number
}

const createMemory = (machine: Machine, header: TraceHeader, limits: CheckLimits): Memory => {
  const { interner } = machine
  const vocabulary = createVocabulary(interner, header.servers, interner.modelValue('Nil'))
  const viewOf = createView(machine.specification)
  const initial = machine.initialStates()
  return {
    machine,
    limits,
    scene: {
      vocabulary,
      viewOf,
      take: createTake(machine, viewOf),
      appliedUpTo: createAppliedUpTo(machine, viewOf),
      options: optionsNamed(header.options ?? []),
      appliedCounts: deviationsNamed(header.deviations ?? []).ConfigurationAppliedLate,
      configurations: createConfigurations(machine),
      sent: createSentMessages(interner, vocabulary.servers),
      inFlightUnknown: header.inFlight === 'unknown',
    },
    initial,
    states: new Map(vocabulary.servers.map((i) => [i, initial])),
    recorded: new Map(),
    unobserved: createUnobserved(vocabulary),
    mayHaveRestarted: new Set(),
    properties: createProperties(interner.empty, interner.string('Leader')),
    coverage: createCoverage(),
    events: 0,
    unchecked: 0,
    mostStates: 1,
    sweepAbove: limits.values,
  }
}

/**
 * A leader that has committed all that it can, which a line may leave unsaid: the only other
 * leaderCommit that it may have sent. Who holds an entry changes only at the end of its log and at
 * each matchIndex, so no other index need be tried.
 */
const furtherCommitted = ({ take }: Scene, point: Point, effort: Effort): readonly Point[] => {
  const { log, commitIndex, matchIndex } = point.view
  const indexes = [log.length, ...(matchIndex as FunctionValue).values.map(Number)]
  const later = indexes.filter((N) => N > commitIndex).toSorted((a, b) => b - a)
  for (const N of new Set(later)) {
    const committed = take(point, 'AdvanceCommitIndex', [point.server, N], effort)
    if (committed !== undefined) return [committed]
  }
  return []
}

/** Takes what a server may have sent without a word from its line. */
const mayHaveSent = (memory: Memory, i: Value, line: TraceLine, reached: Point): void => {
  const { scene, limits } = memory
  const { take, sent, vocabulary } = scene
  const effort: Effort = { left: limits.perLine, obstacles: [] }
  const point: Point = { ...reached, sent: [], unexplained: undefined }
  const { log, transferTarget } = reached.view
  const sentAt = (at: Point, name: ActionName, ...args: readonly Value[]) =>
    take(at, name, [i, ...args], effort)?.sent ?? []
  const further =
    leads(point) && line.state?.commitIndex === undefined
      ? furtherCommitted(scene, point, effort)
      : []
  for (const j of vocabulary.peersOf(i)) {
    const requests = [
      ...(preCampaigns(point) ? sentAt(point, 'RequestPreVote', j) : []),
      ...(campaigns(point) ? sentAt(point, 'RequestVote', j) : []),
    ]
    for (const request of requests) sent.add(request, log)
    for (const at of leads(point) ? [point, ...further] : [])
      for (const heartbeat of sentAt(at, 'AppendEntries', j, 0)) sent.allow(heartbeat, log)
  }
  for (const request of transferTarget === vocabulary.nil ? [] : sentAt(point, 'TimeoutNow'))
    sent.add(request, log)
}

const accept = (memory: Memory, i: Value, line: TraceLine, { points, unchecked }: Found): void => {
  for (const point of points) {
    for (const message of point.sent) memory.scene.sent.add(message, point.view.log)
    if (line.sent === undefined) mayHaveSent(memory, i, line, point)
    if (point.actions.includes('ClientRequest')) memory.unobserved.note(point.view.log)
    if (point.actions.includes('Restart')) memory.mayHaveRestarted.add(i)
  }
  memory.states.set(
    i,
    points.map(({ state }) => state),
  )
  memory.mostStates = Math.max(memory.mostStates, points.length)
  if (unchecked) memory.unchecked++
  memory.coverage.line(line, points[0]?.actions ?? [])
}

const recordedView = ({ recorded, scene, initial }: Memory, i: Value): ServerView =>
  recorded.get(i) ?? scene.viewOf(initial[0] ?? [], i)

/** Figure 3 speaks of what is certain: of a server of which one state is left. */
const judge = (memory: Memory, i: Value, line: number, points: readonly Point[]) => {
  const [only, another] = points
  if (only === undefined || another !== undefined) return undefined
  const change: Change = {
    line,
    server: i,
    before: recordedView(memory, i),
    after: only.view,
    restarted: memory.mayHaveRestarted.has(i),
  }
  const violation = memory.properties.violated(change)
  if (violation !== undefined) return violation
  memory.properties.record(change)
  memory.recorded.set(i, only.view)
  memory.mayHaveRestarted.delete(i)
  return undefined
}

/** The line is a behaviour of the specification, but breaks a property all the same. */
const breaks = (memory: Memory, i: Value, line: TraceLine, property: Violation): Verdict => ({
  verdict: 'diverges',
  divergence: {
    line: property.line,
    event: memory.events,
    server: line.server,
    before: showView(recordedView(memory, i)),
    reasons: [],
    property,
  },
})

const diverges = (
  memory: Memory,
  i: Value,
  line: TraceLine,
  number: number,
  obstacles: readonly Obstacle[],
): Verdict => {
  const { scene, states, initial, machine, properties } = memory
  const before = scene.viewOf((states.get(i) ?? initial)[0] ?? [], i)
  const property = properties.violated({
    line: number,
    server: i,
    before,
    after: overlay(before, line.state ?? {}, scene.vocabulary),
    restarted: line.action === 'Restart' || (line.actions ?? []).includes('Restart'),
  })
  return {
    verdict: 'diverges',
    divergence: {
      line: number,
      event: memory.events,
      server: line.server,
      before: showView(before),
      reasons: reasonsFor(machine, obstacles, line),
      ...(property === undefined ? {} : { property }),
    },
  }
}

/** Drops the values that nothing here refers to; nothing else refers to any. */
const sweep = (memory: Memory): void => {
  const { machine, limits, initial, states, recorded, scene, unobserved, properties } = memory
  const { interner } = machine
  if (interner.size() < memory.sweepAbove) return
  interner.sweep([
    ...initial.flat(),
    ...[...states.values()].flat(2),
    ...[...recorded.values()].flatMap((view) => Object.values<Value>({ ...view })),
    ...scene.sent.roots(),
    ...unobserved.roots(),
    ...properties.roots(),
  ])
  memory.sweepAbove = Math.max(limits.values, 2 * interner.size())
}

/** Puts the commands that were learnt into every log in which they were unknown. */
const takeIn = (memory: Memory, learnt: readonly Learnt[]): void => {
  const { machine, states, recorded, scene, properties } = memory
  const { interner, specification } = machine
  const rewrite = rewriting(interner, learnt)
  const position = specification.variables.findIndex(({ name }) => name === 'log')
  const inState = (state: State): State => {
    const { domain, values } = state[position] as FunctionValue
    const logs = values.map((log) => rewrite(log as SequenceValue))
    return state.with(position, interner.fn(domain, logs))
  }
  for (const [i, ofServer] of states) states.set(i, ofServer.map(inState))
  for (const [i, view] of recorded) recorded.set(i, { ...view, log: rewrite(view.log) })
  const firstTerm = learnt.reduce((least, { term }) => Math.min(least, term), Infinity)
  scene.sent.rewriteLogs(firstTerm, rewrite)
  properties.rewriteLogs(rewrite)
}

const checkLine = (memory: Memory, line: TraceLine, number: number): Verdict | undefined => {
  const { scene, states, initial, limits, unobserved } = memory
  memory.events++
  const learnt = unobserved.learn(line)
  if (learnt.length > 0) takeIn(memory, learnt)
  const i = scene.vocabulary.server(line.server)
  const found = search(scene, states.get(i) ?? initial, line, limits.perLine)
  // With some of the ways to explain a line missing, a later line could diverge wrongly.
  if (found.limitReached)
    return undecided(number, `${limits.perLine} action instances for one line`)
  if (found.points.length === 0 && unobserved.isUnsure(line))
    return undecided(number, 'what a command shown without its term and index can tell')
  if (found.points.length === 0) return diverges(memory, i, line, number, found.obstacles)
  if (found.points.length > limits.states)
    return undecided(number, `${limits.states} states of one server`)
  accept(memory, i, line, found)
  const violation = judge(memory, i, number, found.points)
  if (violation !== undefined) return breaks(memory, i, line, violation)
  sweep(memory)
  return undefined
}

export const createChecker = (
  machine: Machine,
  header: TraceHeader,
  limits: CheckLimits = defaultLimits,
): Checker => {
  const memory = createMemory(machine, header, limits)
  const { coverage, properties, scene } = memory
  return {
    line: (line, number) => checkLine(memory, line, number),
    report: () => ({
      events: memory.events,
      coverage: coverage.report(),
      properties: properties.evaluations(),
      unchecked: memory.unchecked,
      mostStates: memory.mostStates,
      messages: { count: scene.sent.size(), bytes: scene.sent.bytes() },
    }),
  }
}

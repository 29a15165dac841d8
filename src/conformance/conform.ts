/**
 * Every transition of a bounded model, on both sides: at every state of the model, breadth first,
 * each instance of each action is taken by the specification and by the core, and the two must
 * agree. The first difference ends it, so the run that leads to it is a shortest one.
 */
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { initialServer } from '../raft/Disk.ts'
import { rules as raftRules, type Rules } from '../raft/Rules.ts'
import type { State } from '../tla/compile/Machine.ts'
import { makeStateTable, type StateTable } from '../tla/explore/StateTable.ts'
import { rowHash } from '../tla/explore/Stepper.ts'
import type { Value } from '../tla/values/Value.ts'
import { actionNames } from './conform/Bindings.ts'
import {
  type Counts,
  type Here,
  makeComparison,
  makeCounts,
  sameRow,
} from './conform/Comparison.ts'
import { type Difference, differenceOf } from './conform/Difference.ts'
import type { Finding } from './conform/Finding.ts'
import { setUp, type SetUp } from './conform/setUp.ts'
import type { SpecRunner } from './conform/SpecRunner.ts'
import { makeStepReplay, type StepReplay } from './conform/StepReplay.ts'
import { type ActionName, correspondence, isPossible, type Kind } from './Correspondence.ts'

export interface ConformModel {
  readonly name: string
  readonly spec: SpecRunner
  /** Actions that the model excludes: not compared, so not taken either. */
  readonly leavesOut: readonly string[]
  /** Says why the specification does not take an action in a state: its first false conjunct. */
  readonly explain?: (action: string, args: readonly Value[], state: State) => string | undefined
}

export interface ConformProgress {
  /** States at which every instance was compared. */
  readonly states: number
  /** Found and not compared yet. */
  readonly queued: number
  /** Transitions by rules so far. */
  readonly transitions: number
  /** States from which every step was replayed: that comes last. */
  readonly replayed: number
}

export interface ConformOptions {
  /** Another table than the core's own, to see whether a wrong rule is found. */
  readonly rules?: Rules
  readonly progress?: (progress: ConformProgress) => void
  /** Ends the comparison, undecided, after this many states. */
  readonly maxStates?: number
}

export interface ActionRow {
  readonly action: ActionName
  readonly kind: Kind
  /** Whether it can occur under the options of the model. */
  readonly possible: boolean
  /** Instances that occurred: transitions by this action. */
  readonly occurred: number
}

export interface ConformResult {
  readonly model: string
  /** Whether every state was compared: neither a difference nor the limit ended it before. */
  readonly complete: boolean
  /** Counts as TLC makes them, to be held to the model's expected ones. */
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  /** Different (state, instance, successor), by whose action it is. */
  readonly transitions: { readonly rules: number; readonly network: number }
  /** Instances that neither side can take. */
  readonly disabled: number
  /** Successors beyond the constraint: compared, not followed. */
  readonly outside: number
  readonly actions: readonly ActionRow[]
  /** Rules really run: once per server state and argument. */
  readonly applications: number
  /** `step`: (state, event) compared, runs of it, labels replayed in the specification. */
  readonly steps: { readonly compared: number; readonly run: number; readonly labels: number }
  readonly difference?: Difference
}

/** States between two reports of progress. */
const STRIDE = 1 << 9

interface Run {
  readonly set: SetUp
  readonly table: StateTable
  readonly here: Here
  readonly counts: Counts
  readonly comparison: ReturnType<typeof makeComparison>
  readonly replay: StepReplay
  readonly options: ConformOptions
  outside: number
  level: number
  levelEnd: number
  /** States whose instances were compared, and from which steps were replayed, so far. */
  compared: number
  replayed: number
}

const isFinding = (result: boolean | Finding): result is Finding => typeof result === 'object'

const plainFinding = (what: string, state: number, instance: number): Finding => ({
  what,
  state,
  instance,
})

/** Init, compared with a cluster of servers that start from empty disks. */
const compareInit = ({ set, table, here }: Run): Finding | undefined => {
  const { sides, projection, atoms } = set
  const { machine, space, bounds } = sides.spec
  const [initial, ...others] = machine.initialStates()
  if (initial === undefined || others.length > 0) {
    return plainFinding('Init must have exactly one state', -1, -1)
  }
  const servers = Object.fromEntries(atoms.serverIds.map((id) => [id, initialServer(id)]))
  const projected = new Map(Object.entries(projection.alpha({ servers, network: [] })))
  const core = new Int32Array(space.width)
  space.encode(
    space.names.map((name) => projected.get(name) as Value),
    core,
  )
  space.encode(initial, here.row)
  if (!sameRow(core, here.row)) {
    return {
      ...plainFinding('Init differs from a cluster that has just started', -1, -1),
      spec: here.row.slice(),
      core,
    }
  }
  if (bounds.inModel(undefined, here.row))
    table.add(here.row, here.row, rowHash(core, 0, space.width), -1)
  const broken = bounds.brokenInvariant(here.row)
  return broken === undefined ? undefined : plainFinding(`Init breaks ${broken}`, -1, -1)
}

/** A successor that both sides agree on: what TLC does with it. */
const visit = (run: Run, instance: number): Finding | undefined => {
  const { set, table, here, comparison } = run
  const { bounds } = set.sides.spec
  const to = comparison.next
  const hash = rowHash(to, 0, to.length)
  if (!bounds.hasActionProperties && table.find(to, hash) >= 0) return undefined
  const inModel = bounds.inModel(here.row, to)
  if (!inModel) run.outside++
  const isNew = !inModel || table.add(to, to, hash, here.state) >= 0
  const broken =
    (isNew ? bounds.brokenInvariant(to) : undefined) ?? bounds.brokenActionProperty(here.row, to)
  return broken === undefined
    ? undefined
    : { ...plainFinding(`the step breaks ${broken}`, here.state, instance), spec: to.slice() }
}

const instancesAt = function* (run: Run): Generator<number> {
  const { bindings, bags, messagesCell } = run.set.sides
  yield* bindings.fixed
  for (const message of bags.messagesOf(run.here.row[messagesCell] as number)) {
    yield* bindings.ofMessage(message)
  }
}

/** Goes to a state: its row, and the state of each of its servers. */
const goTo = ({ set, table, here }: Run, state: number): void => {
  const { spec, states } = set.sides
  const offset = table.offsetOf(state)
  here.state = state
  here.row.set(table.chunkOf(state).subarray(offset, offset + here.row.length))
  for (let place = 0; place < here.servers.length; place++) {
    here.servers[place] = states.at(here.row, 0, place)
  }
  spec.goTo(here.row)
}

/** Compares every instance at one state. */
const compareAt = (run: Run, state: number): Finding | undefined => {
  goTo(run, state)
  for (const instance of instancesAt(run)) {
    const result = run.comparison.compare(instance)
    if (isFinding(result)) return result
    const found = result ? visit(run, instance) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const rulesTaken = ({ counts }: Run): number =>
  counts.occurred.reduce((sum, n, k) => (isNetwork(k) ? sum : sum + n), 0)

const isNetwork = (action: number): boolean => {
  const name = actionNames[action]
  return name !== undefined && correspondence[name].kind === 'network'
}

const report = (run: Run): void => {
  run.options.progress?.({
    states: run.compared,
    queued: run.table.count() - run.compared,
    transitions: rulesTaken(run),
    replayed: run.replayed,
  })
}

/** Breadth first until all is compared or a difference is met. */
const compareAll = (run: Run): Finding | undefined => {
  const { table, options } = run
  const most = options.maxStates ?? Infinity
  run.levelEnd = table.count()
  for (let state = 0; state < table.count() && state < most; state++) {
    if (state === run.levelEnd) {
      run.level++
      run.levelEnd = table.count()
    }
    if (state % STRIDE === 0) report(run)
    const found = compareAt(run, state)
    if (found !== undefined) return found
    run.compared++
  }
  return undefined
}

/**
 * `step`, once the rules that it is made of are known to agree: a rule that differs shows more as
 * itself than as a part of a step.
 */
const replayAll = (run: Run): Finding | undefined => {
  for (let state = 0; state < run.compared; state++) {
    if (state % STRIDE === 0) report(run)
    goTo(run, state)
    const found = run.replay.all()
    if (found !== undefined) return found
    run.replayed++
  }
  return undefined
}

const resultOf = (model: ConformModel, run: Run): ConformResult => {
  const { counts, table, set, replay } = run
  const rules = rulesTaken(run)
  const all = counts.occurred.reduce((sum, n) => sum + n, 0)
  return {
    model: model.name,
    complete: run.replayed === table.count(),
    generated: 1 + all,
    distinct: table.count(),
    depth: run.level,
    transitions: { rules, network: all - rules },
    disabled: counts.disabled,
    outside: run.outside,
    actions: actionNames.map((action, k) => ({
      action,
      kind: correspondence[action].kind,
      possible: isPossible(action, set.atoms.constants.options),
      occurred: counts.occurred[k] as number,
    })),
    applications: set.sides.core.applications(),
    steps: {
      compared: replay.events(),
      run: set.sides.core.steps(),
      labels: replay.labels(),
    },
  }
}

const startRun = (model: ConformModel, options: ConformOptions): Run => {
  const set = setUp(model.spec, model.leavesOut, options.rules ?? raftRules)
  const { width } = model.spec.space
  const here: Here = {
    state: -1,
    row: new Int32Array(width),
    servers: new Int32Array(set.atoms.serverIds.length),
  }
  const counts = makeCounts()
  return {
    set,
    table: makeStateTable(width, width, true),
    here,
    counts,
    comparison: makeComparison(set.sides, here, counts),
    replay: makeStepReplay(set.sides, here, set),
    options,
    outside: 0,
    level: 1,
    levelEnd: 0,
    compared: 0,
    replayed: 0,
  }
}

const unusable = ({ spec }: ConformModel): string | undefined => {
  const { view, symmetry } = spec.machine.specification
  return view === undefined && symmetry === undefined
    ? undefined
    : 'conform compares every state: leave VIEW and SYMMETRY out of the model'
}

const startChecked = (model: ConformModel, options: ConformOptions): Either<string, Run> => {
  const reason = unusable(model)
  if (reason !== undefined) return left(reason)
  try {
    return right(startRun(model, options))
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return left(error.message)
  }
}

/**
 * Compares a model, whole or up to the first difference.
 *
 * @returns left for a model that cannot be compared, with the reason: a constant without a value,
 * for one
 */
export const conform = (
  model: ConformModel,
  options: ConformOptions = {},
): Either<string, ConformResult> => {
  const started = startChecked(model, options)
  if (isLeft(started)) return started
  const run = started.right
  const finding = compareInit(run) ?? compareAll(run) ?? replayAll(run)
  const result = resultOf(model, run)
  if (finding === undefined) return right(result)
  const { bindings } = run.set.sides
  const why = (number: number, row: Int32Array): string | undefined => {
    const instance = bindings.instance(number)
    const { action } = instance.label
    return model.explain?.(action, bindings.argumentsOf(instance), model.spec.space.decode(row))
  }
  return right({ ...result, difference: differenceOf(run.set.sides, run.table, finding, why) })
}

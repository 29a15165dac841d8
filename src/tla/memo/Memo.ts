/**
 * A machine whose evaluations are remembered. States are rows of ids, one dense id per variable;
 * two states are equal exactly if their rows are. All that is remembered is a cache: the machine
 * alone gives the same answers.
 */
import { compilerOf } from '../compile/Compile.ts'
import type { Machine, State } from '../compile/Machine.ts'
import type { Expr } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import { createIds, idOf } from './Columns.ts'
import type { Ids } from './Columns.ts'
import { createActions } from './Actions.ts'
import type { MemoAction } from './Actions.ts'
import { createGroups } from './Groups.ts'
import type { Group } from './Groups.ts'
import { createPredicates } from './Predicates.ts'
import type { Recorded } from './Recorded.ts'
import { createRecorder } from './Recorder.ts'
import { recording } from './Recording.ts'
import { createSites } from './Sites.ts'
import { createSuccessors } from './Successors.ts'
import type { Workshop } from './Workshop.ts'

export interface Memo {
  readonly machine: Machine
  /** Cells of a row: the number of variables. */
  readonly width: number
  idOf: (variable: number, value: Value) => number
  valueOf: (variable: number, id: number) => Value
  rowOf: (state: State) => Int32Array
  stateOf: (rows: Int32Array, offset?: number) => State
  /** One action of the root module; throws a TlaError if there is none of that name. */
  action: (name: string) => MemoAction
  /** Next, in groups of instances that read alike. */
  readonly next: readonly Group[]
  /** A formula of the state. */
  predicate: (expr: Expr) => Recorded<boolean>
  /** A formula of a step: its rows are twice as wide, the present state and then the next. */
  stepPredicate: (expr: Expr) => Recorded<boolean>
}

export interface MemoOptions {
  /** Most nodes over all tries; beyond them evaluation is plain. */
  readonly nodes?: number
}

const mostNodes = 8_000_000

export const createMemo = (machine: Machine, options: MemoOptions = {}): Memo => {
  const compiler = compilerOf(machine)
  const width = machine.specification.variables.length
  const ids: readonly Ids[] = Array.from({ length: width }, createIds)
  const sites = createSites(compiler, ids)
  const recorder = createRecorder(compiler.base, ids, sites)
  const decode = (rows: Int32Array, offset = 0): State =>
    ids.map((variable, k) => variable.values[rows[offset + k] as number] as Value)
  const workshop: Workshop = {
    machine,
    compiler,
    ids,
    sites,
    recorder,
    successor: createSuccessors(ids),
    linker: compiler.withFlavour(recording(sites), recorder.library),
    budget: { nodes: options.nodes ?? mostNodes },
    decode,
  }
  const predicates = createPredicates(workshop)
  return {
    machine,
    width,
    idOf: (variable, value) => idOf(ids[variable] as Ids, value),
    valueOf: (variable, id) => ids[variable]?.values[id] as Value,
    rowOf: (state) => Int32Array.from(state, (value, k) => idOf(ids[k] as Ids, value)),
    stateOf: decode,
    action: createActions(workshop),
    next: createGroups(workshop),
    predicate: predicates.state,
    stepPredicate: predicates.step,
  }
}

import type { Compiler } from '../compile/Compiler.ts'
import type { Linker } from '../compile/Context.ts'
import type { Label, Machine, State } from '../compile/Machine.ts'
import type { Path } from '../compile/Path.ts'
import { compileAction } from '../compile/Runner.ts'
import { complete } from '../compile/Target.ts'
import type { Binder, Expr } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import type { Ids } from './Columns.ts'
import type { Budget } from './Recorded.ts'
import type { Recorder } from './Recorder.ts'
import { isNotRecordable, recordingTarget } from './Recording.ts'
import type { Sites } from './Sites.ts'
import type { MakeSuccessor, Successor } from './Successors.ts'

/** What the parts of a memo are made with. */
export interface Workshop {
  readonly machine: Machine
  readonly compiler: Compiler
  readonly ids: readonly Ids[]
  readonly sites: Sites
  readonly recorder: Recorder
  readonly successor: MakeSuccessor
  /** Links recorded code. */
  readonly linker: Linker
  readonly budget: Budget
  readonly decode: (rows: Int32Array, offset?: number) => State
}

/** Recorded code of an action: adds the successors of a state to a list. */
export type RecordedRun = (state: State, found: Successor[], ...args: readonly Value[]) => void

type Leaf = (label: Label | undefined, next: State) => void

/** undefined if the code cannot be recorded. */
export const compileRecorded = (
  workshop: Workshop,
  expr: Expr,
  path: Path | undefined,
  params: readonly Binder[],
): RecordedRun | undefined => {
  const { linker, sites, recorder, ids } = workshop
  const width = ids.length
  const plan = {
    expr,
    params,
    path,
    target: recordingTarget(sites),
    before: ['s', 'leaf'],
    preamble: `const n=new Array(${String(width)}).fill(undefined);let label;`,
    leaf: (status: string, place: Parameters<typeof complete>[3]) =>
      `${complete('n', status, expr, place)}leaf(label,n);`,
  }
  try {
    const run = compileAction(linker, plan, width) as (
      state: State,
      leaf: Leaf,
      ...args: readonly Value[]
    ) => void
    return (state, found, ...args) => {
      const leaf: Leaf = (label, next) => {
        found.push(workshop.successor(label, next, recorder.writes))
      }
      run(state, leaf, ...args)
    }
  } catch (error) {
    if (isNotRecordable(error)) return undefined
    throw error
  }
}

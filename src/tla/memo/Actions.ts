/** Single actions, their parameters bound by the caller: the instances that conformance compares. */
import type { Value } from '../values/Value.ts'
import { definitionOf } from '../compile/Compiler.ts'
import { createRecorded } from './Recorded.ts'
import type { Recorded } from './Recorded.ts'
import { branchAt, createBranch } from './Sites.ts'
import { plainSuccessor } from './Successors.ts'
import type { Successor } from './Successors.ts'
import { compileRecorded } from './Workshop.ts'
import type { RecordedRun, Workshop } from './Workshop.ts'

/** The successors of one instance, by row. */
export type MemoInstance = Recorded<readonly Successor[]>

export interface MemoAction {
  readonly name: string
  readonly arity: number
  /** The same object for the same arguments. */
  instance: (args: readonly Value[]) => MemoInstance
}

const createInstance = (
  workshop: Workshop,
  name: string,
  recorded: RecordedRun | undefined,
  args: readonly Value[],
): MemoInstance => {
  const { recorder, budget, decode, machine, ids } = workshop
  const action = machine.action(name)
  const label = { name, args }
  const plain = (rows: Int32Array, offset: number): readonly Successor[] =>
    action
      .run(args, decode(rows, offset))
      .map((next) => plainSuccessor(label, next, rows, offset, ids))
  if (recorded === undefined) {
    return { isPlain: () => true, at: plain }
  }
  return createRecorded<readonly Successor[]>({
    recorder,
    budget,
    decode: (rows, offset) => [decode(rows, offset), []],
    plain,
    recorded: (state) => {
      const found: Successor[] = []
      recorded(state, found, ...args)
      return found.map((successor) => ({ ...successor, label }))
    },
  })
}

export const createActions = (workshop: Workshop): ((name: string) => MemoAction) => {
  const known = new Map<string, MemoAction>()
  const create = (name: string): MemoAction => {
    const { params, body } = definitionOf(workshop.machine.specification, name)
    const recorded = compileRecorded(workshop, body, undefined, params)
    const instances = createBranch<MemoInstance>()
    return {
      name,
      arity: params.length,
      instance: (args) => {
        const branch = branchAt(instances, args)
        branch.here ??= createInstance(workshop, name, recorded, args)
        return branch.here
      },
    }
  }
  return (name) => {
    const found = known.get(name) ?? create(name)
    known.set(name, found)
    return found
  }
}

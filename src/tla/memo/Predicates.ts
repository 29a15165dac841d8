/** Formulas of a state or of a step, remembered by what they read. */
import { boolean } from '../compile/Expression.ts'
import { placeOf } from '../compile/Compiler.ts'
import type { State } from '../compile/Machine.ts'
import { arrowBody } from '../compile/Scope.ts'
import type { Expr } from '../names/Ir.ts'
import { createRecorded } from './Recorded.ts'
import type { Recorded } from './Recorded.ts'
import { isNotRecordable } from './Recording.ts'
import type { Workshop } from './Workshop.ts'

export interface Predicates {
  state: (expr: Expr) => Recorded<boolean>
  step: (expr: Expr) => Recorded<boolean>
}

type Test = (state: State, next: State) => boolean

const compileTest = (workshop: Workshop, expr: Expr): Test | undefined => {
  try {
    return workshop.linker.link((context) => {
      const place = placeOf(context, 'evaluate')
      return `(s,n)=>${arrowBody(place.block, boolean(expr, place))}`
    }) as Test
  } catch (error) {
    if (isNotRecordable(error)) return undefined
    throw error
  }
}

export const createPredicates = (workshop: Workshop): Predicates => {
  const { machine, recorder, budget, decode, ids } = workshop
  const width = ids.length
  const known = new Map<Expr, Recorded<boolean>>()
  const named = (expr: Expr) => ({ name: '', expr })
  const create = (expr: Expr, isStep: boolean): Recorded<boolean> => {
    const found = known.get(expr)
    if (found !== undefined) return found
    const test = compileTest(workshop, expr)
    const holds = isStep ? machine.actionPredicate(named(expr)) : machine.predicate(named(expr))
    const both = (rows: Int32Array, offset: number): readonly [State, State] => [
      decode(rows, offset),
      isStep ? decode(rows, offset + width) : [],
    ]
    const plain = (rows: Int32Array, offset: number): boolean => holds(...both(rows, offset))
    const made: Recorded<boolean> =
      test === undefined
        ? { isPlain: () => true, at: plain }
        : createRecorded({ recorder, budget, decode: both, recorded: test, plain })
    known.set(expr, made)
    return made
  }
  return { state: (expr) => create(expr, false), step: (expr) => create(expr, true) }
}

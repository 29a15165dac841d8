/** Whole actions as functions: Init, Next along a path, one definition with its parameters. */
import type { Binder, Expr } from '../names/Ir.ts'
import { conjunct } from './Action.ts'
import type { Target } from './Action.ts'
import { bindParameters, placeOf } from './Compiler.ts'
import type { Compiler } from './Compiler.ts'
import type { Linker, Place } from './Context.ts'
import type { Emit, State } from './Machine.ts'
import type { Path } from './Path.ts'
import { allUnassigned } from './Status.ts'
import type { Status } from './Status.ts'
import { complete, plainTarget } from './Target.ts'
import type { Value } from '../values/Value.ts'

/** What is to be compiled as an action, and how its branches end. */
export interface Plan {
  readonly expr: Expr
  readonly params: readonly Binder[]
  readonly path: Path | undefined
  readonly target: Target
  /** Names of the JavaScript parameters before those of the action. */
  readonly before: readonly string[]
  /** Statements in front. */
  readonly preamble: string
  /** Statements of a leaf. */
  leaf: (status: Status, place: Place) => string
}

/** Compiles a plan to a function of `before` and the values of the parameters. */
export const compileAction = (linker: Linker, plan: Plan, variables: number): unknown =>
  linker.link((context) => {
    const { names, place } = bindParameters(plan.params, placeOf(context, 'next'))
    const given = plan.path === undefined ? [] : givenNames(plan.path)
    const code = conjunct(plan.expr, {
      place,
      target: plan.target,
      status: allUnassigned(variables),
      then: (status) => plan.leaf(status, place),
      path: plan.path,
      isSplit: plan.path !== undefined,
      top: place.block,
      recursions: new Map(),
    })
    const parameters = [...plan.before, ...names, ...given].join(',')
    return `(${parameters})=>{${plan.preamble}${place.block.declarations.join('')}${code}}`
  })

const givenNames = (path: Path): readonly string[] => {
  if (path.kind === 'here') return []
  return path.kind === 'given' ? [...path.names, ...givenNames(path.rest)] : givenNames(path.rest)
}

export type Run = (state: State, emit: Emit, ...args: readonly Value[]) => void

/** Next along a path, or a definition: `emit` gets a label, and a copy of the slots. */
export const runner = (
  compiler: Compiler,
  expr: Expr,
  path: Path | undefined,
  params: readonly Binder[],
): Run => {
  const variables = compiler.specification.variables.length
  const plan: Plan = {
    expr,
    params,
    path,
    target: plainTarget('n'),
    before: ['s', 'emit'],
    preamble: `const n=new Array(${String(variables)}).fill(undefined);let label;`,
    leaf: (status, place) => `${complete('n', status, expr, place)}emit(label,n.slice());`,
  }
  return compileAction(compiler.linker, plan, variables) as Run
}

export const initialStates = (compiler: Compiler): (() => State[]) => {
  const { init, variables } = compiler.specification
  const run = compiler.linker.link((context) => {
    const place = placeOf(context, 'initial')
    const code = conjunct(init, {
      place,
      target: plainTarget('s'),
      status: allUnassigned(variables.length),
      then: (status) => `${complete('s', status, init, place)}emit(s.slice());`,
      path: undefined,
      isSplit: false,
      top: place.block,
      recursions: new Map(),
    })
    const slots = `const s=new Array(${String(variables.length)}).fill(undefined);`
    return `(emit)=>{${slots}${place.block.declarations.join('')}${code}}`
  }) as (emit: (state: State) => void) => void
  return () => {
    const states: State[] = []
    run((state) => states.push(state))
    return states
  }
}

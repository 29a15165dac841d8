/**
 * An action taken apart at run time, conjunct by conjunct, in the order in which the compiled code
 * would test them. Slow and plain: it runs only when somebody asks why.
 */
import type { Compiler } from '../compile/Compiler.ts'
import { patterns } from '../compile/Bounds.ts'
import type { State } from '../compile/Machine.ts'
import { isExpr } from '../compile/Walk.ts'
import type { Bound, Expr } from '../names/Ir.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import { at } from '../values/Sequence.ts'
import type { Value } from '../values/Value.ts'
import {
  assignedVariable,
  evaluateIn,
  withArguments,
  withDefinitions,
  withValue,
} from './Environment.ts'
import type { Environment } from './Environment.ts'

type Slots = readonly (Value | undefined)[]

export interface Failure {
  readonly expr: Expr
  readonly env: Environment
  readonly next: Slots
  readonly progress: number
  readonly error: string | undefined
}

interface Point {
  readonly env: Environment
  readonly next: Slots
  /** Conjuncts passed so far. */
  readonly progress: number
}

type Then = (next: Slots, progress: number) => void

interface Walker {
  readonly compiler: Compiler
  readonly state: State
  readonly failures: Failure[]
  readonly most: number
  enabled: boolean
}

const value = (walker: Walker, expr: Expr, point: Point): Value =>
  evaluateIn(walker.compiler, expr, point.env, walker.state, point.next)

const failed = (walker: Walker, expr: Expr, point: Point, error?: string): void => {
  if (walker.failures.length < walker.most) walker.failures.push({ expr, ...point, error })
}

const passed = (point: Point, then: Then, next: Slots = point.next): void => {
  then(next, point.progress + 1)
}

const test = (walker: Walker, expr: Expr, point: Point, then: Then): void => {
  if (value(walker, expr, point) === true) passed(point, then)
  else failed(walker, expr, point)
}

const all = (walker: Walker, items: readonly Expr[], point: Point, then: Then): void => {
  const [first, ...rest] = items
  if (first === undefined) {
    then(point.next, point.progress)
    return
  }
  visit(walker, first, point, (next, progress) => {
    all(walker, rest, { env: point.env, next, progress }, then)
  })
}

/** The environments of a quantifier's body, one per choice of elements. */
const choices = (walker: Walker, bounds: readonly Bound[], point: Point): readonly Environment[] =>
  patterns(bounds).reduce<readonly Environment[]>(
    (envs, { binders, tuple, domain }) => {
      const elements = walker.compiler.base.elements(value(walker, domain, point), -1)
      return envs.flatMap((env) =>
        elements.map((element) =>
          binders.reduce((inner, binder, k) => {
            const isTuple = tuple && typeof element === 'object' && element.kind === 'Sequence'
            return withValue(inner, binder, isTuple ? at(element, k + 1) : element)
          }, env),
        ),
      )
    },
    [point.env],
  )

const exists = (
  walker: Walker,
  expr: Expr & { kind: 'Exists' | 'Forall' },
  point: Point,
  then: Then,
): void => {
  const envs = choices(walker, expr.bounds, point)
  if (envs.length === 0) failed(walker, expr, point)
  for (const env of envs) visit(walker, expr.body, { ...point, env }, then)
}

const forall = (
  walker: Walker,
  expr: Expr & { kind: 'Exists' | 'Forall' },
  point: Point,
  then: Then,
): void => {
  const envs = choices(walker, expr.bounds, point)
  const from = (k: number, next: Slots, progress: number): void => {
    const env = envs[k]
    if (env === undefined) then(next, progress)
    else visit(walker, expr.body, { env, next, progress }, (n, p) => from(k + 1, n, p))
  }
  from(0, point.next, point.progress)
}

const put = (next: Slots, variable: number, of: Value): Slots =>
  next.map((old, k) => (k === variable ? of : old))

const assign = (
  walker: Walker,
  expr: Expr & { kind: 'Builtin' },
  point: Point,
  then: Then,
): void => {
  const [left, right] = expr.args.filter(isExpr)
  const variable = left && assignedVariable(walker.compiler, left, point.env)
  if (right === undefined || variable === undefined || point.next[variable] !== undefined) {
    test(walker, expr, point, then)
    return
  }
  const of = value(walker, right, point)
  const options = expr.operator === '=' ? [of] : walker.compiler.base.elements(of, -1)
  if (options.length === 0) failed(walker, expr, point)
  for (const option of options) passed(point, then, put(point.next, variable, option))
}

const builtin = (
  walker: Walker,
  expr: Expr & { kind: 'Builtin' },
  point: Point,
  then: Then,
): void => {
  const [left, right] = expr.args.filter(isExpr)
  if (expr.operator === '=>' && left !== undefined && right !== undefined) {
    if (value(walker, left, point) === true) visit(walker, right, point, then)
    else passed(point, then)
    return
  }
  if (expr.operator === '=' || expr.operator === '\\in') assign(walker, expr, point, then)
  else test(walker, expr, point, then)
}

const unchanged = (walker: Walker, body: Expr, point: Point, then: Then): void => {
  if (body.kind === 'Variable') {
    const { index } = body
    const present = walker.state[index] as Value
    const next = point.next[index]
    if (next === undefined) then(put(point.next, index, present), point.progress)
    else if (next === present) then(point.next, point.progress)
    else failed(walker, body, point)
    return
  }
  if (body.kind === 'Apply' && body.args.length === 0) {
    unchanged(walker, body.definition.body, point, then)
    return
  }
  if (body.kind !== 'Tuple') {
    test(walker, { ...body, kind: 'Unchanged', body }, point, then)
    return
  }
  const from = (k: number, next: Slots): void => {
    const item = body.items[k]
    if (item === undefined) passed(point, then, next)
    else unchanged(walker, item, { ...point, next }, (n) => from(k + 1, n))
  }
  from(0, point.next)
}

const conditional = (
  walker: Walker,
  expr: Expr & { kind: 'Case' },
  point: Point,
  then: Then,
): void => {
  const arm = expr.arms.find(({ guard }) => value(walker, guard, point) === true)
  const chosen = arm?.value ?? expr.otherwise
  if (chosen === undefined) failed(walker, expr, point, 'no guard of the CASE is TRUE')
  else visit(walker, chosen, point, then)
}

const enter = (walker: Walker, expr: Expr, point: Point, then: Then): void => {
  const { env } = point
  switch (expr.kind) {
    case 'And':
      return all(walker, expr.items, point, then)
    case 'Or':
      return expr.items.forEach((item) => visit(walker, item, point, then))
    case 'Exists':
      return exists(walker, expr, point, then)
    case 'Forall':
      return forall(walker, expr, point, then)
    case 'If': {
      const holds = value(walker, expr.test, point) === true
      return visit(walker, holds ? expr.then : expr.otherwise, point, then)
    }
    case 'Case':
      return conditional(walker, expr, point, then)
    case 'Let': {
      const inner = withDefinitions(env, expr.definitions)
      return visit(walker, expr.body, { ...point, env: inner }, then)
    }
    case 'Apply': {
      const { definition, args } = expr
      if (definition.recursive) return test(walker, expr, point, then)
      const inner = withArguments(env, definition.params, args)
      return visit(walker, definition.body, { ...point, env: inner }, then)
    }
    case 'Builtin':
      return builtin(walker, expr, point, then)
    case 'Unchanged':
      return unchanged(walker, expr.body, point, then)
    default:
      return test(walker, expr, point, then)
  }
}

const visit = (walker: Walker, expr: Expr, point: Point, then: Then): void => {
  if (walker.enabled || walker.failures.length >= walker.most) return
  try {
    enter(walker, expr, point, then)
  } catch (error) {
    if (!(error instanceof TlaError)) throw error
    failed(walker, expr, point, error.diagnostic.message)
  }
}

/** Walks every branch until one is enabled or `most` have failed. */
export const walk = (
  compiler: Compiler,
  expr: Expr,
  env: Environment,
  state: State,
  most: number,
): { readonly failures: readonly Failure[]; readonly enabled: boolean } => {
  const walker: Walker = { compiler, state, failures: [], most, enabled: false }
  const next = state.map(() => undefined)
  visit(walker, expr, { env, next, progress: 0 }, () => {
    walker.enabled = true
  })
  return walker
}

/**
 * Sites: expressions of one variable, compiled apart from where they stand, as functions of that
 * variable's value and of the values captured from their surroundings.
 */
import { placeOf } from '../compile/Compiler.ts'
import type { Compiler } from '../compile/Compiler.ts'
import { plain } from '../compile/Context.ts'
import type { Place } from '../compile/Context.ts'
import { value } from '../compile/Expression.ts'
import type { State } from '../compile/Machine.ts'
import { arrowBody, bind, lookup } from '../compile/Scope.ts'
import type { Scope } from '../compile/Scope.ts'
import type { Expr } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import { createProjection, createUpdate, idOf, resultFor } from './Columns.ts'
import type { Column, Ids, Projection } from './Columns.ts'
import type { Captures } from './Reads.ts'
import { createShape } from './Shape.ts'

type Evaluate = (state: State, captured: readonly Value[]) => Value

export interface Site {
  /** The variable read. */
  readonly variable: number
  /** Evaluates in a whole state. */
  readonly evaluate: Evaluate
  readonly projections: Branch<Projection>
  readonly updates: Branch<Column>
  /** By the update that makes the value which is read. */
  readonly made: Map<Column, Branch<Projection>>
}

/** A map with lists of values as keys. */
export interface Branch<T> {
  readonly next: Map<Value, Branch<T>>
  here: T | undefined
}

export const createBranch = <T>(): Branch<T> => ({ next: new Map(), here: undefined })

export const branchAt = <T>(root: Branch<T>, key: readonly Value[]): Branch<T> => {
  let branch = root
  for (const value of key) {
    let next = branch.next.get(value)
    if (next === undefined) {
      next = createBranch()
      branch.next.set(value, next)
    }
    branch = next
  }
  return branch
}

/** Names whose values a site needs handed in: all but those that stand for a variable. */
export const handedIn = (captures: Captures, place: Place): Captures => ({
  definitions: captures.definitions,
  binders: captures.binders.filter((binder) => lookup(place.scope, binder)?.kind !== 'inline'),
})

/** The scope of a site: what is handed in under `c[k]`, the rest as it was. */
const siteScope = (captures: Captures, place: Place, inner: Scope): Scope => {
  let scope = inner
  for (const binder of captures.binders) {
    const ref = lookup(place.scope, binder)
    if (ref?.kind === 'inline') scope = bind(scope, binder, { ...ref, scope: inner })
  }
  const { binders, definitions } = handedIn(captures, place)
  const keys = [...binders, ...definitions]
  keys.forEach((key, k) => {
    scope = bind(scope, key, { kind: 'value', js: `c[${String(k)}]` })
  })
  return scope
}

export interface Sites {
  /** `hoisted` are values handed in after the captures, in the place of these subexpressions. */
  site: (
    expr: Expr,
    variable: number,
    captures: Captures,
    place: Place,
    hoisted?: readonly Expr[],
  ) => Site
  projection: (site: Site, side: number, captured: readonly Value[]) => Projection
  update: (site: Site, captured: readonly Value[]) => Column
  /** What is read of the value that an update makes, as a function of the present value. */
  made: (site: Site, captured: readonly Value[], update: Column) => Projection
}

const compileSite = (
  compiler: Compiler,
  expr: Expr,
  captures: Captures,
  place: Place,
  hoisted: readonly Expr[],
): Evaluate =>
  compiler.linker.link((shared) => {
    const { binders, definitions } = handedIn(captures, place)
    const first = binders.length + definitions.length
    const substitutes = new Map(hoisted.map((of, k) => [of, `c[${String(first + k)}]`]))
    const flavour = { ...plain, intercept: (of: Expr) => substitutes.get(of) }
    const at = placeOf({ ...shared, flavour }, 'evaluate')
    // Primed or not, the variables are those of the state that is handed in.
    const scope = siteScope(captures, place, { ...at.scope, next: 's' })
    const js = value(expr, { ...at, scope })
    return `(s,c,n)=>${arrowBody(at.block, `normal(${js},${shared.at(expr.span)})`)}`
  }) as Evaluate

/** `ids` are the ids of each variable; sites of the same shape are one. */
export const createSites = (compiler: Compiler, ids: readonly Ids[]): Sites => {
  const shape = createShape()
  const known = new Map<string, Site>()
  const width = ids.length
  const scratch = new Array<Value>(width)
  const evaluateWith = (site: Site, captured: readonly Value[]) => {
    const { variable, evaluate } = site
    return (of: Value): Value => {
      scratch[variable] = of
      return evaluate(scratch, captured)
    }
  }
  /** Which names stand for which variables. */
  const describe = (captures: Captures, place: Place): string =>
    captures.binders
      .map((binder) => {
        const ref = lookup(place.scope, binder)
        return ref?.kind === 'inline' && ref.expr.kind === 'Variable' ? ref.expr.index : ''
      })
      .join()
  return {
    site: (expr, variable, captures, place, hoisted = []) => {
      const keys = [...captures.binders, ...captures.definitions]
      const key = `${String(variable)} ${describe(captures, place)} ${shape(expr, keys, hoisted)}`
      const found = known.get(key)
      if (found !== undefined) return found
      const site: Site = {
        variable,
        evaluate: compileSite(compiler, expr, captures, place, hoisted),
        projections: createBranch(),
        updates: createBranch(),
        made: new Map(),
      }
      known.set(key, site)
      return site
    },
    projection: (site, side, captured) => {
      const branch = branchAt(site.projections, [side, ...captured])
      const { variable } = site
      const cell = variable + side * width
      branch.here ??= createProjection(cell, ids[variable] as Ids, evaluateWith(site, captured))
      return branch.here
    },
    made: (site, captured, update) => {
      const known = site.made.get(update) ?? createBranch<Projection>()
      site.made.set(update, known)
      const branch = branchAt(known, captured)
      const evaluate = evaluateWith(site, captured)
      branch.here ??= createProjection(update.cell, update.source, (present) => {
        const id = resultFor(update, idOf(update.source, present)) - 1
        return evaluate(update.source.values[id] as Value)
      })
      return branch.here
    },
    update: (site, captured) => {
      const branch = branchAt(site.updates, captured)
      const { variable } = site
      branch.here ??= createUpdate(variable, ids[variable] as Ids, evaluateWith(site, captured))
      return branch.here
    },
  }
}

/**
 * What of a next value does not depend on the present value of the variable: evaluated, and read,
 * before the update, which is then a function of one variable.
 */
import type { Place } from '../compile/Context.ts'
import { bind, lookup } from '../compile/Scope.ts'
import type { Scope } from '../compile/Scope.ts'
import { forEachChild } from '../compile/Walk.ts'
import type { Expr } from '../names/Ir.ts'
import { mayBeLazy, readingOf } from './Reads.ts'
import type { Reading } from './Reads.ts'

const isFixed = new Set<Expr['kind']>([
  'Prime',
  'Unchanged',
  'ApplyLocal',
  'BoxAction',
  'AngleAction',
])

/** A primed variable is another one, whatever its name. */
const readsOthers = (reading: Reading, variable: number): boolean =>
  reading.primed.size > 0 || [...reading.variables].some((other) => other !== variable)

/** Does the body of a definition read other variables, which then cannot be taken out of it? */
const bodyReadsOthers = (
  expr: Expr & { kind: 'Apply' },
  variable: number,
  place: Place,
): boolean => {
  const { definition } = expr
  if (lookup(place.scope, definition) !== undefined) return true
  let scope: Scope = place.scope
  for (const param of definition.params) scope = bind(scope, param, { kind: 'value', js: '' })
  const outside: Place = { ...place, scope: { ...scope, bindings: scope.bindings } }
  const reading = readingOf(definition.body, outside)
  return reading === undefined || readsOthers(reading, variable)
}

/**
 * The largest subexpressions that read other variables than `variable`, and it not, and mention no
 * name bound inside; undefined if the rest still reads another.
 */
export const hoistsOf = (
  expr: Expr,
  variable: number,
  place: Place,
): readonly Expr[] | undefined => {
  const hoists: Expr[] = []
  const search = (node: Expr): boolean => {
    const reading = readingOf(node, place)
    if (reading !== undefined) {
      if (!readsOthers(reading, variable)) return true
      if (!reading.variables.has(variable) && !mayBeLazy(node)) {
        hoists.push(node)
        return true
      }
    } else if (node.kind === 'Local') return true
    if (isFixed.has(node.kind)) return false
    if (node.kind === 'Apply' && bodyReadsOthers(node, variable, place)) return false
    let fits = true
    forEachChild(node, (child) => {
      fits &&= search(child)
    })
    return fits
  }
  return search(expr) ? hoists : undefined
}

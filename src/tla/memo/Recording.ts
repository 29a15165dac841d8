/**
 * The recording flavour of compiled code. A maximal expression of exactly one variable becomes a
 * read; the next value of a variable becomes an update where it is made of the present one, of
 * names, and of reads of other variables. What fits neither is compiled as it is, its parts being
 * reads: correct, only less is remembered at once.
 */
import type { Target } from '../compile/Action.ts'
import type { Flavour, Place } from '../compile/Context.ts'
import { value } from '../compile/Expression.ts'
import { constant, lazy, levelIn, version } from '../compile/Names.ts'
import { arrowBody, bind, createBlock, lookup } from '../compile/Scope.ts'
import { labelOf } from '../compile/Target.ts'
import { isExpr } from '../compile/Walk.ts'
import type { Binder, Definition, Expr } from '../names/Ir.ts'
import { hoistsOf } from './Hoists.ts'
import { mayBeLazy, readingOf } from './Reads.ts'
import type { Captures, Reading } from './Reads.ts'
import { handedIn } from './Sites.ts'
import type { Sites } from './Sites.ts'

const notRecordable = 'this code cannot be recorded'

/** Was an attempt to compile recorded code given up? Such code is run plainly. */
export const isNotRecordable = (error: unknown): boolean =>
  error instanceof Error && error.message === notRecordable

const giveUp = (): never => {
  throw new Error(notRecordable)
}

/** JavaScript of a captured value, evaluated without leaving a trace in a lazy cell. */
const captured = (key: Binder | Definition, place: Place): string => {
  const ref = lookup(place.scope, key)
  switch (ref?.kind) {
    case 'value':
      return ref.js
    case 'constant':
      return constant(ref.value, place.context)
    case 'parameter':
      return `force(${ref.js})`
    case 'lazy':
      return version(ref, place).peek
    default:
      return giveUp()
  }
}

interface Handed {
  readonly js: readonly string[]
  /** Evaluating them may fail, or read. */
  readonly isEager: boolean
}

const handed = (captures: Captures, place: Place): Handed => {
  const { binders, definitions } = handedIn(captures, place)
  const keys = [...binders, ...definitions]
  return {
    js: keys.map((key) => captured(key, place)),
    isEager: keys.some((key) => {
      const kind = lookup(place.scope, key)?.kind
      return kind === 'lazy' || kind === 'parameter'
    }),
  }
}

const isPrimed = (place: Place): boolean => place.scope.state === place.scope.next

/** The code of an expression where nothing may be evaluated ahead of its place. */
const inOrder = (expr: Expr, place: Place): string => {
  const block = createBlock()
  const js = value(expr, { ...place, block, scope: { ...place.scope, inOrder: true } })
  return `()=>${arrowBody(block, js)}`
}

const first = (variables: ReadonlySet<number>): number => [...variables][0] ?? 0

/** A read of one variable: as it is, as it is in a next state, or as it is about to be. */
const readJs = (expr: Expr, reading: Reading, place: Place, sites: Sites): string | undefined => {
  const { js, isEager } = handed(reading.captures, place)
  const isHasty = isEager && place.scope.inOrder === true
  if (isHasty) return undefined
  const isNext = reading.primed.size > 0
  const variable = first(isNext ? reading.primed : reading.variables)
  const of = place.context.embed(sites.site(expr, variable, reading.captures, place))
  const isMade = isNext && place.scope.mode === 'next'
  const from = isMade ? place.scope.next : isNext ? '1' : '0'
  const name = isMade ? 'readMade' : 'read'
  if (!isEager) return `${name}(${of},${from},[${js.join(',')}])`
  return `${name}Or(${of},${from},()=>[${js.join(',')}],${inOrder(expr, place)})`
}

/** A call of a definition inside a prime that reads several variables: all of each. */
const wholeJs = (expr: Expr, reading: Reading, place: Place, sites: Sites): string => {
  const { js } = handed(reading.captures, place)
  const variables = [...reading.primed]
  const site = sites.site(expr, first(reading.primed), reading.captures, place)
  const given = String(place.scope.mode === 'evaluate')
  const args = [place.context.embed(site), `[${variables.join(',')}]`, given]
  return `evaluateWhole(${[...args, `[${js.join(',')}]`, place.scope.state].join(',')})`
}

const interceptPrimed = (
  expr: Expr,
  reading: Reading | undefined,
  place: Place,
  sites: Sites,
): string | undefined => {
  if (expr.kind !== 'Apply' && expr.kind !== 'ApplyLocal') return undefined
  if (reading === undefined) return giveUp()
  if (reading.primed.size === 0) return undefined
  return expr.kind === 'Apply' ? wholeJs(expr, reading, place, sites) : undefined
}

/**
 * Does a definition read primed variables while they are being given their values? Compiled as a
 * function it would take them from a next state that is given, so it is expanded in place.
 */
const primesSlots = (definition: Definition, place: Place): boolean =>
  place.scope.mode === 'next' &&
  definition.level >= 2 &&
  lookup(place.scope, definition) === undefined

const expanded = (expr: Expr & { kind: 'Apply' }, place: Place): string => {
  const { definition, args } = expr
  if (definition.recursive) return giveUp()
  let { scope } = place
  definition.params.forEach((param, k) => {
    const arg = args[k]
    if (arg === undefined) return
    const ref = isExpr(arg)
      ? lazy(arg, place)
      : ({ kind: 'inline operator', operator: arg, scope: place.scope } as const)
    scope = bind(scope, param, ref)
  })
  return value(definition.body, { ...place, scope })
}

export const recording = (sites: Sites): Flavour => ({
  name: 'recording',
  checkCall: (definition, place) => {
    if (primesSlots(definition, place)) giveUp()
  },
  intercept: (expr, place) => {
    if (expr.kind === 'Local' || expr.kind === 'Prime') return undefined
    if (levelIn(expr, place) === 0) return undefined
    if (expr.kind === 'Variable' && isPrimed(place) && place.scope.mode === 'next') {
      return `assigned(readSlot(${String(expr.index)},${place.scope.state}),${String(expr.index)})`
    }
    const reading = readingOf(expr, place)
    const read =
      reading !== undefined &&
      reading.variables.size + reading.primed.size === 1 &&
      !mayBeLazy(expr) &&
      readJs(expr, reading, place, sites)
    if (typeof read === 'string') return read
    if (isPrimed(place)) return interceptPrimed(expr, reading, place, sites)
    return expr.kind === 'Apply' && primesSlots(expr.definition, place)
      ? expanded(expr, place)
      : undefined
  },
})

/** JavaScript of a next value that is an update of the present one; undefined if it is not. */
const updateJs = (variable: number, expr: Expr, place: Place, sites: Sites): string | undefined => {
  const hoisted = hoistsOf(expr, variable, place)
  const reading = hoisted && readingOf(expr, place, new Set(hoisted))
  if (!hoisted || !reading?.variables.has(variable)) return undefined
  const { js } = handed(reading.captures, place)
  const values = [...js, ...hoisted.map((of) => value(of, place))].join(',')
  const site = place.context.embed(sites.site(expr, variable, reading.captures, place, hoisted))
  return `update(${String(variable)},${site},()=>[${values}],${inOrder(expr, place)})`
}

/** Slots as in the plain target, with a note of how each got its value. */
export const recordingTarget = (sites: Sites): Target => {
  const slot = (variable: number): string => `n[${String(variable)}]`
  const normal = (js: string, of: Expr, place: Place): string =>
    `normal(${js},${place.context.at(of.span)})`
  return {
    slots: 'n',
    assign: (variable, to, place) => {
      const v = String(variable)
      if (to === 'unchanged') return `${slot(variable)}=s[${v}];put(${v},'unchanged');`
      const update = updateJs(variable, to, place, sites)
      return update === undefined
        ? `${slot(variable)}=${normal(value(to, place), to, place)};put(${v},'constant');`
        : `${slot(variable)}=${normal(update, to, place)};`
    },
    assignJs: (variable, js) => `${slot(variable)}=${js};put(${String(variable)},'constant');`,
    read: (variable) => `readSlot(${String(variable)},n)`,
    clear: (variable) => `${slot(variable)}=undefined;`,
    equals: (variable, to, place) => {
      const read = `readSlot(${String(variable)},n)`
      if (to !== 'unchanged') return `eq(${read},${value(to, place)},${place.context.at(to.span)})`
      const present: Expr = { kind: 'Variable', index: variable, level: 1, span: noSpan }
      return `${read}===${value(present, place)}`
    },
    label: (name, args, place) => `label=${labelOf(name, args, place)};`,
  }
}

const noSpan = { file: '', line: 0, column: 0, endLine: 0, endColumn: 0 }

/** A text that two expressions share exactly if they read the same: positions do not matter. */
import type { Binder, Definition, Expr } from '../names/Ir.ts'

const binderKeys = new Set(['binder', 'at', 'self'])

type Shape = (expr: Expr, captured: readonly object[], hoisted: readonly Expr[]) => string

export const createShape = (): Shape => {
  const definitions = new Map<object, number>()
  const numberOf = (known: Map<object, number>, key: object): number => {
    const found = known.get(key) ?? known.size
    known.set(key, found)
    return found
  }
  return (expr, captured, hoisted) => {
    const names = new Map<object, number>(captured.map((key, k) => [key, k]))
    const binder = (of: Binder): string => `b${String(numberOf(names, of))}`
    const definition = (of: Definition): string => {
      const captive = captured.indexOf(of)
      return captive >= 0 ? `c${String(captive)}` : `d${String(numberOf(definitions, of))}`
    }
    return JSON.stringify(expr, (key, value: unknown) => {
      const hole = hoisted.indexOf(value as Expr)
      if (hole >= 0) return `h${String(hole)}`
      if (key === 'span' || key === 'level') return undefined
      if (binderKeys.has(key) && value !== undefined) return binder(value as Binder)
      if (key === 'binders' || key === 'params') return (value as Binder[]).map(binder)
      if (key === 'definition') return definition(value as Definition)
      if (key === 'definitions') return (value as Definition[]).map(definition)
      return value
    })
  }
}

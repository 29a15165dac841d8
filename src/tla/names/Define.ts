/** Resolves the bodies of definitions, in any order, each once. */
import { bindBounds } from './Binding.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import type { Binder, Bound, Expr } from './Ir.ts'
import { levelOfAll } from './Levels.ts'
import { mentions } from './Mentions.ts'
import { bind, bindAll } from './Scope.ts'
import type { Env, Item } from './Scope.ts'

/** f[x \in S] == e: a function that may apply itself. */
const functionBody = (
  unit: Extract<Item['unit'], { kind: 'FunctionDefinition' }>,
  env: Env,
  context: Context,
): Expr => {
  const self: Binder = { name: unit.name.text, arity: 0 }
  const { bounds, env: inner } = bindBounds(unit.bounds, env, context)
  const body = context.resolve(unit.body, bind(inner, self.name, { kind: 'Binder', binder: self }))
  const level = levelOfAll([...bounds.map((b: Bound) => b.domain), body])
  const common = { kind: 'Function', bounds, body, level, span: unit.span } as const
  return mentions(body, self) ? { ...common, self } : common
}

const bodyOf = (item: Item, context: Context): Expr => {
  const { unit, env, definition } = item
  if (unit.kind === 'FunctionDefinition') return functionBody(unit, env, context)
  const own = definition.params.slice(definition.params.length - unit.params.length)
  return context.resolve(unit.body, bindAll(env, own))
}

/**
 * Resolves the body of an item. A recursive definition is used before its level is known; where the
 * level turns out higher than assumed, the item is noted as unsettled and another round follows.
 */
export const force = (item: Item, context: Context): void => {
  const { definition, unit } = item
  if (item.state === 'done') return
  if (item.state === 'running') {
    if (!definition.recursive)
      refuse('TLA112', `\`${definition.name}\` is defined by means of itself.`, unit.name.span)
    item.anticipated = true
    return
  }
  item.state = 'running'
  const body = bodyOf(item, context)
  definition.body = body
  if (item.anticipated && body.level > definition.level) {
    context.levels.set(unit, body.level)
    context.unsettled.add(unit)
  }
  definition.level = body.level > definition.level ? body.level : definition.level
  item.state = 'done'
  item.sink?.push(definition)
}

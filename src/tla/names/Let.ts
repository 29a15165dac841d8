/** LET: its definitions are seen by later ones and by the body; INSTANCE may stand there too. */
import type { Syntax, Unit } from '../syntax/Ast.ts'
import { checkNew } from './Binding.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import { checkArity, instantiate, itemOf } from './Declare.ts'
import type { DefinitionUnit } from './Declare.ts'
import type { Definition, Expr } from './Ir.ts'
import { levelOfAll } from './Levels.ts'
import { bind } from './Scope.ts'
import type { Env, Item } from './Scope.ts'

const isDefinition = (unit: Unit): unit is DefinitionUnit =>
  unit.kind === 'Operator' || unit.kind === 'FunctionDefinition'

/** Definitions that RECURSIVE announces are bound before they are reached. */
const announce = (
  unit: Extract<Unit, { kind: 'Recursive' }>,
  units: readonly Unit[],
  announced: Map<Unit, Item>,
  env: Env,
  context: Context,
): Env =>
  unit.params.reduce((inner, param) => {
    const target = units.filter(isDefinition).find((u) => u.name.text === param.text)
    if (target === undefined)
      return refuse('TLA108', `\`${param.text}\` is announced but never defined.`, param.span)
    checkArity(target, param)
    checkNew(param, inner)
    const item = itemOf(target, inner, undefined, true, context)
    announced.set(target, item)
    return bind(inner, param.text, { kind: 'Definition', item })
  }, env)

export const resolveLet = (
  syntax: Extract<Syntax, { kind: 'Let' }>,
  env: Env,
  context: Context,
): Expr => {
  const definitions: Definition[] = []
  const announced = new Map<Unit, Item>()
  const items: Item[] = []
  let inner: Env = { ...env, sink: definitions }
  for (const unit of syntax.units) {
    if (unit.kind === 'Recursive') inner = announce(unit, syntax.units, announced, inner, context)
    else if (unit.kind === 'Instance' && unit.name !== undefined) {
      checkNew(unit.name, inner)
      inner = bind(inner, unit.name.text, instantiate(unit, inner, true, context))
    } else if (isDefinition(unit)) {
      const known = announced.get(unit)
      if (known === undefined) checkNew(unit.name, inner)
      const item = known ?? itemOf(unit, inner, undefined, false, context)
      if (known !== undefined) known.env = inner
      else inner = bind(inner, unit.name.text, { kind: 'Definition', item })
      items.push(item)
    }
  }
  for (const item of items) context.force(item)
  const body = context.resolve(syntax.body, { ...inner, sink: env.sink })
  const level = levelOfAll([body])
  return { kind: 'Let', definitions, body, level, span: syntax.span }
}

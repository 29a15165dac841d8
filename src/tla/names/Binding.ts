/** Names that an expression or a definition introduces. */
import type { BoundSyntax, Name, Parameter } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import type { Binder, Bound } from './Ir.ts'
import { bindAll, findSlot } from './Scope.ts'
import type { Env } from './Scope.ts'

/** TLA+ does not let a name be introduced where it already means something. */
export const checkNew = (name: Name, env: Env): void => {
  const slot = findSlot(env, name.text)
  if (slot !== undefined && !slot.yields)
    refuse(
      'TLA102',
      `\`${name.text}\` already has a meaning here; TLA+ asks for another name.`,
      name.span,
    )
}

export const binderOf = (parameter: Name & Partial<Parameter>, env: Env): Binder => {
  checkNew(parameter, env)
  return { name: parameter.text, arity: parameter.arity ?? 0 }
}

export const binderOfAll = (
  parameters: readonly (Name & Partial<Parameter>)[],
  env: Env,
): readonly Binder[] => {
  const seen = new Set<string>()
  return parameters.map((p) => {
    if (seen.has(p.text)) refuse('TLA102', `\`${p.text}\` stands here twice.`, p.span)
    seen.add(p.text)
    return binderOf(p, env)
  })
}

/** Domains are outside the scope of the names that they bind, also those of earlier groups. */
export const bindBounds = (
  bounds: readonly BoundSyntax[],
  env: Env,
  context: Context,
): { readonly bounds: readonly Bound[]; readonly env: Env } => {
  const names = binderOfAll(
    bounds.flatMap((b) => b.names),
    env,
  )
  let taken = 0
  const resolved = bounds.map(({ names: { length }, tuple, domain }): Bound => {
    const binders = names.slice(taken, taken + length)
    taken += length
    return { binders, tuple, domain: context.resolve(domain, env) }
  })
  return { bounds: resolved, env: bindAll(env, names) }
}

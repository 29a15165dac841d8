import type { Name } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import type { Entry, ModuleScope } from './Scope.ts'

const arityOf = (entry: Entry): number => {
  switch (entry.kind) {
    case 'Definition':
      return entry.item.definition.params.length
    case 'Builtin':
      return entry.operator.params.length
    default:
      return 0
  }
}

/**
 * The entry of a name after the configuration: `C = v` and `X <- Y` hold for the root module and
 * what it EXTENDS, for constants and for defined operators alike; `X <- [M] Y` holds for module M.
 */
export const configured = (
  scope: ModuleScope,
  name: Name,
  entry: Entry,
  arity: number,
  { settings, constants }: Context,
): Entry => {
  const inModule = settings.inModules.get(scope.name)?.get(name.text)
  const isRoot = scope.instantiation.substitute === undefined
  const target = inModule ?? (isRoot ? settings.replacements.get(name.text) : undefined)
  if (target !== undefined) return { kind: 'Replaced', target, arity }
  const assigned = isRoot ? settings.values.get(name.text) : undefined
  if (assigned === undefined) return entry
  if (arity > 0 || arityOf(entry) > 0)
    refuse(
      'CFG105',
      `\`${name.text}\` takes arguments, so \`=\` cannot give it a value: use \`${name.text} <- Operator\`.`,
      assigned.name.span,
    )
  const { value } = assigned
  constants.push({ name: name.text, value, span: name.span })
  return { kind: 'Constant', index: constants.length - 1 }
}

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
    case 'Unassigned':
      return entry.arity
    default:
      return 0
  }
}

/**
 * The entry of a name after the configuration. `C = v` and `X <- Y` hold for the root module and
 * what it EXTENDS, for constants and for defined operators alike, and for operators of standard
 * modules everywhere, which TLC has only once; `X <- [M] Y` holds for what module M sees.
 */
export const configured = (
  scope: ModuleScope,
  name: Name,
  entry: Entry,
  { settings, applied, constants }: Context,
): Entry => {
  const isRoot = scope.instantiation.substitute === undefined || entry.kind === 'Builtin'
  const setting =
    settings.modules.get(scope.name)?.get(name.text) ??
    (isRoot ? settings.root.get(name.text) : undefined)
  if (setting === undefined || entry.kind === 'Constant' || entry.kind === 'Replaced') return entry
  applied.add(setting)
  if (setting.kind === 'Replacement') return { kind: 'Replaced', target: setting.target }
  if (arityOf(entry) > 0)
    refuse(
      'CFG105',
      `\`${name.text}\` takes arguments, so \`=\` cannot give it a value: use \`${name.text} <- Operator\`.`,
      setting.name.span,
    )
  constants.push({ name: name.text, value: setting.value, span: name.span })
  return { kind: 'Constant', index: constants.length - 1 }
}

import type { Name } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import type { Context, Setting } from './Context.ts'
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

/** What a setting makes of an entry. */
const applied = (setting: Setting, name: Name, entry: Entry, context: Context): Entry => {
  if (entry.kind === 'Constant' || entry.kind === 'Replaced') return entry
  context.applied.add(setting)
  if (setting.kind === 'Replacement') return { kind: 'Replaced', target: setting.target }
  if (arityOf(entry) > 0)
    refuse(
      'CFG105',
      `\`${name.text}\` takes arguments, so \`=\` cannot give it a value: use \`${name.text} <- Operator\`.`,
      setting.name.span,
    )
  context.constants.push({ name: name.text, value: setting.value, span: name.span })
  return { kind: 'Constant', index: context.constants.length - 1 }
}

/**
 * The entry of a name after the configuration. `C = v` and `X <- Y` hold for the root module and
 * what it EXTENDS, for constants and for defined operators alike, and for operators of standard
 * modules everywhere, which TLC has only once.
 */
export const configured = (
  scope: ModuleScope,
  name: Name,
  entry: Entry,
  context: Context,
): Entry => {
  const isRoot = scope.instantiation.substitute === undefined || entry.kind === 'Builtin'
  const setting = isRoot ? context.settings.root.get(name.text) : undefined
  return setting === undefined ? entry : applied(setting, name, entry, context)
}

/** `X <- [M] Y` and `X = [M] v`: what M itself, and it alone, is to see in the place of `X`. */
export const configuredInside = (
  scope: ModuleScope,
  name: Name,
  entry: Entry,
  context: Context,
): Entry | undefined => {
  const setting = context.settings.modules.get(scope.name)?.get(name.text)
  return setting === undefined ? undefined : applied(setting, name, entry, context)
}

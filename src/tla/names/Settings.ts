/** The constants of a configuration file, checked against the specification. */
import type { Config, ValueSyntax } from '../syntax/Config.ts'
import type { Name } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import type { Context, Setting, Settings } from './Context.ts'
import type { ConfigValue } from './Ir.ts'
import type { ModuleScope } from './Scope.ts'

const valueOf = (value: ValueSyntax): ConfigValue => {
  switch (value.kind) {
    case 'Number':
      return { kind: 'Number', value: value.value }
    case 'String':
      return { kind: 'String', value: value.value }
    case 'Boolean':
      return { kind: 'Boolean', value: value.value }
    case 'ModelValue':
      return { kind: 'ModelValue', name: value.name }
    case 'Set':
      return { kind: 'Set', items: value.items.map(valueOf) }
  }
}

const enter = (settings: Map<string, Setting>, setting: Setting): void => {
  const { name } = setting
  if (settings.has(name.text))
    refuse('CFG102', `\`${name.text}\` is given a value or replaced twice.`, name.span)
  settings.set(name.text, setting)
}

/** What the file says about names, by name. */
export const settingsOf = (config: Config): Settings => {
  const root = new Map<string, Setting>()
  const modules = new Map<string, Map<string, Setting>>()
  const home = (module: Name | undefined): Map<string, Setting> => {
    if (module === undefined) return root
    const known = modules.get(module.text) ?? new Map<string, Setting>()
    modules.set(module.text, known)
    return known
  }
  for (const { name, module, value } of config.assignments)
    enter(home(module), { kind: 'Value', name, value: valueOf(value) })
  for (const { name, module, target } of config.replacements)
    enter(home(module), { kind: 'Replacement', name, target })
  return { root, modules }
}

const modelValues = (value: ValueSyntax): readonly string[] => {
  if (value.kind === 'ModelValue') return [value.name]
  return value.kind === 'Set' ? value.items.flatMap(modelValues) : []
}

/** `s4` is of the family of `s1`. */
const family = (name: string): string => name.replace(/\d+$/, '')

/**
 * Real files also give values to names that the specification never declares and use them, or some
 * of them, as model values: `s1 = 1`, `s2 = 2`, `s3 = 3` and `Server = {s1, s2}`. TLC lets any name
 * pass; here any other name that the specification lacks is taken for the mistake that it mostly is.
 */
const checkKnown = (config: Config, { settings, applied, root }: Context): void => {
  const used = new Set(config.assignments.flatMap(({ value }) => modelValues(value).map(family)))
  const check = (setting: Setting, module: string): void => {
    const { kind, name } = setting
    if (applied.has(setting) || (kind === 'Value' && used.has(family(name.text)))) return
    refuse(
      'CFG103',
      `\`${name.text}\` is ${kind === 'Value' ? 'given a value' : 'replaced'}, but module ${module} neither declares nor defines it.`,
      name.span,
    )
  }
  for (const setting of settings.root.values()) check(setting, root().name)
  for (const [module, inModule] of settings.modules)
    for (const setting of inModule.values()) check(setting, module)
}

const checkComplete = (config: Config, root: ModuleScope): void => {
  for (const { entry } of root.slots.values())
    if (entry.kind === 'Unassigned')
      refuse(
        'TLA106',
        `The constant \`${entry.name.text}\` has no value: ${config.file} must say \`${entry.name.text} = ...\` or \`${entry.name.text} <- ...\` under CONSTANTS.`,
        entry.name.span,
      )
}

/** Refuses names that the specification lacks and constants without a value. */
export const checkSettings = (config: Config, context: Context): void => {
  checkKnown(config, context)
  checkComplete(config, context.root())
}

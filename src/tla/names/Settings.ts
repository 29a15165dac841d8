/** The constants of a configuration file, checked against the specification. */
import type { Config, ValueSyntax } from '../syntax/Config.ts'
import type { Name } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import type { Settings } from './Context.ts'
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

const onceOnly = (seen: ReadonlySet<string>, name: Name): void => {
  if (seen.has(name.text))
    refuse('CFG102', `\`${name.text}\` is given a value or replaced twice.`, name.span)
}

/** What the file says about names, by name. */
export const settingsOf = (config: Config): Settings => {
  const values = new Map<string, { readonly name: Name; readonly value: ConfigValue }>()
  const replacements = new Map<string, Name>()
  const inModules = new Map<string, Map<string, Name>>()
  const seen = new Set<string>()
  for (const { name, value } of config.assignments) {
    onceOnly(seen, name)
    seen.add(name.text)
    values.set(name.text, { name, value: valueOf(value) })
  }
  for (const { name, module, target } of config.replacements) {
    if (module === undefined) {
      onceOnly(seen, name)
      seen.add(name.text)
      replacements.set(name.text, target)
    } else {
      const inModule = inModules.get(module.text) ?? new Map<string, Name>()
      inModules.set(module.text, inModule.set(name.text, target))
    }
  }
  return { values, replacements, inModules }
}

const modelValues = (value: ValueSyntax): readonly string[] => {
  if (value.kind === 'ModelValue') return [value.name]
  return value.kind === 'Set' ? value.items.flatMap(modelValues) : []
}

/**
 * Real files also give values to names that the specification never declares and use them in other
 * values: `s1 = s1` and `Server = {s1}`. Any other name that the specification lacks is a mistake.
 */
const checkKnown = (config: Config, root: ModuleScope): void => {
  const used = new Set(config.assignments.flatMap(({ value }) => modelValues(value)))
  for (const { name } of config.assignments)
    if (!root.slots.has(name.text) && !used.has(name.text))
      refuse(
        'CFG103',
        `\`${name.text}\` is given a value, but module ${root.name} neither declares nor defines it.`,
        name.span,
      )
  for (const { name, module } of config.replacements)
    if (module === undefined && !root.slots.has(name.text))
      refuse(
        'CFG103',
        `\`${name.text}\` is replaced, but module ${root.name} neither declares nor defines it.`,
        name.span,
      )
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
export const checkSettings = (config: Config, root: ModuleScope): void => {
  checkKnown(config, root)
  checkComplete(config, root)
}

/** From the syntax of a module to a table of what its names stand for; bodies are resolved later. */
import type { ModuleSyntax, Name, Parameter, Unit } from '../syntax/Ast.ts'
import { binderOfAll } from './Binding.ts'
import { refuse } from './Context.ts'
import type { Context } from './Context.ts'
import { configured, configuredInside } from './Configured.ts'
import type { Definition } from './Ir.ts'
import { substitution } from './Substitution.ts'
import type { Env, Entry, InstanceEntry, Instantiation, Item, ModuleScope, Slot } from './Scope.ts'
import { standardModules } from './Standard.ts'
import type { StandardModule } from './Standard.ts'

export type DefinitionUnit = Extract<Unit, { kind: 'Operator' | 'FunctionDefinition' }>
type InstanceUnit = Extract<Unit, { kind: 'Instance' }>

/** The same definition, or one of another module with the same text, which SANY lets pass as well. */
const alike = (a: Item, b: Item): boolean => {
  const text = ({ unit }: Item): string =>
    JSON.stringify(unit, (key, value: unknown) => (key === 'span' ? undefined : value))
  return a.unit === b.unit || (a.definition.module !== b.definition.module && text(a) === text(b))
}

/** Whether two entries mean the same, as when a module comes in along two ways. */
const same = (a: Entry, b: Entry): boolean =>
  a === b ||
  (a.kind === 'Builtin' && b.kind === 'Builtin' && a.operator === b.operator) ||
  (a.kind === 'Definition' && b.kind === 'Definition' && alike(a.item, b.item)) ||
  (a.kind === 'Replaced' && b.kind === 'Replaced' && a.target === b.target) ||
  (a.kind === 'Constant' && b.kind === 'Constant' && a.index === b.index)

const add = (scope: ModuleScope, name: Name, slot: Slot): void => {
  const known = scope.slots.get(name.text)
  if (known === undefined || (known.yields && !slot.yields)) scope.slots.set(name.text, slot)
  else if (!slot.yields && !same(known.entry, slot.entry))
    refuse('TLA102', `\`${name.text}\` is defined twice in module ${scope.name}.`, name.span)
}

const newScope = (
  name: string,
  instantiation: Instantiation,
  outer: Env | undefined,
): ModuleScope => ({
  name,
  instantiation,
  slots: new Map(),
  overrides: new Map(),
  modules: new Map(),
  outer,
})

/** The environment of the unit at a position of a module. */
const envAt = (scope: ModuleScope, order: number): Env => ({
  scope,
  order,
  locals: undefined,
  parameters: scope.instantiation.captured,
  at: undefined,
  sink: scope.instantiation.sink,
})

/** A definition whose body will be resolved when it is asked for. */
export const itemOf = (
  unit: DefinitionUnit,
  env: Env,
  instantiation: Instantiation | undefined,
  recursive: boolean,
  context: Context,
): Item => {
  const prefix = (instantiation?.parameters ?? []).map(({ text, arity }) => ({ name: text, arity }))
  const own = unit.kind === 'Operator' ? binderOfAll(unit.params, env) : []
  const definition: Definition = {
    name: unit.name.text,
    params: [...prefix, ...own],
    body: { kind: 'Unsupported', what: 'a definition not yet resolved', level: 0, span: unit.span },
    recursive,
    level: context.levels.get(unit) ?? 0,
    module: env.scope.name,
    span: unit.span,
  }
  return {
    unit,
    definition,
    instantiation,
    env: { ...env, parameters: [...env.parameters, ...prefix] },
    sink: env.sink,
    state: 'waiting',
    anticipated: false,
  }
}

/** RECURSIVE says how many arguments its operators take. */
export const checkArity = (unit: DefinitionUnit, announced: Parameter): void => {
  const takes = unit.kind === 'Operator' ? unit.params.length : 0
  if (takes !== announced.arity)
    refuse(
      'TLA103',
      `\`${announced.text}\` is announced with ${String(announced.arity)} parameters, but its definition has ${String(takes)}.`,
      unit.name.span,
    )
}

/** What stands at one position of a module. */
interface Place {
  readonly scope: ModuleScope
  readonly order: number
  readonly announced: Map<Unit, Item>
  readonly units: readonly Unit[]
  readonly context: Context
}

/** Enters a definition under its name, or what the configuration puts in its place. */
const enter = (place: Place, name: Name, entry: Entry, local: boolean): void => {
  const { scope, order, context } = place
  const found =
    configuredInside(scope, name, entry, context) ?? configured(scope, name, entry, context)
  add(scope, name, { entry: found, order, local, yields: false, declared: false })
}

const declared = (place: Place, parameter: Name & { readonly arity: number }, unit: Unit): void => {
  const { scope, order, context } = place
  const { substitute } = scope.instantiation
  const fresh = (): Entry => {
    if (unit.kind !== 'Variables')
      return { kind: 'Unassigned', name: parameter, arity: parameter.arity }
    context.variables.push({ name: parameter.text, span: parameter.span })
    return { kind: 'Variable', index: context.variables.length - 1 }
  }
  if (scope.slots.has(parameter.text))
    refuse('TLA102', `\`${parameter.text}\` is declared twice.`, parameter.span)
  const entry = substitute === undefined ? fresh() : substitute(parameter, parameter.arity)
  const found =
    configuredInside(scope, parameter, entry, context) ??
    configured(scope, parameter, entry, context)
  add(scope, parameter, { entry: found, order, local: false, yields: false, declared: true })
}

const announce = (place: Place, parameter: Parameter): void => {
  const { scope, order, context } = place
  const index = place.units.findIndex(
    (u) =>
      (u.kind === 'Operator' || u.kind === 'FunctionDefinition') && u.name.text === parameter.text,
  )
  const unit = place.units[index]
  if (unit?.kind !== 'Operator' && unit?.kind !== 'FunctionDefinition')
    return refuse('TLA108', `\`${parameter.text}\` is announced but never defined.`, parameter.span)
  checkArity(unit, parameter)
  const item = itemOf(unit, envAt(scope, order), scope.instantiation, true, context)
  item.env = { ...item.env, order: index + 1 }
  place.announced.set(unit, item)
  enter(place, parameter, { kind: 'Definition', item }, unit.local)
}

/** `eager`: a fault in the body is reported although nobody uses the definition. */
const define = (place: Place, unit: DefinitionUnit, eager = true): void => {
  const { scope, order, context } = place
  const known = place.announced.get(unit)
  const item = known ?? itemOf(unit, envAt(scope, order), scope.instantiation, false, context)
  if (eager && scope.instantiation.sink === undefined) context.items.push(item)
  if (known === undefined) enter(place, unit.name, { kind: 'Definition', item }, unit.local)
}

/** Names of a module that EXTENDS (declarations too) or INSTANCE brings in. */
const importAll = (
  place: Place,
  from: ModuleScope,
  local: boolean,
  at: Name,
  declarations: boolean,
): void => {
  const { scope, order, context } = place
  for (const [text, slot] of from.slots) {
    if (slot.local || (slot.declared && !declarations)) continue
    const name = { ...at, text }
    const entry = configured(scope, name, slot.entry, context)
    const inside = configuredInside(scope, name, slot.entry, context)
    if (inside !== undefined) scope.overrides.set(text, inside)
    add(scope, name, { ...slot, entry, order, local })
  }
}

const instance = (place: Place, unit: InstanceUnit): void => {
  const entry = instantiate(unit, envAt(place.scope, place.order), false, place.context)
  if (unit.name === undefined)
    importAll(place, entry.scope, unit.local, unit.instance.module, false)
  else enter(place, unit.name, entry, unit.local)
}

/**
 * `ASSUME P`, and `ASSUME Name == P`, which defines a name as well. As in TLC, what an instantiated
 * module assumes is not checked.
 */
const assume = (place: Place, unit: Extract<Unit, { kind: 'Assume' }>): void => {
  const { name, body, span } = unit
  if (place.scope.instantiation.substitute === undefined)
    place.context.assumptions.push({ body, env: envAt(place.scope, place.order) })
  if (name !== undefined)
    define(place, { kind: 'Operator', name, params: [], body, local: false, span })
}

const declareUnit = (place: Place, unit: Unit): void => {
  switch (unit.kind) {
    case 'Variables':
      for (const name of unit.names) declared(place, { ...name, arity: 0 }, unit)
      break
    case 'Constants':
      for (const param of unit.params) declared(place, param, unit)
      break
    case 'Recursive':
      for (const param of unit.params) announce(place, param)
      break
    case 'Operator':
    case 'FunctionDefinition':
      define(place, unit)
      break
    case 'Instance':
      instance(place, unit)
      break
    case 'Assume':
      assume(place, unit)
      break
    case 'Theorem':
      define(place, { ...unit, kind: 'Operator', params: [], local: false }, false)
      break
    case 'Module':
      place.scope.modules.set(unit.module.name.text, unit.module)
  }
}

const standardScope = (
  module: StandardModule,
  instantiation: Instantiation,
  context: Context,
): ModuleScope => {
  const scope = newScope(module.name, instantiation, undefined)
  const span = { file: `${module.name}.tla`, line: 1, column: 1, endLine: 1, endColumn: 1 }
  for (const text of module.extends)
    for (const [name, slot] of scopeOf({ text, span }, instantiation, undefined, context).slots)
      add(scope, { text: name, span }, { ...slot, yields: slot.yields || module.yields })
  for (const operator of module.operators.values()) {
    const name = { text: operator.name, span }
    const entry = configured(scope, name, { kind: 'Builtin', operator }, context)
    add(scope, name, { entry, order: 0, local: false, yields: module.yields, declared: false })
  }
  return scope
}

const cycle = (context: Context, module: ModuleSyntax, name: Name): void => {
  if (!context.declaring.includes(module)) return
  const way = [...context.declaring, module].map((m) => m.name.text).join(' -> ')
  refuse('TLA113', `Modules depend on one another in a circle: ${way}.`, name.span)
}

/** A module in an instantiation, declared once there. */
const scopeOf = (
  name: Name,
  instantiation: Instantiation,
  standing: Env | undefined,
  context: Context,
): ModuleScope => {
  const known = instantiation.scopes.get(name.text)
  if (known !== undefined) return known
  const inner = innerModule(standing, name.text)
  const library = inner === undefined ? standardModules.get(name.text) : undefined
  const scope =
    library === undefined
      ? declareModule(
          inner?.module ?? context.module(name),
          name,
          instantiation,
          inner?.env,
          context,
        )
      : standardScope(library, instantiation, context)
  instantiation.scopes.set(name.text, scope)
  return scope
}

/** A module defined inside the one where it is used, or around that. */
const innerModule = (
  env: Env | undefined,
  name: string,
): { readonly module: ModuleSyntax; readonly env: Env } | undefined => {
  for (let at = env; at !== undefined; at = at.scope.outer) {
    const module = at.scope.modules.get(name)
    if (module !== undefined) return { module, env: { ...at, locals: undefined } }
  }
  return undefined
}

export const declareModule = (
  module: ModuleSyntax,
  name: Name,
  instantiation: Instantiation,
  outer: Env | undefined,
  context: Context,
): ModuleScope => {
  cycle(context, module, name)
  context.declaring.push(module)
  const scope = newScope(module.name.text, instantiation, outer)
  const announced = new Map<Unit, Item>()
  const placeAt = (order: number): Place => ({
    scope,
    order,
    announced,
    units: module.units,
    context,
  })
  for (const extended of module.extends)
    importAll(placeAt(0), scopeOf(extended, instantiation, outer, context), false, extended, true)
  module.units.forEach((unit, i) => {
    declareUnit(placeAt(i + 1), unit)
  })
  context.declaring.pop()
  return scope
}

/** The module of an INSTANCE with its constants and variables replaced. */
export const instantiate = (
  unit: InstanceUnit,
  env: Env,
  inLet: boolean,
  context: Context,
): InstanceEntry => {
  const around = env.scope.instantiation
  const { substitute, unused } = substitution(unit, env, inLet)
  const instantiation: Instantiation = {
    captured: inLet ? env.parameters : around.captured,
    parameters: inLet ? unit.params : [...around.parameters, ...unit.params],
    scopes: new Map(),
    substitute,
    sink: env.sink,
  }
  const scope = scopeOf(unit.instance.module, instantiation, env, context)
  const [left] = unused()
  if (left !== undefined)
    refuse(
      'TLA109',
      `Module ${scope.name} declares no constant or variable \`${left.text}\`.`,
      left.span,
    )
  return { kind: 'Instance', scope, params: unit.params }
}

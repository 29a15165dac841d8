import type { ArgumentSyntax, Name, Unit } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import { bindAll, find } from './Scope.ts'
import type { Entry, Env, Instantiation } from './Scope.ts'

type InstanceUnit = Extract<Unit, { kind: 'Instance' }>

export interface Substitution {
  readonly substitute: NonNullable<Instantiation['substitute']>
  /** Names on the left of `<-` that the module turned out not to declare. */
  readonly unused: () => readonly Name[]
}

/** What a plain name stands for, if that does not depend on where it is used. */
const direct = (argument: ArgumentSyntax, env: Env): Entry | undefined => {
  if (argument.kind !== 'Reference' || argument.path.length + argument.args.length > 0)
    return undefined
  const entry = find(env, argument.name)
  return entry?.kind === 'Constant' || entry?.kind === 'Variable' || entry?.kind === 'Replaced'
    ? entry
    : undefined
}

/**
 * `INSTANCE M WITH a <- e`: what stands for the constants and variables that M declares; a name
 * without a substitution of its own stands for the same name where the INSTANCE stands.
 */
export const substitution = (unit: InstanceUnit, env: Env, inLet: boolean): Substitution => {
  const { captured, parameters: around } = env.scope.instantiation
  const depth = inLet ? env.parameters.length : captured.length + around.length
  const given = new Map(unit.instance.substitutions.map(([name, value]) => [name.text, value]))
  const used = new Set<string>()
  const outer: Extract<Entry, { kind: 'Substituted' }>['env'] = (parameters) => {
    const own = parameters.slice(depth, depth + unit.params.length)
    return bindAll({ ...env, parameters: parameters.slice(0, depth) }, own)
  }
  const implicit = (name: Name): ArgumentSyntax => {
    const { module } = unit.instance
    const isParameter = unit.params.some((p) => p.text === name.text)
    if (!isParameter && find(env, name.text) === undefined)
      refuse(
        'TLA109',
        `Module ${module.text} declares \`${name.text}\`, which has no meaning here: say what stands for it, \`INSTANCE ${module.text} WITH ${name.text} <- ...\`.`,
        module.span,
      )
    return { kind: 'Reference', path: [], name: name.text, args: [], span: module.span }
  }
  const substitute: Substitution['substitute'] = (name, arity) => {
    used.add(name.text)
    const argument = given.get(name.text) ?? implicit(name)
    const shadowed = unit.params.length > 0
    return (
      (shadowed ? undefined : direct(argument, env)) ?? {
        kind: 'Substituted',
        argument,
        arity,
        env: outer,
      }
    )
  }
  const unused = (): readonly Name[] =>
    unit.instance.substitutions.map(([name]) => name).filter((name) => !used.has(name.text))
  return { substitute, unused }
}

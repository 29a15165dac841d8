/**
 * The names that both sides share: server ids, commands and options. In a model of the
 * specification they are model values or strings; in the core they are strings, and Nil is null.
 */
import { constantsOf, type Constants, type ServerId } from '../raft/Server.ts'
import type { ConfigValue, Specification } from '../tla/names/Ir.ts'
import type { Interner } from '../tla/values/Interner.ts'
import type { SetValue, Value } from '../tla/values/Value.ts'
import { setItemsOf } from './readValue.ts'

/** A bijection between values of the specification and strings of the core. */
export interface Atoms {
  readonly constants: Constants
  /** The constant `Value`: the commands that clients may send. */
  readonly commands: readonly string[]
  /** The constant `VoterSets`: the new voters that clients may ask for, each list sorted. */
  readonly voterSets: readonly (readonly ServerId[])[]
  /** The constant `Server`, whose items are in the order of the functions over it. */
  readonly serverSet: SetValue
  /** Per item of `serverSet`, its id. */
  readonly serverIds: readonly ServerId[]
  readonly nil: Value
  readonly server: Bijection
  /** Sets of servers; in the core each is a sorted list. */
  readonly servers: {
    readonly alpha: (servers: readonly ServerId[]) => Value
    readonly gamma: (value: Value) => readonly ServerId[]
  }
  readonly command: Bijection
}

export interface Bijection {
  readonly alpha: (name: string) => Value
  readonly gamma: (value: Value) => string
}

/** The constant of a model, or an error that says that the model must give it. */
const constantOf = (specification: Specification, name: string): ConfigValue => {
  const found = specification.constants.find((constant) => constant.name === name)
  if (found === undefined) {
    throw new Error(`${specification.module} declares no constant ${name}, which conform needs`)
  }
  return found.value
}

/** The value of a constant that is a number; undefined if the model has no such constant. */
export const numberConstant = (specification: Specification, name: string): number | undefined => {
  const found = specification.constants.find((constant) => constant.name === name)
  return found?.value.kind === 'Number' ? found.value.value : undefined
}

const itemsOf = (specification: Specification, name: string): readonly ConfigValue[] => {
  const value = constantOf(specification, name)
  if (value.kind !== 'Set') throw new Error(`the constant ${name} must be a set`)
  return value.items
}

const nameOf = (value: ConfigValue): string => {
  if (value.kind === 'ModelValue') return value.name
  if (value.kind === 'String') return value.value
  throw new Error('servers, commands and Nil must be model values or strings')
}

const valueOf = (interner: Interner, value: ConfigValue): Value =>
  value.kind === 'ModelValue' ? interner.modelValue(value.name) : interner.string(nameOf(value))

const bijection = (
  what: string,
  pairs: readonly (readonly [name: string, value: Value])[],
): Bijection => {
  const values = new Map(pairs)
  const names = new Map(pairs.map(([name, value]) => [value, name]))
  if (values.size !== names.size) throw new Error(`two ${what}s of the model have one name`)
  const refuse = (): never => {
    throw new Error(`not a ${what} of the model`)
  }
  return {
    alpha: (name) => values.get(name) ?? refuse(),
    gamma: (value) => names.get(value) ?? refuse(),
  }
}

/** The items of a constant that is a set of names. */
const namesIn = (specification: Specification, name: string): readonly string[] =>
  itemsOf(specification, name).map(nameOf)

const voterSetsOf = (specification: Specification): readonly (readonly ServerId[])[] =>
  itemsOf(specification, 'VoterSets').map((set) => {
    if (set.kind !== 'Set') throw new Error('the constant VoterSets must be a set of sets')
    return set.items.map(nameOf).toSorted()
  })

/**
 * The atoms of a model.
 *
 * @throws Error where a constant that `RaftState.tla` declares has no usable value
 */
export const atomsOf = (specification: Specification, interner: Interner): Atoms => {
  const pairsOf = (name: string): readonly (readonly [string, Value])[] =>
    itemsOf(specification, name).map((item) => [nameOf(item), valueOf(interner, item)])
  const servers = pairsOf('Server')
  const commands = pairsOf('Value')
  const server = bijection('server', servers)
  const serverSet = interner.set(servers.map(([, value]) => value))
  return {
    constants: constantsOf(
      servers.map(([id]) => id),
      {
        options: namesIn(specification, 'Options'),
        deviations: namesIn(specification, 'Deviations'),
        initialVoters: namesIn(specification, 'InitialVoters'),
      },
    ),
    voterSets: voterSetsOf(specification),
    commands: commands.map(([name]) => name),
    serverSet,
    serverIds: serverSet.items.map(server.gamma),
    nil: valueOf(interner, constantOf(specification, 'Nil')),
    server,
    servers: {
      alpha: (ids) => interner.set(ids.map(server.alpha)),
      gamma: (value) => setItemsOf(value).map(server.gamma).toSorted(),
    },
    command: bijection('command', commands),
  }
}

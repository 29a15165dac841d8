/** The instances of a model, numbered: each action of the correspondence with its parameters bound. */
import type { Message } from '../../raft/Message.ts'
import type { ServerId } from '../../raft/Server.ts'
import type { Value } from '../../tla/values/Value.ts'
import type { Atoms } from '../Atoms.ts'
import {
  type ActionName,
  type BoundAction,
  correspondence,
  type Domains,
  type Kind,
} from '../Correspondence.ts'
import type { Bags } from './Bags.ts'
import type { SpecRunner } from './SpecRunner.ts'

export interface Instance {
  readonly label: BoundAction
  /** The action's place in the correspondence. */
  readonly action: number
  readonly kind: Kind
  /** The place of the server whose action it is; -1 for the network's. */
  readonly place: number
  /** The message's number, or -1. */
  readonly message: number
  /** The message's number if it leaves the network with this action, otherwise -1. */
  readonly taken: number
  /** What the specification's side calls it. */
  readonly handle: number
}

export interface Bindings {
  /** The instances whose parameters do not depend on the state. */
  readonly fixed: readonly number[]
  /** The instances that concern a message in the network. */
  readonly ofMessage: (message: number) => readonly number[]
  readonly instance: (number: number) => Instance
  /** The values of an instance's parameters, in the order of the specification's. */
  readonly argumentsOf: (instance: Instance) => readonly Value[]
  /** The number of any bound action, also one outside the declared ranges or left out. */
  readonly numberOf: (label: BoundAction) => number
  readonly count: () => number
}

export const actionNames = Object.keys(correspondence) as readonly ActionName[]

/** The values of a bound action's parameters, in the order of the specification's. */
const alphaArguments = (label: BoundAction, atoms: Atoms, message: Value): readonly Value[] => {
  const given = new Map<string, unknown>(Object.entries(label))
  return correspondence[label.action].parameters.map((parameter) => {
    const argument = given.get(parameter)
    switch (parameter) {
      case 'i':
      case 'j':
        return atoms.server.alpha(String(argument))
      case 'v':
        return atoms.command.alpha(String(argument))
      case 'n':
      case 'N':
        return Number(argument)
      case 'newVoters':
        return atoms.servers.alpha(argument as readonly ServerId[])
      case 'm':
        return message
    }
  })
}

/** Of a message's instances: all handlers, also of other types of message. */
const labelsOf = (message: Message, leavesOut: ReadonlySet<string>): readonly BoundAction[] =>
  actionNames
    .filter((name) => !leavesOut.has(name))
    .flatMap((name): readonly BoundAction[] => {
      const row = correspondence[name]
      return 'ofMessage' in row ? [row.ofMessage(message)] : []
    })

const keyOf = (label: BoundAction, message: number): string =>
  'm' in label ? `${label.action} ${String(message)}` : JSON.stringify(label)

const consumes = (label: BoundAction): boolean => {
  const row = correspondence[label.action]
  return 'consumes' in row && row.consumes
}

/** The instances of a model whose parameters do not depend on its state. */
const fixedLabels = (domains: Domains, leavesOut: ReadonlySet<string>): readonly BoundAction[] =>
  actionNames
    .filter((name) => !leavesOut.has(name))
    .flatMap((name): readonly BoundAction[] => {
      const row = correspondence[name]
      return 'instances' in row ? row.instances(domains) : []
    })

export const makeBindings = (
  domains: Domains,
  leavesOut: ReadonlySet<string>,
  atoms: Atoms,
  bags: Bags,
  spec: SpecRunner,
): Bindings => {
  const instances: Instance[] = []
  const numbers = new Map<string, number>()
  const byMessage: (readonly number[])[] = []

  const argumentsOf = (label: BoundAction, message: number): readonly Value[] =>
    alphaArguments(label, atoms, message < 0 ? false : bags.messageValue(message))

  const bound = (label: BoundAction, message: number): Instance => {
    const { kind } = correspondence[label.action]
    const actor = 'm' in label ? label.m.dest : label.i
    return {
      label,
      action: actionNames.indexOf(label.action),
      kind,
      place: kind === 'network' ? -1 : atoms.serverIds.indexOf(actor),
      message,
      taken: consumes(label) ? message : -1,
      handle: spec.bind(label.action, argumentsOf(label, message)),
    }
  }

  const numberOf = (label: BoundAction): number => {
    const message = 'm' in label ? bags.numberOf(label.m) : -1
    const key = keyOf(label, message)
    const known = numbers.get(key)
    if (known !== undefined) return known
    const number = instances.push(bound(label, message)) - 1
    numbers.set(key, number)
    return number
  }

  return {
    fixed: fixedLabels(domains, leavesOut).map(numberOf),
    ofMessage: (message) => {
      const known = byMessage[message]
      if (known !== undefined) return known
      const found = labelsOf(bags.message(message), leavesOut).map(numberOf)
      byMessage[message] = found
      return found
    },
    instance: (number) => {
      const found = instances[number]
      if (found === undefined) throw new Error(`no instance has number ${String(number)}`)
      return found
    },
    argumentsOf: ({ label, message }) => argumentsOf(label, message),
    numberOf,
    count: () => instances.length,
  }
}

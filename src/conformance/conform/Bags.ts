/**
 * The contents of the network that occur in a model, and what a step does to them. This is the
 * network as TypeScript sees it, a multiset of messages, computed without the specification.
 */
import { makeValueIds } from '../../tla/explore/ValueIds.ts'
import type { Message } from '../../raft/Message.ts'
import type { Value } from '../../tla/values/Value.ts'
import type { Network, Projection } from '../Projection.ts'
import { numberOf, mappingOf } from '../readValue.ts'
import { sameStructure } from '../sameStructure.ts'
import { deepFreeze } from './deepFreeze.ts'
import { makeIntPairs } from './IntPairs.ts'
import type { CellIds } from './RowSpace.ts'

export interface Bags {
  /** The numbers of the different messages in a bag. */
  readonly messagesOf: (bag: number) => Int32Array
  /** The core's form of a message, frozen. */
  readonly message: (number: number) => Message
  readonly messageValue: (number: number) => Value
  /** @throws Error if gamma(alpha(m)) is not m */
  readonly numberOf: (message: Message) => number
  /**
   * A change of bags: one message taken out, or none (-1), and messages put in.
   *
   * @returns its number; equal changes have equal numbers
   */
  readonly change: (taken: number, sent: readonly number[]) => number
  /** The bag after a change, or -1 if what is to be taken out is not in it. */
  readonly after: (bag: number, change: number) => number
}

export const NO_CHANGE = 0

interface Change {
  readonly taken: number
  readonly sent: readonly number[]
}

const makeMessages = (projection: Projection) => {
  const ids = makeValueIds()
  const messages: Message[] = []
  const valueNumber = (value: Value): number => {
    const number = ids.idOf(value)
    if (number === messages.length) {
      const message = projection.gammaMessage(value)
      if (projection.alphaMessage(message) !== value) {
        throw new Error('alpha(gamma(m)) is not m: a message of the specification loses a field')
      }
      messages.push(deepFreeze(message))
    }
    return number
  }
  const message = (number: number): Message => {
    const found = messages[number]
    if (found === undefined) throw new Error(`no message has number ${String(number)}`)
    return found
  }
  return {
    valueNumber,
    message,
    value: ids.valueOf,
    numberOf: (given: Message): number => {
      const number = valueNumber(projection.alphaMessage(given))
      if (!sameStructure(message(number), given)) {
        throw new Error('gamma(alpha(m)) is not m: a message has a field that no record shows')
      }
      return number
    },
  }
}

const makeChanges = () => {
  const numbers = new Map<string, number>([['-1:', NO_CHANGE]])
  const changes: Change[] = [{ taken: -1, sent: [] }]
  return {
    number: (taken: number, sent: readonly number[]): number => {
      const sorted = sent.toSorted((a, b) => a - b)
      const key = `${String(taken)}:${sorted.join(',')}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, changes.length)
      return changes.push({ taken, sent: sorted }) - 1
    },
    at: (number: number): Change => changes[number] ?? { taken: -1, sent: [] },
  }
}

/** Adds to the copies of a message; a message without copies is not in the network. */
const addCopies = (network: Map<number, number>, message: number, copies: number): void => {
  const count = (network.get(message) ?? 0) + copies
  if (count === 0) network.delete(message)
  else network.set(message, count)
}

type Messages = ReturnType<typeof makeMessages>

/** What is in each bag: message numbers and their copies, alternating. */
const makeContents = (bagIds: CellIds, messages: Messages) => {
  const contents: Int32Array[] = []
  return (bag: number): Int32Array => {
    const known = contents[bag]
    if (known !== undefined) return known
    const { domain, images } = mappingOf(bagIds.valueOf(bag))
    const content = Int32Array.from(
      domain.flatMap((message, k) => [messages.valueNumber(message), numberOf(images[k] as Value)]),
    )
    contents[bag] = content
    return content
  }
}

/** The bag with the content of a network. @throws Error if gamma(alpha(network)) is not it */
const bagOf = (
  network: ReadonlyMap<number, number>,
  bagIds: CellIds,
  projection: Projection,
  messages: Messages,
  contentOf: (bag: number) => Int32Array,
): number => {
  const asNetwork: Network = [...network].map(([number, copies]) => ({
    message: messages.message(number),
    copies,
  }))
  const bag = bagIds.idOf(projection.alphaNetwork(asNetwork))
  const back = contentOf(bag)
  const isSame =
    back.length === 2 * network.size &&
    back.every((cell, k) => k % 2 === 1 || network.get(cell) === back[k + 1])
  if (!isSame) throw new Error('gamma(alpha(network)) is not the network')
  return bag
}

/** A network after a change; undefined where the message to be taken is not in it. */
const changed = (content: Int32Array, { taken, sent }: Change) => {
  const network = new Map<number, number>()
  for (let k = 0; k < content.length; k += 2)
    network.set(content[k] as number, content[k + 1] as number)
  if (taken >= 0 && !network.has(taken)) return undefined
  sent.forEach((message) => {
    addCopies(network, message, 1)
  })
  if (taken >= 0) addCopies(network, taken, -1)
  return network
}

export const makeBags = (bagIds: CellIds, projection: Projection): Bags => {
  const messages = makeMessages(projection)
  const changes = makeChanges()
  const contentOf = makeContents(bagIds, messages)
  const different: Int32Array[] = []
  const results = makeIntPairs()
  return {
    messagesOf: (bag) => {
      const known = different[bag]
      if (known !== undefined) return known
      const numbers = contentOf(bag).filter((_, k) => k % 2 === 0)
      different[bag] = numbers
      return numbers
    },
    message: messages.message,
    messageValue: messages.value,
    numberOf: messages.numberOf,
    change: changes.number,
    after: (bag, change) => {
      if (change === NO_CHANGE) return bag
      const known = results.get(bag, change)
      if (known >= 0) return known
      const network = changed(contentOf(bag), changes.at(change))
      if (network === undefined) return -1
      const result = bagOf(network, bagIds, projection, messages, contentOf)
      results.add(bag, change, result)
      return result
    },
  }
}

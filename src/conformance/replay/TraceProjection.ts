/**
 * From the core to values of the specification where servers and commands are what a trace calls
 * them. The log is followed through what is persisted, entry by entry, so that a step costs what it
 * appends, however long the log is.
 */
import { emptyLog } from '../../raft/Log.ts'
import type { Effect } from '../../raft/Effect.ts'
import type { Message } from '../../raft/Message.ts'
import type { Constants, Server } from '../../raft/Server.ts'
import { configurationOf } from '../../raft/ServerConfiguration.ts'
import { createInterner } from '../../tla/values/Interner.ts'
import { prefix } from '../../tla/values/Sequence.ts'
import type { FunctionValue, SequenceValue, Value } from '../../tla/values/Value.ts'
import type { Atoms, Bijection } from '../Atoms.ts'
import type { Observable } from '../check/Observation.ts'
import { viewOfValues } from '../check/ServerView.ts'
import { projectionOf } from '../Projection.ts'
import { elementsOf, setItemsOf, textOf } from '../readValue.ts'

export interface TraceProjection {
  readonly alphaMessage: (message: Message) => FunctionValue
  /** `log` is the server's log as a value, as `logAfter` made it. */
  readonly observable: (server: Server, log: SequenceValue) => Observable
  readonly logAfter: (log: SequenceValue, effects: readonly Effect[]) => SequenceValue
  readonly emptyLog: SequenceValue
}

export const traceProjection = (constants: Constants): TraceProjection => {
  const interner = createInterner()
  const names: Bijection = { alpha: interner.string, gamma: textOf }
  const serverSet = interner.set(constants.servers.map(interner.string))
  const atoms: Atoms = {
    constants,
    commands: [],
    voterSets: [],
    serverSet,
    serverIds: serverSet.items.map(textOf),
    nil: interner.modelValue('Nil'),
    server: names,
    servers: {
      alpha: (ids) => interner.set(ids.map(interner.string)),
      gamma: (value) => setItemsOf(value).map(textOf).toSorted(),
    },
    command: names,
  }
  const { alphaConfiguration, alphaMessage, alphaServer, alphaEntries } = projectionOf(
    atoms,
    interner,
  )
  const appended = (log: SequenceValue, entries: Value): SequenceValue => {
    let grown = log
    for (const entry of elementsOf(entries)) grown = interner.append(grown, entry)
    return grown
  }
  return {
    alphaMessage: (message) => alphaMessage(message) as FunctionValue,
    observable: (server, log) => ({
      view: { ...viewOfValues(alphaServer({ ...server, log: emptyLog })), log },
      configuration: () => alphaConfiguration(configurationOf(constants, server)),
    }),
    logAfter: (log, effects) =>
      effects.reduce((at, effect) => {
        const change = effect._tag === 'Persist' ? effect.change.log : undefined
        return change === undefined
          ? at
          : appended(prefix(at, change.keep), alphaEntries(change.append))
      }, log),
    emptyLog: interner.empty,
  }
}

/**
 * One server's share of a state of the specification: the value at that server of each variable
 * but `messages`, under the variable's name.
 */
import type { State } from '../../tla/compile/Machine.ts'
import type { Specification } from '../../tla/names/Ir.ts'
import type { FunctionValue, SequenceValue, SetValue, Value } from '../../tla/values/Value.ts'

/** The variables of `spec/RaftState.tla` that are functions of the server, in its order. */
export const serverVariables = [
  'currentTerm',
  'votedFor',
  'log',
  'role',
  'commitIndex',
  'lastApplied',
  'votesGranted',
  'nextIndex',
  'matchIndex',
] as const

export type ServerVariable = (typeof serverVariables)[number]

export interface ServerView {
  readonly currentTerm: number
  /** A server id (string value) or the model value Nil. */
  readonly votedFor: Value
  readonly log: SequenceValue
  readonly role: Value
  readonly commitIndex: number
  readonly lastApplied: number
  readonly votesGranted: SetValue
  readonly nextIndex: Value
  readonly matchIndex: Value
}

/** Reads the share of server `i`. */
export type ViewOf = (state: State, server: Value) => ServerView

export const createView = (specification: Specification): ViewOf => {
  const position = new Map(specification.variables.map(({ name }, index) => [name, index]))
  const indexes = serverVariables.map((name) => {
    const index = position.get(name)
    if (index === undefined) throw new Error(`spec/RaftState.tla has no variable ${name}`)
    return index
  })
  return (state, server) => {
    const first = state[indexes[0] as number] as FunctionValue
    const at = first.domain.items.indexOf(server)
    const values = indexes.map((index) => (state[index] as FunctionValue).values[at])
    const [currentTerm, votedFor, log, role, commitIndex, lastApplied, ...rest] = values
    return {
      currentTerm: currentTerm as number,
      votedFor: votedFor as Value,
      log: log as SequenceValue,
      role: role as Value,
      commitIndex: commitIndex as number,
      lastApplied: lastApplied as number,
      votesGranted: rest[0] as SetValue,
      nextIndex: rest[1] as Value,
      matchIndex: rest[2] as Value,
    }
  }
}

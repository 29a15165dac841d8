/**
 * One server's share of a state of the specification: the value at that server of each variable
 * but `messages`, under the variable's name.
 */
import type { ServerValues, ServerVariable } from '../Projection.ts'
import type { State } from '../../tla/compile/Machine.ts'
import type { Specification } from '../../tla/names/Ir.ts'
import type { FunctionValue, SequenceValue, SetValue, Value } from '../../tla/values/Value.ts'

export interface ServerView {
  readonly currentTerm: number
  /** A server id (string value) or the model value Nil. */
  readonly votedFor: Value
  readonly log: SequenceValue
  readonly role: Value
  readonly commitIndex: number
  readonly lastApplied: number
  readonly heardFromLeader: Value
  readonly votesGranted: SetValue
  readonly leadershipTransfer: Value
  readonly nextIndex: Value
  readonly matchIndex: Value
  readonly roundEnd: Value
  /** A server id (string value) or the model value Nil. */
  readonly transferTarget: Value
}

/** The same values, under the types that the specification's TypeOK gives them. */
export const viewOfValues = (values: ServerValues): ServerView => values as ServerView

/** Reads the share of a server. */
export type ViewOf = (state: State, server: Value) => ServerView

export const createView = ({ variables }: Specification): ViewOf => {
  const positionOf = (name: ServerVariable): number => variables.findIndex((v) => v.name === name)
  const reader = (name: ServerVariable) => {
    const position = positionOf(name)
    return (state: State, place: number): Value =>
      (state[position] as FunctionValue).values[place] as Value
  }
  const currentTerm = reader('currentTerm')
  const votedFor = reader('votedFor')
  const log = reader('log')
  const role = reader('role')
  const commitIndex = reader('commitIndex')
  const lastApplied = reader('lastApplied')
  const heardFromLeader = reader('heardFromLeader')
  const votesGranted = reader('votesGranted')
  const leadershipTransfer = reader('leadershipTransfer')
  const nextIndex = reader('nextIndex')
  const matchIndex = reader('matchIndex')
  const roundEnd = reader('roundEnd')
  const transferTarget = reader('transferTarget')
  const terms = positionOf('currentTerm')
  return (state, server) => {
    const place = (state[terms] as FunctionValue).domain.items.indexOf(server)
    return viewOfValues({
      currentTerm: currentTerm(state, place),
      votedFor: votedFor(state, place),
      log: log(state, place),
      role: role(state, place),
      commitIndex: commitIndex(state, place),
      lastApplied: lastApplied(state, place),
      heardFromLeader: heardFromLeader(state, place),
      votesGranted: votesGranted(state, place),
      leadershipTransfer: leadershipTransfer(state, place),
      nextIndex: nextIndex(state, place),
      matchIndex: matchIndex(state, place),
      roundEnd: roundEnd(state, place),
      transferTarget: transferTarget(state, place),
    })
  }
}

/**
 * Dissertation, 4.2.1: a new server learns the log in rounds, each of which replicates what the
 * leader held when it began. Whether the server has come near enough to count is a matter of time: of
 * how long its last round took.
 */
import type { Label } from '../raft/Event.ts'
import { type Leader, ofPeer, type Server, type ServerId } from '../raft/Server.ts'

/** The latest round of a server. Times are in microseconds. */
export interface Round {
  /** From 1. */
  readonly number: number
  readonly begun: number
  /** null: it is under way. */
  readonly ended: number | null
}

/** Of the servers that catch up with one leader; one that has begun no round is not in it. */
export type Rounds = ReadonlyMap<ServerId, Round>

/** After so many rounds a server that is still too slow is given up. */
const MOST_ROUNDS = 10

export type Progress = 'NextRound' | 'UnderWay' | 'CaughtUp' | 'TooSlow'

/** @param limit a round that took less than this leaves little enough for the configuration to wait for */
export const progressOf = (round: Round | undefined, limit: number): Progress => {
  if (round === undefined) return 'NextRound'
  if (round.ended === null) return 'UnderWay'
  if (round.ended - round.begun < limit) return 'CaughtUp'
  return round.number < MOST_ROUNDS ? 'NextRound' : 'TooSlow'
}

const hasEnded = ({ matchIndex, roundEnd }: Leader, id: ServerId): boolean =>
  ofPeer(matchIndex, id) >= ofPeer(roundEnd, id)

const begin = (rounds: Rounds, labels: readonly Label[], now: number): Rounds => {
  const after = new Map(rounds)
  for (const label of labels) {
    if (label.action === 'AddLearner') after.delete(label.j)
    if (label.action === 'StartRound') {
      const number = (after.get(label.j)?.number ?? 0) + 1
      after.set(label.j, { number, begun: now, ended: null })
    }
  }
  return after
}

/** The rounds after a step of their leader; whoever does not lead has none. */
export const roundsAfter = (
  rounds: Rounds,
  { role }: Server,
  labels: readonly Label[],
  now: number,
): Rounds => {
  if (role._tag !== 'Leader') return new Map()
  const isNew = labels.some(({ action }) => action === 'BecomeLeader')
  return new Map(
    [...begin(isNew ? new Map() : rounds, labels, now)].map(([id, round]) => [
      id,
      round.ended === null && hasEnded(role, id) ? { ...round, ended: now } : round,
    ]),
  )
}

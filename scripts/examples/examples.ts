/** The examples in traces/examples: short runs of a core with a bug, that `check` finds. */
import type { Message } from '../../src/raft/Message.ts'
import type { Rules } from '../../src/raft/Rules.ts'
import type { ServerId } from '../../src/raft/Server.ts'
import { mutants } from '../../test/mutants/mutants.ts'
import { newToy, type Toy } from './Toy.ts'

const bugOf = (name: string): Partial<Rules> => {
  const mutant = mutants.find((one) => one.name === name)
  if (mutant === undefined) throw new Error(`test/mutants has no ${name}`)
  return mutant.replaces
}

/** Receives a message, and takes its term first where it is a later one. */
const receive = (toy: Toy, m: Message, newTerm: boolean, then: 'BecomeLeader' | null = null) => {
  toy.act(
    ...(newTerm ? [{ action: 'UpdateTerm', m } as const] : []),
    { action: `Handle${m.type}`, m } as const,
    ...(then === null ? [] : [{ action: then, i: m.dest } as const]),
  )
}

/** `i` is elected with the vote of `voter`, whose term is an earlier one. */
const elect = (toy: Toy, i: ServerId, voter: ServerId): void => {
  toy.act({ action: 'Timeout', i })
  toy.act({ action: 'RequestVote', i, j: voter })
  receive(toy, toy.sent(i, voter, 'RequestVoteRequest'), true)
  receive(toy, toy.sent(voter, i, 'RequestVoteResponse'), false, 'BecomeLeader')
}

/** The leader sends `n` entries to `j`, which answers, and the answer arrives. */
const replicate = (toy: Toy, i: ServerId, j: ServerId, n: number): void => {
  toy.act({ action: 'AppendEntries', i, j, n })
  receive(toy, toy.sent(i, j, 'AppendEntriesRequest'), false)
  receive(toy, toy.sent(j, i, 'AppendEntriesResponse'), false)
}

/** As `elect`, but the first term that `i` tries belongs to another: nobody answers. */
const electLater = (toy: Toy, i: ServerId, voter: ServerId): void => {
  toy.act({ action: 'Timeout', i })
  elect(toy, i, voter)
}

/**
 * Figure 8 with three servers: in term 3, s1 counts the replicas of an entry of term 1, which s2,
 * the leader of term 2, may still replace.
 */
const oldTermCommitted = (): string => {
  const toy = newToy(bugOf('OldTermCommittedByCounting'))
  elect(toy, 's1', 's3')
  toy.act({ action: 'ClientRequest', i: 's1', v: 'x' })
  toy.act({ action: 'Restart', i: 's1' })
  electLater(toy, 's2', 's3')
  toy.act({ action: 'ClientRequest', i: 's2', v: 'y' })
  electLater(toy, 's1', 's3')
  replicate(toy, 's1', 's3', 0)
  replicate(toy, 's1', 's3', 1)
  toy.act({ action: 'AdvanceCommitIndex', i: 's1', N: 1 })
  return toy.text()
}

/**
 * s2 has an entry from the term that it led, and nobody else has it. The heartbeat of a later leader
 * says that one entry is committed: s2 takes its own for it.
 */
const heartbeatOfALaterLeader = (replaces: Partial<Rules>): string => {
  const toy = newToy(replaces)
  elect(toy, 's2', 's3')
  toy.act({ action: 'ClientRequest', i: 's2', v: 'y' })
  toy.act({ action: 'Restart', i: 's2' })
  electLater(toy, 's1', 's3')
  toy.act({ action: 'ClientRequest', i: 's1', v: 'x' })
  replicate(toy, 's1', 's3', 1)
  toy.act({ action: 'AdvanceCommitIndex', i: 's1', N: 1 })
  toy.act({ action: 'AppendEntries', i: 's1', j: 's2', n: 0 })
  receive(toy, toy.sent('s1', 's2', 'AppendEntriesRequest'), true)
  return toy.text()
}

export const examples: Readonly<Record<string, () => string>> = {
  'follower-commits-too-far.ndjson': () => heartbeatOfALaterLeader(bugOf('CommitsWhatItHolds')),
  'follower-commits-rightly.ndjson': () => heartbeatOfALaterLeader({}),
  'old-term-committed.ndjson': oldTermCommitted,
}

/**
 * Stable storage (Figure 2, 5.5): what a server's Persist effects leave behind, and all that it
 * knows after a crash.
 */
import type { DiskChange, Effect } from './Effect.ts'
import { appendAll, cut, emptyLog } from './Log.ts'
import { type Constants, type Disk, follower, type Server, type ServerId } from './Server.ts'

/** A disk that nothing has been written to. */
export const emptyDisk: Disk = {
  currentTerm: 0,
  votedFor: null,
  log: emptyLog,
  commitIndex: 0,
  lastApplied: 0,
}

/** What a server's Persist effects have left on its disk. */
export const diskOf = (
  { deviations }: Constants,
  { currentTerm, votedFor, log, commitIndex, lastApplied }: Server,
): Disk => ({
  currentTerm,
  votedFor,
  log,
  commitIndex: deviations.ConfigurationAppliedLate ? commitIndex : 0,
  lastApplied: deviations.ConfigurationAppliedLate ? lastApplied : 0,
})

/** The disk after one Persist, which is written whole or not at all. */
export const applyChange = (disk: Disk, change: DiskChange): Disk => ({
  currentTerm: change.currentTerm ?? disk.currentTerm,
  votedFor: change.votedFor === undefined ? disk.votedFor : change.votedFor,
  log:
    change.log === undefined
      ? disk.log
      : appendAll(cut(disk.log, change.log.keep), change.log.append),
  commitIndex: change.commitIndex ?? disk.commitIndex,
  lastApplied: change.lastApplied ?? disk.lastApplied,
})

/** The disk after the Persist effects among `effects`, in their order. */
export const diskAfter = (disk: Disk, effects: readonly Effect[]): Disk =>
  effects.reduce(
    (before, effect) => (effect._tag === 'Persist' ? applyChange(before, effect.change) : before),
    disk,
  )

/** The only way in which a server starts: from its disk, as a follower that knows nothing more. */
export const recover = (id: ServerId, disk: Disk): Server => ({
  id,
  ...disk,
  role: follower,
})

/** The server as `Init` of the specification has it. */
export const initialServer = (id: ServerId): Server => recover(id, emptyDisk)

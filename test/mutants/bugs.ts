/**
 * Real bugs of Raft implementations: each shipped, or was found just before it shipped. A mutant
 * has the number of the bug that it puts into our core; a bug of a part of Raft that the core does
 * not have yet says which part it awaits, and one that no rule of the core can have says why.
 */
export interface Bug {
  readonly mechanism: string
  readonly seenIn: string
  readonly awaits: Part | null
  /** What in the design of the core makes it impossible. */
  readonly impossible?: string
}

export type Part = 'Compaction (7)' | 'Clients (8)' | 'Reads (8)'

const bug = (mechanism: string, seenIn: string, awaits: Part | null = null): Bug => ({
  mechanism,
  seenIn,
  awaits,
})

export const bugs: Readonly<Record<number, Bug>> = {
  1: bug(
    'a follower commits min(leaderCommit, its own last index) instead of the last index covered by the request',
    'CCF 8172, scylladb 9965, copycat 265',
  ),
  2: bug('the same through the read barrier', 'scylladb 10578', 'Reads (8)'),
  3: bug(
    'the leader counts replicas for an entry of an earlier term and commits it (Figure 8)',
    'logcabin 44, PySyncObj 169',
  ),
  4: bug(
    'the scan for the commit index stops at the first entry of an earlier term, so commitment stalls',
    'raftos 30',
  ),
  5: bug('the index of a refused AppendEntries is stored in matchIndex', 'CCF 5325'),
  6: bug('a stale refusal moves the leader back below what it knows to be replicated', 'CCF 5991'),
  7: bug(
    'a follower acknowledges its own last index, not the last index of the request',
    'CCF 6016',
  ),
  8: bug(
    'a follower cuts off entries that match when its log is longer than the request',
    'raftos 26',
  ),
  9: bug('commitIndex moves backwards', 'PySyncObj 166'),
  10: bug('matchIndex moves backwards, or nextIndex <= matchIndex', 'PySyncObj 167, raftos 25'),
  11: bug('a candidate counts a vote of an earlier term: two leaders', 'xraft 33, little-raft 44'),
  12: bug('votedFor erased on stepping down inside the same term', 'redpanda 19, akka-raft 56'),
  13: bug(
    'term and vote written in two steps, with a crash between them',
    'hashicorp/raft 661, sofa-jraft 1241',
  ),
  14: bug('RequestVote sent before the vote for oneself is on disk', 'sofa-jraft electSelf'),
  15: bug('granting a PreVote sets votedFor', 'ra 608'),
  16: bug('PreVote and candidates block one another for ever', 'ra 439'),
  17: bug('a joint vote tallied on the union of the two configurations', 'CCF 3948'),
  18: bug(
    'a single-server change accepted before an entry of the current term is committed',
    'the mailing list raft-dev in 2015, hydro 3192',
  ),
  19: bug(
    'a server campaigns with a committed but unapplied configuration',
    'etcd 7280, etcd-io/raft 456',
  ),
  20: bug(
    'the automatic move from C-old,new to C-new is lost when the leader changes',
    'etcd 12136',
  ),
  21: bug('the automatic move is proposed twice', 'etcd-io/raft bd3c759'),
  22: bug('a new leader ignores the uncommitted configuration in its log', 'NuRaft 67'),
  23: bug(
    'installing a snapshot keeps a stale effective configuration',
    'openraft 1808',
    'Compaction (7)',
  ),
  24: bug(
    'installing a snapshot keeps a conflicting entry at the last included index: livelock',
    'hashicorp/raft 704',
    'Compaction (7)',
  ),
  25: {
    ...bug('the configuration is rolled back one level deep only', 'scylladb 30936'),
    impossible:
      'no server remembers a configuration beside its log: the latest one is a function of the log, ' +
      'which Log.test.ts holds after any growth and any cut, and ServerConfiguration.test.ts over two ' +
      'configurations that are cut at once',
  },
  26: bug(
    'progress after a snapshot compared by equality, so the follower stays stuck',
    'etcd-io/raft 124',
    'Compaction (7)',
  ),
  27: bug(
    'AppendEntries sent with prevLogTerm 0 after compaction',
    'etcd-io/raft 76f1249',
    'Compaction (7)',
  ),
  28: bug(
    'loading a snapshot lowers currentTerm; prevLogIndex 0 appends again',
    'willemt/raft 118',
    'Compaction (7)',
  ),
  29: bug('a removed server leaves too early, the last quorum is lost', 'CCF 5973'),
  30: bug(
    'the term of a heartbeat response unchecked, a stale lease lives on',
    'hashicorp/raft 666',
    'Reads (8)',
  ),
  31: bug(
    'a read served before an entry of the current term is committed',
    'etcd 7331',
    'Reads (8)',
  ),
  32: bug(
    'an old heartbeat response satisfies a later read of the same context',
    'etcd 20418',
    'Reads (8)',
  ),
  33: bug('an aborted leadership transfer blocks proposals for ever', 'hashicorp/raft 696'),
  34: bug(
    'a wiped server rejoins under its old id: split brain',
    'Vanlightly’s Raft specifications, README',
  ),
  35: bug('a vote granted without the check of section 5.4.1', 'textbook'),
  36: bug('a vote granted twice in one term after a restart, as it was not on disk', 'textbook'),
  37: bug('a conflicting suffix is not removed (Log Matching broken)', 'textbook'),
  38: bug('a leader outside C-new steps down before C-new is committed', 'textbook'),
  39: bug('a request applied twice after a retry through a new leader', 'textbook', 'Clients (8)'),
  40: bug(
    'chunks of InstallSnapshot accepted out of order, or mixed from two snapshots',
    'textbook',
    'Compaction (7)',
  ),
}

--------------------------- MODULE LogReplication ---------------------------
(* Section 5.3: the leader appends the client's command to its log and         *)
(* replicates it with AppendEntries; a follower accepts entries only behind    *)
(* one that it shares with the leader.                                         *)
EXTENDS Terms

\* A leader that is handing over takes no new commands, or its target might never
\* catch up (D 3.10).
ClientRequest(i, v) ==
  /\ role[i] = "Leader"
  /\ transferTarget[i] = Nil
  /\ log' = [log EXCEPT ![i] = Append(@, [term |-> currentTerm[i], value |-> v])]
  /\ UNCHANGED <<messages, currentTerm, votedFor, commitVars, roleVars>>

\* The leader sends n entries from nextIndex on; none makes it a heartbeat, which
\* carries the same consistency check.
AppendEntries(i, j, n) ==
  /\ role[i] = "Leader"
  /\ j \in Members(ConfigurationOf(i)) \ {i}
  /\ LET prevLogIndex == nextIndex[i][j] - 1
     IN
     /\ prevLogIndex + n <= Len(log[i])
     /\ Send([type         |-> "AppendEntriesRequest",
              source       |-> i,
              dest         |-> j,
              term         |-> currentTerm[i],
              prevLogIndex |-> prevLogIndex,
              prevLogTerm  |-> IF prevLogIndex = 0 THEN 0 ELSE log[i][prevLogIndex].term,
              entries      |-> SubSeq(log[i], prevLogIndex + 1, prevLogIndex + n),
              leaderCommit |-> commitIndex[i]])
  /\ UNCHANGED serverVars

\* The log has the entry that the new ones are to follow.
LogMatches(m, entries) ==
  \/ m.prevLogIndex = 0
  \/ /\ m.prevLogIndex <= Len(entries)
     /\ entries[m.prevLogIndex].term = m.prevLogTerm

\* Every entry of the request is in the log already: a repeated or delayed
\* request, which must not shorten a log that has grown since.
HasAll(m, entries) ==
  \A k \in 1..Len(m.entries) :
    /\ m.prevLogIndex + k <= Len(entries)
    /\ entries[m.prevLogIndex + k].term = m.entries[k].term

\* The log after an accepted request: only a conflict removes what follows.
LogAfter(m, entries) ==
  IF HasAll(m, entries) THEN entries
                        ELSE SubSeq(entries, 1, m.prevLogIndex) \o m.entries

\* Where a refused request conflicts: the term of the entry at prevLogIndex and
\* the first index of that term; behind the end of the log there is no term.
ConflictTerm(m, entries) ==
  IF m.prevLogIndex > Len(entries) THEN 0 ELSE entries[m.prevLogIndex].term

ConflictIndex(m, entries) ==
  IF m.prevLogIndex > Len(entries)
  THEN Len(entries) + 1
  ELSE CHOOSE k \in 1..m.prevLogIndex :
         /\ entries[k].term = ConflictTerm(m, entries)
         /\ \A l \in 1..(k - 1) : entries[l].term # ConflictTerm(m, entries)

\* Whoever hears from the leader of its term follows it.
HearFromLeader(i) ==
  /\ role'               = [role               EXCEPT ![i] = "Follower"]
  /\ heardFromLeader'    = [heardFromLeader    EXCEPT ![i] = HeardFromLeaderCounts]
  /\ votesGranted'       = [votesGranted       EXCEPT ![i] = NoVotes]
  /\ leadershipTransfer' = [leadershipTransfer EXCEPT ![i] = FALSE]
  /\ UNCHANGED leaderVars

\* The whole of the receiver's rules in Figure 2. There is no leader of its own
\* term that a leader could hear from (Election Safety).
HandleAppendEntriesRequest(m) ==
  LET i        == m.dest
      current  == m.term = currentTerm[i]
      success  == current /\ LogMatches(m, log[i])
      lastNew  == m.prevLogIndex + Len(m.entries)
      hint     == ConflictHint /\ current /\ ~success
  IN
  /\ m.type = "AppendEntriesRequest"
  /\ m.term <= currentTerm[i]
  /\ current => role[i] # "Leader"
  /\ IF current THEN HearFromLeader(i) ELSE UNCHANGED roleVars
  /\ log'         = [log         EXCEPT ![i] = IF success THEN LogAfter(m, @) ELSE @]
  /\ commitIndex' = [commitIndex EXCEPT ![i] =
                       IF success THEN Max(@, Min(m.leaderCommit, lastNew)) ELSE @]
  /\ Reply([type          |-> "AppendEntriesResponse",
            source        |-> i,
            dest          |-> m.source,
            term          |-> currentTerm[i],
            success       |-> success,
            matchIndex    |-> IF success THEN lastNew ELSE 0,
            conflictTerm  |-> IF hint THEN ConflictTerm(m, log[i]) ELSE 0,
            conflictIndex |-> IF hint THEN ConflictIndex(m, log[i]) ELSE 0],
           m)
  /\ UNCHANGED <<currentTerm, votedFor, lastApplied>>

\* Where to go on after a refusal. With a hint: behind the leader's last entry of
\* the conflicting term, or, if it has none, at the follower's first one.
BackOff(m, entries, next) ==
  LET shared == {k \in 1..Len(entries) : entries[k].term = m.conflictTerm}
      last   == CHOOSE k \in shared : \A l \in shared : l <= k
  IN
  IF m.conflictIndex = 0 THEN next - 1
  ELSE Min(next - 1, IF shared = {} THEN m.conflictIndex ELSE last + 1)

\* matchIndex never goes back within one leadership, and nextIndex stays above
\* it, however old the response is.
HandleAppendEntriesResponse(m) ==
  LET i       == m.dest
      j       == m.source
      counts  == role[i] = "Leader" /\ m.term = currentTerm[i]
      success == counts /\ m.success
      refused == counts /\ ~m.success
  IN
  /\ m.type = "AppendEntriesResponse"
  /\ m.term <= currentTerm[i]
  /\ matchIndex' = IF success
                   THEN [matchIndex EXCEPT ![i][j] = Max(@, m.matchIndex)]
                   ELSE matchIndex
  /\ nextIndex'  = IF success
                   THEN [nextIndex EXCEPT ![i][j] = Max(@, m.matchIndex + 1)]
                   ELSE IF refused
                   THEN [nextIndex EXCEPT ![i][j] =
                           Max(BackOff(m, log[i], @), matchIndex[i][j] + 1)]
                   ELSE nextIndex
  /\ Discard(m)
  /\ UNCHANGED <<persistentVars, role, heardFromLeader, commitVars, candidateVars, roundEnd,
                 transferTarget>>
=============================================================================

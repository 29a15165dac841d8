----------------------------- MODULE Commitment -----------------------------
(* Sections 5.3 and 5.4.2: an entry of the leader's own term that is on a      *)
(* majority is committed, and with it every entry before it; each server       *)
(* applies committed entries in order.                                         *)
EXTENDS Terms

\* Internal. Only an entry of the current term is committed by counting replicas
\* (Figure 8 shows why); the leader counts itself where it is a voter.
AdvanceCommitIndex(i, N) ==
  /\ role[i] = "Leader"
  /\ N > commitIndex[i]
  /\ N <= Len(log[i])
  /\ log[i][N].term = currentTerm[i]
  /\ IsQuorum({i} \cup {j \in Peers(i) : matchIndex[i][j] >= N}, ConfigurationOf(i))
  /\ commitIndex' = [commitIndex EXCEPT ![i] = N]
  /\ UNCHANGED <<messages, persistentVars, lastApplied, roleVars>>

\* Internal. One entry at a time, so that each is applied once and in order.
ApplyEntry(i) ==
  /\ lastApplied[i] < commitIndex[i]
  /\ lastApplied' = [lastApplied EXCEPT ![i] = @ + 1]
  /\ UNCHANGED <<messages, persistentVars, commitIndex, roleVars>>
=============================================================================

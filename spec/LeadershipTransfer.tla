------------------------- MODULE LeadershipTransfer -------------------------
(* Dissertation, 3.10: a leader hands over to a server of its choice. It takes *)
(* no new entries, brings the log of the target up to date and tells it to     *)
(* begin an election at once, without waiting for a timeout, without PreVote,  *)
(* and heeded by those who hear from the leader.                               *)
EXTENDS LeaderElection

TransferLeadership(i, j) ==
  /\ LeadershipTransfer
  /\ role[i] = "Leader"
  /\ transferTarget[i] = Nil
  /\ j \in Voters(ConfigurationOf(i)) \ {i}
  /\ transferTarget' = [transferTarget EXCEPT ![i] = j]
  /\ UNCHANGED <<messages, persistentVars, role, heardFromLeader, commitVars, candidateVars,
                 nextIndex, matchIndex, roundEnd>>

\* The target did not take over in time: the leader goes on leading.
AbortTransfer(i) ==
  /\ role[i] = "Leader"
  /\ transferTarget[i] # Nil
  /\ transferTarget' = [transferTarget EXCEPT ![i] = Nil]
  /\ UNCHANGED <<messages, persistentVars, role, heardFromLeader, commitVars, candidateVars,
                 nextIndex, matchIndex, roundEnd>>

TimeoutNow(i) ==
  /\ role[i] = "Leader"
  /\ transferTarget[i] # Nil
  /\ matchIndex[i][transferTarget[i]] = Len(log[i])
  /\ Send([type   |-> "TimeoutNowRequest",
           source |-> i,
           dest   |-> transferTarget[i],
           term   |-> currentTerm[i]])
  /\ UNCHANGED serverVars

\* One that comes late, after its term, has no effect.
HandleTimeoutNowRequest(m) ==
  LET i == m.dest
      obeys == /\ m.term = currentTerm[i]
               /\ role[i] # "Leader"
               /\ MayCampaign(i)
  IN
  /\ m.type = "TimeoutNowRequest"
  /\ m.term <= currentTerm[i]
  /\ IF obeys THEN BeginElection(i, TRUE) ELSE UNCHANGED serverVars
  /\ Discard(m)
=============================================================================

-------------------------------- MODULE Terms --------------------------------
(* Section 5.1: terms act as a logical clock. If one server's current term is  *)
(* smaller than the other's, it updates its current term to the larger value;  *)
(* a candidate or leader that discovers that its term is out of date reverts   *)
(* to follower.                                                                *)
EXTENDS Network

\* What a server forgets when it returns to follower, whatever the reason.
ForgetRole(i) ==
  /\ role'         = [role         EXCEPT ![i] = "Follower"]
  /\ votesGranted' = [votesGranted EXCEPT ![i] = NoVotes]
  /\ nextIndex'    = [nextIndex    EXCEPT ![i] = FirstNextIndex(i)]
  /\ matchIndex'   = [matchIndex   EXCEPT ![i] = NoMatchIndex(i)]

\* Internal. The message stays in the network: its handler comes next.
UpdateTerm(m) ==
  LET i == m.dest IN
  /\ m.term > currentTerm[i]
  /\ currentTerm' = [currentTerm EXCEPT ![i] = m.term]
  /\ votedFor'    = [votedFor    EXCEPT ![i] = Nil]
  /\ ForgetRole(i)
  /\ UNCHANGED <<messages, log, commitVars>>
=============================================================================

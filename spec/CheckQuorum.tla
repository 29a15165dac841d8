----------------------------- MODULE CheckQuorum -----------------------------
(* Dissertation, 6.2 and 4.2.3: a leader that no quorum answers steps down, so *)
(* that its clients look elsewhere, and a server that hears from a leader does *)
(* not help another one to an election (IsDisregarded in Terms).               *)
(*                                                                             *)
(* There is no clock in the specification: contact may lapse at any time,      *)
(* sooner or later than it would by any clock, so what is safe here is safe    *)
(* whatever the timeouts are.                                                  *)
EXTENDS Terms

\* The minimum election timeout passed without a word from the leader.
LeaderContactLapsed(i) ==
  /\ heardFromLeader[i]
  /\ heardFromLeader' = [heardFromLeader EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<messages, persistentVars, role, commitVars, candidateVars, leaderVars>>

\* An election timeout passed without answers from a quorum.
QuorumContactLapsed(i) ==
  /\ CheckQuorum
  /\ role[i] = "Leader"
  /\ ~IsQuorum({i}, ConfigurationOf(i))
  /\ ForgetRole(i)
  /\ UNCHANGED <<messages, persistentVars, commitVars>>
=============================================================================

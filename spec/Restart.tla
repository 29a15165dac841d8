------------------------------- MODULE Restart -------------------------------
(* Section 5.5 and Figure 2: a server that crashes and restarts knows what is  *)
(* on stable storage and nothing else. It resumes as a follower.               *)
EXTENDS Terms

Restart(i) ==
  /\ ForgetRole(i)
  /\ commitIndex' = [commitIndex EXCEPT ![i] = 0]
  /\ lastApplied' = [lastApplied EXCEPT ![i] = 0]
  /\ UNCHANGED <<messages, persistentVars>>
=============================================================================

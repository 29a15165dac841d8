------------------------------- MODULE Restart -------------------------------
(* Section 5.5 and Figure 2: a server that crashes and restarts knows what is  *)
(* on stable storage and nothing else. It resumes as a follower.               *)
EXTENDS Terms

\* What was applied is durable only where the configuration is taken from it.
Restart(i) ==
  LET durable == IF ConfigurationAppliedLate THEN lastApplied[i] ELSE 0
  IN
  /\ ForgetRole(i)
  /\ commitIndex' = [commitIndex EXCEPT ![i] = durable]
  /\ lastApplied' = [lastApplied EXCEPT ![i] = durable]
  /\ UNCHANGED <<messages, persistentVars>>
=============================================================================

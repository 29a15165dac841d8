------------------------------- MODULE Restart -------------------------------
(* Section 5.5 and Figure 2: a server that crashes and restarts knows what is  *)
(* on stable storage and nothing else. It resumes as a follower.               *)
EXTENDS Terms

\* What was applied is durable only where the configuration is taken from it; and what
\* was committed with it, or a server could forget that it has yet to apply one.
Restart(i) ==
  /\ ForgetRole(i)
  /\ commitIndex' = [commitIndex EXCEPT ![i] = IF ConfigurationAppliedLate THEN @ ELSE 0]
  /\ lastApplied' = [lastApplied EXCEPT ![i] = IF ConfigurationAppliedLate THEN @ ELSE 0]
  /\ UNCHANGED <<messages, persistentVars>>
=============================================================================

------------------------------- MODULE Network -------------------------------
(* The network: it may lose, duplicate, reorder and delay messages without     *)
(* bound (section 5.5: RPCs are retried and idempotent). Reordering and delay  *)
(* need no action, since any message of the bag may be received next.          *)
(*                                                                             *)
(* TraceRaft, which judges traces, replaces NoMessages, WithMessage and         *)
(* WithoutMessage so that messages only grows: what was sent can then be       *)
(* received again or never, without an action for either.                      *)
EXTENDS RaftState

WithMessage(m, bag) ==
  IF m \in DOMAIN bag THEN [bag EXCEPT ![m] = @ + 1] ELSE bag @@ (m :> 1)

\* A message whose last copy goes leaves the domain: what is in it can be received.
WithoutMessage(m, bag) ==
  IF bag[m] = 1 THEN [other \in DOMAIN bag \ {m} |-> bag[other]]
                ELSE [bag EXCEPT ![m] = @ - 1]

Send(m)                  == messages' = WithMessage(m, messages)
Discard(m)               == messages' = WithoutMessage(m, messages)
Reply(response, request) == messages' = WithoutMessage(request, WithMessage(response, messages))

DropMessage(m) ==
  /\ Discard(m)
  /\ UNCHANGED serverVars

DuplicateMessage(m) ==
  /\ Send(m)
  /\ UNCHANGED serverVars
=============================================================================

---------------------------- MODULE CheckedRaft ----------------------------
(* Raft as `check` runs it, one action at a time: `messages` is the set of what *)
(* the action sends. What was sent before, and so can be received, now, again   *)
(* or never, is remembered outside, since it only grows. The configuration      *)
(* replaces NoMessages, WithMessage and WithoutMessage by the operators below.  *)
EXTENDS Raft

NothingSent            == {}
SentAlso(m, sent)      == sent \cup {m}
StillThere(m, sent)    == sent
=============================================================================

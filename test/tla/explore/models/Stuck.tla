-------------------------------- MODULE Stuck -------------------------------
(* Two locks taken in opposite orders: the deadlock, and how a stuttering step hides one. *)
VARIABLES p, q, held
Init == p = "idle" /\ q = "idle" /\ held = {}
Take(lock, old, new, var, next) ==
  /\ var = old /\ lock \notin held
  /\ held' = held \cup {lock} /\ next = new
P == (Take("a", "idle", "a", p, p') \/ Take("b", "a", "ab", p, p')) /\ UNCHANGED q
Q == (Take("b", "idle", "b", q, q') \/ Take("a", "b", "ba", q, q')) /\ UNCHANGED p
ReleaseP == p = "ab" /\ p' = "idle" /\ held' = {} /\ UNCHANGED q
ReleaseQ == q = "ba" /\ q' = "idle" /\ held' = {} /\ UNCHANGED p
Wait == UNCHANGED <<p, q, held>>
Next == P \/ Q \/ ReleaseP \/ ReleaseQ
NextWaiting == Next \/ Wait
=============================================================================

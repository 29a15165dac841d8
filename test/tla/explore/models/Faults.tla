------------------------------- MODULE Faults -------------------------------
(* What is no violation: expressions that cannot be evaluated, and what is decided at once. *)
EXTENDS Naturals, TLC
CONSTANT Limit
VARIABLE x
ASSUME Limit > 0
Init == x = 0
Count == x < 3 /\ x' = x + 1
Asserting == Count /\ Assert(x < 2, "x is too big")
Mistyped == x < 2 \/ x = "two"
Positive == x > 0
=============================================================================

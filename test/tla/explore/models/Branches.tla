------------------------------ MODULE Branches ------------------------------
(* Every way in which one action has several branches, each counted by TLC as generated. *)
EXTENDS Naturals
VARIABLES x, y

Small == {1, 2}

\* A state-level operator as a conjunct of an action: it branches per witness.
SomeAtLeast(n) == \E i \in Small : x + i >= n

Init == x \in 0..1 /\ (y = 0 \/ y = 1 \/ y = 0)

Choose(i) == x + i <= 4 /\ x' = x + i /\ (y' = y \/ y' = 0)

Guarded ==
  /\ SomeAtLeast(3)
  /\ x' = 0
  /\ LET flip == y' = 1 - y IN flip \/ y' = y

Quantified ==
  /\ \A i \in Small : x >= i \/ y = 1
  /\ \E a, b \in Small : x' = (x + a + b) % 5
  /\ UNCHANGED y

Conditional ==
  /\ IF x > 2 THEN x' \in {0, 1} ELSE x' = 4
  /\ CASE y = 0 -> y' \in {0, 1} [] y = 1 -> y' = 0

Next == (\E i \in Small : Choose(i)) \/ Guarded \/ Quantified \/ Conditional
=============================================================================

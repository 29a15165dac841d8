------------------------------ MODULE Complete ------------------------------
(* Once every variable has its next value, the conjuncts that remain are only tested. *)
EXTENDS Naturals
VARIABLES x, y

Init == x \in 0..2 /\ y \in {0, 1} /\ (x = 0 \/ y = 0 \/ x = y)

After == x' = (x + 1) % 3 /\ y' = y /\ \E i \in 1..3 : x' + i > 0
Before == \E i \in 1..3 : x + i > 0 /\ x' = (x + 1) % 3 /\ y' = y
Between == x' = (x + 1) % 3 /\ (x > 0 \/ TRUE \/ y > 0) /\ y' = y
Sometimes ==
  /\ (x' = 0 /\ y' = 0) \/ x' = 1
  /\ TRUE \/ TRUE
  /\ y' = 0
Again == x' = 1 /\ UNCHANGED y /\ x' \in {0, 1} /\ UNCHANGED <<y>> /\ (x' = 1 \/ y' = y)
Inside == (x' = 1 /\ y' = 1) /\ (TRUE \/ TRUE)
Last == y' = 1 /\ (x' = 1 \/ x' = 2 \/ x' = 1)
Every == /\ \A i \in {1, 2} : (i = 1 => (x' = 0 \/ x' = 1)) /\ (i = 2 => (y' = 0 \/ y' = 0))
All == x' = 2 /\ (\A i \in {1, 2} : (x > i \/ x < 9)) /\ y' = 1
Empty == x' = 2 /\ (\A i \in {} : FALSE) /\ y' = 1

Next == After \/ Before \/ Between \/ Sometimes \/ Again \/ Inside \/ Last \/ Every \/ All \/ Empty
=============================================================================

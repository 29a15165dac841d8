-------------------------------- MODULE Lazy --------------------------------
(* Names that stand for formulas: a formula that has been evaluated before is a value and does not
   branch; one that has not is entered. *)
EXTENDS Naturals
VARIABLES x, y

Init == x = 0 /\ y = 0

Fresh == LET g == x >= 0 \/ x < 5 IN g /\ x' = (x + 1) % 4 /\ y' = y

Evaluated == LET g == x >= 0 \/ x < 5 IN g \in BOOLEAN /\ g /\ x' = (x + 1) % 4 /\ y' = y

Twice(b) == b /\ b /\ x' = (x + 2) % 4 /\ UNCHANGED y

Passed(b) == Twice(b)

Negated == LET g == \E i \in {1, 2, 3} : x + i > 0 IN
  \/ ~g /\ x' = 0 /\ y' = 1
  \/ g /\ x' = 1 /\ y' = (IF g THEN 2 ELSE 3)
  \/ g /\ x' = 2 /\ y' = 0

Nested == LET a == x = x \/ y = y
              b == a \/ a
          IN b /\ a /\ x' = 3 /\ y' = 3

Operator == LET P(i) == x < i \/ y < i IN P(9) /\ x' = x /\ y' = 0

Next == Fresh \/ Evaluated \/ Passed(x = 0 \/ x = x) \/ Negated \/ Nested \/ Operator
=============================================================================

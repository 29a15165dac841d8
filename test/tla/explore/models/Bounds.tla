------------------------------- MODULE Bounds -------------------------------
(* Two counters: what constraints cut off, and what is still examined beyond them. *)
EXTENDS Naturals
VARIABLES a, b

Init == a \in 0..1 /\ b = 0
Left == a' = a + 1 /\ b' = b
Right == b' = b + 2 /\ a' = a
Back == a > 0 /\ a' = a - 1 /\ b' = b
Next == Left \/ Right \/ Back
Spec == Init /\ [][Next]_<<a, b>>

Within == a <= 3 /\ b <= 4
NotAtStart == a + b > 0
SlowSteps == a' + b' <= a + b + 1

AtMostThree == a <= 3
SumNotNine == a + b # 9
Grows == [][b' >= b /\ a' # a - 1]_<<a, b>>
NeverFour == [][a' # 4]_<<a, b>>
Ordered == [][b' >= b]_<<a, b>>
=============================================================================

-------------------------------- MODULE Jugs --------------------------------
(* Four gallons out of a jug of three and a jug of five: the classic shortest counterexample. *)
EXTENDS Naturals
CONSTANTS Small, Big
VARIABLES small, big

Min(a, b) == IF a < b THEN a ELSE b

Init == small = 0 /\ big = 0
FillSmall == small' = Small /\ UNCHANGED big
FillBig == big' = Big /\ UNCHANGED small
EmptySmall == small' = 0 /\ UNCHANGED big
EmptyBig == big' = 0 /\ UNCHANGED small
Pour ==
  LET poured == Min(small, Big - big)
  IN  small' = small - poured /\ big' = big + poured
Return ==
  LET poured == Min(big, Small - small)
  IN  small' = small + poured /\ big' = big - poured
Next == FillSmall \/ FillBig \/ EmptySmall \/ EmptyBig \/ Pour \/ Return
Spec == Init /\ [][Next]_<<small, big>>

NotFour == big # 4
=============================================================================

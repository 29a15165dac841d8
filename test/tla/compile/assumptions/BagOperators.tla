--------------------------- MODULE BagOperators ---------------------------
EXTENDS Integers, TLC, Bags, BagsExt, FiniteSets

B == [a |-> 2, b |-> 1]

ASSUME EmptyBag = SetToBag({}) /\ SetToBag({"a", "b"}) = [a |-> 1, b |-> 1]
ASSUME IsABag(B) /\ IsABag(EmptyBag) /\ IsABag(<<3, 4>>) /\ ~IsABag([a |-> 0])
ASSUME BagToSet(B) = {"a", "b"} /\ BagToSet(EmptyBag) = {}
ASSUME BagIn("a", B) /\ ~BagIn("c", B) /\ CopiesIn("a", B) = 2 /\ CopiesIn("c", B) = 0
ASSUME B (+) [b |-> 1, c |-> 1] = [a |-> 2, b |-> 2, c |-> 1] /\ B (+) EmptyBag = B
ASSUME B (-) [a |-> 1, b |-> 1] = [a |-> 1] /\ B (-) [b |-> 5, c |-> 1] = [a |-> 2]
ASSUME [a |-> 1] \sqsubseteq B /\ B \sqsubseteq B /\ ~([a |-> 3] \sqsubseteq B) /\ ~([c |-> 1] \sqsubseteq B)
ASSUME BagUnion({B, [a |-> 1]}) = [a |-> 3, b |-> 1] /\ BagUnion({}) = EmptyBag
ASSUME BagCardinality(B) = 3 /\ BagCardinality(EmptyBag) = 0
ASSUME SubBag([a |-> 2]) = {EmptyBag, [a |-> 1], [a |-> 2]} /\ Cardinality(SubBag(B)) = 6
ASSUME BagOfAll(LAMBDA x : x = "a", B) = (TRUE :> 2 @@ FALSE :> 1) /\ BagOfAll(LAMBDA x : IF x = "a" THEN 1 ELSE 1, B) = <<3>>
ASSUME BagAdd(B, "b") = [a |-> 2, b |-> 2] /\ BagAdd(EmptyBag, "c") = [c |-> 1]
ASSUME BagRemove(B, "a") = [a |-> 1, b |-> 1] /\ BagRemove(B, "b") = [a |-> 2] /\ BagRemove(B, "c") = B
ASSUME BagRemoveAll(B, "a") = [b |-> 1] /\ BagRemoveAll(B, "c") = B
ASSUME SumBag(<<2, 3>>) = 8 /\ SumBag(EmptyBag) = 0 /\ ProductBag(<<1, 2, 1>>) = 12
ASSUME FoldBag(LAMBDA x, y : x + y, 100, (5 :> 2)) = 210
=============================================================================

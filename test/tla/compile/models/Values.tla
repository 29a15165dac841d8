------------------------------- MODULE Values -------------------------------
(* Kinds of values and of sets, the order of CHOOSE, canonical equalities. *)
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS a, b, c, Nobody
VARIABLES f, chosen

People == {b, a, c}
Messages == [kind : {"ask"}, to : People] \cup [kind : {"tell"}, to : People, n : 0..1]
None == [x \in {} |-> x]

ASSUME /\ None = << >> /\ [i \in 1..2 |-> i * i] = <<1, 4>> /\ DOMAIN <<7, 8>> = {1, 2}
       /\ [r |-> 1, q |-> 2] = [q |-> 2, r |-> 1]
       /\ ("x" :> 1 @@ "y" :> 2) = [x |-> 1, y |-> 2]
       /\ 3 \in Nat /\ -3 \notin Nat /\ -3 \in Int /\ "a" \in STRING
       /\ <<1, 2>> \in Seq(Nat) /\ {1, 2} \in SUBSET Nat /\ {1, 2} \subseteq Int \ {0}
       /\ [x |-> 1, y |-> "z"] \in [x : Nat, y : STRING]
       /\ <<1, "a">> \in Nat \X STRING /\ <<1, 2>> \in [1..2 -> Int]
       /\ Cardinality(SUBSET (1..10)) = 1024 /\ Cardinality([1..3 -> BOOLEAN]) = 8
       /\ (0 - 7) \div 2 = -4 /\ (0 - 7) % 2 = 1 /\ 2^10 = 1024
       /\ UNION {1..n : n \in 1..4} = 1..4
       /\ {<<x, y>> \in (1..2) \X (1..2) : x < y} = {<<1, 2>>}
       /\ [<<1, 2, 3>> EXCEPT ![2] = @ + 5] = <<1, 7, 3>>
       /\ [[p |-> [q |-> 1]] EXCEPT !.p.q = 2, !.p.q = @ + 1] = [p |-> [q |-> 3]]
       /\ (CHOOSE S \in SUBSET (1..3) : Cardinality(S) = 2) = {1, 2}
       /\ (CHOOSE p \in {"z", "m"} : TRUE) \in {"z", "m"}
       /\ LET max(S) == CHOOSE m \in S : \A k \in S : k <= m IN max({3, 9, 4}) = 9

First == CHOOSE p \in People : p # b

Init == /\ f \in [People -> {0, 1}]
        /\ chosen = Nobody

Pick == /\ chosen = Nobody
        /\ chosen' = CHOOSE p \in People : f[p] = 1 \/ \A q \in People : f[q] = 0
        /\ UNCHANGED f
Tell == \E m \in Messages : /\ m.kind = "tell" => f[m.to] # m.n
                            /\ f' = [f EXCEPT ![m.to] = IF m.kind = "ask" THEN 1 - @ ELSE m.n]
                            /\ chosen' = Nobody
Swap == \E p \in Permutations(People) :
          /\ f' = [q \in People |-> f[p[q]]]
          /\ chosen' = IF chosen = Nobody THEN First ELSE p[chosen]
Next == Pick \/ Tell \/ Swap
=============================================================================

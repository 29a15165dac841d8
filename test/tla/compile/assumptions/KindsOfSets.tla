---------------------------- MODULE KindsOfSets ----------------------------
EXTENDS Integers, Sequences, FiniteSets, TLC

Squares == {x * x : x \in 1..3}
Bits == [1..20 -> {0, 1}]
Zeros == [i \in 1..20 |-> 0]
Even(S) == {x \in S : x % 2 = 0}

ASSUME 0 \in Nat /\ 0 - 1 \notin Nat /\ 0 - 1 \in Int /\ "a" \in STRING /\ "a" \notin {"b"}
ASSUME 2 \in 1..3 /\ 4 \notin 1..3 /\ 1 \notin 3..1 /\ 3..1 = {}
ASSUME 1 \notin {} /\ {} \subseteq {1} /\ {1} \notin {{}, {2}} /\ {} \in {{}, {2}}
ASSUME << >> \in Seq({}) /\ <<1, 2>> \in Seq(1..2) /\ <<3>> \notin Seq(1..2)
ASSUME {1} \in SUBSET Nat /\ {0 - 1} \notin SUBSET Nat /\ {} \in SUBSET {} /\ 1..2 \in SUBSET (1..2)
ASSUME <<1, 2>> \in [1..2 -> Nat] /\ <<0 - 1>> \notin [1..1 -> Nat] /\ <<1>> \notin [1..2 -> Nat]
ASSUME <<1>> \notin [2..2 -> Nat] /\ << >> \in [1..0 -> Nat] /\ [a |-> 1] \in [{"a"} -> Nat]
ASSUME [a |-> 1] \notin [{"a", "b"} -> Nat] /\ [a |-> 1] \notin [{"b"} -> Nat] /\ <<1>> \in [{1} -> Nat]
ASSUME [a |-> 1, b |-> "x"] \in [a : Nat, b : STRING] /\ [a |-> 0 - 1] \notin [a : Nat]
ASSUME [a |-> 1] \notin [a : Nat, b : Nat] /\ [a |-> 1, b |-> 2] \notin [a : Nat] /\ [c |-> 1] \notin [a : Nat]
ASSUME <<1, "a">> \in Nat \X STRING /\ <<1>> \notin Nat \X STRING /\ <<0 - 1, "a">> \notin Nat \X STRING
ASSUME <<1, 2, 3>> \in Nat \X Nat \X Nat /\ <<<<1, 2>>, 3>> \in (Nat \X Nat) \X Nat
ASSUME 5 \in Nat \cup {0 - 1} /\ 0 - 1 \in Nat \cup {0 - 1} /\ 0 - 2 \notin Nat \cup {0 - 1}
ASSUME 5 \in Nat \cap Int /\ 0 - 1 \notin Nat \cap Int /\ 5 \notin Nat \ {5} /\ 6 \in Nat \ {5}
ASSUME Nat \cap {0 - 1, 1} = {1} /\ {0 - 1, 1} \cap Nat = {1} /\ (1..3) \cap (2..5) = {2, 3}
ASSUME (0 - 1..1) \ Nat = {0 - 1} /\ (1..5) \ (2..3) = {1, 4, 5} /\ {1, 2} \ {1} = {2} /\ {1} \ {} = {1}
ASSUME (1..2) \cup (4..5) = {1, 2, 4, 5} /\ {1} \cup {} = {1} /\ {} \cup {1} = {1} /\ {1, 3} \cup {2} = 1..3
ASSUME {1, 2} \cap {2, 3} = {2} /\ {1} \cap {2} = {} /\ {} \cap {1} = {}
ASSUME 4 \in Even(Nat) /\ 5 \notin Even(Nat) /\ Even(1..5) = {2, 4}
ASSUME \E S \in SUBSET (1..3) : Cardinality(S) = 3 /\ 2 \in S
ASSUME 1..3 \subseteq Nat /\ ~({0 - 1} \subseteq Nat) /\ SUBSET {1} = {{}, {1}} /\ SUBSET {} = {{}}
ASSUME [Zeros EXCEPT ![1] = 1] \in {f \in Bits : f[1] = 1} /\ Zeros \notin {f \in Bits : f[1] = 1}
ASSUME {x \in Bits : FALSE} \cap {Zeros} = {} /\ Zeros \in Bits /\ [Zeros EXCEPT ![3] = 2] \notin Bits
ASSUME UNION {1..2, {5}} = {1, 2, 5} /\ UNION {} = {} /\ UNION {{x, x + 1} : x \in {1, 5}} = {1, 2, 5, 6}
ASSUME UNION SUBSET (1..3) = 1..3 /\ UNION {{}, {{}}} = {{}}
ASSUME {x + y : x \in 1..2, y \in {10, 20}} = {11, 12, 21, 22} /\ {<<x, y>> : x, y \in {1}} = {<<1, 1>>}
ASSUME {x + y : <<x, y>> \in {1, 2} \X {5}} = {6, 7} /\ {<<x, y>> \in (1..2) \X (1..2) : x > y} = {<<2, 1>>}
ASSUME [a : {1}, b : {2, 3}] = {[a |-> 1, b |-> 2], [a |-> 1, b |-> 3]} /\ [a : {}, b : {1}] = {}
ASSUME [{} -> {1}] = {<< >>} /\ [{1} -> {}] = {} /\ [{2} -> {5}] = {2 :> 5} /\ {1} \X {} = {}
ASSUME {r.a : r \in [a : 1..2, b : BOOLEAN]} = {1, 2} /\ {f[1] : f \in [1..2 -> {3, 4}]} = {3, 4}
ASSUME {S \cup {9} : S \in SUBSET {1}} = {{9}, {1, 9}} /\ Cardinality({S \in SUBSET (1..5) : S # {}}) = 31
ASSUME \A x \in (1..9) \cap Even(0..20) : x % 2 = 0
ASSUME {x \in 1..9 : x \in Squares} = {1, 4, 9} /\ (1..9 \ Squares) \cap 1..4 = {2, 3}
ASSUME (CHOOSE x \in (1..9) \ {1} : x < 3) = 2 /\ (CHOOSE x \in {3} \cup (5..6) : x > 3) \in {5, 6}
ASSUME \A x \in 1..3, y \in {1, 2} : x + y > 1
ASSUME \E x, y \in 1..3 : x + y = 6 /\ x = y
ASSUME \E <<x, y>> \in {<<1, 2>>, <<3, 4>>} : x + y = 7
ASSUME \A x \in {} : FALSE
ASSUME ~\E x \in {} : TRUE
ASSUME {{1, 2}, {2, 1}} = {{1, 2}} /\ {1, 1} = {1} /\ {<<1>>, [i \in {1} |-> 1]} = {<<1>>}
ASSUME IsFiniteSet([1..2 -> 1..3]) /\ IsFiniteSet({1} \cup {2}) /\ IsFiniteSet({1} \X {2}) /\ IsFiniteSet([a : {1}])
ASSUME IsFiniteSet({x \in 1..3 : x > 1}) /\ IsFiniteSet((1..3) \ {1}) /\ IsFiniteSet((1..3) \cap Nat)
ASSUME 1..3 = {3, 2, 1} /\ 1..3 # {1, 2} /\ {} # {{}}
=============================================================================

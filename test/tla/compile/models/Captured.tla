------------------------------ MODULE Captured ------------------------------
(* Sets that are not enumerated where they are defined, and used where variables are read. *)
EXTENDS Integers, Sequences, FiniteSets
VARIABLES n, f, chosen

Init == n = 0 /\ f = <<0, 0>> /\ chosen = {}

Of(S) == {e \in S : e # n}
Step(S, T) == /\ f \in T
              /\ \E k \in S : k # n /\ n' = k /\ f' = [f EXCEPT ![1] = k]
              /\ chosen' = {Cardinality(Of(S))}

Narrow == LET S == 0..(n + 1) IN LET T == [1..2 -> 0..4] IN n < 3 /\ Step(S, T)
Wide == LET S == (0..2) \cup {n} IN LET T == Seq(Nat) IN Step(S, T)
Cut == LET S == (0..3) \cap Nat IN LET T == Seq(0..3) IN Step(S, T)
Less == LET S == (0..3) \ {n} IN LET T == (0..3) \X (Nat \ {7}) IN Step(S, T)
Parts == \E m \in 0..1 :
           LET S == SUBSET (0..m)
               R == [a : 0..m, b : S]
           IN /\ \E s \in S : chosen' = s /\ Cardinality(s) <= n
              /\ \A r \in R : r.a <= m
              /\ [a |-> m, b |-> chosen] \in R \/ n > 1
              /\ UNCHANGED <<n, f>>
Filtered == LET S == {s \in 0..2 : s >= f[2]} IN
              /\ \E k \in S : f' = [f EXCEPT ![2] = k] /\ k <= n
              /\ UNCHANGED <<n, chosen>>
Mapped == LET g == [k \in Nat |-> k + n] IN
            /\ g[f[1]] < 4
            /\ n' = g[f[1]]
            /\ UNCHANGED <<f, chosen>>
Text == LET S == STRING IN ("a" \in S) /\ n \in Int /\ n' = 0 /\ f' = f /\ chosen' = {}

Next == Narrow \/ Wide \/ Cut \/ Less \/ Parts \/ Filtered \/ Mapped \/ Text
=============================================================================

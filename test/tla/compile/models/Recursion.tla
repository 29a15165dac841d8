------------------------------ MODULE Recursion ------------------------------
(* Recursive operators and functions, as values and as conjuncts of actions. *)
EXTENDS Naturals, Sequences, FiniteSets
VARIABLES n, s

RECURSIVE Sum(_), Flips(_), Even(_), Odd(_), Steps(_, _)
Sum(set) == IF set = {} THEN 0 ELSE LET e == CHOOSE e \in set : TRUE IN e + Sum(set \ {e})
Even(k) == IF k = 0 THEN TRUE ELSE Odd(k - 1)
Odd(k) == IF k = 0 THEN FALSE ELSE Even(k - 1)
\* A formula: as a conjunct it branches twice per level.
Flips(k) == IF k = 0 THEN TRUE ELSE (n >= 0 \/ n < 9) /\ Flips(k - 1)
\* An action.
Steps(k, t) == IF k = 0 THEN n' = t % 5 ELSE Steps(k - 1, t + 1) \/ Steps(k - 1, t + 2)

fact[k \in Nat] == IF k = 0 THEN 1 ELSE k * fact[k - 1]
fib[k \in 0..9] == IF k < 2 THEN k ELSE fib[k - 1] + fib[k - 2]

Init == n = 0 /\ s = << >>

Add == n' = Sum({n, fib[n], fact[3]}) % 5 /\ s' = s
Grow == Len(s) < 2 /\ Even(n) /\ s' = Append(s, n) /\ UNCHANGED n
Flip == Flips(2) /\ n' = (n + 1) % 5 /\ s' = s
Walk == Steps(2, n) /\ s' = << >>
Local == LET RECURSIVE Down(_)
             Down(k) == IF k = 0 THEN 0 ELSE Down(k - 1)
         IN n' = Down(n) /\ s' = Tail(Append(s, 1))

Next == Add \/ Grow \/ Flip \/ Walk \/ Local
=============================================================================

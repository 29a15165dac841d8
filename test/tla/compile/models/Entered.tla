------------------------------- MODULE Entered -------------------------------
(* Functions applied where a conjunct stands: whose body branches, and when. *)
EXTENDS Naturals
VARIABLES n, votes

Twice == n >= 0 \/ n < 9

\* As a definition of safe ballots reads: a recursion, under quantifiers, below a definition.
SafeAt(b, v) ==
  LET safe[c \in 0..3] ==
        \/ c = 0
        \/ \E k \in {1, 2} :
             /\ \E d \in 0..(c - 1) : votes # v /\ safe[d]
             /\ k <= c
  IN  safe[b]

ofState == [k \in 0..3 |-> k > n \/ k < 3]
global[k \in 0..3] == IF k = 0 THEN Twice ELSE Twice /\ global[k - 1]
constant[k \in 0..3] == IF k = 0 THEN TRUE ELSE (k > 0 \/ k < 9) /\ constant[k - 1]
tautology == 1 = 1 \/ 2 = 2
table == [k \in 0..3 |-> k > 0 \/ k < 9]
assigns == [k \in 0..1 |-> votes' = k]

Safe == SafeAt(2, 7) /\ n' = (n + 1) % 4 /\ votes' = votes
Table == ofState[n] /\ n' = (n + 1) % 4 /\ UNCHANGED votes
Deep == global[2] /\ n' = (n + 2) % 4 /\ UNCHANGED votes
Constant == constant[3] /\ n' = 0 /\ UNCHANGED votes
\* What is constant is known before: only a recursive function is not.
Known == n >= 0 /\ tautology /\ table[2] /\ n' = 1 /\ UNCHANGED votes
LocalConstant ==
  LET f[k \in 0..3] == IF k = 0 THEN TRUE ELSE (k > 0 \/ k < 9) /\ f[k - 1]
      g == [k \in 0..3 |-> k > 0 \/ k < 9]
  IN  f[2] /\ g[2] /\ n' = 1 /\ UNCHANGED votes
Assigns == assigns[n % 2] /\ n' = n
Literal == [k \in 0..3 |-> Twice][n] /\ n' = 3 /\ UNCHANGED votes
Pairs == LET f[j \in 0..3, k \in 0..3] == IF k = 0 THEN TRUE ELSE Twice /\ f[j, k - 1]
         IN f[1, 2] /\ n' = 2 /\ UNCHANGED votes
\* Once every variable has its value, the rest is only tested.
After == n' = 0 /\ votes' = votes /\ global[2] /\ SafeAt(2, 7)

Init == n = 0 /\ votes = 0 /\ [k \in 0..1 |-> n = k \/ n < 5][0]
Next ==
  \/ Safe \/ Table \/ Deep \/ Constant \/ Known \/ LocalConstant
  \/ Assigns \/ Literal \/ Pairs \/ After
=============================================================================

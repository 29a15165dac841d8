-------------------------------- MODULE Slots --------------------------------
(* Next values that are read while the next state is being put together: directly, through
   operators, LET, quantifiers, and operators passed as arguments. *)
EXTENDS Naturals, Sequences, FiniteSets
VARIABLES term, log, seen, total

Nodes == 1..2

\* Reads primed variables; never names a variable to assign.
Longer(i) == Len(log'[i]) > Len(log[i])
NewTerms == {term'[i] : i \in {j \in Nodes : Longer(j) \/ term'[j] # term[j]}}
SumOf(f(_)) == f(1) + f(2)
NextLength(i) == Len(log'[i])
Largest(set) == CHOOSE m \in set : \A k \in set : k <= m

Init == term = [i \in Nodes |-> 0] /\ log = [i \in Nodes |-> << >>] /\ seen = {} /\ total = 0

Bump(i) == term[i] < 2 /\ term' = [term EXCEPT ![i] = @ + 1] /\ log' = log
Write(i) == Len(log[i]) < 2 /\ log' = [log EXCEPT ![i] = Append(@, term[i])] /\ UNCHANGED term
Copy(i, j) == /\ i # j
              /\ term' = [term EXCEPT ![i] = term[j]]
              /\ log' = [log EXCEPT ![i] = IF Len(@) > Len(log[j]) THEN @ ELSE log[j]]

Record ==
  LET changed == {i \in Nodes : log'[i] # log[i]}
      lengths == {NextLength(i) : i \in Nodes}
  IN /\ seen' = seen \cup NewTerms \cup {Len(log'[i]) : i \in changed}
     /\ total' = IF changed = {} THEN total ELSE (Largest(lengths) + SumOf(NextLength)) % 4
     /\ \/ total' >= total
        \/ Cardinality(seen') <= 9
     /\ seen' = seen' \cup seen

Next == (\E i \in Nodes : Bump(i) \/ Write(i) \/ \E j \in Nodes : Copy(i, j)) /\ Record

Grows == [][seen \subseteq seen' /\ (total' # total => \E i \in Nodes : log'[i] # log[i])]_<<log, seen, total>>
Terms == \A i \in Nodes : term[i] <= 2 /\ Len(log[i]) <= 2
Spec == Init /\ [][Next]_<<term, log, seen, total>>
=============================================================================

------------------------------- MODULE Workers ------------------------------
(* Interchangeable workers that take jobs: SYMMETRY and VIEW. *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS Worker, Job
VARIABLES busy, done, steps

None == "none"
Init == busy = [w \in Worker |-> None] /\ done = {} /\ steps = 0
Take(w, j) ==
  /\ busy[w] = None /\ j \notin done
  /\ busy' = [busy EXCEPT ![w] = j]
  /\ steps' = steps + 1 /\ UNCHANGED done
Finish(w) ==
  /\ busy[w] # None
  /\ done' = done \cup {busy[w]}
  /\ busy' = [busy EXCEPT ![w] = None]
  /\ steps' = steps + 1
Next == \E w \in Worker : Finish(w) \/ \E j \in Job : Take(w, j)

Few == steps <= 5
WorkersAlike == Permutations(Worker)
AllAlike == Permutations(Worker) \cup Permutations(Job)
WithoutSteps == <<busy, done>>
NotAllDone == done # Job
=============================================================================

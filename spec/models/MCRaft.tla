------------------------------- MODULE MCRaft -------------------------------
(* Raft, bounded for model checking. Each model is a .cfg beside this file. It *)
(* gives the bounds, and leaves an action out by replacing it with Never; what *)
(* it leaves out and why, and the counts to expect, stand in expected.json.    *)
EXTENDS Raft

CONSTANTS
  MaxTerm,      \* bound on currentTerm[i]
  MaxLog,       \* bound on Len(log[i])
  MaxMessages,  \* bound on the number of different messages in the network
  MaxCopies     \* bound on the copies of one of them

\* Who may be candidate or leader in a term. A model of a long history of
\* leaders says beforehand who they are, or it would be too large.
Campaigners(term)     == Server
OddOrEven(term)       == {IF term % 2 = 1 THEN "s1" ELSE "s2"}
FirstThenSecond(term) == {IF term = 1 THEN "s1" ELSE "s2"}
EachInTurn(term)      == {CASE term = 1 -> "s1" [] term = 2 -> "s2" [] OTHER -> "s3"}

Bounded ==
  /\ \A i \in Server : currentTerm[i] <= MaxTerm /\ Len(log[i]) <= MaxLog
  /\ \A i \in Server :
       CASE role[i] = "Follower"     -> TRUE
         [] role[i] = "PreCandidate" -> i \in Campaigners(currentTerm[i] + 1)
         [] OTHER                    -> i \in Campaigners(currentTerm[i])
  /\ Cardinality(DOMAIN messages) <= MaxMessages
  /\ \A m \in DOMAIN messages : messages[m] <= MaxCopies

\* An action that a model leaves out, by the number of its parameters.
Never(a)        == FALSE
Never2(a, b)    == FALSE
Never3(a, b, c) == FALSE
=============================================================================

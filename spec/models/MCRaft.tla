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

\* What must happen in a model of membership changes, each as a claim that fails in it:
\* an uncommitted configuration is rolled back; one change follows another; a leader
\* completes what an earlier one began; a leader leads without being a voter.
NeverRolledBack ==
  [][\A i \in Server :
       LatestConfigurationIndex(log'[i]) >= LatestConfigurationIndex(log[i])]_vars

NeverChangesTwice ==
  \A i \in Server :
    Cardinality({k \in 1..commitIndex[i] : /\ IsConfigurationEntry(log[i][k])
                                          /\ ~IsJoint(log[i][k].configuration)}) < 2

NeverCompletesForAnother ==
  \A i \in Server : \A k \in 2..Len(log[i]) :
    LET before == log[i][k - 1]
    IN  (/\ IsConfigurationEntry(log[i][k])
         /\ IsConfigurationEntry(before)
         /\ IsJoint(before.configuration))
        => log[i][k].term = before.term

NeverLeadsFromOutside ==
  \A i \in Server : role[i] = "Leader" => i \in Voters(ConfigurationOf(i))

\* An action that a model leaves out, by the number of its parameters.
Never(a)        == FALSE
Never2(a, b)    == FALSE
Never3(a, b, c) == FALSE
=============================================================================

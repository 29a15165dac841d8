----------------------------- MODULE Membership -----------------------------
(* Section 6 and dissertation 4: what both ways to change the membership have  *)
(* in common. One change at a time; new servers first learn the log, in        *)
(* rounds, before they count (D 4.2.1).                                        *)
EXTENDS Terms

\* A server that goes by what is applied waits until the change is applied.
LatestIsCommitted(i) ==
  LatestConfigurationIndex(log[i]) <=
    IF ConfigurationAppliedLate THEN lastApplied[i] ELSE commitIndex[i]

\* No change is under way.
IsSettled(i) ==
  /\ LatestIsCommitted(i)
  /\ ~IsJoint(LatestConfiguration(log[i]))

\* By single servers a change begins only when an entry of the leader's own term is
\* committed: two leaders could otherwise build on configurations whose quorums do
\* not meet (the bug of 2015).
MayChange(i) ==
  /\ JointConsensus \/ SingleServerChanges
  /\ role[i] = "Leader"
  /\ transferTarget[i] = Nil
  /\ i \in Voters(ConfigurationOf(i))
  /\ IsSettled(i)
  /\ SingleServerChanges =>
       commitIndex[i] > 0 /\ log[i][commitIndex[i]].term = currentTerm[i]

AppendConfiguration(i, configuration) ==
  /\ log' = [log EXCEPT ![i] =
       Append(@, [term |-> currentTerm[i], configuration |-> configuration])]
  /\ UNCHANGED <<messages, currentTerm, votedFor, commitVars, role, heardFromLeader,
                 candidateVars, nextIndex, matchIndex, transferTarget>>

\* A learner begins without a round.
AddLearner(i, j) ==
  LET configuration == ConfigurationOf(i) IN
  /\ MayChange(i)
  /\ j \notin Members(configuration)
  /\ AppendConfiguration(i, [configuration EXCEPT !.learners = @ \cup {j}])
  /\ roundEnd' = [roundEnd EXCEPT ![i][j] = 0]

RemoveLearner(i, j) ==
  LET configuration == ConfigurationOf(i) IN
  /\ MayChange(i)
  /\ j \in configuration.learners
  /\ AppendConfiguration(i, [configuration EXCEPT !.learners = @ \ {j}])
  /\ UNCHANGED roundEnd

\* A round replicates what the leader's log holds when the round begins; the next one
\* begins when that is done. How many there are, and how long the last may take, is
\* for the layer that holds the clock.
StartRound(i, j) ==
  /\ CatchUp
  /\ role[i] = "Leader"
  /\ j \in ConfigurationOf(i).learners \ {i}
  /\ matchIndex[i][j] >= roundEnd[i][j]
  /\ roundEnd' = [roundEnd EXCEPT ![i][j] = Len(log[i])]
  /\ UNCHANGED <<messages, persistentVars, commitVars, role, heardFromLeader, candidateVars,
                 nextIndex, matchIndex, transferTarget>>

\* The server may become a voter: it has completed a round.
HasCaughtUp(i, j) ==
  CatchUp => /\ j \in ConfigurationOf(i).learners
             /\ roundEnd[i][j] > 0
             /\ matchIndex[i][j] >= roundEnd[i][j]

\* Internal. A leader that is not in the configuration manages the cluster until that is
\* committed, without counting itself, and no longer.
StepDown(i) ==
  /\ role[i] = "Leader"
  /\ IsSettled(i)
  /\ i \notin Voters(ConfigurationOf(i))
  /\ ForgetRole(i)
  /\ UNCHANGED <<messages, persistentVars, commitVars>>
=============================================================================

--------------------------- MODULE JointConsensus ---------------------------
(* Section 6: from C-old to C-old,new, in which both majorities must agree,    *)
(* and, when that is committed, to C-new. At no time can C-old and C-new       *)
(* decide each by itself.                                                      *)
EXTENDS Membership

ChangeConfiguration(i, newVoters) ==
  LET configuration == ConfigurationOf(i) IN
  /\ JointConsensus
  /\ MayChange(i)
  /\ newVoters # configuration.voters
  /\ \A j \in newVoters \ configuration.voters : HasCaughtUp(i, j)
  /\ AppendConfiguration(i, [voters    |-> configuration.voters,
                             newVoters |-> newVoters,
                             learners  |-> configuration.learners \ newVoters])
  /\ UNCHANGED roundEnd

\* Internal. The joint configuration may be of an earlier leader: whoever leads when it
\* is committed completes the change.
AppendNewConfiguration(i) ==
  LET joint == ConfigurationOf(i) IN
  /\ role[i] = "Leader"
  /\ transferTarget[i] = Nil
  /\ IsJoint(joint)
  /\ LatestIsCommitted(i)
  /\ AppendConfiguration(i, [voters    |-> joint.newVoters,
                             newVoters |-> {},
                             learners  |-> joint.learners])
  /\ UNCHANGED roundEnd
=============================================================================

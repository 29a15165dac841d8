---------------------------- MODULE Configuration ----------------------------
(* Section 6, and chapter 4 of the dissertation: which servers vote. A         *)
(* configuration travels as an entry of the log, and a server goes by the      *)
(* latest one that its log holds, whether or not it is committed; so a server  *)
(* whose log is cut falls back to the one before.                              *)
(*                                                                             *)
(* In a joint configuration, C-old,new of the paper, `newVoters` is not empty, *)
(* and what is decided needs a majority of the old voters and one of the new.  *)
(* Learners are sent the log and count for nothing.                            *)
EXTENDS RaftState, SequencesExt

InitialConfiguration == [voters |-> InitialVoters, newVoters |-> {}, learners |-> {}]

IsJoint(configuration) == configuration.newVoters # {}
Voters(configuration)  == configuration.voters \cup configuration.newVoters
Members(configuration) == Voters(configuration) \cup configuration.learners

IsMajority(servers, voters) ==
  Cardinality(servers \cap voters) * 2 > Cardinality(voters)

\* Any two quorums of a configuration share a server.
IsQuorum(servers, configuration) ==
  /\ IsMajority(servers, configuration.voters)
  /\ IsJoint(configuration) => IsMajority(servers, configuration.newVoters)

IsConfigurationEntry(entry) == "configuration" \in DOMAIN entry

\* The index of the latest configuration among entries, or 0.
LatestConfigurationIndex(entries) == SelectLastInSeq(entries, IsConfigurationEntry)

LatestConfiguration(entries) ==
  LET index == LatestConfigurationIndex(entries)
  IN  IF index = 0 THEN InitialConfiguration ELSE entries[index].configuration

\* The configuration that a server goes by.
ConfigurationOf(i) ==
  IF ConfigurationAppliedLate THEN LatestConfiguration(SubSeq(log[i], 1, lastApplied[i]))
                              ELSE LatestConfiguration(log[i])
=============================================================================

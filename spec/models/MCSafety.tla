------------------------------ MODULE MCSafety ------------------------------
(* The properties of Figure 3, bounded for model checking: one model for each  *)
(* property, in which the mutants of the specification break it by name.       *)
(* Every model checks every property.                                          *)
EXTENDS MCRaft, Safety

\* The history behind the bug of 2015: s1 leads terms 1 and 3 and adds s5, s2 leads
\* term 2 and removes s1. Who exchanges messages in a term, and what its leader makes
\* of the voters; no heartbeats.
InTouch(term) == CASE term = 1 -> {"s1", "s2", "s3"}
                   [] term = 2 -> {"s1", "s2", "s3", "s4"}
                   [] OTHER    -> {"s1", "s4", "s5"}

MakesOfVoters(term) == IF term = 2 THEN {{"s2", "s3", "s4"}, {"s2", "s3", "s4", "s5"}}
                                   ELSE {Server}

TwoLeadersOneChangeEach ==
  /\ \A m \in DOMAIN messages :
       /\ {m.source, m.dest} \subseteq InTouch(m.term)
       /\ m.type = "AppendEntriesRequest" => m.entries # <<>>
  /\ \A i \in Server : \A k \in 1..Len(log[i]) :
       IsConfigurationEntry(log[i][k])
         => log[i][k].configuration.voters \in MakesOfVoters(log[i][k].term)

\* Figure 10: s3 leads three servers and makes five of them; then s1 and s2 on one side,
\* s3, s4 and s5 on the other do not hear of each other. No heartbeats.
ThirdThenSecondOrFifth(term) == IF term = 1 THEN {"s3"} ELSE {"s2", "s5"}

ServersOfFigure10(term) ==
  {{"s1", "s2"}, {"s3", "s4", "s5"}} \cup IF term = 1 THEN {{"s2", "s3"}} ELSE {}

AsInFigure10 ==
  \A m \in DOMAIN messages :
    /\ \E side \in ServersOfFigure10(m.term) : {m.source, m.dest} \subseteq side
    /\ m.type = "AppendEntriesRequest" => m.entries # <<>>

\* The same where what is applied counts: s1 and s4 apply nothing, and nobody crashes in
\* a term in which it stands for election.
AppliedLateInFigure10 ==
  /\ AsInFigure10
  /\ \A i \in {"s1", "s4"} : lastApplied[i] = 0
  /\ \A i \in Server : votedFor[i] = i => role[i] # "Follower"
=============================================================================

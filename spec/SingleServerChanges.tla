------------------------- MODULE SingleServerChanges -------------------------
(* Dissertation, 4.1: one voter is added or removed at a time, so that every   *)
(* majority of the old configuration shares a server with every majority of    *)
(* the new one, and no joint configuration is needed.                          *)
EXTENDS Membership

AddServer(i, j) ==
  LET configuration == ConfigurationOf(i) IN
  /\ SingleServerChanges
  /\ MayChange(i)
  /\ j \notin configuration.voters
  /\ HasCaughtUp(i, j)
  /\ AppendConfiguration(i, [configuration EXCEPT !.voters   = @ \cup {j},
                                                  !.learners = @ \ {j}])
  /\ UNCHANGED roundEnd

RemoveServer(i, j) ==
  LET configuration == ConfigurationOf(i) IN
  /\ SingleServerChanges
  /\ MayChange(i)
  /\ j \in configuration.voters
  /\ configuration.voters # {j}
  /\ AppendConfiguration(i, [configuration EXCEPT !.voters = @ \ {j}])
  /\ UNCHANGED roundEnd
=============================================================================

--------------------------- MODULE LeaderElection ---------------------------
(* Sections 5.2 and 5.4.1: a follower that hears from no leader starts an      *)
(* election; a candidate that gathers the votes of a majority leads its term.  *)
EXTENDS Terms

\* Who may stand for election: a voter; and, since it may still be needed until the
\* configuration without it is committed, a server that was one (D 4.2.2). Whoever
\* goes by what is applied must first apply what is committed.
MayCampaign(i) ==
  /\ i \in Voters(ConfigurationOf(i))
           \cup Voters(LatestConfiguration(SubSeq(log[i], 1, commitIndex[i])))
  /\ ConfigurationAppliedLate =>
       LatestConfigurationIndex(SubSeq(log[i], 1, commitIndex[i])) <= lastApplied[i]

\* To begin an election, a server increments its term and votes for itself.
BeginElection(i, toldByLeader) ==
  /\ currentTerm'        = [currentTerm        EXCEPT ![i] = @ + 1]
  /\ votedFor'           = [votedFor           EXCEPT ![i] = i]
  /\ role'               = [role               EXCEPT ![i] = "Candidate"]
  /\ heardFromLeader'    = [heardFromLeader    EXCEPT ![i] = FALSE]
  /\ votesGranted'       = [votesGranted       EXCEPT ![i] = {i}]
  /\ leadershipTransfer' = [leadershipTransfer EXCEPT ![i] = toldByLeader]
  /\ UNCHANGED <<log, commitVars, leaderVars>>

\* A candidate whose election timed out begins another one.
Timeout(i) ==
  /\ ~PreVote
  /\ role[i] \in {"Follower", "Candidate"}
  /\ ~heardFromLeader[i]
  /\ MayCampaign(i)
  /\ BeginElection(i, FALSE)
  /\ UNCHANGED messages

\* A candidate asks for a vote, and asks again as often as it likes.
RequestVote(i, j) ==
  /\ role[i] = "Candidate"
  /\ j \in Voters(ConfigurationOf(i)) \ {i}
  /\ Send([type               |-> "RequestVoteRequest",
           source             |-> i,
           dest               |-> j,
           term               |-> currentTerm[i],
           lastLogIndex       |-> Len(log[i]),
           lastLogTerm        |-> LastTerm(log[i]),
           leadershipTransfer |-> leadershipTransfer[i]])
  /\ UNCHANGED serverVars

\* Of two logs, the one with the later last term is more up to date; with the
\* same last term, the longer one is (5.4.1).
UpToDate(m, entries) ==
  \/ m.lastLogTerm > LastTerm(entries)
  \/ /\ m.lastLogTerm = LastTerm(entries)
     /\ m.lastLogIndex >= Len(entries)

\* One vote per term, first come first served, to a candidate whose log is at
\* least as up to date; whether it is a member of the receiver's configuration does
\* not matter (D 4.1). A request that is disregarded is not answered.
HandleRequestVoteRequest(m) ==
  LET i == m.dest
      grant == /\ m.term = currentTerm[i]
               /\ UpToDate(m, log[i])
               /\ votedFor[i] \in {Nil, m.source}
  IN
  /\ m.type = "RequestVoteRequest"
  /\ ~TermComesFirst(m)
  /\ votedFor' = [votedFor EXCEPT ![i] = IF grant THEN m.source ELSE @]
  /\ IF IsDisregarded(m) THEN Discard(m)
     ELSE Reply([type        |-> "RequestVoteResponse",
                 source      |-> i,
                 dest        |-> m.source,
                 term        |-> currentTerm[i],
                 voteGranted |-> grant],
                m)
  /\ UNCHANGED <<currentTerm, log, commitVars, roleVars>>

\* A vote counts in the term that it was given in, once for each server.
HandleRequestVoteResponse(m) ==
  LET i == m.dest
      counts == /\ role[i] = "Candidate"
                /\ m.term = currentTerm[i]
                /\ m.voteGranted
  IN
  /\ m.type = "RequestVoteResponse"
  /\ m.term <= currentTerm[i]
  /\ votesGranted' = [votesGranted EXCEPT ![i] = IF counts THEN @ \cup {m.source} ELSE @]
  /\ Discard(m)
  /\ UNCHANGED <<persistentVars, role, heardFromLeader, commitVars, leadershipTransfer,
                 leaderVars>>

\* Internal. A leader initialises nextIndex to the index just after the last
\* entry that it had when elected, so its no-op is the first entry that it sends.
BecomeLeader(i) ==
  LET noOp == [term |-> currentTerm[i], value |-> Nil]
  IN
  /\ role[i] = "Candidate"
  /\ IsQuorum(votesGranted[i], ConfigurationOf(i))
  /\ role'               = [role               EXCEPT ![i] = "Leader"]
  /\ votesGranted'       = [votesGranted       EXCEPT ![i] = NoVotes]
  /\ leadershipTransfer' = [leadershipTransfer EXCEPT ![i] = FALSE]
  /\ nextIndex'  = [nextIndex  EXCEPT ![i] = [j \in Peers(i) |-> Len(log[i]) + 1]]
  /\ matchIndex' = [matchIndex EXCEPT ![i] = NoMatchIndex(i)]
  /\ log'        = [log        EXCEPT ![i] = IF LeaderNoOp THEN Append(@, noOp) ELSE @]
  /\ UNCHANGED <<messages, currentTerm, votedFor, heardFromLeader, commitVars, roundEnd,
                 transferTarget>>
=============================================================================

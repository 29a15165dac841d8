------------------------------ MODULE PreVote ------------------------------
(* Dissertation, 9.6: before a server begins an election it asks the others    *)
(* whether they would vote for it. It changes no term and binds nobody, so a   *)
(* server that cannot win, for its log or because the others hear from a       *)
(* leader, disturbs no one.                                                    *)
EXTENDS LeaderElection

\* The election timeout elapsed; of a candidate or pre-candidate, once more.
BecomePreCandidate(i) ==
  /\ PreVote
  /\ role[i] # "Leader"
  /\ ~heardFromLeader[i]
  /\ MayCampaign(i)
  /\ role'               = [role               EXCEPT ![i] = "PreCandidate"]
  /\ votesGranted'       = [votesGranted       EXCEPT ![i] = {i}]
  /\ leadershipTransfer' = [leadershipTransfer EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<messages, persistentVars, heardFromLeader, commitVars, leaderVars>>

\* The request names the term that the election would begin.
RequestPreVote(i, j) ==
  /\ role[i] = "PreCandidate"
  /\ j \in Voters(ConfigurationOf(i)) \ {i}
  /\ Send([type         |-> "PreVoteRequest",
           source       |-> i,
           dest         |-> j,
           term         |-> currentTerm[i] + 1,
           lastLogIndex |-> Len(log[i]),
           lastLogTerm  |-> LastTerm(log[i])])
  /\ UNCHANGED serverVars

\* Would this server grant its vote? The answer carries the term that was asked for if it
\* would, and its own if not, which the pre-candidate may have to take.
HandlePreVoteRequest(m) ==
  LET i == m.dest
      grant == /\ \/ m.term > currentTerm[i]
                  \/ m.term = currentTerm[i] /\ votedFor[i] \in {Nil, m.source}
               /\ UpToDate(m, log[i])
               /\ NoPreVoteLease \/ ~HearsFromLeader(i)
  IN
  /\ m.type = "PreVoteRequest"
  /\ Reply([type        |-> "PreVoteResponse",
            source      |-> i,
            dest        |-> m.source,
            term        |-> IF grant THEN m.term ELSE currentTerm[i],
            voteGranted |-> grant],
           m)
  /\ UNCHANGED serverVars

HandlePreVoteResponse(m) ==
  LET i == m.dest
      counts == /\ role[i] = "PreCandidate"
                /\ m.term = currentTerm[i] + 1
                /\ m.voteGranted
  IN
  /\ m.type = "PreVoteResponse"
  /\ ~TermComesFirst(m)
  /\ votesGranted' = [votesGranted EXCEPT ![i] = IF counts THEN @ \cup {m.source} ELSE @]
  /\ Discard(m)
  /\ UNCHANGED <<persistentVars, role, heardFromLeader, commitVars, leadershipTransfer,
                 leaderVars>>

\* Internal. The election itself, now that it can be won.
BecomeCandidate(i) ==
  /\ role[i] = "PreCandidate"
  /\ IsQuorum(votesGranted[i], ConfigurationOf(i))
  /\ BeginElection(i, FALSE)
  /\ UNCHANGED messages
=============================================================================

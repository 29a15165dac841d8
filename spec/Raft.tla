-------------------------------- MODULE Raft --------------------------------
(* The Raft consensus algorithm, sections 5.1 to 5.5 of "In Search of an       *)
(* Understandable Consensus Algorithm (Extended Version)", Ongaro and          *)
(* Ousterhout 2014. Each action is a disjunct of Next, and each has a rule of  *)
(* the same name in src/raft.                                                  *)
EXTENDS LeaderElection, LogReplication, Commitment, Restart

Next ==
  \/ \E i \in Server : Timeout(i)
  \/ \E i, j \in Server : RequestVote(i, j)
  \/ \E i \in Server : BecomeLeader(i)
  \/ \E i \in Server, v \in Value : ClientRequest(i, v)
  \/ \E i, j \in Server : \E n \in 0..Len(log[i]) : AppendEntries(i, j, n)
  \/ \E i \in Server : \E N \in 1..Len(log[i]) : AdvanceCommitIndex(i, N)
  \/ \E i \in Server : ApplyEntry(i)
  \/ \E i \in Server : Restart(i)
  \/ \E m \in DOMAIN messages : UpdateTerm(m)
  \/ \E m \in DOMAIN messages : HandleRequestVoteRequest(m)
  \/ \E m \in DOMAIN messages : HandleRequestVoteResponse(m)
  \/ \E m \in DOMAIN messages : HandleAppendEntriesRequest(m)
  \/ \E m \in DOMAIN messages : HandleAppendEntriesResponse(m)
  \/ \E m \in DOMAIN messages : DropMessage(m)
  \/ \E m \in DOMAIN messages : DuplicateMessage(m)

Spec == Init /\ [][Next]_vars

\* The actions that a server takes by itself within a step, to a fixed point.
InternalActions == {"UpdateTerm", "BecomeLeader", "AdvanceCommitIndex", "ApplyEntry"}
=============================================================================

-------------------------------- MODULE Raft --------------------------------
(* The Raft consensus algorithm: sections 5 and 6 of "In Search of an          *)
(* Understandable Consensus Algorithm (Extended Version)", Ongaro and          *)
(* Ousterhout 2014, and of Ongaro's dissertation, D, what real systems add.    *)
(* Each action is a disjunct of Next, and each has a rule of the same name in  *)
(* src/raft.                                                                   *)
EXTENDS PreVote, CheckQuorum, LeadershipTransfer, LogReplication, Commitment,
        JointConsensus, SingleServerChanges, Restart

Next ==
  \/ \E i \in Server : Timeout(i)
  \/ \E i, j \in Server : RequestVote(i, j)
  \/ \E i \in Server : BecomeLeader(i)
  \/ \E i \in Server : BecomePreCandidate(i)
  \/ \E i, j \in Server : RequestPreVote(i, j)
  \/ \E i \in Server : BecomeCandidate(i)
  \/ \E i \in Server : LeaderContactLapsed(i)
  \/ \E i \in Server : QuorumContactLapsed(i)
  \/ \E i, j \in Server : TransferLeadership(i, j)
  \/ \E i \in Server : AbortTransfer(i)
  \/ \E i \in Server : TimeoutNow(i)
  \/ \E i \in Server, v \in Value : ClientRequest(i, v)
  \/ \E i, j \in Server : \E n \in 0..Len(log[i]) : AppendEntries(i, j, n)
  \/ \E i \in Server : \E N \in 1..Len(log[i]) : AdvanceCommitIndex(i, N)
  \/ \E i \in Server : ApplyEntry(i)
  \/ \E i, j \in Server : AddLearner(i, j)
  \/ \E i, j \in Server : RemoveLearner(i, j)
  \/ \E i, j \in Server : StartRound(i, j)
  \/ \E i \in Server, newVoters \in VoterSets : ChangeConfiguration(i, newVoters)
  \/ \E i \in Server : AppendNewConfiguration(i)
  \/ \E i, j \in Server : AddServer(i, j)
  \/ \E i, j \in Server : RemoveServer(i, j)
  \/ \E i \in Server : StepDown(i)
  \/ \E i \in Server : Restart(i)
  \/ \E m \in DOMAIN messages : UpdateTerm(m)
  \/ \E m \in DOMAIN messages : HandleRequestVoteRequest(m)
  \/ \E m \in DOMAIN messages : HandleRequestVoteResponse(m)
  \/ \E m \in DOMAIN messages : HandlePreVoteRequest(m)
  \/ \E m \in DOMAIN messages : HandlePreVoteResponse(m)
  \/ \E m \in DOMAIN messages : HandleTimeoutNowRequest(m)
  \/ \E m \in DOMAIN messages : HandleAppendEntriesRequest(m)
  \/ \E m \in DOMAIN messages : HandleAppendEntriesResponse(m)
  \/ \E m \in DOMAIN messages : DropMessage(m)
  \/ \E m \in DOMAIN messages : DuplicateMessage(m)

Spec == Init /\ [][Next]_vars

\* The actions that a server takes by itself within a step, to a fixed point, in the
\* order in which it tries them.
InternalActions ==
  {"UpdateTerm", "BecomeCandidate", "BecomeLeader", "AdvanceCommitIndex",
   "AppendNewConfiguration", "StepDown", "ApplyEntry"}
=============================================================================

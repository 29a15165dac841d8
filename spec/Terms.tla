-------------------------------- MODULE Terms --------------------------------
(* Section 5.1: terms are a logical clock. Whoever learns of a later term      *)
(* takes it, and is a follower from then on, whatever it was before.           *)
EXTENDS Network, Configuration

\* What a server forgets when it returns to follower, whatever the reason.
ForgetRole(i) ==
  /\ role'               = [role               EXCEPT ![i] = "Follower"]
  /\ heardFromLeader'    = [heardFromLeader    EXCEPT ![i] = FALSE]
  /\ votesGranted'       = [votesGranted       EXCEPT ![i] = NoVotes]
  /\ leadershipTransfer' = [leadershipTransfer EXCEPT ![i] = FALSE]
  /\ nextIndex'          = [nextIndex          EXCEPT ![i] = FirstNextIndex(i)]
  /\ matchIndex'         = [matchIndex         EXCEPT ![i] = NoMatchIndex(i)]
  /\ roundEnd'           = [roundEnd           EXCEPT ![i] = NoRounds(i)]
  /\ transferTarget'     = [transferTarget     EXCEPT ![i] = Nil]

\* Without either option nothing depends on when a server last heard from a leader.
HeardFromLeaderCounts == PreVote \/ CheckQuorum

\* A leader hears from itself.
HearsFromLeader(i) == role[i] = "Leader" \/ heardFromLeader[i]

\* Who hears from a leader takes no part in an election, nor its term, so that a
\* server which was removed, or cut off, does not disturb those that work (6,
\* D 4.2.3); unless the leader itself has called for that election.
IsDisregarded(m) ==
  /\ CheckQuorum
  /\ m.type = "RequestVoteRequest"
  /\ m.term > currentTerm[m.dest]
  /\ HearsFromLeader(m.dest)
  /\ ~m.leadershipTransfer

\* The term of such a message is one that the pre-candidate would begin (D 9.6).
IsOfNoTerm(m) ==
  \/ m.type = "PreVoteRequest"
  \/ m.type = "PreVoteResponse" /\ m.voteGranted

\* Whoever gets a message of a later term takes the term before it handles the message.
TermComesFirst(m) ==
  /\ m.term > currentTerm[m.dest]
  /\ ~IsDisregarded(m)
  /\ ~IsOfNoTerm(m)

\* Internal. The message stays in the network: its handler comes next.
UpdateTerm(m) ==
  LET i == m.dest IN
  /\ TermComesFirst(m)
  /\ currentTerm' = [currentTerm EXCEPT ![i] = m.term]
  /\ votedFor'    = [votedFor    EXCEPT ![i] = Nil]
  /\ ForgetRole(i)
  /\ UNCHANGED <<messages, log, commitVars>>
=============================================================================

------------------------------ MODULE RaftState ------------------------------
(* The state of a Raft cluster: Figure 2 of the extended Raft paper, box       *)
(* "State", one variable per row, each a function of the server.               *)
(*                                                                             *)
(* A variable that belongs to a role has a fixed value outside that role       *)
(* (NoVotes, FirstNextIndex, NoMatchIndex), so that a state says nothing that  *)
(* the server itself does not know.                                            *)
EXTENDS Naturals, FiniteSets, Sequences, TLC

CONSTANTS
  Server,         \* the set of server ids, also of those that may join later
  InitialVoters,  \* the servers that the cluster starts with
  Value,          \* the set of commands that clients may send
  VoterSets,      \* the sets of servers that clients may ask for as the new voters
  Nil,            \* no vote; no server; the command of a no-op entry
  Options,        \* what the paper leaves free, by name: a subset of KnownOptions
  Deviations      \* what contradicts the paper, by name: a subset of KnownDeviations

KnownOptions ==
  {"ConflictHint", "LeaderNoOp", "PreVote", "CheckQuorum", "LeadershipTransfer",
   "JointConsensus", "SingleServerChanges", "CatchUp"}
KnownDeviations == {"ConfigurationAppliedLate", "NoPreVoteLease"}

ASSUME Options \subseteq KnownOptions
ASSUME Deviations \subseteq KnownDeviations
ASSUME InitialVoters \subseteq Server /\ InitialVoters # {}
ASSUME \A voters \in VoterSets : voters \subseteq Server /\ voters # {}
\* There is one way to change the membership of a cluster.
ASSUME ~({"JointConsensus", "SingleServerChanges"} \subseteq Options)

\* A follower that refuses AppendEntries says where its log conflicts (5.3).
ConflictHint == "ConflictHint" \in Options
\* A leader begins its term by appending an entry without a command (8).
LeaderNoOp == "LeaderNoOp" \in Options
\* A server asks whether it could win before it begins an election (D 9.6).
PreVote == "PreVote" \in Options
\* A leader that no quorum answers steps down (D 6.2), and a server that hears from a
\* leader disregards who asks for its vote (6, D 4.2.3).
CheckQuorum == "CheckQuorum" \in Options
\* A leader can hand over to a server of its choice (D 3.10).
LeadershipTransfer == "LeadershipTransfer" \in Options
\* The membership changes through a joint configuration (6).
JointConsensus == "JointConsensus" \in Options
\* The membership changes by one voter at a time (D 4.1).
SingleServerChanges == "SingleServerChanges" \in Options
\* A server becomes a voter only after it has caught up (D 4.2.1).
CatchUp == "CatchUp" \in Options

\* A server goes by the latest configuration that it has applied, not by the latest in
\* its log; what is committed and applied is durable, and the configuration with it.
ConfigurationAppliedLate == "ConfigurationAppliedLate" \in Deviations
\* A server grants a PreVote although it hears from a leader.
NoPreVoteLease == "NoPreVoteLease" \in Deviations

VARIABLES
  messages,      \* the network: a bag of messages, as a function from message to count

  \* Persistent state on all servers, updated on stable storage before responding to RPCs
  currentTerm,   \* latest term that the server has seen
  votedFor,      \* candidate that received its vote in the current term, or Nil
  log,           \* sequence of entries, [term, value] or [term, configuration], from index 1

  \* Volatile state on all servers
  role,          \* "Follower", "PreCandidate", "Candidate" or "Leader"
  commitIndex,   \* index of the highest log entry known to be committed
  lastApplied,   \* index of the highest log entry applied to the state machine

  \* Volatile state on followers
  heardFromLeader,     \* whether it heard from a leader within the minimum election timeout

  \* Volatile state on candidates
  votesGranted,        \* the servers that granted their vote in the current term; those
                       \* that would grant it in the next one, to a pre-candidate
  leadershipTransfer,  \* whether the candidate is one because a leader told it to

  \* Volatile state on leaders, the first three a function of the other servers
  nextIndex,           \* index of the next log entry to send to that server
  matchIndex,          \* index of the highest log entry known to be replicated there
  roundEnd,            \* index of the last entry of its round of catching up, or 0
  transferTarget       \* the server that is to take over, or Nil

persistentVars == <<currentTerm, votedFor, log>>
commitVars     == <<commitIndex, lastApplied>>
candidateVars  == <<votesGranted, leadershipTransfer>>
leaderVars     == <<nextIndex, matchIndex, roundEnd, transferTarget>>
roleVars       == <<role, heardFromLeader, candidateVars, leaderVars>>
serverVars     == <<persistentVars, commitVars, roleVars>>
vars           == <<messages, serverVars>>

Peers(i) == Server \ {i}

\* The network before anything was sent.
NoMessages == <<>>

\* The fixed values of role variables outside their role.
NoVotes           == {}
FirstNextIndex(i) == [j \in Peers(i) |-> 1]
NoMatchIndex(i)   == [j \in Peers(i) |-> 0]
NoRounds(i)       == [j \in Peers(i) |-> 0]

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

LastTerm(entries) == IF Len(entries) = 0 THEN 0 ELSE entries[Len(entries)].term

Init ==
  /\ messages           = NoMessages
  /\ currentTerm        = [i \in Server |-> 0]
  /\ votedFor           = [i \in Server |-> Nil]
  /\ log                = [i \in Server |-> <<>>]
  /\ role               = [i \in Server |-> "Follower"]
  /\ commitIndex        = [i \in Server |-> 0]
  /\ lastApplied        = [i \in Server |-> 0]
  /\ heardFromLeader    = [i \in Server |-> FALSE]
  /\ votesGranted       = [i \in Server |-> NoVotes]
  /\ leadershipTransfer = [i \in Server |-> FALSE]
  /\ nextIndex          = [i \in Server |-> FirstNextIndex(i)]
  /\ matchIndex         = [i \in Server |-> NoMatchIndex(i)]
  /\ roundEnd           = [i \in Server |-> NoRounds(i)]
  /\ transferTarget     = [i \in Server |-> Nil]
=============================================================================

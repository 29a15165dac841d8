------------------------------ MODULE RaftState ------------------------------
(* The state of a Raft cluster: Figure 2 of the extended Raft paper, box       *)
(* "State", one variable per row, each a function of the server.               *)
(*                                                                             *)
(* A variable that belongs to a role has a fixed value outside that role       *)
(* (NoVotes, FirstNextIndex, NoMatchIndex), so that a state says nothing that  *)
(* the server itself does not know.                                            *)
EXTENDS Naturals, FiniteSets, Sequences, TLC

CONSTANTS
  Server,   \* the set of server ids
  Value,    \* the set of commands that clients may send
  Nil,      \* no vote; the command of a no-op entry
  Options   \* what the paper leaves free, by name: a subset of KnownOptions

KnownOptions == {"ConflictHint", "LeaderNoOp"}
ASSUME Options \subseteq KnownOptions

\* A follower that refuses AppendEntries says where its log conflicts (5.3).
ConflictHint == "ConflictHint" \in Options
\* A leader begins its term by appending an entry without a command (8).
LeaderNoOp == "LeaderNoOp" \in Options

VARIABLES
  messages,      \* the network: a bag of messages, as a function from message to count

  \* Persistent state on all servers, updated on stable storage before responding to RPCs
  currentTerm,   \* latest term that the server has seen
  votedFor,      \* candidate that received its vote in the current term, or Nil
  log,           \* sequence of entries [term, value]; the first index is 1

  \* Volatile state on all servers
  role,          \* "Follower", "Candidate" or "Leader"
  commitIndex,   \* index of the highest log entry known to be committed
  lastApplied,   \* index of the highest log entry applied to the state machine

  \* Volatile state on candidates
  votesGranted,  \* the servers that granted their vote in the current term

  \* Volatile state on leaders, a function of the other servers
  nextIndex,     \* index of the next log entry to send to that server
  matchIndex     \* index of the highest log entry known to be replicated there

persistentVars == <<currentTerm, votedFor, log>>
commitVars     == <<commitIndex, lastApplied>>
leaderVars     == <<nextIndex, matchIndex>>
serverVars     == <<persistentVars, role, commitVars, votesGranted, leaderVars>>
vars           == <<messages, serverVars>>

Peers(i) == Server \ {i}

\* The network before anything was sent.
NoMessages == <<>>

\* The fixed values of role variables outside their role.
NoVotes           == {}
FirstNextIndex(i) == [j \in Peers(i) |-> 1]
NoMatchIndex(i)   == [j \in Peers(i) |-> 0]

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

\* Any two quorums share a server.
IsQuorum(servers) == Cardinality(servers) * 2 > Cardinality(Server)

LastTerm(entries) == IF Len(entries) = 0 THEN 0 ELSE entries[Len(entries)].term

Init ==
  /\ messages     = NoMessages
  /\ currentTerm  = [i \in Server |-> 0]
  /\ votedFor     = [i \in Server |-> Nil]
  /\ log          = [i \in Server |-> <<>>]
  /\ role         = [i \in Server |-> "Follower"]
  /\ commitIndex  = [i \in Server |-> 0]
  /\ lastApplied  = [i \in Server |-> 0]
  /\ votesGranted = [i \in Server |-> NoVotes]
  /\ nextIndex    = [i \in Server |-> FirstNextIndex(i)]
  /\ matchIndex   = [i \in Server |-> NoMatchIndex(i)]
=============================================================================

------------------------------- MODULE Safety -------------------------------
(* Figure 3 of the paper: the five properties that hold at all times, under    *)
(* the paper's names and with the paper's meaning.                             *)
(*                                                                             *)
(* Three of them speak of the past (a leader that has crashed since, an entry  *)
(* that was once committed), so two records are kept as history: who led each  *)
(* term, and each committed entry with the term in which it was committed.     *)
(* Both only grow.                                                             *)
EXTENDS Raft

VARIABLES
  leaders,    \* the set of pairs <<term, server>>: the server has led that term
  committed   \* a sequence: at each index that any server has ever held committed,
              \* the entry, and the term in which it was first seen so

safetyVars == <<leaders, committed>>

SafetyInit ==
  /\ Init
  /\ leaders   = {}
  /\ committed = <<>>

CommittedBy(i) ==
  LET known == Len(committed)
      new   == SubSeq(log'[i], known + 1, Min(commitIndex'[i], Len(log'[i])))
  IN  [k \in 1..Len(new) |-> [entry |-> new[k], committedIn |-> currentTerm'[i]]]

\* A step changes one server, so at most one is ahead of the record.
Record ==
  LET ahead == {i \in Server : Min(commitIndex'[i], Len(log'[i])) > Len(committed)}
  IN
  /\ leaders' = leaders \cup {<<currentTerm'[i], i>> : i \in {j \in Server : role'[j] = "Leader"}}
  /\ committed' = IF ahead = {} THEN committed
                                ELSE committed \o CommittedBy(CHOOSE i \in ahead : TRUE)

SafetyNext == Next /\ Record
SafetySpec == SafetyInit /\ [][SafetyNext]_<<vars, safetyVars>>

-----------------------------------------------------------------------------
\* No term has two leaders.
ElectionSafety ==
  \A a, b \in leaders : a[1] = b[1] => a[2] = b[2]

\* As long as a server leads, its log changes only by growing.
LeaderAppendOnly ==
  [][\A i \in Server :
       /\ role[i] = "Leader" /\ role'[i] = "Leader"
       /\ currentTerm'[i] = currentTerm[i]
       => /\ Len(log'[i]) >= Len(log[i])
          /\ SubSeq(log'[i], 1, Len(log[i])) = log[i]]_<<vars, safetyVars>>

\* Two logs that have the same term at an index have the same entries up to it.
LogMatching ==
  \A i, j \in Server :
    \A k \in 1..Min(Len(log[i]), Len(log[j])) :
      log[i][k].term = log[j][k].term => SubSeq(log[i], 1, k) = SubSeq(log[j], 1, k)

\* What was committed in a term, every leader of a later term has.
LeaderCompleteness ==
  \A i \in Server : \A k \in 1..Len(committed) :
    role[i] = "Leader" /\ committed[k].committedIn < currentTerm[i]
      => k <= Len(log[i]) /\ log[i][k] = committed[k].entry

\* What one server applies at an index, no other server ever applies otherwise.
StateMachineSafety ==
  \A i \in Server : \A k \in 1..Min(lastApplied[i], Len(log[i])) :
    log[i][k] = committed[k].entry

-----------------------------------------------------------------------------
\* Not in Figure 3, but what it rests on.

Entry ==
  [term : Nat, value : Value \cup {Nil}] \cup
  [term : Nat, configuration :
     [voters : SUBSET Server, newVoters : SUBSET Server, learners : SUBSET Server]]

TypeOK ==
  /\ currentTerm \in [Server -> Nat]
  /\ votedFor \in [Server -> Server \cup {Nil}]
  /\ role \in [Server -> {"Follower", "PreCandidate", "Candidate", "Leader"}]
  /\ \A i \in Server :
       /\ log[i] \in Seq(Entry)
       /\ 0 <= lastApplied[i]
       /\ lastApplied[i] <= commitIndex[i]
       /\ commitIndex[i] <= Len(log[i])
       /\ votesGranted[i] \subseteq Server
       /\ heardFromLeader[i] => role[i] = "Follower"
       /\ role[i] \notin {"PreCandidate", "Candidate"} => votesGranted[i] = NoVotes
       /\ leadershipTransfer[i] => role[i] = "Candidate"
       /\ nextIndex[i] \in [Peers(i) -> Nat]
       /\ matchIndex[i] \in [Peers(i) -> Nat]
       /\ roundEnd[i] \in [Peers(i) -> Nat]
       /\ transferTarget[i] \in Peers(i) \cup {Nil}
       /\ role[i] # "Leader" => /\ nextIndex[i] = FirstNextIndex(i)
                                /\ matchIndex[i] = NoMatchIndex(i)
                                /\ roundEnd[i] = NoRounds(i)
                                /\ transferTarget[i] = Nil

\* A leader sends from behind what it knows to be replicated.
NextIndexAboveMatchIndex ==
  \A i \in Server : \A j \in Peers(i) : nextIndex[i][j] > matchIndex[i][j]

\* What is committed stays committed; only a restart forgets how far that was.
CommitIndexMonotonic ==
  [][\A i \in Server : commitIndex'[i] >= commitIndex[i] \/ Restart(i)]_<<vars, safetyVars>>

\* Within one leadership, what is replicated stays replicated.
MatchIndexMonotonic ==
  [][\A i \in Server : \A j \in Peers(i) :
       /\ role[i] = "Leader" /\ role'[i] = "Leader"
       /\ currentTerm'[i] = currentTerm[i]
       => matchIndex'[i][j] >= matchIndex[i][j]]_<<vars, safetyVars>>
=============================================================================

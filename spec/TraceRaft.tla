------------------------------ MODULE TraceRaft ------------------------------
(* TLC as a judge of traces in the format raft-trace: is what a system logged  *)
(* a behaviour of Raft? A line of a trace stands for several actions of one    *)
(* server; each is a step here, and the line ends with a step of its own that  *)
(* compares what was observed with what the specification has. What a line     *)
(* does not say is free. All traces of a run are judged at once, and TLC       *)
(* prints <<"accepted", trace, line>> for each line that some behaviour        *)
(* explains; the first line that is never printed is where a trace diverges.   *)
(*                                                                             *)
(* TraceData is written for each run. It extends RaftState, for Nil, and gives *)
(* Traces: a sequence of traces, each a sequence of lines, each a record with  *)
(* the fields that were observed. (As a constant that a .cfg replaces, TLC     *)
(* would evaluate all of it at each use.) The .cfg replaces NoMessages,        *)
(* WithMessage and WithoutMessage by the operators below.                      *)
EXTENDS Raft, TraceData

VARIABLES
  trace,        \* which trace this behaviour explains
  line,         \* the number of the line that it explains now
  done,         \* how many of the line's named actions it has taken, or a stage (see below)
  received,     \* the message that the line receives, or Nil
  unexplained,  \* the indexes of the line's observed sends that no action has explained yet
  owed          \* the sends that a line without observed sends may have made:
                \* <<action, dest, number of entries>>

traceVars == <<trace, line, done, received, unexplained, owed>>

-----------------------------------------------------------------------------
(* The network: every message that was ever sent, and the last one by itself.  *)

NothingSent == [sent |-> {}, last |-> Nil, count |-> 0]

SentAlso(m, network)     == [sent |-> network.sent \cup {m}, last |-> m, count |-> network.count + 1]
StillThere(m, network)   == network
ForgetLast(network)      == [network EXCEPT !.last = Nil, !.count = 0]

-----------------------------------------------------------------------------
(* What a line says.                                                           *)

Line == Traces[trace][line]
i    == Line.server

Says(field)     == field \in DOMAIN Line
SaysArg(name)   == Says("args") /\ name \in DOMAIN Line.args
Argument(name, otherwise) == IF SaysArg(name) THEN Line.args[name] ELSE otherwise

\* Either the line lists its actions, or it names one at most and the others follow.
Lists == Says("actions")
Names == IF Lists THEN Line.actions ELSE IF Says("action") THEN <<Line.action>> ELSE <<>>
NamesAny(actions) == \E k \in 1..Len(Names) : Names[k] \in actions

Handlers == {"HandleRequestVoteRequest", "HandleRequestVoteResponse",
             "HandlePreVoteRequest", "HandlePreVoteResponse", "HandleTimeoutNowRequest",
             "HandleAppendEntriesRequest", "HandleAppendEntriesResponse"}
Sends    == {"RequestVote", "RequestPreVote", "AppendEntries", "TimeoutNow"}
\* What is asked of a leader and concerns one server, its argument j.
Concerns == {"TransferLeadership", "AddLearner", "RemoveLearner", "StartRound", "AddServer",
             "RemoveServer"}
Inputs   == Concerns \cup
            {"Timeout", "BecomePreCandidate", "QuorumContactLapsed", "AbortTransfer",
             "ClientRequest", "ChangeConfiguration", "Restart"}

\* To whom the line sends, as far as its arguments tell: j is what a request concerns, if
\* the line names one.
Destinations ==
  IF SaysArg("j") /\ ~NamesAny(Concerns) THEN Peers(i) \cap {Line.args.j} ELSE Peers(i)

Handles  == NamesAny(Handlers \cup {"UpdateTerm"})
Receives == Says("message") \/ Handles

\* The stages of a line that does not list its actions.
Before  == 0
After   == 1
Sending == 2

-----------------------------------------------------------------------------
(* What is given must hold exactly; what is absent was not observed.           *)

MatchesFields(record, observed) ==
  \A f \in DOMAIN observed : f \in DOMAIN record /\ record[f] = observed[f]

MatchesEntry(entry, observed) ==
  \A f \in DOMAIN observed :
    /\ f \in DOMAIN entry
    /\ IF f = "configuration" THEN MatchesFields(entry[f], observed[f])
                              ELSE entry[f] = observed[f]

MatchesEntries(entries, observed) ==
  /\ Len(entries) = Len(observed)
  /\ \A k \in 1..Len(observed) : MatchesEntry(entries[k], observed[k])

MatchesMessage(m, observed) ==
  \A f \in DOMAIN observed :
    /\ f \in DOMAIN m
    /\ IF f = "entries" THEN MatchesEntries(m.entries, observed.entries) ELSE m[f] = observed[f]

\* The entries from an index to the end of the log, so also its length.
MatchesTail(entries, observed) ==
  /\ Len(entries) = observed.from - 1 + Len(observed.entries)
  /\ MatchesEntries(SubSeq(entries, observed.from, Len(entries)), observed.entries)

MatchesPeers(function, observed) ==
  \A j \in DOMAIN observed : j \in DOMAIN function /\ function[j] = observed[j]

MatchesField(f, observed) ==
  CASE f = "currentTerm"        -> currentTerm[i] = observed
    [] f = "votedFor"           -> votedFor[i] = observed
    [] f = "role"               -> role[i] = observed
    [] f = "log"                -> MatchesEntries(log[i], observed)
    [] f = "logTail"            -> MatchesTail(log[i], observed)
    [] f = "logLength"          -> Len(log[i]) = observed
    [] f = "lastLogIndex"       -> Len(log[i]) = observed
    [] f = "lastLogTerm"        -> LastTerm(log[i]) = observed
    [] f = "commitIndex"        -> commitIndex[i] = observed
    [] f = "lastApplied"        -> lastApplied[i] = observed
    [] f = "configuration"      -> MatchesFields(ConfigurationOf(i), observed)
    [] f = "heardFromLeader"    -> heardFromLeader[i] = observed
    [] f = "votesGranted"       -> votesGranted[i] = observed
    [] f = "leadershipTransfer" -> leadershipTransfer[i] = observed
    [] f = "nextIndex"          -> MatchesPeers(nextIndex[i], observed)
    [] f = "matchIndex"         -> MatchesPeers(matchIndex[i], observed)
    [] f = "roundEnd"           -> MatchesPeers(roundEnd[i], observed)
    [] f = "transferTarget"     -> transferTarget[i] = observed

MatchesState(observed) == \A f \in DOMAIN observed : MatchesField(f, observed[f])

-----------------------------------------------------------------------------
(* The actions of a line.                                                      *)

\* Where sends were not observed it does not matter which of them is taken: all may have
\* been made (Owe).
Counts == IF SaysArg("n") THEN {Line.args.n} ELSE IF Says("sent") THEN 0..Len(log[i]) ELSE {0}

TakeOfOne(action, j) ==
  \/ action = "TransferLeadership" /\ TransferLeadership(i, j)
  \/ action = "AddLearner" /\ AddLearner(i, j)
  \/ action = "RemoveLearner" /\ RemoveLearner(i, j)
  \/ action = "StartRound" /\ StartRound(i, j)
  \/ action = "AddServer" /\ AddServer(i, j)
  \/ action = "RemoveServer" /\ RemoveServer(i, j)

TakeSend(action) ==
  \/ action = "RequestVote" /\ \E j \in Destinations : RequestVote(i, j)
  \/ action = "RequestPreVote" /\ \E j \in Destinations : RequestPreVote(i, j)
  \/ action = "AppendEntries" /\ \E j \in Destinations, n \in Counts : AppendEntries(i, j, n)
  \/ action = "TimeoutNow" /\ TimeoutNow(i)

Take(action) ==
  \/ action = "Timeout" /\ Timeout(i)
  \/ action = "BecomePreCandidate" /\ BecomePreCandidate(i)
  \/ action = "BecomeCandidate" /\ BecomeCandidate(i)
  \/ action = "BecomeLeader" /\ BecomeLeader(i)
  \/ action = "LeaderContactLapsed" /\ LeaderContactLapsed(i)
  \/ action = "QuorumContactLapsed" /\ QuorumContactLapsed(i)
  \/ action = "AbortTransfer" /\ AbortTransfer(i)
  \/ action = "AppendNewConfiguration" /\ AppendNewConfiguration(i)
  \/ action = "StepDown" /\ StepDown(i)
  \/ action = "ApplyEntry" /\ ApplyEntry(i)
  \/ action = "Restart" /\ Restart(i)
  \/ action = "ClientRequest" /\ \E v \in Line.commands : ClientRequest(i, v)
  \/ /\ action = "ChangeConfiguration"
     /\ \E newVoters \in IF SaysArg("newVoters") THEN {Line.args.newVoters}
                                                  ELSE (SUBSET Server) \ {{}} :
          ChangeConfiguration(i, newVoters)
  \/ /\ action \in Concerns
     /\ \E j \in Server : j = Argument("j", j) /\ TakeOfOne(action, j)
  \/ /\ action = "AdvanceCommitIndex"
     /\ \E N \in 1..Len(log[i]) : N = Argument("N", N) /\ AdvanceCommitIndex(i, N)
  \/ TakeSend(action)
  \/ /\ received # Nil
     /\ \/ action = "UpdateTerm" /\ UpdateTerm(received)
        \/ action = "HandleRequestVoteRequest" /\ HandleRequestVoteRequest(received)
        \/ action = "HandleRequestVoteResponse" /\ HandleRequestVoteResponse(received)
        \/ action = "HandlePreVoteRequest" /\ HandlePreVoteRequest(received)
        \/ action = "HandlePreVoteResponse" /\ HandlePreVoteResponse(received)
        \/ action = "HandleTimeoutNowRequest" /\ HandleTimeoutNowRequest(received)
        \/ action = "HandleAppendEntriesRequest" /\ HandleAppendEntriesRequest(received)
        \/ action = "HandleAppendEntriesResponse" /\ HandleAppendEntriesResponse(received)

\* What the action sends is one of the sends that the line has left.
Explains ==
  IF messages'.count = messages.count \/ ~Says("sent")
  THEN unexplained' = unexplained
  ELSE \E k \in unexplained :
         /\ MatchesMessage(messages'.last, Line.sent[k])
         /\ unexplained' = unexplained \ {k}

Step(action, doneAfter) ==
  /\ Take(action)
  /\ Explains
  /\ done' = doneAfter
  /\ UNCHANGED <<trace, line, received, owed>>

\* Binds the message that the line receives: any that was sent and fits. In a trace
\* that was cut out of a run, also one from before it, if it was observed in full.
Receive ==
  /\ done = Before
  /\ received = Nil
  /\ Handles \/ Names = <<>>
  /\ \E m \in messages.sent \cup (IF Says("unchecked") THEN {Line.message} ELSE {}) :
       /\ m.dest = i
       /\ Says("message") => MatchesMessage(m, Line.message)
       /\ received' = m
  /\ UNCHANGED <<vars, trace, line, done, unexplained, owed>>

\* What a server does by itself need not be logged: it may come before what the line
\* names, and behind the input of a line that does not list its actions. Nor need it be
\* logged that contact with the leader lapsed before the line.
Unseen ==
  /\ owed = {}
  /\ \/ /\ done = Before \/ (~Lists /\ done = After)
        /\ \E action \in InternalActions \ {"UpdateTerm"} : Step(action, done)
     \/ /\ done = Before
        /\ Step("LeaderContactLapsed", done)

\* A listed action stands for one or more of it in a row.
Listed ==
  /\ Lists
  /\ \/ /\ done < Len(Names)
        /\ Step(Names[done + 1], done + 1)
     \/ /\ done > 0
        /\ Names[done] \in Sends \cup {"AdvanceCommitIndex", "ApplyEntry"}
        /\ Step(Names[done], done)

\* The input of a line that does not list its actions; a handler takes the term first.
FreeInput ==
  /\ done = Before
  /\ \/ /\ received # Nil
        /\ \/ Step("UpdateTerm", IF Names = <<"UpdateTerm">> THEN After ELSE Before)
           \/ /\ Names # <<"UpdateTerm">>
              /\ \E action \in Handlers : Names \in {<<>>, <<action>>} /\ Step(action, After)
     \/ /\ ~Receives
        /\ received = Nil
        /\ \/ /\ Names # <<>>
              /\ Step(Names[1], IF Names[1] \in Sends THEN Sending ELSE After)
           \/ /\ Names = <<>>
              /\ \/ \E action \in Inputs : Step(action, After)
                 \/ done' = After /\ UNCHANGED <<vars, trace, line, received, unexplained, owed>>

FreeSend ==
  /\ done \in {After, Sending}
  /\ Says("sent")
  /\ \E action \in Sends : Step(action, Sending)

Free == ~Lists /\ (FreeInput \/ FreeSend)

-----------------------------------------------------------------------------
(* The end of a line.                                                          *)

AllDone ==
  /\ IF Lists THEN done = Len(Names) ELSE done # Before
  /\ Receives => received # Nil

\* What a leader may send: <<action, dest, number of entries>>.
SendsOfLeader ==
  {send \in {"AppendEntries"} \X (Members(ConfigurationOf(i)) \ {i}) \X (0..Len(log[i])) :
     nextIndex[i][send[2]] - 1 + send[3] <= Len(log[i])}
  \cup
  {send \in {"TimeoutNow"} \X (Peers(i) \cap {transferTarget[i]}) \X {0} :
     matchIndex[i][send[2]] = Len(log[i])}

\* What the server may have sent if the line does not tell: everything that its role
\* allows. Only more can be received thereby, so all of it is taken as sent.
Unobserved ==
  LET voters == Voters(ConfigurationOf(i)) \ {i} IN
  IF Says("sent") THEN {}
  ELSE CASE role[i] = "Follower"     -> {}
         [] role[i] = "PreCandidate" -> {"RequestPreVote"} \X voters \X {0}
         [] role[i] = "Candidate"    -> {"RequestVote"} \X voters \X {0}
         [] role[i] = "Leader"       -> SendsOfLeader

NextLine(allOwed) ==
  /\ line' = IF allOwed = {} THEN line + 1 ELSE line
  /\ owed' = allOwed
  /\ done' = IF allOwed = {} THEN Before ELSE done
  /\ received' = Nil
  /\ unexplained' = IF allOwed = {} /\ line < Len(Traces[trace])
                    THEN IF "sent" \in DOMAIN Traces[trace][line + 1]
                         THEN DOMAIN Traces[trace][line + 1].sent ELSE {}
                    ELSE {}

EndLine ==
  /\ owed = {}
  /\ AllDone
  /\ unexplained = {}
  /\ Says("state") => MatchesState(Line.state)
  /\ PrintT(<<"accepted", trace, line>>)
  /\ NextLine(Unobserved)
  /\ messages' = ForgetLast(messages)
  /\ UNCHANGED <<serverVars, trace>>

\* One of the sends that a line may have made, in a fixed order.
Owe ==
  /\ owed # {}
  /\ LET send == CHOOSE any \in owed : TRUE
     IN
     /\ \/ send[1] = "RequestVote" /\ RequestVote(i, send[2])
        \/ send[1] = "RequestPreVote" /\ RequestPreVote(i, send[2])
        \/ send[1] = "AppendEntries" /\ AppendEntries(i, send[2], send[3])
        \/ send[1] = "TimeoutNow" /\ TimeoutNow(i)
     /\ NextLine(owed \ {send})
  /\ UNCHANGED trace

-----------------------------------------------------------------------------

TraceInit ==
  /\ Init
  /\ trace \in DOMAIN Traces
  /\ line = 1
  /\ done = Before
  /\ received = Nil
  /\ unexplained = IF "sent" \in DOMAIN Traces[trace][1] THEN DOMAIN Traces[trace][1].sent ELSE {}
  /\ owed = {}

TraceNext ==
  /\ line <= Len(Traces[trace])
  /\ \/ owed = {} /\ (Receive \/ Unseen \/ Listed \/ Free)
     \/ EndLine
     \/ Owe

TraceSpec == TraceInit /\ [][TraceNext]_<<vars, traceVars>>
=============================================================================

------------------------------ MODULE MCSafety ------------------------------
EXTENDS Safety
CONSTANTS MaxTerm, MaxLog, MaxMessages, MaxCopies
WithinBounds ==
  /\ \A i \in Server : currentTerm[i] <= MaxTerm /\ Len(log[i]) <= MaxLog
  /\ Cardinality(DOMAIN messages) <= MaxMessages
  /\ \A m \in DOMAIN messages : messages[m] <= MaxCopies
=============================================================================

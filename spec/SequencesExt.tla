---------------------------- MODULE SequencesExt ----------------------------
(* What these modules use of the community module of the same name, for a TLC  *)
(* that comes without it. The embedded engine has the operator built in and    *)
(* does not read this file.                                                    *)
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences

\* The last index of s at which Test holds; 0 if it holds at none.
SelectLastInSeq(s, Test(_)) ==
  LET found == {index \in 1..Len(s) : Test(s[index])}
  IN  IF found = {} THEN 0
      ELSE CHOOSE last \in found : \A index \in found : index <= last
=============================================================================

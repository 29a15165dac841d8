-------------------------------- MODULE Names -------------------------------
(* Names and strings that a careless compiler would trip over. *)
EXTENDS Naturals, Sequences
VARIABLES hasOwnProperty, toString
constructor(prototype) == [valueOf |-> prototype, length |-> 1]
arguments == {"'", "\"", "\\", "${1}", "a b", "__proto__"}
Init == hasOwnProperty = constructor("\"; throw 1; //") /\ toString = <<>>
eval(this) ==
  /\ Len(toString) < 2
  /\ toString' = Append(toString, this)
  /\ hasOwnProperty' = constructor(this)
Next == \E this \in arguments : eval(this)
=============================================================================

------------------------------ MODULE MCSafety ------------------------------
(* The properties of Figure 3, bounded for model checking: one model for each  *)
(* property, in which the mutants of the specification break it by name.       *)
(* Every model checks every property.                                          *)
EXTENDS MCRaft, Safety
=============================================================================

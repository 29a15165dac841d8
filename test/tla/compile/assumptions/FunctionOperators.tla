------------------------- MODULE FunctionOperators -------------------------
EXTENDS Integers, Functions, TLC, FiniteSets, Sequences

Squares == [x \in 1..3 |-> x * x]
Parity == [x \in 1..4 |-> x % 2]

ASSUME Restrict(Squares, {1, 3}) = (1 :> 1 @@ 3 :> 9) /\ Restrict(Squares, {}) = << >>
ASSUME RestrictDomain(Squares, LAMBDA x : x > 1) = (2 :> 4 @@ 3 :> 9)
ASSUME RestrictValues(Squares, LAMBDA y : y < 5) = <<1, 4>>
ASSUME IsRestriction(<<1, 4>>, Squares) /\ ~IsRestriction(Squares, <<1, 4>>) /\ ~IsRestriction(<<1, 5>>, Squares)
ASSUME Range(Parity) = {0, 1} /\ Range([a |-> 1, b |-> 2]) = {1, 2} /\ Range(<< >>) = {}
ASSUME Pointwise(Squares, Squares, LAMBDA x, y : x + y) = <<2, 8, 18>>
ASSUME Pointwise([a |-> 1], [a |-> 2, b |-> 3], -) = [a |-> 0 - 1]
ASSUME Inverse(Squares, 1..3, {4, 9}) = (4 :> 2 @@ 9 :> 3)
ASSUME Inverse(Squares, {2}, {5}) = (5 :> 2)
ASSUME AntiFunction([a |-> 1, b |-> 2]) = <<"a", "b">>
ASSUME IsInjective(Squares) /\ ~IsInjective(Parity) /\ IsInjective(<< >>)
ASSUME Injection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>} /\ Injection({1, 2}, {3}) = {}
ASSUME Surjection({1, 2}, {3}) = {<<3, 3>>} /\ Surjection({1}, {3, 4}) = {}
ASSUME Bijection({1, 2}, {3, 4}) = {<<3, 4>>, <<4, 3>>} /\ Bijection({1, 2}, {3}) = {}
ASSUME ExistsInjection({1}, {3, 4}) /\ ~ExistsInjection({1, 2}, {3})
ASSUME ExistsSurjection({1, 2}, {3}) /\ ~ExistsSurjection({1}, {3, 4}) /\ ~ExistsSurjection({1}, {})
ASSUME ExistsBijection({1, 2}, {3, 4}) /\ ~ExistsBijection({1}, {3, 4})
ASSUME FoldFunction(LAMBDA x, y : x + y, 100, Squares) = 114
ASSUME FoldFunctionOnSet(LAMBDA x, y : x + y, 0, Squares, {2, 3}) = 13
ASSUME SumFunction(Squares) = 14 /\ SumFunction(<< >>) = 0 /\ SumFunctionOnSet(Squares, {1, 2}) = 5
ASSUME (1 :> "a" @@ 1 :> "b" @@ 2 :> "c") = <<"a", "c">>
ASSUME Permutations({1, 2}) = {<<1, 2>>, <<2, 1>>}
ASSUME ToString(<<1, 2>>) = "<<1, 2>>" /\ ToString({"a"}) = "{\"a\"}" /\ ToString(TRUE) = "TRUE"
ASSUME TLCEval({x \in 1..3 : x > 1}) = {2, 3} /\ Print("seen", 7) = 7 /\ PrintT("seen")
=============================================================================

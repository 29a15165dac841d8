--------------------------- MODULE SetOperators ---------------------------
EXTENDS Integers, FiniteSets, FiniteSetsExt, Sequences

ASSUME Cardinality(1..0) = 0 /\ Cardinality({1} \X {2, 3}) = 2 /\ Cardinality([a : {1, 2}, b : {3}]) = 2
ASSUME Cardinality({x \in 1..9 : x > 3}) = 6 /\ Cardinality(UNION {{1}, {1, 2}}) = 2
ASSUME Cardinality({x \in SUBSET (1..4) : 1 \in x}) = 8 /\ Cardinality([1..2 -> 1..3]) = 9
ASSUME IsFiniteSet(1..3) /\ IsFiniteSet(SUBSET {1}) /\ ~IsFiniteSet(Nat) /\ ~IsFiniteSet(Seq({1}))
ASSUME Max({1, 3, 2}) = 3 /\ Min({3, 1, 2}) = 1 /\ Max(1..4) = 4 /\ Min({0 - 1, 1}) = 0 - 1
ASSUME SumSet({1, 2, 3}) = 6 /\ SumSet({}) = 0 /\ ProductSet({2, 3, 4}) = 24 /\ ProductSet({}) = 1
ASSUME MapThenSumSet(LAMBDA x : x * x, {1, 2, 3}) = 14 /\ MapThenSumSet(LAMBDA x : x, {}) = 0
ASSUME FoldSet(LAMBDA x, y : x + y, 1, {2, 3}) = 6 /\ FoldSet(+, 1, {}) = 1
ASSUME ReduceSet(LAMBDA x, y : x * y, {2, 3}, 4) = 24
ASSUME MapThenFoldSet(LAMBDA x, y : y * 10 + x, 0, LAMBDA x : x + 1, LAMBDA S : Max(S), {1, 2, 3}) = 234
ASSUME FlattenSet({{1}, {2, 1}, {}}) = {1, 2} /\ FlattenSet({}) = {}
ASSUME SymDiff({1, 2}, {2, 3}) = {1, 3} /\ SymDiff(1..2, 1..2) = {}
ASSUME Quantify({1, 2, 3}, LAMBDA x : x > 1) = 2
ASSUME kSubset(2, {1, 2, 3}) = {{1, 2}, {1, 3}, {2, 3}} /\ kSubset(0, {1}) = {{}} /\ kSubset(2, {1}) = {}
ASSUME Choices({{1, 2}, {3}}) = {{1, 3}, {2, 3}} /\ Choices({}) = {{}} /\ Choices({{}}) = {}
ASSUME Choices({{1, 2}, {2}}) = {{1, 2}, {2}}
ASSUME ChooseUnique({1, 2, 3}, LAMBDA x : x > 2) = 3
=============================================================================

------------------------- MODULE SequenceOperators -------------------------
EXTENDS Integers, FiniteSets, SequencesExt

ASSUME Head(<<7, 8>>) = 7 /\ Tail(<<7, 8>>) = <<8>> /\ Tail(<<7>>) = << >>
ASSUME <<1>> \o <<2, 3>> = <<1, 2, 3>> /\ "ab" \o "c" = "abc" /\ Len("abc") = 3
ASSUME SubSeq(<<1, 2, 3, 4>>, 2, 3) = <<2, 3>> /\ SubSeq(<<1>>, 2, 1) = << >>
ASSUME SubSeq(<<1, 2>>, 5, 3) = << >> /\ SubSeq(<<1, 2>>, 1, 1) = <<1>>
ASSUME SelectSeq(<<1, 2, 3, 4>>, LAMBDA x : x % 2 = 0) = <<2, 4>>
ASSUME ToSet(<<1, 2, 1>>) = {1, 2} /\ ToSet(<< >>) = {}
ASSUME ToBag(<<"a", "b", "a">>) = [a |-> 2, b |-> 1]
ASSUME ToSet(SetToSeq({1, 2, 3})) = {1, 2, 3} /\ Len(SetToSeq({1, 2, 3})) = 3
ASSUME SetToSeqs({1, 2}) = {<<1, 2>>, <<2, 1>>} /\ SetToSeqs({}) = {<< >>}
ASSUME SetToSortSeq({1, 3, 2}, >) = <<3, 2, 1>>
ASSUME SetToAllKPermutations({1, 2}) = {<< >>, <<1>>, <<2>>, <<1, 2>>, <<2, 1>>}
ASSUME TupleOf({0, 1}, 2) = {<<0, 0>>, <<0, 1>>, <<1, 0>>, <<1, 1>>} /\ TupleOf({1}, 0) = {<< >>}
ASSUME SeqOf({7}, 2) = {<< >>, <<7>>, <<7, 7>>} /\ BoundedSeq({7}, 0) = {<< >>}
ASSUME <<1, 1>> \in BoundedSeq({1, 2}, 3) /\ <<1, 1, 1, 1>> \notin BoundedSeq({1, 2}, 3)
ASSUME Contains(<<1, 2>>, 2) /\ ~Contains(<<1, 2>>, 3) /\ ~Contains(<< >>, 3)
ASSUME IsSorted(<<1, 2, 2>>, <=) /\ ~IsSorted(<<1, 2, 2>>, <) /\ IsSorted(<< >>, <)
ASSUME ~IsSorted(<<1, 3, 2>>, LAMBDA a, b : a = 1 \/ a < b)
ASSUME Reverse(<<1, 2, 3>>) = <<3, 2, 1>> /\ Reverse(<< >>) = << >>
ASSUME Remove(<<1, 2, 1>>, 1) = <<2>> /\ Remove(<<1>>, 2) = <<1>>
ASSUME ReplaceAll(<<1, 2, 1>>, 1, 9) = <<9, 2, 9>>
ASSUME SelectInSeq(<<4, 5, 6>>, LAMBDA x : x > 4) = 2 /\ SelectInSeq(<<4>>, LAMBDA x : x > 4) = 0
ASSUME SelectLastInSeq(<<6, 5, 4>>, LAMBDA x : x > 4) = 2 /\ SelectLastInSeq(<< >>, LAMBDA x : x > 4) = 0
ASSUME \A n \in {3, 5} : SelectLastInSeq(<<6, 5, 4>>, LAMBDA x : x > n) = IF n = 3 THEN 3 ELSE 1
ASSUME SelectInSubSeq(<<4, 5, 6, 7>>, 2, 4, LAMBDA x : x > 5) = 2
ASSUME SelectInSubSeq(<<4, 5, 6, 7>>, 1, 2, LAMBDA x : x > 5) = 0
ASSUME SelectLastInSubSeq(<<4, 5, 6, 3>>, 2, 4, LAMBDA x : x > 4) = 2
ASSUME SelectLastInSubSeq(<<4, 5, 6, 3>>, 3, 2, LAMBDA x : x > 4) = 0
ASSUME InsertAt(<<1, 2>>, 1, 9) = <<9, 1, 2>> /\ InsertAt(<<1, 2>>, 3, 9) = <<1, 2, 9>>
ASSUME ReplaceAt(<<1, 2>>, 2, 9) = <<1, 9>> /\ ReplaceAt(<<1>>, 2, 9) = <<1>>
ASSUME RemoveAt(<<1, 2>>, 1) = <<2>> /\ RemoveAt(<<1, 2>>, 0) = <<1, 2>> /\ RemoveAt(<<1, 2>>, 3) = <<1, 2>>
ASSUME RemoveFirst(<<1, 2, 1>>, 1) = <<2, 1>> /\ RemoveFirst(<<1>>, 2) = <<1>>
ASSUME RemoveFirstMatch(<<1, 2, 3>>, LAMBDA x : x > 1) = <<1, 3>>
ASSUME RemoveFirstMatch(<<1>>, LAMBDA x : x > 1) = <<1>>
ASSUME Cons(1, <<2>>) = <<1, 2>> /\ Snoc(2, <<1>>) = <<1, 2>>
ASSUME Front(<<1, 2>>) = <<1>> /\ Front(<< >>) = << >> /\ Last(<<1, 2>>) = 2
ASSUME IsPrefix(<< >>, <<1>>) /\ IsPrefix(<<1>>, <<1>>) /\ ~IsPrefix(<<2>>, <<1, 2>>) /\ ~IsPrefix(<<1, 2>>, <<1>>)
ASSUME IsStrictPrefix(<<1>>, <<1, 2>>) /\ ~IsStrictPrefix(<<1>>, <<1>>)
ASSUME IsSuffix(<<2>>, <<1, 2>>) /\ IsSuffix(<<2>>, <<2>>) /\ ~IsSuffix(<<1>>, <<1, 2>>) /\ ~IsSuffix(<<1, 2>>, <<2>>)
ASSUME IsStrictSuffix(<<2>>, <<1, 2>>) /\ ~IsStrictSuffix(<<2>>, <<2>>)
ASSUME Prefixes(<<1, 2>>) = {<< >>, <<1>>, <<1, 2>>} /\ Suffixes(<<1, 2>>) = {<< >>, <<2>>, <<1, 2>>}
ASSUME CommonPrefixes({<<1, 2, 3>>, <<1, 2>>, <<1, 2, 4>>}) = {<< >>, <<1>>, <<1, 2>>}
ASSUME CommonPrefixes({}) = {}
ASSUME LongestCommonPrefix({<<1, 2, 3>>, <<1, 2, 4>>}) = <<1, 2>>
ASSUME LongestCommonPrefix({<<1>>, <<2>>}) = << >>
ASSUME SeqMod(5, 3) = 2 /\ SeqMod(6, 3) = 3 /\ SeqMod(0 - 1, 3) = 2
ASSUME FoldSeq(LAMBDA x, y : x + y, 10, <<1, 2, 3>>) = 16
ASSUME FoldLeft(LAMBDA sum, x : sum * 10 + x, 0, <<1, 2, 3>>) = 123
ASSUME FoldRight(LAMBDA x, sum : sum * 10 + x, <<1, 2, 3>>, 0) = 321
ASSUME FoldLeftDomain(LAMBDA sum, i : sum * 10 + i, 0, <<7, 7, 7>>) = 123
ASSUME FoldRightDomain(LAMBDA i, sum : sum * 10 + i, <<7, 7, 7>>, 0) = 321
ASSUME FlattenSeq(<<<<1>>, << >>, <<2, 3>>>>) = <<1, 2, 3>> /\ FlattenSeq(<< >>) = << >>
ASSUME Zip(<<1, 2, 3>>, <<"a", "b">>) = <<<<1, "a">>, <<2, "b">>>> /\ Zip(<< >>, <<1>>) = << >>
ASSUME Interleave(<<1, 2>>, <<3, 4>>) = <<<<1>>, <<3>>, <<2>>, <<4>>>>
ASSUME Interleave(<< >>, << >>) = <<<< >>, << >>>>
ASSUME SubSeqs(<<1, 2, 3>>) = {<< >>, <<1>>, <<2>>, <<3>>, <<1, 2>>, <<2, 3>>, <<1, 2, 3>>}
ASSUME IndexFirstSubSeq(<<2, 3>>, <<1, 2, 3, 2, 3>>) = 2 /\ IndexFirstSubSeq(<< >>, <<1>>) = 1
ASSUME ReplaceSubSeqAt(2, <<9>>, <<2, 3>>, <<1, 2, 3, 4>>) = <<1, 9, 4>>
ASSUME ReplaceFirstSubSeq(<<9>>, <<2>>, <<1, 2, 2>>) = <<1, 9, 2>>
ASSUME ReplaceFirstSubSeq(<<9>>, <<3>>, <<1, 2>>) = <<1, 2>>
ASSUME SortSeq(<<2, 3, 1, 2>>, <) = <<1, 2, 2, 3>> /\ SortSeq(<<1, 2>>, >) = <<2, 1>>
=============================================================================

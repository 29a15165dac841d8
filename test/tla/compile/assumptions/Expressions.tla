---------------------------- MODULE Expressions ----------------------------
EXTENDS Integers, Sequences, FiniteSets, TLC

Ap(F(_), a) == F(a)
Ap2(F(_, _), a, b) == F(a, b)
Pick(a, b) == a

ASSUME Ap(~, FALSE) /\ Ap2(=>, FALSE, FALSE) /\ ~Ap2(=>, TRUE, FALSE) /\ Ap2(\/, FALSE, TRUE) /\ ~Ap2(/\, FALSE, TRUE)
ASSUME Ap2(+, 1, 2) = 3 /\ Ap2(\cup, {1}, {2}) = {1, 2} /\ Ap2(\in, 1, {1}) /\ Ap2(<=>, TRUE, TRUE) /\ Ap2(\o, <<1>>, <<2>>) = <<1, 2>>
ASSUME Ap(SUBSET, {1}) = {{}, {1}} /\ Ap(UNION, {{1}}) = {1} /\ Ap(DOMAIN, <<7>>) = {1} /\ Ap(Len, <<7>>) = 1
ASSUME Ap(LAMBDA x : x + 1, 1) = 2 /\ Ap2(LAMBDA x, y : x, 1, 2) = 1 /\ Ap2(Pick, 1, 2) = 1
ASSUME (TRUE <=> TRUE) /\ ~(TRUE <=> FALSE) /\ (FALSE => TRUE) /\ ~(TRUE => FALSE) /\ TRUE # FALSE
ASSUME 7 \div 2 = 3 /\ (0 - 7) \div 2 = 0 - 4 /\ 7 % 3 = 1 /\ (0 - 7) % 3 = 2 /\ 6 % 3 = 0
ASSUME 2 ^ 0 = 1 /\ 2 ^ 10 = 1024 /\ (0 - 2) ^ 3 = 0 - 8 /\ 0 ^ 3 = 0 /\ -(3) = 0 - 3 /\ -0 = 0
ASSUME 1 < 2 /\ ~(2 < 2) /\ 2 <= 2 /\ ~(3 <= 2) /\ 3 > 2 /\ ~(2 > 2) /\ 2 >= 2 /\ ~(1 >= 2)
ASSUME 2147483647 + (0 - 1) = 2147483646 /\ 46340 * 46340 = 2147395600
ASSUME [n \in Nat |-> n * n][7] = 49 /\ [x \in STRING |-> Len(x)]["abc"] = 3
ASSUME LET f[n \in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1] IN f[5] = 120 /\ f[0] = 1
ASSUME LET f[n \in 0..9] == IF n < 2 THEN n ELSE f[n - 1] + f[n - 2] IN f[9] = 34 /\ DOMAIN f = 0..9
ASSUME LET f[x, y \in 1..3] == IF x = y THEN 0 ELSE 1 IN f[1, 2] = 1 /\ f[2, 2] = 0 /\ f[<<3, 3>>] = 0
ASSUME LET f == [x \in 1..2, y \in {"a"} |-> <<x, y>>] IN f[2, "a"] = <<2, "a">> /\ Cardinality(DOMAIN f) = 2
ASSUME [<<x, y>> \in {1} \X {2, 3} |-> x + y] = (<<1, 2>> :> 3 @@ <<1, 3>> :> 4)
ASSUME [[x, y \in 1..2 |-> 0] EXCEPT ![1, 2] = 5][1, 2] = 5
ASSUME [<<1, 2, 3>> EXCEPT ![1] = @ + 10, ![3] = 0, ![1] = @ * 2] = <<22, 2, 0>>
ASSUME [<<1, 2>> EXCEPT ![3] = 9] = <<1, 2>> /\ [[a |-> 1] EXCEPT !.b = 2] = [a |-> 1] /\ [<<1>> EXCEPT ![1] = 1] = <<1>>
ASSUME [[a |-> [b |-> <<1, 2>>]] EXCEPT !.a.b[2] = @ + 1].a.b = <<1, 3>> /\ [[a |-> 1] EXCEPT !["a"] = 2].a = 2
ASSUME [x \in {} |-> x] = << >> /\ [i \in 1..2 |-> i] = <<1, 2>> /\ [i \in {1, 2} |-> i] = <<1, 2>> /\ [i \in 2..3 |-> i] # <<2, 3>>
ASSUME [i \in 0..1 |-> i] = (0 :> 0 @@ 1 :> 1) /\ DOMAIN [a |-> 1, b |-> 2] = {"a", "b"} /\ DOMAIN << >> = {}
ASSUME [x \in 1..12 |-> x * x][12] = 144 /\ [x \in {5, 7, 9, 11, 13, 15, 17, 19, 21, 23} |-> x][13] = 13
ASSUME [a |-> 1, b |-> 2] # [a |-> 1] /\ [a |-> 1] # [b |-> 1] /\ <<1, 2>> # <<2, 1>> /\ << >> # <<1>>
ASSUME (CASE 1 = 2 -> "a" [] 1 = 1 -> "b" [] OTHER -> "c") = "b" /\ (CASE FALSE -> 1 [] OTHER -> 2) = 2
ASSUME (IF 1 = 1 THEN {1} ELSE {}) \cup {2} = {1, 2} /\ (IF FALSE THEN 1 ELSE 2) + 1 = 3
ASSUME LET a == 1 b(x) == x + a IN b(2) = 3
ASSUME LET a(F(_)) == F(1) IN a(LAMBDA x : x + 1) = 2
ASSUME \A S \in {{1}, {2}} : LET m == CHOOSE x \in S : TRUE IN {m} = S
ASSUME {LET y == x + 1 IN y : x \in 1..2} = {2, 3} /\ {IF x = 1 THEN "one" ELSE "more" : x \in 1..3} = {"one", "more"}
ASSUME \A f \in [{"a", "b"} -> 0..1] : f["a"] + f["b"] <= 2
ASSUME 3 \in {1, 2, 3} /\ 4 \notin {1, 2} /\ "x" \in {"y", "x"} /\ <<1>> \in {<<1>>} /\ {1} \in {{2}, {1}} /\ 1..2 \in {{1, 2}}
ASSUME ToString([a |-> 1, b |-> <<{1}, TRUE>>]) = "[a |-> 1, b |-> <<{1}, TRUE>>]" /\ ToString(5 :> 6) = "(5 :> 6)"
ASSUME "a" \o "b" = "ab" /\ "a" # "b" /\ Len("") = 0 /\ SubSeq(<<1, 2>>, 1, 0) = << >>
=============================================================================

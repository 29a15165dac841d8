import test from 'ava'
import { bodyOf } from '../support.ts'

const rows = (
  title: string,
  table: readonly (readonly [tla: string, expected: string])[],
): void => {
  for (const [tla, expected] of table)
    test(`${title}: ${tla.replaceAll('\n', ' ')}`, (t) => {
      t.is(bodyOf(`A == ${tla}`), expected)
    })
}

rows('Literals', [
  ['12', '12'],
  ['\\b101', '5'],
  ['\\HfF', '255'],
  ['\\o17', '15'],
  ['"a\\"b\\\\c\\n"', '"a\\"b\\\\c\\n"'],
  ['"(* no comment *)"', '"(* no comment *)"'],
  ['"\\\\* no comment"', '"\\\\* no comment"'],
  ['"\u2028"', '"\u2028"'],
  ['TRUE', 'true'],
  ['1.5', '(unsupported: the real number 1.5)'],
])

rows('Operators bind as their precedence says', [
  ['a + b * c', '(+ a (* b c))'],
  ['a - b - c', '(- (- a b) c)'],
  ['a - b + c', '(+ (- a b) c)'],
  ['a + b - c', '(+ a (- b c))'],
  ['~ a /\\ b', '(And (~ a) b)'],
  ["a /\\ b' = -c", "(And a (= (' b) (-. c)))"],
  ['a => b \\/ c', '(=> a (Or b c))'],
  ['a \\cup b \\cup c', '(\\cup (\\cup a b) c)'],
  ['1 .. n + 1', '(.. 1 (+ n 1))'],
  ['f[1].g', '(.g (at f 1))'],
  ['- f[x]', '(-. (at f x))'],
  ['\\E x \\in S : p /\\ q', '(Exists [x S] (And p q))'],
  ['p /\\ \\E x \\in S : q => r', '(And p (Exists [x S] (=> q r)))'],
])

rows('Each operator has one spelling', [
  ['a /= b', '(# a b)'],
  ['a # b', '(# a b)'],
  ['a =< b', '(<= a b)'],
  ['a \\leq b', '(<= a b)'],
  ['a \\geq b', '(>= a b)'],
  ['a \\union b', '(\\cup a b)'],
  ['a \\intersect b', '(\\cap a b)'],
  ['a \\circ b', '(\\o a b)'],
  ['\\lnot a', '(~ a)'],
  ['a \\land b', '(And a b)'],
  ['a \\lor b', '(Or a b)'],
  ['a \\equiv b', '(<=> a b)'],
  ['a \\times b', '(Product a b)'],
  ['a (+) b', '((+) a b)'],
  ['a \\oplus b', '((+) a b)'],
])

rows('Unicode means the same', [
  ['a ∧ b', '(And a b)'],
  ['a ∨ ¬b', '(Or a (~ b))'],
  ['∀ x ∈ S : x ≤ 1', '(Forall [x S] (<= x 1))'],
  ['∃ x ∈ S : x ≠ 1', '(Exists [x S] (# x 1))'],
  ['⟨a, b⟩', '(Tuple a b)'],
  ['[x ∈ S ↦ x]', '(Function [x S] x)'],
  ['ℕ ∪ ℤ', '(\\cup Nat Int)'],
  ['a ⇒ b', '(=> a b)'],
])

rows('Chains of /\\, \\/ and \\X are flat, parentheses keep their own', [
  ['a /\\ b /\\ c', '(And a b c)'],
  ['a /\\ (b /\\ c)', '(And a (And b c))'],
  ['a \\X b \\X c', '(Product a b c)'],
  ['(a \\X b) \\X c', '(Product (Product a b) c)'],
])

rows('Lists of junctions', [
  ['/\\ a\n     /\\ b', '(And a b)'],
  ['/\\ a', 'a'],
  ['/\\ a\n     /\\ \\/ b\n        \\/ c\n     /\\ d', '(And a (Or b c) d)'],
  ['\\/ /\\ a\n        /\\ b\n     \\/ c', '(Or (And a b) c)'],
  ['/\\ a => b\n     /\\ c', '(And (=> a b) c)'],
  ['/\\ IF a\n        THEN b\n        ELSE c\n     /\\ d', '(And (If a b c) d)'],
  ['/\\ a \\* one\n     (* two *)\n     /\\ b', '(And a b)'],
])

rows('Sets, functions, records', [
  ['{}', '(SetEnum)'],
  ['{1, {2}}', '(SetEnum 1 (SetEnum 2))'],
  ['{x \\in S : x \\in T}', '(SetFilter [x S] (\\in x T))'],
  ['{<<x, y>> \\in S : x = y}', '(SetFilter [<<x y>> S] (= x y))'],
  ['{x + y : x, y \\in S, z \\in T}', '(SetMap [x y S] [z T] (+ x y))'],
  ['[x, y \\in S |-> x]', '(Function [x y S] x)'],
  ['[S -> T]', '(FunctionSet S T)'],
  ['[a |-> 1, b |-> 2]', '(Record a:1 b:2)'],
  ['[a : S, b : T]', '(RecordSet a:S b:T)'],
  ['f[1, 2][3]', '(at (at f 1 2) 3)'],
  ['[f EXCEPT ![1] = @ + 1]', '(Except f ([1] = (+ @ 1)))'],
  ['[f EXCEPT !.a[1, 2].b = 3, ![4] = 5]', '(Except f (.a[1 2].b = 3) ([4] = 5))'],
  ['CHOOSE x \\in S : p', '(Choose [x S] p)'],
  ['CHOOSE x : p', '(unsupported: `CHOOSE` without a set to choose from)'],
  ['\\A x : p', '(unsupported: `\\A` without a set to range over)'],
])

rows('Control', [
  ['CASE a -> 1 [] b -> 2 [] OTHER -> 3', '(Case a->1 b->2 other->3)'],
  ['CASE a -> 1', '(Case a->1)'],
  ['CASE a -> CASE b -> 1 [] c -> 2', '(Case a->(Case b->1 c->2))'],
  ['LET x == 1 y == 2 IN x + y', '(Let (def (x) 1) (def (y) 2) (+ x y))'],
  ['LET f[i \\in S] == i IN f', '(Let (fun f [i S] i) f)'],
  ['LET RECURSIVE G(_) G(x) == G(x) IN G(1)', '(Let (recursive G/1) (def (G x) (G x)) (G 1))'],
  ['F(LAMBDA x, y : x, +, 1)', '(F (lambda x y x) + 1)'],
  ['label(x) :: p /\\ q', '(And p q)'],
])

rows('Actions and temporal formulas', [
  ["x' = y", "(= (' x) y)"],
  ['UNCHANGED <<x, y>>', '(UNCHANGED (Tuple x y))'],
  ['[][N]_v', '([] (BoxAction N v))'],
  ['<><<N>>_v', '(<> (AngleAction N v))'],
  ['[]<>p', '([] (<> p))'],
  ['WF_v(N) /\\ SF_<<a, b>>(N)', '(And (WeakFairness N v) (StrongFairness N (Tuple a b)))'],
  ['p ~> q', '(~> p q)'],
])

rows('Names of instances', [
  ['I!Op', '(I)!Op'],
  ['I(x)!J!Op(y)', '((I x)!(J)!Op y)'],
  ['I!+(1, 2)', '((I)!+ 1 2)'],
  ['A!:', '(unsupported: a reference into a definition (`A!:`, `A!1`))'],
])

test('operators of any form are defined by their symbol', (t) => {
  t.is(bodyOf('a ++ b == a'), 'a')
  t.is(bodyOf('-. a == a'), 'a')
  t.is(bodyOf('a ^+ == a'), 'a')
})

test('theorems and proofs are read over', (t) => {
  const proof = 'THEOREM T == 1 = 1\n<1>1. 1 = 1 OBVIOUS\n<1> QED BY <1>1\nA == 2'
  t.is(bodyOf(proof), '2')
})

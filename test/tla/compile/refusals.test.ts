/** What operators of the standard modules refuse: the words, and the position of the application. */
import test from 'ava'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { machineFrom } from './machineOf.ts'

const spec = (expression: string): string => `---- MODULE One ----
EXTENDS Integers, SequencesExt, BagsExt, TLCExt, Randomization
VARIABLE state
Init == state = 0
Next == state' = state
Value ==
  ${expression}
====`

const refusals: readonly (readonly [string, RegExp])[] = [
  ['Head("abc")', /expected a sequence, found the string "abc"/],
  ['Tail(<< >>)', /Tail is applied to the empty sequence/],
  ['Last(<< >>)', /Last is applied to the empty sequence/],
  ['Len(3)', /expected a sequence, found the integer 3/],
  ['SubSeq(<<1, 2>>, 0, 1)', /SubSeq of 0\.\.1 is outside .*<<1, 2>>/],
  ['SubSeq(<<1, 2>>, 2, 3)', /SubSeq of 2\.\.3 is outside/],
  ['InsertAt(<<1>>, 3, 9)', /index 3 is outside 1\.\.2/],
  ['InsertAt(<<1>>, 0, 9)', /index 0 is outside 1\.\.2/],
  ['RemoveAt(<<1>>, 3)', /index 3 is outside 1\.\.1/],
  ['SelectSeq(<<1>>, LAMBDA e : e)', /expected TRUE or FALSE, found the integer 1/],
  ['SelectInSubSeq(<<1>>, 1, 2, LAMBDA e : TRUE)', /SubSeq of 1\.\.2 is outside/],
  ['LongestCommonPrefix({})', /LongestCommonPrefix of the empty set/],
  ['SeqMod(1, 0)', /expected a positive divisor, found 0/],
  ['Interleave(<<1>>, << >>)', /Interleave expects two sequences of one length/],
  ['IndexFirstSubSeq(<<3>>, <<1, 2>>)', /<<3>> is no part of .*<<1, 2>>/],
  ['Max({})', /Max of the empty set/],
  ['Min({})', /Min of the empty set/],
  ['Max({TRUE})', /expected an integer, found the Boolean TRUE/],
  ['SumSet({2147483647, 1})', /2147483648 is outside the integers of 32 bits/],
  ['ProductSet({2147483647, 2})', /outside the integers of 32 bits/],
  ['ChooseUnique({1, 2}, LAMBDA e : TRUE)', /not exactly one element of .* satisfies ChooseUnique/],
  ['ChooseUnique({1, 2}, LAMBDA e : FALSE)', /not exactly one element/],
  ['Cardinality(Seq({1}))', /Seq\(\{1\}\) is infinite/],
  ['Restrict(<<1>>, {2})', /2 is not in the domain of .*<<1>>/],
  ['Pointwise(<<1, 2>>, <<1>>, +)', /2 is not in the domain of/],
  ['Inverse(<<5, 6>>, {1}, {6})', /Inverse: nothing maps to .*6/],
  ['Inverse(<<5>>, {}, {6})', /Inverse: nothing maps to .*6/],
  ['Range(3)', /expected a function, found the integer 3/],
  ['SubBag([a |-> 0])', /expected a bag, found/],
  ['SubBag(3)', /expected a bag, found the integer 3/],
  ['BagCardinality([a |-> TRUE])', /expected an integer, found the Boolean TRUE/],
  ['Permutations(3)', /expected a set, found the integer 3/],
]

for (const [expression, message] of refusals) {
  test(`${expression} is refused`, async (t) => {
    const machine = await machineFrom('One', spec(expression), 'INIT Init\nNEXT Next\n')
    const error = t.throws(() => machine.evaluate('Value', [], [0]), {
      instanceOf: TlaError,
      message,
    })
    t.deepEqual([error.diagnostic.span?.line, error.diagnostic.span?.column], [7, 3])
  })
}

/** Known by name, so that a specification that does not use them loads, but not evaluated. */
const notImplemented: readonly (readonly [string, string])[] = [
  ['AllSubSeqs', 'AllSubSeqs(<<1>>)'],
  ['ReplaceAllSubSeqs', 'ReplaceAllSubSeqs(<<1>>, <<2>>, <<2>>)'],
  ['AssertEq', 'AssertEq(1, 1)'],
  ['RandomSubset', 'RandomSubset(1, {1})'],
  ['TLCGet', 'TLCGet(1)'],
]

for (const [name, expression] of notImplemented) {
  test(`${name} is refused by name where it is used`, async (t) => {
    const machine = await machineFrom('One', spec(expression), 'INIT Init\nNEXT Next\n')
    const error = t.throws(() => machine.evaluate('Value', [], [0]), {
      instanceOf: TlaError,
      message: `cannot be compiled: the operator ${name} is not implemented by this engine`,
    })
    t.deepEqual([error.diagnostic.span?.line, error.diagnostic.span?.column], [7, 3])
  })
}

/** What the language itself refuses, of every operator that asks for a certain kind of value. */
const illTyped: readonly (readonly [string, RegExp])[] = [
  ['1 - "a"', /expected two integers, found the integer 1 and the string "a"/],
  ['TRUE * 2', /expected two integers/],
  ['"a" \\div 2', /expected two integers/],
  ['1 % {}', /expected two integers/],
  ['1 < "a"', /expected two integers/],
  ['"a" <= 1', /expected two integers/],
  ['1 > TRUE', /expected two integers/],
  ['<<1>> >= 1', /expected two integers/],
  ['0 ^ 0', /0\^0 is not defined/],
  ['2 ^ (0 - 1)', /2\^-1 is not defined/],
  ['2 ^ 31', /2147483648 is outside the integers of 32 bits/],
  ['3[1]', /expected a function or sequence, found the integer 3/],
  ['{1}[1]', /expected a function or sequence, found/],
  ['[n \\in Nat |-> n][0 - 1]', /-1 is not in the domain of/],
  ['[a |-> 1]["b"]', /"b" is not in the domain of/],
  ['<<1>>["a"]', /"a" is not in the domain of/],
  ['(3).a', /the integer 3 has no field a/],
  ['[3 EXCEPT ![1] = 2]', /EXCEPT expects a function, found the integer 3/],
  ['DOMAIN 3', /DOMAIN expects a function, found the integer 3/],
  ['DOMAIN {1}', /DOMAIN expects a function, found/],
  ['{1} \\cup 3', /expected a set, found the integer 3/],
  ['UNION {1}', /expected a set, found the integer 1/],
  ['1 \\in 2', /expected a set, found the integer 2/],
  ['"a" \\in Nat', /the string "a" cannot be an element of .*Nat/],
  ['"a" \\in 1..2', /the string "a" cannot be an element of .*1\.\.2/],
  ['{a + b : <<a, b>> \\in {<<1>>}}', /expected a tuple of 2, found .*<<1>>/],
  ['\\E e \\in Nat : e < 0', /Nat is infinite/],
  ['CHOOSE e \\in 1..3 : e > 3', /no element of .*1\.\.3.* satisfies the CHOOSE/],
]

for (const [expression, message] of illTyped) {
  test(`${expression} is refused as what it is`, async (t) => {
    const machine = await machineFrom('One', spec(expression), 'INIT Init\nNEXT Next\n')
    const error = t.throws(() => machine.evaluate('Value', [], [0]), {
      instanceOf: TlaError,
      message,
    })
    t.is(error.diagnostic.span?.line, 7)
  })
}

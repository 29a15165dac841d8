import test from 'ava'
import fc from 'fast-check'
import { TlaError } from '../../../src/tla/syntax/Diagnostic.ts'
import { loadM, load, moduleM } from '../support.ts'

/** Runs the front end; anything but a specification or a TlaError with a message is a crash. */
const survives = (act: () => unknown): void => {
  try {
    act()
  } catch (error) {
    if (!(error instanceof TlaError) || error.diagnostic.message === '') throw error
  }
}

const sample = `CONSTANT Server, F(_)
Op(a, G(_)) == IF a \\in Server THEN G(a) ELSE LET b == a + 1 IN [x EXCEPT ![b] = @ + 1]
RECURSIVE Sum(_)
Sum(S) == CASE S = {} -> 0 [] OTHER -> LET e == CHOOSE e \\in S : TRUE IN e + Sum(S \\ {e})
f[n \\in Nat] == IF n = 0 THEN 1 ELSE n * f[n - 1]
Act == /\\ x' = Op(1, LAMBDA y : {y})
       /\\ \\/ \\E s \\in Server, <<p, q>> \\in x : F(s) = <<p, q>>
          \\/ UNCHANGED <<x>>
I == INSTANCE Sequences
Safe == [](\\A s \\in Server : I!Len(x) >= 0) /\\ [][Act]_x /\\ WF_x(Act)
Rec == [a |-> 1, b |-> "two"].a = {n + 1 : n \\in 1..3} \\X [Server -> {1}] \\cup [c : Nat]
`

const config = 'CONSTANTS Server = {s1} F <- Sum PROPERTY Safe'

const tokens = sample.match(/\w+|\\\w+|\/\\|\\\/|[^\s\w]+|\s+/gu) ?? []

test('the sample itself is understood, but for its liveness', (t) => {
  const specification = loadM(sample, 'CONSTANTS Server = {s1} F <- Sum')
  t.true(specification.definitions.has('Rec'))
})

test('a specification with tokens exchanged, lost or doubled is loaded or refused', (t) => {
  const edit = fc.record({
    at: fc.nat(tokens.length - 1),
    remove: fc.nat(3),
    insert: fc.array(fc.constantFrom(...tokens), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const parts = [...tokens]
      for (const { at, remove, insert } of edits) parts.splice(at, remove, ...insert)
      survives(() => loadM(parts.join(''), config))
    }),
    { numRuns: 300 },
  )
  t.pass()
})

test('any text is refused or loaded', (t) => {
  const soup = fc.array(fc.constantFrom(...tokens), { maxLength: 60 }).map((p) => p.join(' '))
  const noise = fc.string({ unit: 'binary', maxLength: 80 })
  fc.assert(
    fc.property(fc.oneof(soup, noise), (text) => {
      survives(() => loadM(text, ''))
      survives(() => load({ M: text }, 'INIT Init NEXT Next'))
      survives(() => load({ M: moduleM(text) }, text))
    }),
    { numRuns: 150 },
  )
  t.pass()
})

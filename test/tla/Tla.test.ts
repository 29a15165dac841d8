import test from 'ava'
import { isRight } from 'fp-ts/lib/Either.js'
import { compile } from '../../src/tla/Tla.ts'
import { grammar, moduleM } from './support.ts'

const codeOf = (lines: string): string => {
  const text = moduleM(`EXTENDS Naturals\nVARIABLE x\nInit == x = 0\n${lines}`)
  const machine = compile({
    grammar,
    read: () => ({ file: 'M.tla', text }),
    root: 'M',
    config: { file: 'M.cfg', text: 'INIT Init NEXT Next' },
  })
  return isRight(machine) ? 'compiled' : machine.left.code
}

test('a specification is compiled', (t) => {
  t.is(codeOf("Next == x' = x"), 'compiled')
})

test('what is wrong with a specification is a Left', (t) => {
  t.is(codeOf("Next == x' = y"), 'TLA101')
})

test('a chain of definitions that exhausts the stack is refused like any other input', (t) => {
  const chain = Array.from({ length: 20_000 }, (_, i) => `D${String(i + 1)} == D${String(i)}`)
  t.is(codeOf(`D0 == x\n${chain.join('\n')}\nNext == x' = D20000`), 'TLA403')
})

/** Explores a model from a program: texts and bytes are handed in, a value comes back. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { compile, explore, loadGrammar } from 'raft-conformance/tla'

const grammar = await loadGrammar({
  runtime: await readFile(
    fileURLToPath(import.meta.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  ),
  tlaplus: await readFile(new URL('../../build/grammar/tree-sitter-tlaplus.wasm', import.meta.url)),
})

const text = `
---- MODULE Counter ----
EXTENDS Naturals
VARIABLE n
Init == n = 0
Next == n < 3 /\\ n' = n + 1
Small == n < 3
====`

const machine = compile({
  grammar,
  root: 'Counter',
  read: (module) => (module === 'Counter' ? { file: 'Counter.tla', text } : undefined),
  config: { file: 'Counter.cfg', text: 'INIT Init NEXT Next INVARIANT Small' },
})
if (machine._tag === 'Left') throw new Error(machine.left.message)

const explored = explore(machine.right)
if (explored._tag === 'Left') throw new Error(explored.left.message)

const { generated, distinct, depth, ending } = explored.right.outcome
console.log(`${generated} generated, ${distinct} distinct, depth ${depth}`)
if (ending._tag === 'Violated')
  for (const { variables } of ending.violation.trace) console.log(variables.join(' '))

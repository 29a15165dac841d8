import test from 'ava'
import { raftSpecification } from '../raftSpecification.ts'
import { checking, corruptedTraces, validTrace } from './corrupted.ts'
import { corruptions } from './corruptions.ts'

/** Five hundred, and at least ten of each kind. */
const amount = Math.max(500, 10 * corruptions.length)

test('valid traces of the simulator conform', async (t) => {
  const check = checking(await raftSpecification())
  for (let seed = 0; seed < 20; seed++)
    t.deepEqual(check(validTrace(seed)), { verdict: 'conforms' }, `seed ${String(seed)}`)
})

test('every kind of corruption is rejected, and the counts are reported', async (t) => {
  const check = checking(await raftSpecification())
  const counts = new Map(corruptions.map(({ kind }) => [kind, { rejected: 0, accepted: 0 }]))
  for (const trace of corruptedTraces(amount)) {
    const { verdict } = check(trace)
    t.not(verdict, 'undecided', `${trace.kind}, seed ${String(trace.seed)}`)
    const of = counts.get(trace.kind)
    if (of !== undefined) of[verdict === 'conforms' ? 'accepted' : 'rejected'] += 1
  }
  for (const [kind, { rejected, accepted }] of counts)
    t.log(`${kind}: ${String(rejected)} rejected, ${String(accepted)} accepted`)
  const never = [...counts].filter(([, { rejected }]) => rejected === 0).map(([kind]) => kind)
  t.deepEqual(never, [])
})

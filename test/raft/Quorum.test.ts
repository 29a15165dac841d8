import test from 'ava'
import { stable } from '../../src/raft/Configuration.ts'
import { isQuorum } from '../../src/raft/Quorum.ts'

const ids = (count: number) => Array.from({ length: count }, (_, k) => `s${k + 1}`)

test('a quorum is more than half of the cluster, never half', (t) => {
  const smallest = [1, 2, 3, 4, 5, 6, 7].map(
    (size) => ids(size).findIndex((_, k) => isQuorum(stable(ids(size)), ids(k + 1))) + 1,
  )
  t.deepEqual(smallest, [1, 2, 2, 3, 3, 4, 4])
})

test('nobody is no quorum', (t) => {
  t.false(isQuorum(stable(ids(1)), []))
})

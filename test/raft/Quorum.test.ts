import test from 'ava'
import { isQuorum } from '../../src/raft/Quorum.ts'
import { noOptions } from './examples.ts'

const ids = (count: number) => Array.from({ length: count }, (_, k) => `s${k + 1}`)

test('a quorum is more than half of the cluster, never half', (t) => {
  const smallest = [1, 2, 3, 4, 5, 6, 7].map(
    (size) =>
      ids(size).findIndex((_, k) =>
        isQuorum({ servers: ids(size), options: noOptions }, ids(k + 1)),
      ) + 1,
  )
  t.deepEqual(smallest, [1, 2, 2, 3, 3, 4, 4])
})

test('nobody is no quorum', (t) => {
  t.false(isQuorum({ servers: ids(1), options: noOptions }, []))
})

import test from 'ava'
import fc from 'fast-check'
import type { Cluster } from '../../src/conformance/Projection.ts'
import { serverVariables } from '../../src/conformance/Projection.ts'
import { mappingOf } from '../../src/conformance/readValue.ts'
import { initialServer } from '../../src/raft/Disk.ts'
import { toEntries } from '../../src/raft/Log.ts'
import { show } from '../../src/tla/values/Show.ts'
import { projected } from './aModel.ts'
import { cluster, message, server } from './clusters.ts'

/** Text in which the order of fields does not matter. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

/** A network has no order, and the shape of a log is its own affair. */
const comparable = ({ servers, network }: Cluster) => ({
  servers: Object.values(servers).map((s) => ({ ...s, log: toEntries(s.log) })),
  network: network.map(canonical).toSorted(),
})

test('gamma undoes alpha on every cluster', (t) => {
  const { projection } = projected()
  fc.assert(
    fc.property(cluster, (c) => {
      t.deepEqual(comparable(projection.gamma(projection.alpha(c))), comparable(c))
    }),
  )
  t.pass()
})

test('alpha undoes gamma on every state that is a cluster’s', (t) => {
  const { projection } = projected()
  fc.assert(
    fc.property(cluster, (c) => {
      const state = projection.alpha(c)
      t.deepEqual(
        Object.entries(projection.alpha(projection.gamma(state))).map(([name, v]) => [
          name,
          show(v),
        ]),
        Object.entries(state).map(([name, v]) => [name, show(v)]),
      )
    }),
  )
  t.pass()
})

test('gamma undoes alpha on every message', (t) => {
  const { projection } = projected()
  fc.assert(
    fc.property(message, (m) => {
      t.deepEqual(projection.gammaMessage(projection.alphaMessage(m)), m)
    }),
  )
  t.pass()
})

test('different servers have different values', (t) => {
  const { projection } = projected()
  fc.assert(
    fc.property(server('s1'), server('s1'), (a, b) => {
      const [left, right] = [projection.alphaServer(a), projection.alphaServer(b)]
      const isSame = serverVariables.every((name) => left[name] === right[name])
      if (isSame) {
        t.deepEqual({ ...a, log: toEntries(a.log) }, { ...b, log: toEntries(b.log) })
      }
    }),
  )
  t.pass()
})

test('a server that has just started is what Init says', (t) => {
  const { projection } = projected()
  const values = projection.alphaServer(initialServer('s1'))
  t.deepEqual(
    serverVariables.map((name) => `${name} = ${show(values[name])}`),
    [
      'currentTerm = 0',
      'votedFor = Nil',
      'log = <<>>',
      'role = "Follower"',
      'commitIndex = 0',
      'lastApplied = 0',
      'heardFromLeader = FALSE',
      'votesGranted = {}',
      'leadershipTransfer = FALSE',
      'nextIndex = [s2 |-> 1, s3 |-> 1]',
      'matchIndex = [s2 |-> 0, s3 |-> 0]',
      'roundEnd = [s2 |-> 0, s3 |-> 0]',
      'transferTarget = Nil',
    ],
  )
})

test('an empty network is the empty bag', (t) => {
  const { projection, interner } = projected()
  t.is(projection.alphaNetwork([]), interner.empty)
  t.deepEqual(projection.gammaNetwork(interner.empty), [])
})

test('a value that is no message is refused', (t) => {
  const { projection, interner } = projected()
  const term = ['term', 1] as const
  t.throws(() => projection.gammaMessage(interner.record([term])), { message: /field type/ })
  t.throws(
    () => projection.gammaMessage(interner.record([['type', interner.string('Gossip')], term])),
    { message: /no message has the type Gossip/ },
  )
})

test('a message with one field more is refused, not cut down', (t) => {
  const { projection, interner } = projected()
  const alpha = projection.alphaMessage({
    type: 'RequestVoteResponse',
    source: 's1',
    dest: 's2',
    term: 1,
    voteGranted: true,
  })
  const { domain, images } = mappingOf(alpha)
  const wider = interner.fn(interner.set([...domain, interner.string('lease')]), [...images, 7])
  t.throws(() => projection.gammaMessage(wider), { message: /expected a record with the fields/ })
})

test('a name that the model does not have is refused', (t) => {
  const { projection } = projected()
  t.throws(() => projection.alphaServer({ ...initialServer('s1'), votedFor: 's9' }), {
    message: /not a server of the model/,
  })
})

import test from 'ava'
import {
  constantsOf,
  deviationsNamed,
  forEachPeer,
  ofPeer,
  optionsNamed,
  peersOf,
} from '../../src/raft/Server.ts'

test('options and deviations are on exactly if they are named', (t) => {
  const names = [...Object.keys(optionsNamed([])), ...Object.keys(deviationsNamed([]))]
  names.forEach((name) => {
    const on = { ...optionsNamed([name]), ...deviationsNamed([name]) }
    t.deepEqual(
      Object.entries(on).filter(([, value]) => value),
      [[name, true]],
    )
  })
})

test('all servers of a cluster are its first voters, unless it is said who', (t) => {
  t.deepEqual(constantsOf(['s2', 's1']).initialVoters, ['s1', 's2'])
  t.like(constantsOf(['s3', 's2', 's1'], { initialVoters: ['s2', 's1'] }), {
    servers: ['s1', 's2', 's3'],
    initialVoters: ['s1', 's2'],
  })
})

test('every other server is a peer, whether it votes or not', (t) => {
  const constants = constantsOf(['s1', 's2', 's3'], { initialVoters: ['s1'] })
  t.deepEqual(peersOf(constants, 's2'), ['s1', 's3'])
  t.deepEqual(forEachPeer(constants, 's2', 7), { s1: 7, s3: 7 })
  t.is(ofPeer({ s1: 7, s3: 8 }, 's3'), 8)
  t.throws(() => ofPeer({ s1: 7, s3: 8 }, 's2'), { message: /s2 is no peer/ })
})

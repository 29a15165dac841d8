import test from 'ava'
import { type Configuration, stable } from '../../src/raft/Configuration.ts'
import { emptyDisk, recover } from '../../src/raft/Disk.ts'
import { fromEntries } from '../../src/raft/Log.ts'
import { constantsOf, type Server } from '../../src/raft/Server.ts'
import { quorumContact } from '../../src/sim/Clock.ts'

const ids = ['s1', 's2', 's3', 's4', 's5']
const constants = constantsOf(ids)

const leaderOf = (configuration: Configuration): Server =>
  recover('s1', { ...emptyDisk, log: fromEntries([{ term: 1, configuration }]) })

const contact = (configuration: Configuration, answers: Readonly<Record<string, number>>) =>
  quorumContact(constants, leaderOf(configuration), new Map(Object.entries(answers)), 100)

test('a quorum was heard when the slowest that it needs answered', (t) => {
  t.is(contact(stable(ids), { s2: 10, s3: 40, s4: 30, s5: 20 }), 30)
  t.is(contact(stable(['s1', 's2', 's3']), { s2: 10, s3: 40, s4: 90, s5: 90 }), 40)
})

test('a leader that is a quorum by itself hears it now', (t) => {
  t.is(contact(stable(['s1']), { s2: 10 }), 100)
})

test('in a joint configuration both majorities count', (t) => {
  const joint = { voters: ['s1', 's2', 's3'], newVoters: ['s1', 's4', 's5'], learners: [] }
  t.is(contact(joint, { s2: 10, s3: 40, s4: 30, s5: 20 }), 30)
  t.is(contact(joint, { s2: 10, s3: 20, s4: 30, s5: 40 }), 20)
})

test('a leader that is not in the configuration does not count, nor does a learner', (t) => {
  t.is(contact(stable(['s2', 's3', 's4']), { s2: 10, s3: 40, s4: 30, s5: 99 }), 30)
  const learning = { voters: ['s1', 's2', 's3'], newVoters: [], learners: ['s4'] }
  t.is(contact(learning, { s2: 10, s3: 20, s4: 99 }), 20)
})

test('who never answered makes no quorum', (t) => {
  t.is(contact(stable(['s1', 's2', 's3']), {}), Number.NEGATIVE_INFINITY)
})

import test from 'ava'
import { diskAfter, diskOf, emptyDisk, recover } from '../../src/raft/Disk.ts'
import { sameLog } from '../../src/raft/Log.ts'
import type { Message } from '../../src/raft/Message.ts'
import { constantsOf } from '../../src/raft/Server.ts'
import { step } from '../../src/raft/step.ts'
import { boundaries, interrupt } from '../../src/sim/Crash.ts'

const constants = constantsOf(['s1', 's2', 's3'])

const fresh = recover('s2', emptyDisk)

const voteRequest: Message = {
  type: 'RequestVoteRequest',
  source: 's1',
  dest: 's2',
  term: 1,
  lastLogIndex: 0,
  lastLogTerm: 0,
  leadershipTransfer: false,
}

/** UpdateTerm persists the term, the handler the vote; then the vote is sent. */
const voting = step(constants, fresh, { _tag: 'Receive', message: voteRequest })

const cutAt = (boundary: number) => interrupt(constants, fresh, emptyDisk, voting, boundary)

test('a step has a boundary before each effect on the world and one after the last', (t) => {
  t.is(boundaries(voting), 4)
})

test('a crash before the first Persist: the step did not happen', (t) => {
  t.deepEqual(cutAt(0), { happened: null, disk: emptyDisk, sent: [] })
})

test('a crash between two Persists: the first rule happened, the second did not', (t) => {
  const { happened, disk, sent } = cutAt(1)
  t.deepEqual(
    happened?.labels.map(({ action }) => action),
    ['UpdateTerm'],
  )
  t.is(happened?.server.currentTerm, 1)
  t.is(happened?.server.votedFor, null)
  t.deepEqual(disk, { ...emptyDisk, currentTerm: 1 })
  t.deepEqual(sent, [])
})

test('a crash between the last Persist and the send: the step happened, its message is lost', (t) => {
  const { happened, disk, sent } = cutAt(2)
  t.is(happened, voting)
  t.deepEqual(disk, { ...emptyDisk, currentTerm: 1, votedFor: 's1' })
  t.deepEqual(sent, [])
})

test('a crash after the send: all was done', (t) => {
  const { happened, disk, sent } = cutAt(3)
  t.is(happened, voting)
  t.deepEqual(disk, diskOf(constants, voting.server))
  t.is(sent.length, 1)
})

test('a crash between sends: those before it left', (t) => {
  const timeout = step(constants, fresh, { _tag: 'ElectionTimeout' })
  const sentAt = (boundary: number) =>
    interrupt(constants, fresh, emptyDisk, timeout, boundary).sent.map(({ dest }) => dest)
  t.is(boundaries(timeout), 4)
  t.deepEqual([1, 2, 3].map(sentAt), [[], ['s1'], ['s1', 's3']])
})

test('wherever the crash is, the disk is what is durable of what happened', (t) => {
  for (let boundary = 0; boundary < boundaries(voting); boundary += 1) {
    const { happened, disk } = cutAt(boundary)
    const durable = happened === null ? emptyDisk : diskOf(constants, happened.server)
    t.is(disk.currentTerm, durable.currentTerm)
    t.is(disk.votedFor, durable.votedFor)
    t.true(sameLog(disk.log, durable.log))
    t.deepEqual(disk, diskAfter(emptyDisk, happened?.effects ?? []))
  }
})

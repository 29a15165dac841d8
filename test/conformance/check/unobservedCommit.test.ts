/** A leader's commit index that no line of its own shows, though its requests carry it. */
import test from 'ava'
import type { TraceLine } from '../../../src/trace/RaftTrace.ts'
import { raftSpecification } from '../raftSpecification.ts'
import { checking, validTrace } from './corrupted.ts'

/** The line without what was sent, and without what the server knew to be committed. */
const withoutCommit = ({ sent: _, args: __, actions, state, ...line }: TraceLine): TraceLine => {
  const { commitIndex: ___, lastApplied: ____, ...others } = state ?? {}
  const named = (actions ?? []).filter((name) => name !== 'LeaderContactLapsed')
  const action = named.find((name) => name.startsWith('Handle')) ?? named[0]
  return { ...line, ...(action !== undefined && { action }), state: others }
}

const carriesCommit = ({ message }: TraceLine): boolean =>
  message !== undefined && 'leaderCommit' in message && (message.leaderCommit ?? 0) > 0

test('simulated runs conform without sends and commit indexes', async (t) => {
  const check = checking(await raftSpecification())
  let carried = 0
  for (let seed = 1; seed <= 10; seed++) {
    const trace = validTrace(seed)
    const lines = trace.lines.map(withoutCommit)
    carried += lines.filter(carriesCommit).length
    t.deepEqual(check({ ...trace, lines }), { verdict: 'conforms' }, `seed ${seed}`)
  }
  t.true(carried > 0)
})

test('a commit index that the leader cannot have reached diverges all the same', async (t) => {
  const check = checking(await raftSpecification())
  const trace = validTrace(1)
  const at = trace.lines.findIndex(carriesCommit)
  const lines = trace.lines.map(withoutCommit).map((line, k) => {
    const { message } = line
    return k === at && message !== undefined && 'leaderCommit' in message
      ? { ...line, message: { ...message, leaderCommit: (message.leaderCommit ?? 0) + 1 } }
      : line
  })
  t.like(check({ ...trace, lines }), { verdict: 'diverges', divergence: { event: at + 1 } })
})

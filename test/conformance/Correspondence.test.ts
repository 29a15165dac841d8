import test from 'ava'
import { type ActionName, correspondence, hasRule } from '../../src/conformance/Correspondence.ts'
import { rules } from '../../src/raft/Rules.ts'
import { internalActions } from '../../src/raft/step.ts'

const names = Object.keys(correspondence) as readonly ActionName[]
const domains = { servers: ['s1', 's2'], commands: ['x', 'y'], voterSets: [['s2']], maxLog: 2 }

test('the actions that are not the network’s are the rules of the core', (t) => {
  const withRule = names.filter((name) => correspondence[name].kind !== 'network')
  t.deepEqual(withRule.toSorted(), Object.keys(rules).toSorted())
})

test('the internal actions are those that step takes to a fixed point', (t) => {
  const internal = names.filter((name) => correspondence[name].kind === 'internal')
  t.deepEqual(internal.toSorted(), [...internalActions].toSorted())
})

test('parameters range wider than either side is enabled', (t) => {
  const row = correspondence.AppendEntries
  const labels = 'instances' in row ? row.instances(domains) : []
  t.is(labels.length, 2 * 2 * (domains.maxLog + 2))
  t.true(labels.some((label) => label.i === label.j))
})

test('every instance bears the name of its row, and exactly its parameters', (t) => {
  for (const name of names) {
    const row = correspondence[name]
    const labels =
      'instances' in row
        ? row.instances(domains)
        : [
            row.ofMessage({
              type: 'RequestVoteResponse',
              source: 's1',
              dest: 's2',
              term: 1,
              voteGranted: true,
            }),
          ]
    t.true(labels.length > 0)
    for (const label of labels) {
      t.is(label.action, name)
      t.is(hasRule(label), row.kind !== 'network')
      t.deepEqual(Object.keys(label).toSorted(), ['action', ...row.parameters].toSorted())
    }
  }
})

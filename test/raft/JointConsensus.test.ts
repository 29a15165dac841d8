import test from 'ava'
import { type Configuration, stable } from '../../src/raft/Configuration.ts'
import { AppendNewConfiguration, ChangeConfiguration } from '../../src/raft/JointConsensus.ts'
import { constantsOf, type Leader } from '../../src/raft/Server.ts'
import {
  aFollower,
  aLeader,
  change,
  entries,
  joint,
  leading,
  type PlainServer,
  run,
  withLearners,
} from './examples.ts'

const servers = ['s1', 's2', 's3', 's4']
const initialVoters = ['s1', 's2']
const constants = constantsOf(servers, { initialVoters, options: ['JointConsensus'] })
const catchingUp = constantsOf(servers, { initialVoters, options: ['JointConsensus', 'CatchUp'] })
const appliedLate = constantsOf(servers, {
  initialVoters,
  options: ['JointConsensus'],
  deviations: ['ConfigurationAppliedLate'],
})

const aLeaderWith = (
  log: PlainServer['log'],
  commitIndex: number,
  role: Partial<Leader> = {},
): PlainServer => ({
  ...aLeader({}, {}, { currentTerm: 3, log, commitIndex }),
  role: leading({
    nextIndex: { s2: 1, s3: 1, s4: 1 },
    matchIndex: { s2: 0, s3: 0, s4: 0 },
    ...role,
  }),
})

const appended = (s: PlainServer, configuration: Configuration) => {
  const entry = change(3, configuration)
  return {
    server: { ...s, log: [...s.log, entry] },
    effects: [{ _tag: 'Persist', change: { log: { keep: s.log.length, append: [entry] } } }],
  }
}

// Section 6: from C-old to C-old,new.
test('a change begins with a configuration of old and new voters', (t) => {
  const s = aLeaderWith(entries(1), 0)
  t.deepEqual(
    run(ChangeConfiguration, s, { newVoters: ['s3', 's2'] }, constants),
    appended(s, joint(['s1', 's2'], ['s2', 's3'])),
  )
})

test('learners that become voters are learners no longer; others stay', (t) => {
  const s = aLeaderWith([change(1, withLearners(stable(['s1', 's2']), 's3', 's4'))], 1)
  t.deepEqual(
    run(ChangeConfiguration, s, { newVoters: ['s1', 's3'] }, constants),
    appended(s, withLearners(joint(['s1', 's2'], ['s1', 's3']), 's4')),
  )
})

test('no change begins that changes nothing, or while another one is under way', (t) => {
  const asked = (s: PlainServer, newVoters: readonly string[]) =>
    run(ChangeConfiguration, s, { newVoters }, constants)
  t.is(asked(aLeaderWith([], 0), ['s2', 's1']), null)
  t.is(asked(aLeaderWith([change(1, stable(['s1', 's3']))], 0), ['s1', 's2']), null)
  t.is(asked(aLeaderWith([change(1, joint(['s1', 's2'], ['s1']))], 1), ['s3']), null)
  t.is(asked(aFollower(), ['s1']), null)
})

test('without JointConsensus no change begins so', (t) => {
  const single = constantsOf(servers, { initialVoters, options: ['SingleServerChanges'] })
  const s = aLeaderWith(entries(3), 1)
  t.is(run(ChangeConfiguration, s, { newVoters: ['s1'] }, single), null)
})

test('point 41: with CatchUp each server that joins must have completed a round', (t) => {
  const asked = (learners: readonly string[], end: number, match: number) => {
    const log = [change(1, withLearners(stable(['s1', 's2']), ...learners)), ...entries(1)]
    const s = aLeaderWith(log, 1, {
      roundEnd: { s2: 0, s3: end, s4: 1 },
      matchIndex: { s2: 0, s3: match, s4: 1 },
    })
    return run(ChangeConfiguration, s, { newVoters: ['s1', 's3', 's4'] }, catchingUp) !== null
  }
  t.true(asked(['s3', 's4'], 2, 2))
  t.false(asked(['s3', 's4'], 2, 1), 'its round is not over')
  t.false(asked(['s3', 's4'], 0, 2), 'it began none')
  t.false(asked(['s4'], 2, 2), 'it is no learner')
})

test('point 41: who votes already need not catch up', (t) => {
  t.not(run(ChangeConfiguration, aLeaderWith([], 0), { newVoters: ['s1'] }, catchingUp), null)
})

// Section 6: from C-old,new to C-new.
test('point 36: once it is committed, the joint configuration is followed by the new one', (t) => {
  const s = aLeaderWith([change(3, withLearners(joint(['s1', 's2'], ['s2', 's3']), 's4'))], 1)
  t.deepEqual(
    run(AppendNewConfiguration, s, {}, constants),
    appended(s, withLearners(stable(['s2', 's3']), 's4')),
  )
  t.is(run(AppendNewConfiguration, { ...s, commitIndex: 0 }, {}, constants), null)
})

test('point 36: so is one that an earlier leader left behind, by whoever leads, once', (t) => {
  const s = aLeaderWith([change(1, joint(['s1', 's2'], ['s2', 's3'])), ...entries(3)], 2)
  const after = appended(s, stable(['s2', 's3']))
  t.deepEqual(run(AppendNewConfiguration, s, {}, constants), after)
  t.is(run(AppendNewConfiguration, after.server, {}, constants), null)
})

test('a leader that hands over leaves that to its successor; nobody else appends anything', (t) => {
  const log = [change(3, joint(['s1', 's2'], ['s2', 's3']))]
  t.is(
    run(AppendNewConfiguration, aLeaderWith(log, 1, { transferTarget: 's2' }), {}, constants),
    null,
  )
  t.is(run(AppendNewConfiguration, aFollower({ log, commitIndex: 1 }), {}, constants), null)
  t.is(run(AppendNewConfiguration, aLeaderWith(entries(3), 1), {}, constants), null)
})

test('with ConfigurationAppliedLate the new configuration waits until the joint one is applied', (t) => {
  const s = aLeaderWith([change(3, joint(['s1', 's2'], ['s2', 's3']))], 1)
  t.is(run(AppendNewConfiguration, s, {}, appliedLate), null)
  const applied = { ...s, lastApplied: 1 }
  t.deepEqual(
    run(AppendNewConfiguration, applied, {}, appliedLate),
    appended(applied, stable(['s2', 's3'])),
  )
})

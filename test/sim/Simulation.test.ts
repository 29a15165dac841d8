import { createHash } from 'node:crypto'
import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { optionsNamed } from '../../src/raft/Server.ts'
import { type Config, constantsOf, defaultConfig, serverIds } from '../../src/sim/Config.ts'
import { headerOf, type SimulatedStep, simulate } from '../../src/sim/Simulation.ts'
import type { Tally } from '../../src/sim/Tally.ts'
import { ACTIONS, type ActionName, TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'
import { headerText, lineText } from '../../src/trace/write.ts'
import { figure3 } from './figure3.ts'

/** A whole run, and what it saw. */
const run = (
  config: Config,
): { readonly steps: readonly SimulatedStep[]; readonly tally: Tally } => {
  const steps: SimulatedStep[] = []
  const running = simulate(config)
  for (;;) {
    const next = running.next()
    if (next.done === true) return { steps, tally: next.value }
    steps.push(next.value)
  }
}

const text = (config: Config): readonly string[] =>
  run(config).steps.map(({ line }) => lineText(line))

const LEADERS = ['ConflictHint', 'LeaderNoOp', 'PreVote', 'CheckQuorum', 'LeadershipTransfer']

/** Servers come and go, leaders hand over, and everything goes wrong besides. */
const changing: Config = {
  ...defaultConfig,
  servers: 7,
  voters: 3,
  steps: 2000,
  loss: 0.05,
  duplicate: 0.05,
  crash: 0.005,
  partition: 0.002,
  changes: 2,
  transfers: 2,
}

const jointly = optionsNamed([...LEADERS, 'JointConsensus', 'CatchUp'])
const singly = optionsNamed([...LEADERS, 'SingleServerChanges', 'CatchUp'])
/** Without what bridles elections. */
const plainly = optionsNamed(['LeaderNoOp', 'SingleServerChanges'])

const harsh: Config = {
  ...defaultConfig,
  servers: 3,
  voters: 3,
  steps: 2000,
  loss: 0.1,
  duplicate: 0.1,
  crash: 0.02,
  partition: 0.005,
  requests: 60,
}

const configs: fc.Arbitrary<Config> = fc
  .record({
    servers: fc.integer({ min: 1, max: 5 }),
    seed: fc.maxSafeNat(),
    loss: fc.constantFrom(0, 0.05, 0.3),
    duplicate: fc.constantFrom(0, 0.2),
    crash: fc.constantFrom(0, 0.01, 0.05),
    partition: fc.constantFrom(0, 0.01),
    requests: fc.constantFrom(0, 20, 200),
    transfers: fc.constantFrom(0, 5),
    changes: fc.constantFrom(0, 5),
    options: fc
      .tuple(
        fc.subarray([...LEADERS, 'CatchUp']),
        fc.constantFrom('JointConsensus', 'SingleServerChanges', 'neither'),
      )
      .map(([names, changes]) => optionsNamed([...names, changes])),
    policy: fc.record({ maxEntries: fc.constantFrom(1, 2, 16) }),
  })
  .chain((chosen) =>
    fc
      .integer({ min: 1, max: chosen.servers })
      .map((voters) => ({ ...defaultConfig, ...chosen, voters, steps: 300 })),
  )

const actionsIn = (steps: readonly SimulatedStep[]): readonly ActionName[] =>
  steps.flatMap(
    ({ line: { action, actions } }) => actions ?? (action === undefined ? [] : [action]),
  )

test('the same seed gives the same lines, another seed others', (t) => {
  t.deepEqual(text(harsh), text(harsh))
  t.notDeepEqual(text(harsh), text({ ...harsh, seed: 2 }))
})

const fingerprint = (config: Config): string =>
  createHash('sha256').update(text(config).join('\n')).digest('hex').slice(0, 16)

test('a seed gives these lines and no others, whatever the version of Node', (t) => {
  t.deepEqual(
    [harsh, { ...changing, options: jointly }, { ...changing, options: singly }].map(fingerprint),
    FINGERPRINTS,
  )
})

/** They change with the core and with the format, and with nothing else. */
const FINGERPRINTS: readonly string[] = ['4f2a74c122420838', '08355b3111de541e', 'f0d1d29abdc603be']

test('a run with every fault sees all of what it is for', (t) => {
  const { tally } = run({ ...changing, options: singly, loss: 0.1, steps: 10_000 })
  for (const [what, count] of Object.entries(tally)) t.true(count > 0, what)
  t.is(tally.steps, 10_000)
  t.true(tally.leaders > 5)
  t.true(tally.committed > 20)
})

test('what is not asked for does not happen', (t) => {
  const { preVotes, stepDowns, changes, configurations, rounds, transfers, aborted, successors } =
    run(harsh).tally
  t.deepEqual(
    { preVotes, stepDowns, changes, configurations, rounds, transfers, aborted, successors },
    {
      preVotes: 0,
      stepDowns: 0,
      changes: 0,
      configurations: 0,
      rounds: 0,
      transfers: 0,
      aborted: 0,
      successors: 0,
    },
  )
})

test('every action occurs in runs with all that can be asked for', (t) => {
  const seen = new Set(
    [jointly, singly, plainly].flatMap((options) =>
      actionsIn(run({ ...changing, options, loss: 0.1, steps: 6000 }).steps),
    ),
  )
  t.deepEqual(
    ACTIONS.filter((action) => !seen.has(action)),
    [],
  )
})

for (const [how, options] of Object.entries({ jointly, singly, plainly }))
  test(`while servers come and go, ${how}, the properties of Figure 3 hold`, (t) => {
    for (let seed = 1; seed <= 8; seed += 1) {
      const judge = figure3()
      const { steps, tally } = run({ ...changing, options, seed, steps: 1200 })
      for (const { server } of steps) t.deepEqual(judge.after(server), [], `seed ${seed}`)
      t.true(tally.configurations >= 3, `seed ${seed}: ${tally.configurations} configurations`)
      t.true(tally.committed > tally.configurations, `seed ${seed}`)
    }
  })

test('a server that is in no configuration waits', (t) => {
  const options = optionsNamed([])
  const { steps } = run({ ...defaultConfig, servers: 5, voters: 3, options, steps: 500 })
  t.deepEqual([...new Set(steps.map(({ server }) => server.id))].toSorted(), ['s1', 's2', 's3'])
})

test('a header tells who the cluster starts with, if not all', (t) => {
  const header = (voters: number) => headerOf({ ...defaultConfig, voters }, { name: 'test' })
  t.deepEqual(header(3).initialVoters, ['s1', 's2', 's3'])
  t.is(header(5).initialVoters, undefined)
})

test('without faults one leader is elected, keeps its term, and everything is committed', (t) => {
  const quiet = { ...defaultConfig, loss: 0, duplicate: 0, crash: 0, steps: 5000 }
  const { steps, tally } = run(quiet)
  t.is(tally.leaders, 1)
  t.true(tally.requests > 100)
  t.true(tally.committed >= tally.requests - 2)
  t.is(tally.lost, 0)
  const terms = new Set(steps.slice(100).map(({ server }) => server.currentTerm))
  t.is(terms.size, 1)
})

/** Nothing is lost, repeated or late, and nobody crashes. */
const faultless: Config = {
  ...changing,
  steps: 5000,
  loss: 0,
  duplicate: 0,
  crash: 0,
  partition: 0,
}

test('without faults nobody loses contact, and every transfer succeeds', (t) => {
  const { tally } = run({ ...faultless, options: jointly, changes: 0 })
  t.is(tally.stepDowns, 0)
  t.true(tally.transfers > 10)
  t.is(tally.successors, tally.transfers)
  t.is(tally.aborted, 0)
  t.is(tally.leaders, tally.terms)
})

test('removed servers depose leaders, but not of a cluster that asks before it votes', (t) => {
  const tallyOf = (seed: number, names: readonly string[]): Tally => {
    const options = optionsNamed(['LeaderNoOp', 'JointConsensus', ...names])
    return run({ ...faultless, voters: 5, options, seed, changes: 0.3, transfers: 0 }).tally
  }
  for (let seed = 1; seed <= 3; seed += 1) {
    const disturbed = tallyOf(seed, [])
    const { leaders, terms, stepDowns, configurations } = tallyOf(seed, ['PreVote', 'CheckQuorum'])
    t.true(disturbed.leaders > 2 * (disturbed.stepDowns + 1), `seed ${seed}`)
    // A leadership ends with the removal of the leader, and a term with the leadership.
    t.deepEqual({ leaders, terms }, { leaders: stepDowns + 1, terms: stepDowns + 1 })
    t.true(configurations > 0)
  }
})

testProp(
  'whatever goes wrong, the properties of Figure 3 hold',
  [configs],
  (t, config) => {
    const judge = figure3()
    for (const { server } of run(config).steps) t.deepEqual(judge.after(server), [])
  },
  { numRuns: 60 },
)

testProp(
  'every line is of the format',
  [configs],
  (t, config) => {
    t.true(TraceHeader.is(JSON.parse(headerText(headerOf(config, { name: 'test' })))))
    for (const { line } of run(config).steps) t.true(TraceLine.is(JSON.parse(lineText(line))))
  },
  { numRuns: 20 },
)

test('a message that is received was sent, and a server that is down does nothing', (t) => {
  const sent = new Set<string>()
  for (const { line } of run(harsh).steps) {
    if (line.message !== undefined) t.true(sent.has(JSON.stringify(line.message)))
    line.sent?.forEach((message) => sent.add(JSON.stringify(message)))
  }
})

test('a line tells all that changed: the states told add up to the states of the servers', (t) => {
  const constants = constantsOf(harsh)
  const told = new Map(
    constants.servers.map((id) => [
      id,
      {
        currentTerm: 0,
        votedFor: null as string | null,
        role: 'Follower',
        commitIndex: 0,
        lastApplied: 0,
      },
    ]),
  )
  for (const { line, server } of run(harsh).steps) {
    const { currentTerm, votedFor, role, commitIndex, lastApplied } = {
      ...told.get(server.id),
      ...line.state,
    }
    told.set(server.id, {
      currentTerm: currentTerm ?? 0,
      votedFor: votedFor ?? null,
      role: role ?? '',
      commitIndex: commitIndex ?? 0,
      lastApplied: lastApplied ?? 0,
    })
    t.deepEqual(told.get(server.id), {
      currentTerm: server.currentTerm,
      votedFor: server.votedFor,
      role: server.role._tag,
      commitIndex: server.commitIndex,
      lastApplied: server.lastApplied,
    })
  }
})

test('a single server that nobody asks comes to rest', (t) => {
  const { tally } = run({ ...defaultConfig, servers: 1, voters: 1, requests: 0, crash: 0 })
  t.is(tally.steps, 1)
  t.is(tally.leaders, 1)
})

test('server ids sort as numbers do', (t) => {
  t.deepEqual(serverIds(3), ['s1', 's2', 's3'])
  const many = serverIds(12)
  t.deepEqual(many.toSorted(), many)
})

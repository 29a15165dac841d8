import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import { runScenario } from '../../src/sim/Scenario.ts'
import { TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'
import { headerText, lineText } from '../../src/trace/write.ts'

const traces = new URL('../../../traces/', import.meta.url)

const files = readdirSync(fileURLToPath(traces), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.scenario'))
  .sort()

const told = (text: string): string => {
  const ran = runScenario(text)
  return ran._tag === 'Left' ? `${ran.left.line}: ${ran.left.message}` : ran.right.text
}

test('there are scenarios for all that the paper tells of', (t) => {
  const owed = [
    'LeaderElection/Wins',
    'LeaderElection/AnotherLeaderAppears',
    'LeaderElection/NobodyWins',
    'LeaderElection/SplitVote',
    'LogReplication/ConflictingSuffix',
    'LogReplication/ConflictingSuffixWithHint',
    'LogReplication/Figure7',
    'LogReplication/DuplicatedAndReordered',
    'Commitment/Figure8d',
    'Commitment/Figure8e',
    'Restart/LeaderWithUncommittedEntry',
    'PreVote/ReturnsWithPreVote',
    'PreVote/ReturnsWithoutPreVote',
    'PreVote/AloneMayBlock',
    'PreVote/WithoutLease',
    'CheckQuorum/LeaderStepsDown',
    'CheckQuorum/RemovedServer',
    'CheckQuorum/RemovedServerUnchecked',
    'LeadershipTransfer/HandsOver',
    'LeadershipTransfer/TimesOut',
    'LeadershipTransfer/TimeoutNowComesLate',
    'Membership/ConfigurationRolledBack',
    'Membership/LeaderRemovesItself',
    'Membership/NewServerCatchesUp',
    'JointConsensus/Figure10',
    'JointConsensus/Figure11',
    'JointConsensus/RecoveredJointConfiguration',
    'SingleServerChanges/OwnTermFirst',
  ]
  t.deepEqual(
    owed.filter((name) => !files.includes(`${name}.scenario`)),
    [],
  )
})

for (const file of files) {
  const text = readFileSync(new URL(file, traces), 'utf8')

  test(`${file} tells what the cores do (npm run scenarios -- --update rewrites it)`, (t) => {
    t.is(told(text), text)
  })

  test(`${file} is a trace as well`, (t) => {
    const ran = runScenario(text)
    if (ran._tag === 'Left') return t.fail(ran.left.message)
    t.true(TraceHeader.is(JSON.parse(headerText(ran.right.header))))
    t.true(ran.right.lines.length > 0)
    for (const line of ran.right.lines) t.true(TraceLine.is(JSON.parse(lineText(line))))
  })
}

test('Figure 8: the entry of term 2 is on a majority and not committed, until one of term 4 is', (t) => {
  const committed = (file: string): readonly number[] => {
    const ran = runScenario(readFileSync(new URL(file, traces), 'utf8'))
    const lines = ran._tag === 'Right' ? ran.right.lines : []
    return lines.flatMap(({ state }) => (state?.commitIndex ?? 0) || [])
  }
  t.is(Math.max(...committed('Commitment/Figure8d.scenario')), 1)
  t.is(Math.max(...committed('Commitment/Figure8e.scenario')), 3)
})

/** The highest term in a scenario's trace, and who led. */
const elections = (file: string) => {
  const ran = runScenario(readFileSync(new URL(file, traces), 'utf8'))
  const lines = ran._tag === 'Right' ? ran.right.lines : []
  return {
    term: Math.max(...lines.map(({ state }) => state?.currentTerm ?? 0)),
    leaders: lines.flatMap(({ server, state }) => (state?.role === 'Leader' ? [server] : [])),
  }
}

test('a server that returns deposes the leader without PreVote, and not with it', (t) => {
  t.deepEqual(elections('PreVote/ReturnsWithPreVote.scenario'), { term: 1, leaders: ['s1'] })
  t.deepEqual(elections('PreVote/ReturnsWithoutPreVote.scenario'), { term: 5, leaders: ['s1'] })
})

test('a leader without answers blocks others with PreVote alone; without its lease two depose each other', (t) => {
  t.deepEqual(elections('PreVote/AloneMayBlock.scenario'), { term: 1, leaders: ['s1'] })
  t.deepEqual(elections('PreVote/WithoutLease.scenario').leaders, ['s1', 's3', 's1', 's3'])
})

test('a late TimeoutNow costs a term, and the server that obeys it does not lead', (t) => {
  const late = elections('LeadershipTransfer/TimeoutNowComesLate.scenario')
  t.deepEqual(late, { term: 3, leaders: ['s1', 's1'] })
})

test('Figure 10: of two that gather votes in one term only one leads', (t) => {
  t.deepEqual(elections('JointConsensus/Figure10.scenario').leaders, ['s3', 's1'])
})

test('a removed server deposes the leader again and again, unless a leader is heard', (t) => {
  t.deepEqual(elections('CheckQuorum/RemovedServer.scenario').leaders, ['s1'])
  t.deepEqual(elections('CheckQuorum/RemovedServerUnchecked.scenario').leaders, ['s1', 's1'])
})

const REFUSALS: readonly (readonly [text: string, told: RegExp])[] = [
  [
    'cluster s1 joining s2 with JointConsensus\nquietly timeout s1\nchange s1 to s1',
    /s1 is asked to make the voters \{s1\}: they are the voters already\n$/,
  ],
  [
    'cluster s1 s2\nquietly timeout s1; deliver\nremove s2 through s1',
    /s1 is asked to remove s2: the cluster cannot change its members\n$/,
  ],
  [
    'cluster s1 s2 with SingleServerChanges\nremove s2 through s1',
    /s1 is asked to remove s2: it does not lead\n$/,
  ],
  [
    'cluster s1 joining s2 with SingleServerChanges\nquietly timeout s1\nadd learner s2 through s1',
    /s1 is asked to add the learner s2: it has committed no entry of its own term yet\n$/,
  ],
  [
    'cluster s1 joining s2 with JointConsensus, CatchUp\nquietly timeout s1\nchange s1 to s1 s2',
    /make the voters \{s1 s2\}: s2 has not caught up\n$/,
  ],
  [
    'cluster s1 s2 with LeadershipTransfer\nquietly timeout s1; deliver; transfer s1 to s2\ntransfer s1 to s2',
    /s1 is asked to hand over to s2: it is handing over to s2\n$/,
  ],
  [
    'cluster s1 s2 with LeadershipTransfer, JointConsensus\nquietly timeout s1; deliver; transfer s1 to s2\nchange s1 to s1',
    /make the voters \{s1\}: it is handing over to s2\n$/,
  ],
  [
    'cluster s1 s2 with SingleServerChanges, LeaderNoOp\nquietly timeout s1; deliver; remove s1 through s1\nremove learner s2 through s1',
    /s1 is asked to remove the learner s2: it is no voter any more\n$/,
  ],
  [
    'cluster s1 s2 joining s3 with JointConsensus\nquietly timeout s1; deliver; change s1 to s1 s3\nadd s3 through s1',
    /s1 is asked to add s3: another change is under way\n$/,
  ],
  [
    'cluster s1 joining s2 s3 with SingleServerChanges, LeaderNoOp, CatchUp\nquietly timeout s1\nadd s2 through s1',
    /s1 is asked to add s2: s2 has not caught up\n$/,
  ],
  ['cluster s1\nquietly timeout s1\ntimeout s1', /s1 hears from no leader: it leads\n$/],
  ['cluster s1 joining s2\ntimeout s2', /s2 hears from no leader: it is no voter and may not/],
  ['cluster s1 s2\nlapse s1', /minimum election timeout: it does not concern it\n$/],
  [
    'cluster s1 s2\nround s2 through s1',
    /a round of catching up for s2: it does not concern it\n$/,
  ],
]

test('what a server does not do it gives a reason for', (t) => {
  REFUSALS.forEach(([text, message]) => t.regex(told(text), message, text))
})

test('a crash cuts off what a leader is asked to do as any other step', (t) => {
  t.regex(
    told(
      'cluster s1 joining s2 with JointConsensus\nquietly timeout s1\nchange s1 to s1 s2 crash after persisting\nshow s1',
    ),
    /crashes when it has persisted, before it sends\ns1 {2}term 1 {2}down .*\{s1\}\+\{s1 s2\}/,
  )
})

test('a crash after sending leaves undone what comes behind, also what is to be persisted', (t) => {
  const late = (point: string): string =>
    told(
      `cluster s1 s2 with ConfigurationAppliedLate\nquietly timeout s1; deliver; client s1 x; deliver\nheartbeat s1\ndeliver s1 s2 crash ${point}\nrestart s2\nshow s2\nheartbeat s1\ndeliver s1 s2`,
    )
  const restarted = (point: string): string => late(point).replace(/^.*s2 restarts/s, '')
  t.regex(restarted('before persisting'), /commit 0 {2}\[1:x\]\n/)
  t.regex(restarted('after sending 1'), /commit 1 {2}\[1:x\]\n.*applies entry 1/s)
  t.regex(restarted('after sending 9'), /commit 1 {2}\[1:x\]\n/)
  t.notRegex(restarted('after sending 9'), /applies/)
})

test('the header of a scenario tells who starts, with which options and deviations', (t) => {
  const ran = runScenario('cluster s1 s2 joining s3 with PreVote, NoPreVoteLease\nshow s3')
  t.true(ran._tag === 'Right')
  if (ran._tag === 'Right')
    t.like(ran.right.header, {
      servers: ['s1', 's2', 's3'],
      initialVoters: ['s1', 's2'],
      options: ['PreVote'],
      deviations: ['NoPreVoteLease'],
    })
})

test('prose and blank lines stay as they are, what was printed is replaced', (t) => {
  const scenario = '# One.\n\ncluster s1 s2\n----\nold\nolder\n\n# Two.\n\ncrash s1\nshow s1'
  t.is(
    told(scenario),
    `# One.

cluster s1 s2
----
2 servers: followers of term 0 with empty logs

# Two.

crash s1
show s1
----
s1 crashes
s1  term 0  down  commit 0  []
`,
  )
  t.is(told(told(scenario)), told(scenario))
})

const mistakes: readonly (readonly [text: string, message: RegExp])[] = [
  ['', /^1: a scenario begins with: cluster ID\.\.\./],
  ['# prose\ntimeout s1\n', /^2: a scenario begins with/],
  ['cluster s1 s1', /^1: a cluster has servers, none of them twice; expected one of:/],
  ['cluster s1 #', /^1: # is no server id; expected a word/],
  [
    'cluster s1 with Magic',
    /^1: Magic is no option or deviation; known are ConflictHint, LeaderNoOp/,
  ],
  ['cluster s1\ncluster s2', /^2: there is a cluster already/],
  ['cluster s1 s2\n\ntimeout s3', /^3: there is no server s3, only s1, s2/],
  ['cluster s1 s2\nexplode s1', /^2: not a command: "explode s1"; expected one of:/],
  ['cluster s1 s2\ntimeout', /^2: not a command/],
  ['cluster s1 s2\ntimeout s1 s2', /^2: not a command/],
  ['cluster s1 s2\nshow s3', /^2: there is no server s3/],
  ['cluster s1 s2\nshow crash before persisting', /^2: not a command/],
  [
    'cluster s1 s2\ndeliver',
    /^2: no such message is on the way; there are:\nnothing is on the way/,
  ],
  ['cluster s1 s2\ntimeout s1\ndeliver s2 s1', /^3: no such message .*\ns1 -> s2: RequestVote/],
  ['cluster s1 s2\ntimeout s1\ndeliver s1 s2 Vote', /^3: Vote is no type of message/],
  ['cluster s1 s2\ndeliver s1', /^2: messages are chosen by FROM and TO/],
  ['cluster s1 s2\ncrash s1\ntimeout s1', /^3: s1 is down; restart it first/],
  ['cluster joining s1', /^1: a cluster has servers, none of them twice/],
  ['cluster s1 joining s1', /^1: a cluster has servers, none of them twice/],
  [
    'cluster s1 with JointConsensus, SingleServerChanges',
    /^1: there is one way to change the membership: JointConsensus or SingleServerChanges/,
  ],
  ['cluster s1 s2\ntransfer s1 s2', /^2: not a command/],
  ['cluster s1 s2\ntransfer s1 to s2 s3', /^2: not a command/],
  ['cluster s1 s2\nchange s1 to', /^2: not a command/],
  ['cluster s1 s2\nadd s2 to s1', /^2: not a command/],
  ['cluster s1 s2\nadd learner through s1', /^2: not a command/],
  ['cluster s1 s2\nround learner s2 through s1', /^2: not a command/],
  ['cluster s1 s2\nabort', /^2: not a command/],
  ['cluster s1 s2\nlapse s3', /^2: there is no server s3/],
  ['cluster s1 s2\nquietly timeout s1; explode', /^2: not a command: "explode"/],
]

test('a mistake in a scenario is reported with its line', (t) => {
  mistakes.forEach(([text, message]) => t.regex(told(text), message, text))
})

test('several commands may stand on a line, and lead up to a story quietly', (t) => {
  t.is(
    told('cluster s1\n\nquietly timeout s1; client s1 x\n\nshow; messages\n'),
    `cluster s1
----
1 server: followers of term 0 with empty logs

quietly timeout s1; client s1 x

show; messages
----
s1  term 1  leader  commit 1  [1:x]
nothing is on the way
`,
  )
})

test('what does not concern a server is said to be so, and is no step', (t) => {
  const ran = runScenario('cluster s1 s2 s3\nclient s1 x\nheartbeat s1\n')
  t.true(ran._tag === 'Right')
  if (ran._tag === 'Right') {
    t.regex(ran.right.text, /s1 gets a client's request: x: it does not concern it/)
    t.deepEqual(ran.right.lines, [])
  }
})

testProp(
  'no text makes a scenario fail otherwise than by a problem',
  [
    fc.array(
      fc.oneof(
        fc.constantFrom(
          'cluster s1 s2 s3',
          '',
          '----',
          '# x',
          'timeout s1',
          'timeout s2',
          'deliver',
          'lapse s1',
          'transfer s1 to s2',
          'abort s1',
          'change s1 to s1 s2',
          'add learner s3 through s1',
        ),
        fc.constantFrom(
          'client s1 x',
          'drop * *',
          'quietly timeout s3; deliver',
          'crash s1',
          'restart s1',
          'show',
          'messages',
        ),
        fc.string(),
      ),
    ),
  ],
  (t, lines) => {
    const options = 'PreVote, CheckQuorum, LeadershipTransfer, JointConsensus'
    const text = [`cluster s1 s2 s3 with ${options}`, ...lines].join('\n')
    const once = told(text)
    if (runScenario(text)._tag === 'Right') t.is(told(once), once)
    else t.regex(once, /^\d+: /)
  },
)

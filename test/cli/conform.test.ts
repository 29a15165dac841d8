/** The command `conform`, from its command line to its output, on a package with one small model. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { nodeIo } from '../../src/cli/nodeIo.ts'
import { main } from '../../src/cli/program.ts'
import { memoryIo } from './memoryIo.ts'

const spec = join(nodeIo().packageRoot, 'spec')

const modules = (folder: string, at: string): readonly (readonly [string, string])[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.tla'))
    .map((name) => [`${at}/${name}`, readFileSync(join(folder, name), 'utf8')])

/** The specification of the package, where the package lies in the memory. */
const specification = Object.fromEntries([
  ...modules(spec, '/package/spec'),
  ...modules(join(spec, 'models'), '/package/spec/models'),
])

const SMALL = `SPECIFICATION Spec
CONSTRAINT Bounded
CONSTANTS
  Server = {"s1", "s2"}
  InitialVoters = {"s1", "s2"}
  VoterSets = {}
  Deviations = {}
  Value = {"x"}
  Nil = Nil
  Options = {}
  MaxTerm = 1
  MaxLog = 1
  MaxMessages = 1
  MaxCopies = 1
`

const counts = { spec: 'MCRaft.tla', generated: 1275, distinct: 175, depth: 18, leavesOut: {} }

interface Given {
  readonly expected?: unknown
  readonly files?: Readonly<Record<string, string>>
}

const conformed = async (args: readonly string[], { expected, files }: Given = {}) => {
  const memory = memoryIo({
    ...specification,
    '/package/spec/models/Small.cfg': SMALL,
    '/package/spec/models/expected.json': JSON.stringify(expected ?? { Small: counts }),
    ...files,
  })
  const code = await main(['conform', ...args], memory.io)
  return { code, stdout: memory.stdout(), stderr: memory.stderr() }
}

const AGREES = `model  verdict  states  by rules  by network  disabled  steps  time
Small  agrees      175     1,018         256    12,956  1,178  0 ms

action                       kind      occurred  in models
Timeout                      rule           272          1
RequestVote                  rule            40          1
BecomeLeader                 internal         6          1
ClientRequest                rule            78          1
AppendEntries                rule           100          1
AdvanceCommitIndex           internal         6          1
ApplyEntry                   internal        38          1
Restart                      rule           350          1
UpdateTerm                   internal         4          1
HandleRequestVoteRequest     rule            24          1
HandleRequestVoteResponse    rule            20          1
HandleAppendEntriesRequest   rule            46          1
HandleAppendEntriesResponse  rule            34          1
DropMessage                  network        128          1
DuplicateMessage             network        128          1

Specification and core agree in every transition.
1,018 transitions by rules of src/raft compared (1,590 distinct rule applications executed),
1,178 steps replayed in the specification (1,026 actions),
in 0 ms with 1 worker.
`

test.serial('a model that agrees: a row for it and a row for each action', async (t) => {
  t.deepEqual(await conformed(['Small']), { code: 0, stdout: AGREES, stderr: '' })
})

test.serial('without the memo all counts are the same', async (t) => {
  t.deepEqual(await conformed(['--no-memo', 'Small']), { code: 0, stdout: AGREES, stderr: '' })
})

test.serial('as JSON: a verdict, and the figures of each model', async (t) => {
  const { code, stdout } = await conformed(['Small', '--json'])
  const document = JSON.parse(stdout) as {
    readonly verdict: string
    readonly models: readonly { readonly model: string; readonly generated: number }[]
  }
  t.is(code, 0)
  t.is(document.verdict, 'conforms')
  t.deepEqual(
    document.models.map(({ model, generated }) => [model, generated]),
    [['Small', counts.generated]],
  )
})

test.serial('a count that is not the expected one: exit code 1', async (t) => {
  const { code, stdout } = await conformed([], { expected: { Small: { ...counts, distinct: 7 } } })
  t.is(code, 1)
  t.true(stdout.includes('Small: distinct: 175, expected 7'), stdout)
  t.true(stdout.includes('NOT shown to agree'), stdout)
})

test.serial(
  'an action that a model leaves out without saying so is vacuous: exit code 1',
  async (t) => {
    const cfg = `${SMALL}  Restart <- Never\n`
    const { code, stdout } = await conformed([], {
      files: { '/package/spec/models/Small.cfg': cfg },
    })
    t.is(code, 1)
    t.true(stdout.includes('Small: vacuous: Restart never occurs'), stdout)
    t.true(stdout.includes('vacuous: Restart occurs in no model'), stdout)
  },
)

const RUN_AND_REASON = `Small: the core can take it, the specification cannot
  at RequestVote(i = s1, j = s2)
The shortest run to it, 2 states, changed variables only:
  1. Init
       messages = <<>>
       currentTerm = [s1 |-> 0, s2 |-> 0]
       votedFor = [s1 |-> Nil, s2 |-> Nil]
       log = [s1 |-> <<>>, s2 |-> <<>>]
       role = [s1 |-> "Follower", s2 |-> "Follower"]
       commitIndex = [s1 |-> 0, s2 |-> 0]
       lastApplied = [s1 |-> 0, s2 |-> 0]
       heardFromLeader = [s1 |-> FALSE, s2 |-> FALSE]
       votesGranted = [s1 |-> {}, s2 |-> {}]
       leadershipTransfer = [s1 |-> FALSE, s2 |-> FALSE]
       nextIndex = [s1 |-> [s2 |-> 1], s2 |-> [s1 |-> 1]]
       matchIndex = [s1 |-> [s2 |-> 0], s2 |-> [s1 |-> 0]]
       roundEnd = [s1 |-> [s2 |-> 0], s2 |-> [s1 |-> 0]]
       transferTarget = [s1 |-> Nil, s2 |-> Nil]
  2. Timeout(i = s1)
       currentTerm = [s1 |-> 1, s2 |-> 0]
       votedFor = [s1 |-> "s1", s2 |-> Nil]
       role = [s1 |-> "Candidate", s2 |-> "Follower"]
       votesGranted = [s1 |-> {"s1"}, s2 |-> {}]
The two sides, where they differ:
  messages
    before         <<>>
    specification  (does not go)
    core           ([type |-> "RequestVoteRequest", source |-> "s1", dest |-> "s2", term |-> 1, lastLogIndex |-> 0, lastLogTerm |-> 0, leadershipTransfer |-> FALSE] :> 1)
Why the specification does not take it:
    /package/spec/LeaderElection.tla:36:6: role[i] = "Leader"
      is false, with
        role[i] = "Candidate"
        i = "s1"

Specification and core are NOT shown to agree.
6 transitions by rules of src/raft compared (77 distinct rule applications executed),
0 steps replayed in the specification (0 actions),
in 0 ms with 1 worker.
`

const broken = (passage: string, replacement: string) => {
  const file = '/package/spec/LeaderElection.tla'
  const text = specification[file] ?? ''
  if (!text.includes(passage)) throw new Error(`${file} has no ${passage}`)
  return { files: { [file]: text.replace(passage, replacement) } }
}

test.serial('a difference: the run, both sides, and the conjunct that is false', async (t) => {
  const given = broken('/\\ role[i] = "Candidate"\n  /\\ j', '/\\ role[i] = "Leader"\n  /\\ j')
  const { code, stdout } = await conformed([], given)
  t.is(code, 1)
  t.is(stdout.slice(stdout.indexOf('Small: ')), RUN_AND_REASON)
})

test.serial('an unknown model: exit code 2, and the models that there are', async (t) => {
  t.deepEqual(await conformed(['Smal']), {
    code: 2,
    stdout: '',
    stderr: 'no model is called Smal; the models are Small\n',
  })
})

test.serial('a list of models that is no list: exit code 2', async (t) => {
  const file = '/package/spec/models/expected.json'
  const noJson = await conformed([], { files: { [file]: '{' } })
  t.is(noJson.code, 2)
  t.true(noJson.stderr.startsWith(`${file}: not JSON: `), noJson.stderr)
  const noCounts = await conformed([], { expected: { Small: { spec: 'MCRaft.tla' } } })
  t.is(noCounts.code, 2)
  t.is(noCounts.stderr, `${file}: expected, for each model, its spec and three counts\n`)
})

test.serial('a model without a constant that the ranges need: exit code 2', async (t) => {
  const cfg = SMALL.replace('Nil = Nil', 'Nil = 0')
  const { code, stderr } = await conformed([], {
    files: { '/package/spec/models/Small.cfg': cfg },
  })
  t.is(code, 2)
  t.is(
    stderr,
    '/package/spec/models/Small.cfg: servers, commands and Nil must be model values or strings\n',
  )
})

test.serial('a configuration that cannot be read: exit code 2, with its line', async (t) => {
  const cfg = `${SMALL}CONSTANTS Unknown = 3\n`
  const { code, stderr } = await conformed([], {
    files: { '/package/spec/models/Small.cfg': cfg },
  })
  t.is(code, 2)
  t.regex(stderr, /^\/package\/spec\/models\/Small\.cfg:15:/)
})

test.serial('progress on a terminal, with numbers', async (t) => {
  const memory = memoryIo(
    {
      ...specification,
      '/package/spec/models/Small.cfg': SMALL,
      '/package/spec/models/expected.json': JSON.stringify({ Small: counts }),
    },
    { stderrIsTerminal: true },
  )
  t.is(await main(['conform', 'Small'], memory.io), 0)
  t.regex(memory.stderr(), /conform: 0\.0 % of 175 states, 0 transitions by rules compared/)
})

test.serial('two models in two workers: the same report as in this thread', async (t) => {
  const memory = memoryIo({}, { readText: nodeIo().readText, packageRoot: nodeIo().packageRoot })
  const code = await main(['conform', 'ConflictHint', 'Heartbeats', '--json'], memory.io)
  const document = JSON.parse(memory.stdout()) as {
    readonly workers: number
    readonly models: readonly { readonly model: string; readonly failures: readonly string[] }[]
  }
  t.is(document.workers, 2)
  t.deepEqual(
    document.models.map(({ model, failures }) => [model, failures]),
    [
      ['Heartbeats', []],
      ['ConflictHint', []],
    ],
  )
  t.is(code, 0)
})

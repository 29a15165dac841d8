/** The command `explore`, from its command line to its output, without a process. */
import test, { type ExecutionContext } from 'ava'
import { main } from '../../src/cli/program.ts'
import { nodeIo } from '../../src/cli/nodeIo.ts'
import { memoryIo } from './memoryIo.ts'

type Files = Readonly<Record<string, string>>

const explored = async (args: readonly string[], files: Files) => {
  const memory = memoryIo(files)
  const code = await main(['explore', ...args], memory.io)
  return { code, stdout: memory.stdout(), stderr: memory.stderr() }
}

const module = (body: string, name = 'M'): string => `---- MODULE ${name} ----\n${body}\n====\n`

const COUNTER = module(`EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x < 3 /\\ x' = x + 1
Never == x > 5 /\\ x' = 0
Next == Up \\/ Never
Small == x < 2`)

const BEHAVIOUR = 'INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n'

test('a model that holds: the counts, and a warning about an action that never occurs', async (t) => {
  const result = await explored(['m/M.cfg'], { 'm/M.tla': COUNTER, 'm/M.cfg': BEHAVIOUR })
  t.deepEqual(result, {
    code: 0,
    stdout: `M: No violation: every reachable state was examined.

action  generated  distinct
Up              3         3
Never           0         0

WARNING: an action of Next never occurred: Never

4 states generated, 4 distinct, depth 4 (0 ms, peak memory 0 MB, built-in engine)
`,
    stderr: '',
  })
})

test('a violated invariant: exit code 1 and the run to it, as text and as JSON', async (t) => {
  const files = { 'm/M.tla': COUNTER, 'm/M.cfg': `${BEHAVIOUR}INVARIANT Small\n` }
  const text = await explored(['m/M.cfg'], files)
  t.is(text.code, 1)
  t.true(text.stdout.startsWith('M: Invariant Small is violated.\n'), text.stdout)
  const json = await explored(['m/M.cfg', '--json'], files)
  t.is(json.code, 1)
  t.deepEqual(JSON.parse(json.stdout), {
    verdict: 'violated',
    module: 'M',
    engine: 'builtin',
    violation: { kind: 'invariant', name: 'Small' },
    trace: [
      { variables: { x: '0' } },
      { action: 'Up', args: [], variables: { x: '1' } },
      { action: 'Up', args: [], variables: { x: '2' } },
    ],
    states: { generated: 3, distinct: 3, depth: 3, queued: 0 },
    actions: [
      { action: 'Up', generated: 2, distinct: 2 },
      { action: 'Never', generated: 0, distinct: 0 },
    ],
    neverOccurring: [],
    seconds: 0,
    peakMemory: 0,
  })
})

test('a limit that is reached first is no verdict: exit code 3', async (t) => {
  const files = { 'm/M.tla': COUNTER, 'm/M.cfg': BEHAVIOUR }
  for (const [flag, limit] of [
    ['--max-states', '2 distinct states'],
    ['--max-depth', 'depth 2'],
  ] as const) {
    const { code, stdout } = await explored(['m/M.cfg', flag, '2'], files)
    t.is(code, 3)
    t.true(stdout.includes(`Undecided: stopped at the limit of ${limit}; no violation so far.`))
  }
})

test('limits of time and memory are looked at as well', async (t) => {
  const files = { 'm/M.tla': COUNTER, 'm/M.cfg': BEHAVIOUR }
  let clock = 0
  const late = memoryIo(files, { now: () => (clock += 1500) })
  t.is(await main(['explore', 'm/M.cfg', '--max-seconds', '1'], late.io), 3)
  t.true(late.stdout().includes('the limit of 1 seconds'), late.stdout())
  const large = memoryIo(files, { peakMemory: () => 9_000_000 })
  t.is(await main(['explore', 'm/M.cfg', '--max-memory', '8'], large.io), 3)
  t.true(large.stdout().includes('the limit of 8 megabytes'), large.stdout())
})

test('modules are found beside the specification first, then in the libraries', async (t) => {
  const { code, stderr } = await explored(['m/X.cfg', '--spec', 'm/M.tla', '--library', 'lib'], {
    'm/X.cfg': BEHAVIOUR,
    'm/M.tla': module("EXTENDS A, B\nVARIABLE x\nInit == x = a\nNext == x' = b"),
    'm/A.tla': module('a == 1', 'A'),
    'lib/A.tla': module('a == this is no TLA+', 'A'),
    'lib/B.tla': module('b == 1', 'B'),
  })
  t.is(stderr, '')
  t.is(code, 0)
})

test('names and strings that a careless compiler would trip over are only names and strings', async (t) => {
  const spec = module(`VARIABLES __proto__, valueOf
constructor(prototype) == [toString |-> prototype]
hostile == "\\"; throw \`\${1}\` // '\u2028\u2029 __proto__"
Init == __proto__ = constructor(hostile) /\\ valueOf = "a"
Next == __proto__' = constructor(valueOf) /\\ valueOf' = hostile
Inv == valueOf = "a"`)
  const files = { 'm/M.tla': spec, 'm/M.cfg': 'INIT Init\nNEXT Next\nINVARIANT Inv\n' }
  const { code, stdout, stderr } = await explored(['m/M.cfg'], files)
  t.is(stderr, '')
  t.is(code, 1)
  t.true(stdout.includes("throw `${1}` // '\u2028\u2029 __proto__"), stdout)
})

const refused = async (t: ExecutionContext, args: string, files: Files, message: string) => {
  const { code, stdout, stderr } = await explored(args.split(' '), files)
  t.is(stderr, `${message}\n`)
  t.is(stdout, '')
  t.is(code, 2)
}

const FILES = { 'm/M.tla': COUNTER, 'm/M.cfg': BEHAVIOUR }

/** Name; command line; files beside FILES; the one message. */
const refusals: readonly (readonly [string, string, Files, string])[] = [
  [
    'a missing configuration',
    'm/No.cfg',
    {},
    'm/No.cfg: no such file or directory; check the path',
  ],
  [
    'a missing specification',
    'm/M.cfg --spec m/No.tla',
    {},
    'm/No.tla: no such file or directory; check the path',
  ],
  [
    'no specification beside it',
    'n/X.cfg',
    { 'n/X.cfg': BEHAVIOUR },
    'n/X.cfg: no .tla file lies beside it; name the specification with --spec FILE',
  ],
  [
    'several specifications beside it',
    'n/X.cfg',
    { 'n/X.cfg': BEHAVIOUR, 'n/A.tla': '', 'n/B.tla': '' },
    'n/X.cfg: no X.tla lies beside it, but A.tla, B.tla; name one with --spec FILE',
  ],
  [
    'an empty specification',
    'm/M.cfg',
    { 'm/M.tla': '' },
    'm/M.tla:1:1: There is no module here: a module begins with a line `---- MODULE Name ----`. [TLA002]',
  ],
  [
    'an empty configuration',
    'm/M.cfg',
    { 'm/M.cfg': '' },
    'm/M.cfg names no behaviour: it needs SPECIFICATION, or INIT and NEXT. [CFG112]',
  ],
  [
    'a syntax error',
    'm/M.cfg',
    { 'm/M.tla': module("VARIABLE x\nInit == x = 0\nNext == x' = (x + 1\nInv == TRUE") },
    'm/M.tla:5:1: `Inv` is unexpected here. [TLA001]',
  ],
  [
    'an undefined operator',
    'm/M.cfg',
    { 'm/M.tla': module("VARIABLE x\nInit == x = 0\nNext == x' = Succ(x)") },
    'm/M.tla:4:14: `Succ` is not defined here. [TLA101]',
  ],
  [
    'a missing module',
    'm/M.cfg',
    { 'm/M.tla': module('EXTENDS Elsewhere\nVARIABLE x') },
    'm/M.tla:2:9: There is no module `Elsewhere`: no file Elsewhere.tla was found, and the engine does not bring it along. [TLA114]',
  ],
  [
    'an unknown constant in the configuration',
    'm/M.cfg',
    { 'm/M.cfg': `${BEHAVIOUR}CONSTANT\n  Servers = {s1}\n` },
    'm/M.cfg:5:3: `Servers` is given a value, but module M neither declares nor defines it. [CFG103]',
  ],
  [
    'a constant without a value',
    'm/M.cfg',
    { 'm/M.tla': COUNTER.replace('VARIABLE', 'CONSTANT Server VARIABLE') },
    'm/M.tla:3:10: The constant `Server` has no value: m/M.cfg must say `Server = ...` or `Server <- ...` under CONSTANTS. [TLA106]',
  ],
  [
    'an invariant that is not defined',
    'm/M.cfg',
    { 'm/M.cfg': `${BEHAVIOUR}INVARIANT TypeOK\n` },
    'm/M.cfg:4:11: INVARIANT TypeOK: module M does not define it. [CFG101]',
  ],
  [
    'a property that is not supported',
    'm/M.cfg',
    {
      'm/M.cfg': `${BEHAVIOUR}PROPERTY Live\n`,
      'm/M.tla': COUNTER.replace('Small ==', 'Live == <>(x = 3)\nSmall =='),
    },
    'm/M.tla:8:9: PROPERTY Live cannot be checked by this engine: this is liveness. It checks `[]P`, `[][A]_v` and state predicates; remove the property, or check it with TLC. [CFG111]',
  ],
  [
    'an initial predicate that cannot be evaluated',
    'm/M.cfg',
    { 'm/M.tla': COUNTER.replace('x = 0', 'x = 0 + "a"') },
    'm/M.tla:4:13: expected two integers, found the integer 0 and the string "a" [TLA305]',
  ],
  [
    'workers of the built-in engine',
    'm/M.cfg --workers 2',
    {},
    'the built-in engine uses one worker; leave out --workers, or use --engine tlc',
  ],
  [
    'limits for TLC',
    'm/M.cfg --engine tlc --max-states 2',
    {},
    'TLC knows no --max-... limits; leave them out, or use --engine builtin',
  ],
  [
    'TLC without a jar',
    'm/M.cfg --engine tlc',
    {},
    'TLC is not here: point TLA2TOOLS_JAR at a tla2tools.jar, or run "npm run judge" once, which fetches one',
  ],
  [
    'a library that is not there',
    'm/M.cfg --library lib',
    {},
    'lib: no such file or directory; check the path',
  ],
]

for (const [name, args, files, message] of refusals) {
  test(`refused with one message: ${name}`, (t) =>
    refused(t, args, { ...FILES, ...files }, message))
}

test('a directory where a file is meant', async (t) => {
  const errors: string[] = []
  const io = { ...nodeIo(), stderr: (text: string) => void errors.push(text) }
  t.is(await main(['explore', 'spec'], io), 2)
  t.deepEqual(errors, ['spec: is a directory, expected a file; name a file in it\n'])
})

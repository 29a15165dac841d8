import { fc, testProp } from '@fast-check/ava'
import test from 'ava'
import type { TraceHeader, TraceLine } from '../../src/trace/RaftTrace.ts'
import {
  type Batch,
  type NumberedLine,
  openTrace,
  READ_OPTIONS,
  type ReadOptions,
  type TraceProblem,
} from '../../src/trace/read.ts'
import { headerText, lineText } from '../../src/trace/write.ts'

const HEADER = '{"format":"raft-trace","version":1,"servers":["s1","s2"]}'

async function* inPieces(text: string, size: number): AsyncGenerator<string, void> {
  for (let at = 0; at < text.length; at += size)
    yield await Promise.resolve(text.slice(at, at + size))
}

/** A whole trace at once, and how it ended. */
interface Read {
  readonly header?: TraceHeader
  readonly lines: readonly NumberedLine[]
  readonly torn?: number
  readonly problem?: TraceProblem
}

const withBatch = (read: Read, batch: Batch): Read => {
  switch (batch._tag) {
    case 'Lines':
      return { ...read, lines: [...read.lines, ...batch.lines] }
    case 'Torn':
      return { ...read, torn: batch.number }
    case 'Broken':
      return { ...read, problem: batch.problem }
  }
}

const readAll = async (
  text: string,
  options: Partial<ReadOptions> = {},
  size = 10,
): Promise<Read> => {
  const opened = await openTrace(inPieces(text, size), { ...READ_OPTIONS, ...options })
  if (opened._tag === 'Left') return { lines: [], problem: opened.left }
  let read: Read = { header: opened.right.header, lines: [] }
  for await (const batch of opened.right.batches) read = withBatch(read, batch)
  return read
}

const numbers = ({ lines }: Read) => lines.map(({ number }) => number)

test('a header and its lines are read, each with its number', async (t) => {
  const read = await readAll(`${HEADER}\n{"server":"s1"}\n{"server":"s2","sent":[]}\n`)
  t.deepEqual(read.header?.servers, ['s1', 's2'])
  t.deepEqual(read.lines, [
    { number: 2, line: { server: 's1' } },
    { number: 3, line: { server: 's2', sent: [] } },
  ])
  t.is(read.problem, undefined)
  t.is(read.torn, undefined)
})

test('where the text is cut into pieces makes no difference', async (t) => {
  const text = `\ufeff${HEADER}\r\n{"server":"s1","note":"\u2028"}\r\n\r\n  \n{"server":"s2"}\n{"ser`
  const whole = await readAll(text, {}, text.length)
  t.deepEqual(numbers(whole), [2, 5])
  t.is(whole.torn, 6)
  for (let size = 1; size < text.length; size += 1)
    t.deepEqual(await readAll(text, {}, size), whole, `pieces of ${size}`)
})

test('a byte order mark and carriage returns are no part of the text', async (t) => {
  const read = await readAll(`\ufeff${HEADER}\r\n{"server":"s1"}\r\n`)
  t.deepEqual(read.lines, [{ number: 2, line: { server: 's1' } }])
})

test('blank lines are counted and left out', async (t) => {
  t.deepEqual(numbers(await readAll(`\n${HEADER}\n\n \t\n{"server":"s1"}\n\n`)), [5])
})

test('a torn last line is reported and left out', async (t) => {
  const read = await readAll(`${HEADER}\n{"server":"s1"}\n{"server":"s1","act`)
  t.deepEqual(numbers(read), [2])
  t.is(read.torn, 3)
  t.is(read.problem, undefined)
})

test('a last line that only lacks its newline is read', async (t) => {
  const read = await readAll(`${HEADER}\n{"server":"s1"}`)
  t.deepEqual(numbers(read), [2])
  t.is(read.torn, undefined)
})

const LINES_1_TO_6 = `${HEADER}\n${'{"server":"s1"}\n'.repeat(5)}`

test('broken JSON in line 7 is reported there, after what comes before it', async (t) => {
  const read = await readAll(`${LINES_1_TO_6}{"server":}\n{"server":"s1"}\n`)
  t.deepEqual(numbers(read), [2, 3, 4, 5, 6])
  t.deepEqual(read.problem, {
    line: 7,
    message:
      'broken JSON: "{\\"server\\":}", expected one JSON object on the line; correct or remove it',
  })
})

test('an unknown action, a wrong type and an unknown key are reported with their line', async (t) => {
  const at7 = async (line: string) => (await readAll(`${LINES_1_TO_6}${line}\n`)).problem
  t.regex((await at7('{"server":"s1","action":"Explode"}'))?.message ?? '', /^action is "Explode"/)
  t.regex((await at7('{"server":5}'))?.message ?? '', /^server is 5, expected/)
  t.regex(
    (await at7('{"server":"s1","x":1}'))?.message ?? '',
    /^the line has the unknown key "x".*put under "note" what the format does not know$/,
  )
  t.is((await at7('{"server":5}'))?.line, 7)
})

test('servers that the header does not name are refused, wherever they are', async (t) => {
  const message = async (line: string) => (await readAll(`${HEADER}\n${line}\n`)).problem?.message
  const rest = 'expected a server of the header: s1, s2; add it there or correct it here'
  t.is(await message('{"server":"s9"}'), `server is "s9", ${rest}`)
  t.is(await message('{"server":"s1","args":{"j":"s9"}}'), `args.j is "s9", ${rest}`)
  t.is(
    await message('{"server":"s1","args":{"newVoters":["s1","s9"]}}'),
    `args.newVoters has "s9", ${rest}`,
  )
  t.is(await message('{"server":"s1","message":{"dest":"s9"}}'), `message.dest is "s9", ${rest}`)
  t.is(
    await message('{"server":"s1","sent":[{"source":"s1"},{"source":"s9"}]}'),
    `sent[1].source is "s9", ${rest}`,
  )
})

test('an empty file, or one with blank lines only, is no trace', async (t) => {
  const empty = 'the file is empty, expected a raft-trace: a header and at least one line'
  t.deepEqual((await readAll('')).problem, { message: empty })
  t.deepEqual((await readAll('\n \n')).problem, { message: empty })
})

test('a header alone is nothing to check, unless it may stand alone', async (t) => {
  const only =
    'the trace has a header only, expected at least one line after it; nothing could be checked'
  t.deepEqual((await readAll(`${HEADER}\n`)).problem, { message: only })
  t.deepEqual((await readAll(HEADER)).problem, { message: only })
  t.is((await readAll(`${HEADER}\n`, { mayHaveNoLines: true })).problem, undefined)
})

test('a header that is wrong says how a trace begins', async (t) => {
  const beginning =
    /a trace begins with \{"format":"raft-trace","version":1,"servers":\[\.\.\.\]\}$/
  for (const text of ['{"format":"raft-trace"', 'hello\n', '{"version":1}\n', `[${HEADER}]\n`]) {
    const { problem } = await readAll(text)
    t.is(problem?.line, 1, text)
    t.regex(problem?.message ?? '', beginning, text)
  }
  const later = (await readAll(`${HEADER.replace('1', '2')}\n`)).problem?.message ?? ''
  t.regex(later, /^version is 2, expected 1;/)
})

test('an initial state is of a server that the header names', async (t) => {
  const header = (id: string) => `${HEADER.slice(0, -1)},"initial":{"${id}":{"logLength":3}}}\n`
  t.is((await readAll(`${header('s1')}{"server":"s1"}\n`)).problem, undefined)
  t.is(
    (await readAll(header('s9'))).problem?.message,
    'initial has the unknown server "s9", expected only s1, s2',
  )
})

test('the voters of the beginning are servers of the header', async (t) => {
  const header = (id: string) => `${HEADER.slice(0, -1)},"initialVoters":["${id}"]}\n`
  t.is((await readAll(`${header('s1')}{"server":"s1"}\n`)).problem, undefined)
  t.is(
    (await readAll(header('s9'))).problem?.message,
    'initialVoters has the unknown server "s9", expected only s1, s2',
  )
})

test('there is one way to change the membership', async (t) => {
  const options = '"options":["JointConsensus","SingleServerChanges"]'
  const { problem } = await readAll(`${HEADER.slice(0, -1)},${options}}\n`)
  t.regex(
    problem?.message ?? '',
    /^options has both JointConsensus and SingleServerChanges, expected/,
  )
})

test('a line that is too long is refused before it fills the memory', async (t) => {
  const long = `${HEADER}\n{"server":"s1"}\n{"server":"s1","note":"${'x'.repeat(200)}"}\n`
  for (const size of [7, 1000]) {
    const read = await readAll(long, { longestLine: 100 }, size)
    t.deepEqual(numbers(read), [2], `pieces of ${size}`)
    t.is(read.problem?.line, 3, `pieces of ${size}`)
    t.regex(read.problem?.message ?? '', /longer than 100 characters/)
  }
  t.is((await readAll('x'.repeat(200), { longestLine: 100 })).problem?.line, 1)
})

test('the text is closed, however the reading ends', async (t) => {
  const closed: string[] = []
  const open = async (name: string, text: string) => {
    async function* pieces(): AsyncGenerator<string, void> {
      try {
        for (const line of text.split('\n')) yield await Promise.resolve(`${line}\n`)
      } finally {
        closed.push(name)
      }
    }
    const opened = await openTrace(pieces())
    return opened._tag === 'Right' ? opened.right : null
  }
  const line = '{"server":"s1"}'
  await open('bad header', `{}\n${line}`)
  const unread = await open('not read', `${HEADER}\n${line}`)
  await unread?.close()
  const left = await open('left early', `${HEADER}\n${line}\n${line}`)
  for await (const batch of left?.batches ?? []) if (batch._tag === 'Lines') break
  const wrong = await open('bad line', `${HEADER}\n{}\n${line}`)
  for await (const batch of wrong?.batches ?? []) t.is(batch._tag, 'Broken')
  t.deepEqual(closed, ['bad header', 'not read', 'left early', 'bad line'])
})

testProp(
  'no text makes the reader fail otherwise than by a problem',
  [
    fc.array(
      fc.oneof(fc.string(), fc.json(), fc.constantFrom('\n', HEADER, '{"server":"s1"}', '\r')),
    ),
  ],
  async (t, parts) => {
    const { lines, problem } = await readAll(parts.join(''))
    t.true(problem !== undefined || lines.length > 0)
  },
)

testProp(
  'a trace cut off anywhere is read up to the last whole line',
  [fc.nat({ max: 400 })],
  async (t, at) => {
    const lines: readonly TraceLine[] = [
      { server: 's1', action: 'Timeout', sent: [] },
      { server: 's2', state: { votedFor: null } },
    ]
    const header = headerText({ format: 'raft-trace', version: 1, servers: ['s1', 's2'] })
    const whole = [header, ...lines.map(lineText)].join('\n')
    const cut = whole.slice(0, Math.min(at, whole.length))
    const read = await readAll(cut, { mayHaveNoLines: true })
    if (cut.length < header.length) t.not(read.problem, undefined)
    else
      t.deepEqual(
        read.lines.map(({ line }) => line),
        lines.slice(0, read.lines.length),
      )
  },
)

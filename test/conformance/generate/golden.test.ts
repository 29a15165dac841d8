import { readFileSync } from 'node:fs'
import test from 'ava'
import { generate, goldenFiles } from '../../../scripts/golden/runGolden.ts'
import { specIo } from '../../cli/specIo.ts'
import { runCheck } from '../../../src/cli/check.ts'
import { runReplay } from '../../../src/cli/replay.ts'
import { defaultLimits } from '../../../src/conformance/check/Checker.ts'
import { ACTIONS } from '../../../src/trace/RaftTrace.ts'

const read = (name: string): string => readFileSync(`traces/${name}`, 'utf8')
const ndjson = goldenFiles().filter((name) => name.endsWith('.ndjson'))

/** Runs a command on the golden traces, with the real specification, and gives its verdicts. */
const verdicts = async (
  names: readonly string[],
  run: typeof runReplay,
): Promise<readonly string[]> => {
  const { io, stdout } = specIo(Object.fromEntries(names.map((name) => [name, read(name)])))
  await run(names, { json: true, debug: false, itfOptions: [] }, io)
  const documents = JSON.parse(stdout()) as readonly { readonly verdict: string }[]
  return documents.map(({ verdict }) => verdict)
}

test('the golden traces are what the specification generates today', async (t) => {
  const golden = await generate()
  t.deepEqual([...golden.keys()], goldenFiles())
  for (const [name, text] of golden) t.is(text, read(name), name)
})

test('there is a shortest run to every action', (t) => {
  for (const action of ACTIONS)
    t.true(ndjson.some((name) => name.endsWith(`/${action}.ndjson`) && !name.includes('pairs')))
})

test('the core agrees with every golden trace', async (t) => {
  const found = await verdicts(ndjson, runReplay)
  t.true(found.length > 100)
  t.deepEqual(new Set(found), new Set(['agrees']))
})

test('a golden trace is replayed from the Informal Trace Format too', async (t) => {
  t.deepEqual(await verdicts(['walks/seed1.itf.json'], runReplay), ['agrees'])
})

test('every golden trace conforms to the specification that it came from', async (t) => {
  const limits = { perLine: defaultLimits.perLine, states: defaultLimits.states }
  const found = await verdicts(ndjson, (names, options, io) =>
    runCheck(names, { ...options, ...limits }, io),
  )
  t.true(found.length > 100)
  t.deepEqual(new Set(found), new Set(['conforms']))
})

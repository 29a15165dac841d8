import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'
import { runScenario } from '../../../src/sim/Scenario.ts'
import { raftSpecification } from '../raftSpecification.ts'
import { checking } from './corrupted.ts'

const traces = new URL('../../../../traces/', import.meta.url)

const files = readdirSync(fileURLToPath(traces), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.scenario'))
  .sort()

test('what the narrated scenarios tell is a behaviour of the specification', async (t) => {
  const check = checking(await raftSpecification())
  t.true(files.length > 0)
  for (const file of files) {
    const ran = runScenario(readFileSync(new URL(file, traces), 'utf8'))
    if (ran._tag === 'Left') return t.fail(`${file}: ${ran.left.message}`)
    t.deepEqual(check(ran.right), { verdict: 'conforms' }, file)
  }
})

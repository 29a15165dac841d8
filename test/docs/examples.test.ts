import { readFileSync, readdirSync } from 'node:fs'
import test from 'ava'
import { examples } from '../../scripts/examples/examples.ts'

const DIRECTORY = 'traces/examples'

test('traces/examples holds what the cores with bugs log (node scripts/examples.mjs)', (t) => {
  t.deepEqual(readdirSync(DIRECTORY).sort(), Object.keys(examples).sort())
  for (const [name, make] of Object.entries(examples))
    t.is(readFileSync(`${DIRECTORY}/${name}`, 'utf8'), make(), name)
})

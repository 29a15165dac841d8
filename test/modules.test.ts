import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import test from 'ava'

const sources = new URL('../src/', import.meta.url)

/** The one module that does something when it is imported. */
const PROGRAM = 'cli/bin.js'

const modules = readdirSync(fileURLToPath(sources), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.js') && name !== PROGRAM)
  .sort()

/** Also what makes coverage honest: a module that no other test imports counts as not covered. */
test('every module can be imported on its own', async (t) => {
  t.true(modules.length > 0)
  for (const name of modules) await t.notThrowsAsync(import(new URL(name, sources).href), name)
})

/** Generates the golden traces anew, and says which differ from those in traces/. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { readGrammar } from '../../src/cli/grammar.ts'
import { goldenTraces } from '../../src/conformance/generate/golden.ts'
import { createMachine } from '../../src/tla/compile/Compile.ts'
import { loadSpecification } from '../../src/tla/names/load.ts'

const DIRECTORY = 'traces'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const readModule = (name: string) => {
  const file = join('spec', name.startsWith('MC') ? 'models' : '', `${name}.tla`)
  return { file, text: readFileSync(file, 'utf8') }
}

/** The golden traces that are there: all but the narrated scenarios and the examples. */
export const goldenFiles = (): readonly string[] =>
  readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ndjson|itf\.json)$/.test(name) && !name.startsWith('examples'))
    .sort()

/** What the golden traces should be, by their paths under traces/. */
export const generate = async (): Promise<ReadonlyMap<string, string>> => {
  const grammar = await readGrammar()
  return goldenTraces((text) =>
    createMachine(
      loadSpecification({
        grammar,
        read: readModule,
        root: 'MCRaft',
        config: { file: 'golden.cfg', text },
      }),
    ),
  )
}

const contentOf = (name: string): string | undefined =>
  goldenFiles().includes(name) ? readFileSync(join(DIRECTORY, name), 'utf8') : undefined

const update = (name: string, text: string | undefined): void => {
  const file = join(DIRECTORY, name)
  if (text === undefined) {
    rmSync(file)
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** @param args `--update` rewrites what differs */
export const runGolden = async (args: readonly string[]): Promise<number> => {
  const golden = await generate()
  const names = [...new Set([...golden.keys(), ...goldenFiles()])].sort()
  const differing = names.filter((name) => golden.get(name) !== contentOf(name))
  for (const name of differing) {
    if (args.includes('--update')) update(name, golden.get(name))
    else say(`✗ ${DIRECTORY}/${name} differs`)
  }
  say(`${String(golden.size)} golden traces, ${String(differing.length)} differed`)
  if (differing.length === 0 || args.includes('--update')) return 0
  say('where the new ones are as they should be: npm run golden -- --update')
  return 1
}

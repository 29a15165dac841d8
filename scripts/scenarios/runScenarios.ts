/**
 * Plays every narrated scenario, and says which tell something else than what stands in them; the
 * same for the schemas of the trace format.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { runScenario } from '../../src/sim/Scenario.ts'
import { headerSchema, type JsonSchema, lineSchema } from '../../src/trace/schema.ts'

const DIRECTORY = 'traces'

const say = (file: string, asItIs: boolean, update: boolean): void => {
  const changed = update ? ': updated' : ': has changed'
  process.stdout.write(`${asItIs || update ? '✓' : '✗'} ${file}${asItIs ? '' : changed}\n`)
}

/** The paths of all scenarios, sorted. */
const scenarioFiles = (): readonly string[] =>
  readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.scenario'))
    .map((name) => join(DIRECTORY, name))
    .sort()

/** @returns whether the file is, or now is, as it should be */
const play = (file: string, update: boolean): boolean => {
  const text = readFileSync(file, 'utf8')
  const ran = runScenario(text)
  if (ran._tag === 'Left') {
    process.stdout.write(`✗ ${file}:${ran.left.line}: ${ran.left.message}\n`)
    return false
  }
  const asItIs = ran.right.text === text
  if (!asItIs && update) writeFileSync(file, ran.right.text)
  say(file, asItIs, update)
  return asItIs || update
}

/** The schemas of the format, for those who write traces with other tools. */
const schemas: readonly (readonly [file: string, schema: () => JsonSchema])[] = [
  [join(DIRECTORY, 'schema', 'header.schema.json'), headerSchema],
  [join(DIRECTORY, 'schema', 'line.schema.json'), lineSchema],
]

/** @returns whether the file is, or now is, as it should be */
const keepSchema = (file: string, schema: JsonSchema, update: boolean): boolean => {
  const text = `${JSON.stringify(schema, null, 2)}\n`
  const asItIs = existsSync(file) && readFileSync(file, 'utf8') === text
  if (!asItIs && update) writeFileSync(file, text)
  say(file, asItIs, update)
  return asItIs || update
}

/** @param args `--update` rewrites what has changed */
export const runScenarios = (args: readonly string[]): number => {
  const update = args.includes('--update')
  const right = [
    ...scenarioFiles().map((file) => play(file, update)),
    ...schemas.map(([file, schema]) => keepSchema(file, schema(), update)),
  ]
  const wrong = right.includes(false)
  if (wrong)
    process.stdout.write('where the new text is as it should be: npm run scenarios -- --update\n')
  return wrong ? 1 : 0
}

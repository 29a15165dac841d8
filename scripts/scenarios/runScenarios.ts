/** Plays every narrated scenario, and says which tell something else than what stands in them. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { runScenario } from '../../src/sim/Scenario.ts'

const DIRECTORY = 'traces'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
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
    say(`✗ ${file}:${ran.left.line}: ${ran.left.message}`)
    return false
  }
  const asItIs = ran.right.text === text
  if (!asItIs && update) writeFileSync(file, ran.right.text)
  say(
    `${asItIs || update ? '✓' : '✗'} ${file}${asItIs ? '' : update ? ': updated' : ': has changed'}`,
  )
  return asItIs || update
}

/** @param args `--update` rewrites what has changed */
export const runScenarios = (args: readonly string[]): number => {
  const update = args.includes('--update')
  const right = scenarioFiles().map((file) => play(file, update))
  const wrong = right.filter((one) => !one).length
  if (wrong > 0) say('where the new text is as it should be: npm run scenarios -- --update')
  return wrong === 0 && right.length > 0 ? 0 : 1
}

/** Writes the examples, which a test holds to what the cores with bugs do. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { examples } from './examples.ts'

const DIRECTORY = join('traces', 'examples')

/** @returns the exit code */
export const runExamples = (): number => {
  mkdirSync(DIRECTORY, { recursive: true })
  for (const [name, make] of Object.entries(examples)) {
    writeFileSync(join(DIRECTORY, name), make())
    process.stdout.write(`${join(DIRECTORY, name)}: written\n`)
  }
  return 0
}

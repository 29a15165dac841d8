/**
 * Breaks the specification on purpose and shows what the engine finds: each mutant of
 * `test/mutants/spec.ts` takes out or replaces one passage that a property rests on.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import type { SpecMutant } from '../../test/mutants/SpecMutant.ts'
import { specMutants } from '../../test/mutants/spec.ts'
import { writeMutant } from '../judge/Variant.ts'

const UNUSABLE = 2
const SPEC = 'spec'

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const indented = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `    ${line.trim()}`)
    .join('\n')

const describe = ({ describe, module, passage, replacement }: SpecMutant): void => {
  say(`The bug: ${describe}.`)
  say(`spec/${module} ${replacement.trim() === '' ? 'without' : 'with, in place of'}`)
  say(indented(passage))
  if (replacement.trim() === '') return
  say('this:')
  say(indented(replacement))
}

/** The report without variables and states that were not asked for, and without the counts. */
const shown = (report: string, variables: readonly string[] | undefined): string => {
  if (variables === undefined) return report.trimEnd()
  const [run = ''] = report.split(/^action +generated/m)
  const kept = run.split('\n').filter((line) => {
    const name = /^ {2}(\w+) += /.exec(line)?.[1]
    return name === undefined || variables.includes(name)
  })
  return kept
    .join('\n')
    .replace(/\n{2,}(?=State)/g, '\n')
    .replace(/^State .*\n(?=State)/gm, '')
    .trimEnd()
}

const explore = (folder: string, model: string): { status: number | null; stdout: string } =>
  spawnSync(
    process.execPath,
    [
      'build/src/cli/bin.js',
      'explore',
      `${folder}/${model}.cfg`,
      '--spec',
      `${folder}/MCSafety.tla`,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )

const listMutants = (): void => {
  for (const { name, breaks, describe } of specMutants)
    if (breaks !== undefined) say(`${name.padEnd(24)} ${breaks.property.padEnd(24)} ${describe}`)
}

/**
 * @param args a mutant's name, and `--show VARIABLES` (with commas between them) for a short report;
 *   none: lists the mutants and the property that each breaks
 * @returns the exit code of `explore`: 1 where the property is violated
 */
export const runBreak = (args: readonly string[]): number => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { show: { type: 'string' } },
    allowPositionals: true,
  })
  const [name] = positionals
  if (name === undefined) {
    listMutants()
    return 0
  }
  const mutant = specMutants.find((one) => one.name === name)
  if (mutant?.breaks === undefined) {
    say(`no mutant ${name} that breaks a property: node scripts/break.mjs lists them`)
    return UNUSABLE
  }
  const folder = mkdtempSync(join(tmpdir(), 'break-'))
  try {
    writeMutant(SPEC, folder, mutant, mutant.breaks)
    describe(mutant)
    const { status, stdout } = explore(folder, mutant.breaks.model)
    say(`\n${shown(stdout, values.show?.split(','))}`)
    return status ?? UNUSABLE
  } finally {
    rmSync(folder, { recursive: true })
  }
}

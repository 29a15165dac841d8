/** A model of the specification, perhaps changed, as the files that an engine reads. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SpecMutant } from '../../test/mutants/SpecMutant.ts'

/** `text` with one passage replaced, which must occur in it exactly once. */
export const replaceOnce = (text: string, passage: string, replacement: string): string => {
  const [before, after, ...more] = text.split(passage)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(
      `the passage occurs ${String(text.split(passage).length - 1)} times, expected once: ${passage}`,
    )
  return before + replacement + after
}

/** A configuration that checks one of its properties and no other. */
export const checkingOnly = (config: string, property: string): string => {
  const sections = /^(INVARIANTS|PROPERTIES)\n((?: {2}\w+\n)*)/gm
  const kept = config.replace(sections, (_, keyword: string, names: string) =>
    names.split('\n').includes(`  ${property}`) ? `${keyword}\n  ${property}\n` : '',
  )
  if (!kept.includes(`  ${property}\n`)) throw new Error(`the model does not check ${property}`)
  return kept
}

/** Writes the specification with a mutant into `folder`, beside a model that checks one property. */
export const writeMutant = (
  spec: string,
  folder: string,
  { module, passage, replacement }: SpecMutant,
  { property, model }: { readonly property: string; readonly model: string },
): void => {
  mkdirSync(folder, { recursive: true })
  const models = join(spec, 'models')
  for (const source of [spec, models])
    for (const name of readdirSync(source))
      if (name.endsWith('.tla')) copyFileSync(join(source, name), join(folder, name))
  const text = readFileSync(join(spec, module), 'utf8')
  writeFileSync(join(folder, module), replaceOnce(text, passage, replacement))
  const config = readFileSync(join(models, `${model}.cfg`), 'utf8')
  writeFileSync(join(folder, `${model}.cfg`), checkingOnly(config, property))
}

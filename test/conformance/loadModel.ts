/** The models of `spec/models`, compiled, with their modules changed where a test wants that. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readGrammar } from '../../src/cli/grammar.ts'
import { actionsLeftOut, withoutReplacedActions } from '../../src/conformance/conform/leftOut.ts'
import { createMachine } from '../../src/tla/compile/Compile.ts'
import type { Machine } from '../../src/tla/compile/Machine.ts'
import { loadSpecification } from '../../src/tla/names/load.ts'
import { type Config, parseConfig } from '../../src/tla/syntax/Config.ts'
import type { Grammar } from '../../src/tla/syntax/Grammar.ts'

const spec = fileURLToPath(new URL('../../../spec/', import.meta.url))
const models = join(spec, 'models')

/** The text of a module, `LeaderElection.tla` for one, as a test wants it. */
export type Edit = (file: string, text: string) => string

const asWritten: Edit = (_, text) => text

const textOf = (file: string): string | undefined => {
  for (const folder of [models, spec]) {
    try {
      return readFileSync(join(folder, file), 'utf8')
    } catch {
      continue
    }
  }
  return undefined
}

/** Read once: the runtime of the grammar does not bear being started twice at a time. */
const grammarRead: { promise?: Promise<Grammar> } = {}
const grammar = (): Promise<Grammar> => (grammarRead.promise ??= readGrammar())

const compiled = async (
  root: string,
  config: string,
  edit: Edit,
  adjust: (config: Config) => Config,
): Promise<Machine> => {
  const read = (name: string) => {
    const file = `${name}.tla`
    const text = textOf(file)
    return text === undefined ? undefined : { file, text: edit(file, text) }
  }
  const source = { file: 'model.cfg', text: config }
  return createMachine(
    loadSpecification({ grammar: await grammar(), read, root, config: source, adjust }),
  )
}

export const configText = (model: string): string =>
  readFileSync(join(models, `${model}.cfg`), 'utf8')

interface Listed {
  readonly spec: string
  readonly distinct: number
  readonly deep?: boolean
}

/** The models that `conform` compares if none is named, as `expected.json` lists them. */
export const baseModels = (): readonly { readonly name: string; readonly distinct: number }[] => {
  const text = readFileSync(join(models, 'expected.json'), 'utf8')
  const listed = JSON.parse(text) as Readonly<Record<string, Listed>>
  return Object.entries(listed)
    .filter(([, { spec, deep = false }]) => spec === 'MCRaft.tla' && !deep)
    .map(([name, { distinct }]) => ({ name, distinct }))
}

export interface LoadedModel {
  readonly machine: Machine
  readonly leavesOut: readonly string[]
}

/** A model as `conform` wants it. @param config the text of a configuration for MCRaft.tla */
export const loadModel = async (config: string, edit = asWritten): Promise<LoadedModel> => ({
  machine: await compiled('MCRaft', config, edit, withoutReplacedActions),
  leavesOut: actionsLeftOut(parseConfig({ file: 'model.cfg', text: config })),
})

/** A model as it is explored. @param config the text of a configuration for MCRaft.tla */
export const loadExploredModel = (config: string): Promise<Machine> =>
  compiled('MCRaft', config, asWritten, (unchanged) => unchanged)

/** A model in which properties are checked. @param config the text of one for MCSafety.tla */
export const loadSafetyModel = (config: string, edit = asWritten): Promise<Machine> =>
  compiled('MCSafety', config, edit, (unchanged) => unchanged)

/** A model of `spec/models`, compiled as `conform` wants it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { readGrammar } from '../../src/cli/grammar.ts'
import { actionsLeftOut, withoutReplacedActions } from '../../src/conformance/conform/leftOut.ts'
import { createMachine } from '../../src/tla/compile/Compile.ts'
import type { Machine } from '../../src/tla/compile/Machine.ts'
import { loadSpecification } from '../../src/tla/names/load.ts'
import type { Grammar } from '../../src/tla/syntax/Grammar.ts'
import { parseConfig } from '../../src/tla/syntax/Config.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folders = [join(root, 'spec', 'models'), join(root, 'spec')]

/** The text of a module of `spec/`, changed by `edit`. */
export type Edit = (module: string, text: string) => string

const asWritten: Edit = (_, text) => text

const readModule = (name: string, edit: Edit) => {
  for (const folder of folders) {
    const file = join(folder, `${name}.tla`)
    try {
      return { file: `${name}.tla`, text: edit(`${name}.tla`, readFileSync(file, 'utf8')) }
    } catch {
      continue
    }
  }
  return undefined
}

/** Read once: the runtime of the grammar does not bear being started twice at a time. */
const grammarRead: { promise?: Promise<Grammar> } = {}
const grammar = (): Promise<Grammar> => (grammarRead.promise ??= readGrammar())

export interface LoadedModel {
  readonly machine: Machine
  readonly leavesOut: readonly string[]
}

interface Listed {
  readonly spec: string
  readonly distinct: number
}

/** The models that `conform` compares, as `expected.json` lists them. */
export const baseModels = (): readonly { readonly name: string; readonly distinct: number }[] => {
  const text = readFileSync(join(root, 'spec', 'models', 'expected.json'), 'utf8')
  const models = JSON.parse(text) as Readonly<Record<string, Listed>>
  return Object.entries(models)
    .filter(([, { spec }]) => spec === 'MCRaft.tla')
    .map(([name, { distinct }]) => ({ name, distinct }))
}

export const configText = (model: string): string =>
  readFileSync(join(root, 'spec', 'models', `${model}.cfg`), 'utf8')

/**
 * @param config the text of a configuration for MCRaft.tla
 * @param edit changes modules before they are read
 */
export const loadModel = async (config: string, edit: Edit = asWritten): Promise<LoadedModel> => {
  const source = { file: 'model.cfg', text: config }
  const specification = loadSpecification({
    grammar: await grammar(),
    read: (name) => readModule(name, edit),
    root: 'MCRaft',
    config: source,
    adjust: withoutReplacedActions,
  })
  return {
    machine: createMachine(specification),
    leavesOut: actionsLeftOut(parseConfig(source)),
  }
}

import { readFileSync } from 'node:fs'
import { readGrammar } from '../../../src/cli/grammar.ts'
import { compile } from '../../../src/tla/Tla.ts'
import type { Machine } from '../../../src/tla/Tla.ts'

const folder = 'test/tla/compile/models'

/** A machine from texts; throws what the engine says against them. */
export const machineFrom = async (root: string, spec: string, config: string): Promise<Machine> => {
  const machine = compile({
    grammar: await readGrammar(),
    read: (module) => (module === root ? { file: `${module}.tla`, text: spec } : undefined),
    root,
    config: { file: `${root}.cfg`, text: config },
  })
  if (machine._tag === 'Left') throw new Error(machine.left.message)
  return machine.right
}

/** A machine from the models of this folder. */
export const machineOf = (name: string): Promise<Machine> =>
  machineFrom(
    name,
    readFileSync(`${folder}/${name}.tla`, 'utf8'),
    readFileSync(`${folder}/${name}.cfg`, 'utf8'),
  )

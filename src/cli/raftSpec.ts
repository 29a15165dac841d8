/** Reads the specification of Raft that comes with the package. */
import { join } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import { configuration, root } from '../conformance/check/RaftMachine.ts'
import { loadSpecification } from '../tla/names/load.ts'
import type { Specification } from '../tla/names/Ir.ts'
import { readGrammar } from './grammar.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'

/** The specification for `check`, its constants still to be given by a trace's header. */
export const readRaftSpec = async (io: Io): Promise<Either<Problem, Specification>> => {
  const folder = join(io.packageRoot, 'spec')
  const names = await io.listDirectory(folder)
  if (names._tag === 'Left') return names
  const texts = new Map<string, string>()
  for (const name of names.right.filter((file) => file.endsWith('.tla'))) {
    const text = await io.readText(join(folder, name))
    if (text._tag === 'Left') return left(text.left)
    texts.set(name.slice(0, -'.tla'.length), text.right)
  }
  const read = (module: string) => {
    const text = texts.get(module)
    return text === undefined ? undefined : { file: `spec/${module}.tla`, text }
  }
  const config = { file: 'the configuration of check', text: configuration }
  return right(loadSpecification({ grammar: await readGrammar(), read, root, config }))
}

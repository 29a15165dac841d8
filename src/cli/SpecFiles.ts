/** Where a model's files lie: its configuration, its root module and the modules that this names. */
import { basename, dirname, join } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Machine } from '../tla/compile/Machine.ts'
import type { Config } from '../tla/syntax/Config.ts'
import type { ReadModule } from '../tla/names/Modules.ts'
import { compile } from '../tla/Tla.ts'
import { readGrammar } from './grammar.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import { problemOfDiagnostic } from './Problem.ts'

/** The paths as the user wrote them. */
export type SpecFiles = {
  readonly config: string
  readonly spec: string
  /** Folders in which modules are looked up after the specification's own. */
  readonly libraries: readonly string[]
}

const withoutExtension = (path: string): string => basename(path).replace(/\.[^.]*$/, '')

/** TLA+ demands that a module's name is its file's. */
export const moduleNameOf = (specPath: string): string => withoutExtension(specPath)

const ambiguous = (config: string, names: readonly string[]): Problem => ({
  file: config,
  message:
    names.length === 0
      ? 'no .tla file lies beside it; name the specification with --spec FILE'
      : `no ${withoutExtension(config)}.tla lies beside it, but ${names.join(', ')}; name one with --spec FILE`,
})

/**
 * The specification that belongs to a configuration: `X.tla` beside `X.cfg`, or else the only
 * `.tla` file in that folder.
 */
export const findSpec = async (io: Io, config: string): Promise<Either<Problem, string>> => {
  const folder = dirname(config)
  const sameName = join(folder, `${withoutExtension(config)}.tla`)
  if (await io.isFile(sameName)) return right(sameName)
  const listed = await io.listDirectory(folder)
  if (listed._tag === 'Left') return listed
  const specs = listed.right.filter((name) => name.endsWith('.tla'))
  const [only] = specs
  return only !== undefined && specs.length === 1
    ? right(join(folder, only))
    : left(ambiguous(config, specs))
}

/** The path of every module that lies in one of the folders; the first folder wins. */
const modulesIn = async (
  io: Io,
  folders: readonly string[],
): Promise<Either<Problem, ReadonlyMap<string, string>>> => {
  const paths = new Map<string, string>()
  for (const folder of folders) {
    const listed = await io.listDirectory(folder)
    if (listed._tag === 'Left') return listed
    for (const name of listed.right) {
      const module = withoutExtension(name)
      if (name.endsWith('.tla') && !paths.has(module)) paths.set(module, join(folder, name))
    }
  }
  return right(paths)
}

/**
 * Reads the root module and every module that may be needed: those whose name occurs anywhere in
 * one that was read. That is a little too much (a name in a comment counts), never too little, and
 * asks nothing of the parser, which wants its texts without waiting.
 */
const readModules = async (
  io: Io,
  { spec, libraries }: SpecFiles,
): Promise<Either<Problem, ReadModule>> => {
  const found = await modulesIn(io, [dirname(spec), ...libraries])
  if (found._tag === 'Left') return found
  const wanted = new Map([...found.right, [moduleNameOf(spec), spec]])
  const sources = new Map<string, { readonly file: string; readonly text: string }>()
  const queue = [moduleNameOf(spec)]
  for (const module of queue) {
    const file = wanted.get(module)
    if (file === undefined || sources.has(module)) continue
    const text = await io.readText(file)
    if (text._tag === 'Left') return text
    sources.set(module, { file, text: text.right })
    queue.push(...(text.right.match(/\w+/g) ?? []).filter((name) => wanted.has(name)))
  }
  return right((module) => sources.get(module))
}

/**
 * Reads and compiles a model. Every problem names a file.
 *
 * @param adjust changes what the configuration says, for a variant of the model
 */
export const loadMachine = async (
  io: Io,
  files: SpecFiles,
  adjust: (config: Config) => Config = (config) => config,
): Promise<Either<Problem, Machine>> => {
  const config = await io.readText(files.config)
  if (config._tag === 'Left') return config
  const read = await readModules(io, files)
  if (read._tag === 'Left') return read
  const machine = compile({
    grammar: await readGrammar(),
    read: read.right,
    root: moduleNameOf(files.spec),
    config: { file: files.config, text: config.right },
    adjust,
  })
  return machine._tag === 'Left' ? left(problemOfDiagnostic(machine.left)) : machine
}

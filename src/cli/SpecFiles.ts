/** Where a model's files lie: its configuration, its root module and the modules that this names. */
import { basename, dirname, join } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'

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

/** Looks a module up beside the specification, then in each library; undefined if it is nowhere. */
export const findModule =
  (io: Io, spec: string, libraries: readonly string[]) =>
  async (module: string): Promise<string | undefined> => {
    for (const folder of [dirname(spec), ...libraries]) {
      const path = join(folder, `${module}.tla`)
      if (await io.isFile(path)) return path
    }
    return undefined
  }

/** The models that come with the package: `spec/models/expected.json` and the files that it names. */
import { join } from 'node:path'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'

const expectedModels = t.array(
  t.type({
    name: t.string,
    /** The root module, and the configuration, both beside the file. */
    module: t.string,
    cfg: t.string,
    generated: t.number,
    distinct: t.number,
    depth: t.number,
    /** Each action that the model excludes, with the reason. */
    leavesOut: t.array(t.type({ action: t.string, reason: t.string })),
  }),
)

export interface CatalogueModel {
  readonly name: string
  /** Paths of the configuration and of the root module. */
  readonly config: string
  readonly spec: string
  /** Where the modules lie that the root module extends. */
  readonly library: string
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  readonly leavesOut: readonly string[]
}

const parseJson = (file: string, text: string): Either<Problem, unknown> => {
  try {
    return right(JSON.parse(text))
  } catch (error) {
    return left({ file, message: `not JSON: ${error instanceof Error ? error.message : ''}` })
  }
}

/** The root module of the models that `conform` compares: without the history of Safety.tla. */
const BASE = 'MCRaft'

/** The models that `conform` compares, in the order of the file. */
export const readCatalogue = async (
  io: Io,
): Promise<Either<Problem, readonly CatalogueModel[]>> => {
  const folder = join(io.packageRoot, 'spec', 'models')
  const file = join(folder, 'expected.json')
  const text = await io.readText(file)
  if (isLeft(text)) return text
  const json = parseJson(file, text.right)
  if (isLeft(json)) return json
  const models = expectedModels.decode(json.right)
  if (isLeft(models)) {
    return left({ file, message: 'expected a list of models, each with its files and counts' })
  }
  return right(
    models.right
      .filter(({ module }) => module === BASE)
      .map(({ name, cfg, module, leavesOut, generated, distinct, depth }) => ({
        name,
        config: join(folder, cfg),
        spec: join(folder, `${module}.tla`),
        library: join(io.packageRoot, 'spec'),
        generated,
        distinct,
        depth,
        leavesOut: leavesOut.map(({ action }) => action),
      })),
  )
}

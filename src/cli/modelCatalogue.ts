/** The models that come with the package: `spec/models/expected.json` and the files that it names. */
import { join } from 'node:path'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'

const expectedModel = t.intersection([
  t.type({
    /** The root module, beside the configuration. */
    spec: t.string,
    generated: t.number,
    distinct: t.number,
    depth: t.number,
    /** Each action that the model excludes, with the reason. */
    leavesOut: t.record(t.string, t.string),
  }),
  t.partial({
    /** Too large to be compared each time. */
    deep: t.boolean,
  }),
])

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
  readonly deep: boolean
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
const BASE = 'MCRaft.tla'

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
  const models = t.record(t.string, expectedModel).decode(json.right)
  if (isLeft(models)) {
    return left({ file, message: 'expected, for each model, its spec and three counts' })
  }
  return right(
    Object.entries(models.right)
      .filter(([, { spec }]) => spec === BASE)
      .map(([name, { spec, generated, distinct, depth, deep, leavesOut }]) => ({
        name,
        config: join(folder, `${name}.cfg`),
        spec: join(folder, spec),
        library: join(io.packageRoot, 'spec'),
        generated,
        distinct,
        depth,
        deep: deep ?? false,
        leavesOut: Object.keys(leavesOut),
      })),
  )
}

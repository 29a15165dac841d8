/** `conform`: every transition of the models, in the specification and in the core. */
import { Argument, Option } from 'commander'
import { type Either, isLeft, left, right } from 'fp-ts/lib/Either.js'
import { neverOccurring } from '../conformance/conform/verdict.ts'
import type { ConformProgress } from '../conformance/conform.ts'
import { type Compared, conformanceToJson, holds, showConformance } from '../report/Conformance.ts'
import { count, duration, percent } from '../report/Figures.ts'
import { compareModel } from './compareModel.ts'
import { type RunTask, startPool } from './conformPool.ts'
import { type ExitCode, FOUND, HOLDS } from './ExitCode.ts'
import type { Io } from './Io.ts'
import { type CatalogueModel, readCatalogue } from './modelCatalogue.ts'
import type { Problem } from './Problem.ts'
import { progress } from './progress.ts'
import {
  type CommonOptions,
  integer,
  printJson,
  refuse,
  type Subcommand,
  subcommand,
} from './Subcommand.ts'

export interface ConformCommandOptions extends CommonOptions {
  readonly memo: boolean
  readonly deep: boolean
  readonly workers?: number
}

/**
 * The models asked for; if none is, all of the usual ones or all of the deep ones. Those with the
 * most states come first, so that none is left to wait for.
 */
const chosen = (
  catalogue: readonly CatalogueModel[],
  names: readonly string[],
  deep: boolean,
): Either<Problem, readonly CatalogueModel[]> => {
  const unknown = names.find((name) => !catalogue.some((model) => model.name === name))
  if (unknown !== undefined) {
    const known = catalogue.map(({ name }) => name).join(', ')
    return left({ message: `no model is called ${unknown}; the models are ${known}` })
  }
  const models = catalogue.filter((model) =>
    names.length === 0 ? model.deep === deep : names.includes(model.name),
  )
  return right(models.toSorted((a, b) => b.generated - a.generated))
}

/** How far each model is, as one line. */
const makeProgress = (io: Io, models: readonly CatalogueModel[]) => {
  const started = io.now()
  const line = progress(io)
  const all = models.reduce((sum, { distinct }) => sum + distinct, 0)
  const reached = new Map<string, ConformProgress>()
  return {
    update: (model: string, now: ConformProgress): void => {
      reached.set(model, now)
      line.update(() => {
        const sum = (of: (p: ConformProgress) => number): number =>
          [...reached.values()].reduce((total, p) => total + of(p), 0)
        const done = sum((p) => p.states + p.replayed)
        const time = duration(io.now() - started)
        return `conform: ${percent(done, 2 * all)} of ${count(all)} states, ${count(sum((p) => p.transitions))} transitions by rules compared, ${time}`
      })
    },
    clear: line.clear,
  }
}

/** One after the other in this thread; the first problem ends it. */
const compareHere = async (
  models: readonly CatalogueModel[],
  run: RunModel,
): Promise<readonly Either<Problem, Compared>[]> => {
  const results: Either<Problem, Compared>[] = []
  for (const model of models) {
    const result = await run(model)
    results.push(result)
    if (isLeft(result)) break
  }
  return results
}

type RunModel = (model: CatalogueModel) => Promise<Either<Problem, Compared>>

/** As many at a time as there are workers. */
const compareAll = async (
  models: readonly CatalogueModel[],
  memo: boolean,
  workers: number,
  io: Io,
): Promise<Either<Problem, readonly Compared[]>> => {
  const shown = makeProgress(io, models)
  const pool = workers === 1 ? undefined : startPool(workers)
  const task: RunTask = pool?.run ?? ((given, update) => compareModel(io, given, update))
  const runModel: RunModel = (model) =>
    task({ model, memo }, (now) => {
      shown.update(model.name, now)
    })
  try {
    const results =
      pool === undefined
        ? await compareHere(models, runModel)
        : await Promise.all(models.map(runModel))
    const problem = results.find(isLeft)
    if (problem !== undefined) return problem
    return right(results.flatMap((result) => (isLeft(result) ? [] : [result.right])))
  } finally {
    shown.clear()
    await pool?.close()
  }
}

/** Actions that occur nowhere: not to be told of models that a difference ended. */
const neverIn = (compared: readonly Compared[]): readonly string[] =>
  compared.every(({ result }) => result.complete)
    ? neverOccurring(compared.map(({ result }) => result))
    : []

/** Compares the models with these names, all if there are none, and prints the report. */
export const run = async (
  names: readonly string[],
  options: ConformCommandOptions,
  io: Io,
): Promise<ExitCode> => {
  const started = io.now()
  const catalogue = await readCatalogue(io)
  if (isLeft(catalogue)) return refuse(io, options, catalogue.left)
  const models = chosen(catalogue.right, names, options.deep)
  if (isLeft(models)) return refuse(io, options, models.left)
  const workers = Math.min(options.workers ?? io.cores, models.right.length)
  const compared = await compareAll(models.right, options.memo, workers, io)
  if (isLeft(compared)) return refuse(io, options, compared.left)
  const conformance = {
    models: compared.right,
    never: names.length === 0 && !options.deep ? neverIn(compared.right) : [],
    seconds: (io.now() - started) / 1000,
    workers,
  }
  if (options.json) await printJson(io, conformanceToJson(conformance))
  else await io.stdout(showConformance(conformance))
  return holds(conformance) ? HOLDS : FOUND
}

const presentation = {
  name: 'conform',
  summary: 'compare specification and core in every transition of the models',
  description: `Takes every action, with every value of its parameters, at every state of each bounded
model of spec/models, in the TLA+ specification and in the core: the two must agree on
whether it is enabled, on the next state and on the messages sent. step and recover are
compared as well. A difference is printed with a shortest run that leads to it.`,
  exits: {
    holds: 'no difference in any transition, and nothing that should occur failed to',
    found: 'a difference, or a model that compared too little',
    undecided: 'never: a model is compared whole or not at all',
  },
  examples: [
    ['raft-conformance conform', 'all models but the deep ones'],
    ['raft-conformance conform --deep', 'the deep ones'],
    ['raft-conformance conform Figure8 --json', 'one of them, as JSON'],
  ],
} as const

/** The subcommand `conform`. */
export const conformCommand: Subcommand = (io, finish) =>
  subcommand(presentation)
    .addArgument(
      new Argument('[model...]', 'models of spec/models; all but the deep ones if none is named'),
    )
    .addOption(new Option('--deep', 'the larger models instead: a few minutes').default(false))
    .addOption(new Option('--no-memo', 'evaluate every step: the same counts, slower'))
    .addOption(
      new Option(
        '--workers <n>',
        'models compared at a time; as many as there are cores',
      ).argParser(integer(1, 64)),
    )
    .action(async (names: readonly string[], options: ConformCommandOptions) => {
      finish(await run(names, options, io))
    })

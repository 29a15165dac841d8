/** The worker's side of `conformPool.ts`. */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Compared } from '../report/Conformance.ts'
import { compareModel } from './compareModel.ts'
import type { PostedTask } from './conformPool.ts'
import { nodeIo } from './nodeIo.ts'
import type { Problem } from './Problem.ts'

export const compareInWorker = ({ task, port }: PostedTask): Promise<Either<Problem, Compared>> =>
  compareModel(nodeIo(), task, (progress) => {
    port.postMessage(progress)
  })

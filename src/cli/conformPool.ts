/** Compares models in worker threads: each model whole in one of them, the largest first. */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Either } from 'fp-ts/lib/Either.js'
import { Tinypool } from 'tinypool'
import type { ConformProgress } from '../conformance/conform.ts'
import type { Compared } from '../report/Conformance.ts'
import type { CatalogueModel } from './modelCatalogue.ts'
import type { Problem } from './Problem.ts'

export interface ConformTask {
  readonly model: CatalogueModel
  readonly memo: boolean
}

/** What a worker is given: the task, and where to tell how far it is. */
export interface PostedTask {
  readonly task: ConformTask
  readonly port: MessagePort
}

export type RunTask = (
  task: ConformTask,
  progress: (progress: ConformProgress) => void,
) => Promise<Either<Problem, Compared>>

const isProgress = (message: unknown): message is ConformProgress =>
  typeof message === 'object' && message !== null && 'transitions' in message

export interface Pool {
  readonly run: RunTask
  readonly close: () => Promise<void>
}

/** @param workers how many models are compared at a time */
export const startPool = (workers: number): Pool => {
  const pool = new Tinypool({
    filename: new URL('./conformWorker.js', import.meta.url).href,
    name: 'compareInWorker',
    minThreads: workers,
    maxThreads: workers,
  })
  return {
    run: async (task, progress) => {
      const { port1, port2 } = new MessageChannel()
      port1.on('message', (message: unknown) => {
        if (isProgress(message)) progress(message)
      })
      const posted: PostedTask = { task, port: port2 }
      try {
        const result: unknown = await pool.run(posted, { transferList: [port2] })
        return result as Either<Problem, Compared>
      } finally {
        port1.close()
      }
    },
    close: () => pool.destroy(),
  }
}

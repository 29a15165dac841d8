/** One check in a worker thread: what is loaded for it stays for the next ones. */
import { performance } from 'node:perf_hooks'
import { checks } from './checks.ts'
import type { Fate } from './kill.ts'

export interface Ended {
  readonly fate: Fate
  readonly milliseconds: number
}

/** @param index of the check in `checks`: the check itself, being code, cannot be posted */
export const runCheck = async (index: number): Promise<Ended> => {
  const check = checks[index]
  if (check === undefined) throw new Error(`there is no check ${String(index)}`)
  const started = performance.now()
  const fate = await check.run()
  return { fate, milliseconds: performance.now() - started }
}

/**
 * `npm run mutants [-- NAME...]`: each mutant, killed by which check, at what depth, in what time,
 * or survived. Exit code 1 if any survives. The checks run on two workers, and are told in the same
 * order each time.
 */
import { Tinypool } from 'tinypool'
import { duration, plural } from '../../src/report/Figures.ts'
import { type Check, checks } from './checks.ts'
import type { Ended } from './worker.ts'

const WORKERS = 2

type Told = Check & Ended

const fateOf = ({ by, fate }: Told): string => {
  if (fate._tag === 'Killed') {
    const unit = by === 'check' ? 'line' : 'depth'
    const depth = `${unit.padEnd(5)} ${String(fate.depth).padStart(3)}`
    return `killed by ${by.padEnd(7)}  ${fate.model.padEnd(18)}  ${depth}`
  }
  return (by === 'check' ? 'unseen by check' : `SURVIVED ${by}`).padEnd(48)
}

/** Told one by one, so that nobody waits in the dark: the widths are settled beforehand. */
const lineOf = (told: Told, width: number): string => {
  const { mutant, of, fate, milliseconds } = told
  const time = duration(milliseconds).padStart(8)
  return `${mutant.padEnd(width)}  ${of.padEnd(13)}  ${fateOf(told)}  ${time}  ${fate.what}`.trimEnd()
}

const runAll = async (indices: readonly number[]): Promise<readonly Told[]> => {
  const width = Math.max(...checks.map(({ mutant }) => mutant.length))
  const pool = new Tinypool({
    filename: new URL('./worker.js', import.meta.url).href,
    name: 'runCheck',
    minThreads: WORKERS,
    maxThreads: WORKERS,
  })
  const running = indices.map((index) => pool.run(index) as Promise<Ended>)
  const told: Told[] = []
  try {
    for (const [k, index] of indices.entries()) {
      const check = checks[index]
      const ended = await running[k]
      if (check === undefined || ended === undefined) continue
      const one = { ...check, ...ended }
      process.stdout.write(`${lineOf(one, width)}\n`)
      told.push(one)
    }
  } finally {
    await pool.destroy()
  }
  return told
}

const named = process.argv.slice(2)
const told = await runAll(
  checks.flatMap(({ mutant }, index) =>
    named.length === 0 || named.includes(mutant) ? [index] : [],
  ),
)
const isKilled = ({ fate }: Told): boolean => fate._tag === 'Killed'
const hunted = told.filter(({ by }) => by === 'check')
const held = told.filter(({ by }) => by !== 'check')
const survivors = held.filter((one) => !isKilled(one))
const mutantCount = new Set(told.map(({ mutant, of }) => `${mutant} ${of}`)).size
const seen =
  hunted.length === 0
    ? ''
    : ` In simulated traces check sees ${String(hunted.filter(isKilled).length)} of ${plural(hunted.length, 'wrong rule')}.`
process.stdout.write(
  `\n${plural(mutantCount, 'mutant')}, ${plural(held.length, 'check')}: ${String(held.length - survivors.length)} killed, ${String(survivors.length)} survived.${seen}\n`,
)
process.exitCode = survivors.length === 0 && held.length > 0 ? 0 : 1

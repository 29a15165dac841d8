/**
 * `npm run mutants [-- NAME...]`: each mutant, killed by which check, at what depth, in what time,
 * or survived. Exit code 1 if any survives.
 */
import { performance } from 'node:perf_hooks'
import { duration, plural } from '../../src/report/Figures.ts'
import { editOf, type Fate, makeModels, seenByConform, seenByExplore } from './kill.ts'
import { mutants } from './mutants.ts'
import { specMutants } from './spec.ts'

/** One check of one mutant. */
interface Check {
  readonly mutant: string
  /** The number of the bug in `bugs.ts`, or what is wrong with the specification. */
  readonly of: string
  readonly by: 'conform' | 'explore'
  readonly run: () => Promise<Fate>
}

interface Ended extends Check {
  readonly fate: Fate
  readonly milliseconds: number
}

const rightModels = makeModels()

const ruleChecks: readonly Check[] = mutants.map(({ name, number, options, replaces }) => ({
  mutant: name,
  of: number === null ? 'rule' : `rule, bug ${String(number)}`,
  by: 'conform',
  run: () => seenByConform(rightModels, options, replaces),
}))

const specChecks: readonly Check[] = specMutants.flatMap((mutant): readonly Check[] => {
  const common = { mutant: mutant.name, of: 'specification' }
  const compared: Check = {
    ...common,
    by: 'conform',
    run: () => seenByConform(makeModels(editOf(mutant))),
  }
  if (mutant.breaks === undefined) return [compared]
  return [compared, { ...common, by: 'explore', run: () => seenByExplore(mutant) }]
})

/** Told one by one, so that nobody waits in the dark: the widths are settled beforehand. */
const lineOf = (ended: Ended, width: number): string => {
  const { mutant, of, by, fate, milliseconds } = ended
  const time = duration(milliseconds).padStart(8)
  const head = `${mutant.padEnd(width)}  ${of.padEnd(13)}`
  return fate._tag === 'Killed'
    ? `${head}  killed by ${by}  ${fate.model.padEnd(18)}  depth ${String(fate.depth).padStart(2)}  ${time}  ${fate.what}`
    : `${head}  SURVIVED ${by}   ${' '.repeat(18)}            ${time}  ${fate.what}`
}

const runAll = async (checks: readonly Check[]): Promise<readonly Ended[]> => {
  const width = Math.max(...checks.map(({ mutant }) => mutant.length))
  const ended: Ended[] = []
  for (const check of checks) {
    const started = performance.now()
    const fate = await check.run()
    const one = { ...check, fate, milliseconds: performance.now() - started }
    process.stdout.write(`${lineOf(one, width)}\n`)
    ended.push(one)
  }
  return ended
}

const named = process.argv.slice(2)
const checks = [...ruleChecks, ...specChecks].filter(
  ({ mutant }) => named.length === 0 || named.includes(mutant),
)
const ended = await runAll(checks)
const survivors = ended.filter(({ fate }) => fate._tag === 'Survived')
const mutantCount = new Set(ended.map(({ mutant, of }) => `${mutant} ${of}`)).size
process.stdout.write(
  `\n${plural(mutantCount, 'mutant')}, ${plural(ended.length, 'check')}: ${String(ended.length - survivors.length)} killed, ${String(survivors.length)} survived.\n`,
)
process.exitCode = survivors.length === 0 && ended.length > 0 ? 0 : 1

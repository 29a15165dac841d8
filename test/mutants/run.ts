/**
 * `npm run mutants [-- NAME...]`: each mutant, killed by which check, at what depth, in what time,
 * or survived. Exit code 1 if any survives.
 */
import { performance } from 'node:perf_hooks'
import { duration, plural } from '../../src/report/Figures.ts'
import { type Column, showTable } from '../../src/report/Table.ts'
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

const left = ['mutant', 'of', 'fate', 'model'].map((heading): Column => ({
  heading,
  align: 'left',
}))
const columns: readonly Column[] = [
  ...left,
  { heading: 'depth', align: 'right' },
  { heading: 'time', align: 'right' },
  { heading: 'what was seen', align: 'left' },
]

const rowOf = ({ mutant, of, by, fate, milliseconds }: Ended): readonly string[] => {
  const time = duration(milliseconds)
  return fate._tag === 'Killed'
    ? [mutant, of, `killed by ${by}`, fate.model, String(fate.depth), time, fate.what]
    : [mutant, of, `SURVIVED ${by}`, '', '', time, '']
}

const runAll = async (checks: readonly Check[]): Promise<readonly Ended[]> => {
  const ended: Ended[] = []
  for (const check of checks) {
    const started = performance.now()
    const fate = await check.run()
    ended.push({ ...check, fate, milliseconds: performance.now() - started })
    if (process.stderr.isTTY) {
      process.stderr.write(`\r${String(ended.length)} of ${String(checks.length)}`)
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
  return ended
}

const named = process.argv.slice(2)
const checks = [...ruleChecks, ...specChecks].filter(
  ({ mutant }) => named.length === 0 || named.includes(mutant),
)
const ended = await runAll(checks)
const survivors = ended.filter(({ fate }) => fate._tag === 'Survived').length
process.stdout.write(`${showTable(columns, ended.map(rowOf))}\n\n`)
process.stdout.write(
  `${plural(new Set(ended.map(({ mutant }) => mutant)).size, 'mutant')}, ${plural(ended.length, 'check')}: ${String(ended.length - survivors)} killed, ${String(survivors)} survived.\n`,
)
process.exitCode = survivors === 0 && ended.length > 0 ? 0 : 1

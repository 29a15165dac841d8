/**
 * `npm run mutants [-- NAME...]`: each mutant, killed by which check, at what depth, in what time,
 * or survived. Exit code 1 if any survives.
 */
import { performance } from 'node:perf_hooks'
import { plainSpecRunner } from '../../src/conformance/conform/plainSpecRunner.ts'
import { atomsOf } from '../../src/conformance/Atoms.ts'
import { duration } from '../../src/report/Figures.ts'
import { showTable } from '../../src/report/Table.ts'
import { baseModels, configText, loadModel } from '../conformance/loadModel.ts'
import { type Fate, fateOf, type ModelUnderTest } from './kill.ts'
import { mutants } from './mutants.ts'

interface Ended {
  readonly name: string
  readonly bug: string
  readonly fate: Fate
  readonly milliseconds: number
}

const loadAll = async (): Promise<readonly ModelUnderTest[]> => {
  const loaded: ModelUnderTest[] = []
  for (const { name, distinct } of baseModels()) {
    const { machine, leavesOut } = await loadModel(configText(name))
    const { constants } = atomsOf(machine.specification, machine.interner)
    loaded.push({
      name,
      distinct,
      options: constants.options,
      spec: plainSpecRunner(machine),
      leavesOut,
    })
  }
  return loaded
}

const columns = ['mutant', 'bug', 'fate', 'model', 'depth', 'time', 'what was seen'].map(
  (heading) =>
    ({ heading, align: heading === 'depth' || heading === 'time' ? 'right' : 'left' }) as const,
)

const rowOf = ({ name, bug, fate, milliseconds }: Ended): readonly string[] =>
  fate._tag === 'Killed'
    ? [
        name,
        bug,
        `killed by ${fate.by}`,
        fate.model,
        String(fate.depth),
        duration(milliseconds),
        fate.what,
      ]
    : [name, bug, 'SURVIVED', '', '', duration(milliseconds), '']

const wanted = process.argv.slice(2)
const chosen = mutants.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const models = await loadAll()
const ended = chosen.map(({ name, number, options, replaces }): Ended => {
  const started = performance.now()
  const fate = fateOf(models, options, replaces)
  process.stderr.write(fate._tag === 'Killed' ? '.' : 'S')
  return {
    name,
    bug: number === null ? '' : String(number),
    fate,
    milliseconds: performance.now() - started,
  }
})
const survivors = ended.filter(({ fate }) => fate._tag === 'Survived')
process.stdout.write(`\n${showTable(columns, ended.map(rowOf))}\n\n`)
process.stdout.write(
  `${String(ended.length - survivors.length)} of ${String(ended.length)} mutants killed, ${String(survivors.length)} survived.\n`,
)
process.exitCode = survivors.length === 0 && ended.length > 0 ? 0 : 1

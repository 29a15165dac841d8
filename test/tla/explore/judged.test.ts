/** Small specifications with the counts that TLC gave: `models/expected.json`. */
import { readFileSync } from 'node:fs'
import test from 'ava'
import { verdictOf } from '../../../src/report/Exploration.ts'
import type { Exploration } from '../../../src/tla/Tla.ts'
import { compile, explore } from '../../../src/tla/Tla.ts'
import { readGrammar } from '../../../src/cli/grammar.ts'

/** As TLC reports it; what TLC does not say is absent. */
interface Expected {
  readonly spec: string
  readonly verdict: string
  readonly violated?: string
  readonly name?: string
  readonly generated?: number
  readonly distinct?: number
  readonly queued?: number
  readonly depth?: number
  /** States of the counterexample. */
  readonly trace?: number
}

const folder = 'test/tla/explore/models'
const read = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8')
const expected = JSON.parse(read('expected.json')) as Readonly<Record<string, Expected>>

const exploreModel = async (name: string, spec: string, memo: boolean): Promise<Exploration> => {
  const machine = compile({
    grammar: await readGrammar(),
    read: (module) => ({ file: `${module}.tla`, text: read(`${module}.tla`) }),
    root: spec.replace('.tla', ''),
    config: { file: `${name}.cfg`, text: read(`${name}.cfg`) },
  })
  if (machine._tag === 'Left') throw new Error(machine.left.message)
  const result = explore(machine.right, { memo })
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

/** In the words of the expectation, and only what it says. */
const summary = ({ outcome, states }: Exploration, { spec, ...given }: Expected): Expected => {
  const { ending, generated, distinct, queued, depth } = outcome
  const violation = ending._tag === 'Violated' ? ending.violation : undefined
  const all: Expected = {
    spec,
    verdict: verdictOf(ending),
    ...(violation !== undefined && { violated: violation.kind }),
    ...(violation !== undefined && 'name' in violation && { name: violation.name }),
    ...{ generated, distinct, queued, depth, trace: states.length },
  }
  const said = Object.keys({ spec, ...given, ...(violation && { violated: '' }) })
  return Object.fromEntries(Object.entries(all).filter(([key]) => said.includes(key))) as never
}

for (const [name, given] of Object.entries(expected)) {
  for (const memo of [false, true]) {
    test(`${name}, ${memo ? 'with' : 'without'} the memo: what TLC says`, async (t) => {
      t.deepEqual(summary(await exploreModel(name, given.spec, memo), given), given)
    })
  }
}

/** Models and mutants of the specification, explored by our own engine and by TLC. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { parseTlcOutput } from '../../src/cli/TlcOutput.ts'
import { count } from '../../src/report/Figures.ts'
import { specMutants } from '../../test/mutants/spec.ts'
import { inTemporaryFolder, run, runTlc, type TlcJob } from './Process.ts'
import type { Judgement, Task } from './Task.ts'
import { writeMutant } from './Variant.ts'

const SPEC = resolve('spec')
const MODELS = join(SPEC, 'models')
const PROGRAM = join('build', 'src', 'cli', 'bin.js')

/** What both engines say of a model; in words where something went wrong. */
interface Answer {
  readonly verdict: string
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  /** Length of the run to a violation, in states. */
  readonly run: number
}

interface Explored {
  readonly answer: Answer
  readonly seconds: number
}

/** The part of `explore --json` that is compared. */
interface ExploreJson {
  readonly verdict: string
  readonly violation?: { readonly name?: string }
  readonly trace?: readonly unknown[]
  readonly states: { readonly generated: number; readonly distinct: number; readonly depth: number }
}

const failed = (output: string): Answer => ({
  verdict: `failed: ${output.trim().slice(-500)}`,
  generated: 0,
  distinct: 0,
  depth: 0,
  run: 0,
})

const builtinAnswer = async ({ config, spec, libraries }: TlcJob): Promise<Answer> => {
  const options = ['--spec', spec, ...libraries.flatMap((folder) => ['--library', folder])]
  const ended = await run(process.execPath, [PROGRAM, 'explore', config, ...options, '--json'])
  if (ended.status !== 0 && ended.status !== 1) return failed(ended.output)
  const json = JSON.parse(ended.stdout) as ExploreJson
  return {
    verdict: json.verdict === 'violated' ? `violates ${json.violation?.name ?? '?'}` : json.verdict,
    ...json.states,
    run: json.trace?.length ?? 0,
  }
}

const tlcAnswer = async (jar: string, job: TlcJob): Promise<Answer> => {
  const ended = await runTlc(jar, job)
  const { ending, generated, distinct, depth } = parseTlcOutput(ended.output, '')
  const counts = { generated, distinct, depth }
  if (ending._tag === 'Complete') return { verdict: 'holds', ...counts, run: 0 }
  if (ending._tag !== 'Violated') return failed(ended.output)
  const { violation } = ending
  const name = 'name' in violation ? violation.name : violation.kind
  const run = 'trace' in violation ? violation.trace.length : 0
  return { verdict: `violates ${name}`, ...counts, run }
}

const timed = async (answer: Promise<Answer>): Promise<Explored> => {
  const started = Date.now()
  return { answer: await answer, seconds: (Date.now() - started) / 1000 }
}

const seconds = (ours: Explored, tlc: Explored): string =>
  `built-in ${ours.seconds.toFixed(1)} s, TLC ${tlc.seconds.toFixed(1)} s`

/** One after the other, so that a task is one process at any time. */
const explore = async (jar: string, job: TlcJob) => {
  const ours = await timed(builtinAnswer(job))
  const tlc = await timed(tlcAnswer(jar, job))
  return { ours, tlc }
}

/** Agreement is that both say what is expected. */
const judge = (
  subject: string,
  expected: string,
  { ours, tlc }: { readonly ours: Explored; readonly tlc: Explored },
  show: (answer: Answer) => string,
): Judgement => {
  const said = { ours: show(ours.answer), tlc: show(tlc.answer) }
  const agrees = said.ours === expected && said.tlc === expected
  const differences = `expected ${expected}; built-in: ${said.ours}; TLC: ${said.tlc}`
  return { subject, agrees, answer: `${agrees ? expected : differences} (${seconds(ours, tlc)})` }
}

interface Expected {
  readonly spec: string
  readonly generated: number
  readonly distinct: number
  readonly depth: number
  readonly deep?: boolean
}

const showCounts = ({ generated, distinct, depth }: Omit<Expected, 'spec' | 'deep'>): string =>
  `${count(generated)} generated, ${count(distinct)} distinct, depth ${String(depth)}`

/** Every model, or every deep one: the same three counts, and no violation. */
export const modelTasks = (jar: string, wantsDeep: boolean): readonly Task[] => {
  const text = readFileSync(join(MODELS, 'expected.json'), 'utf8')
  const models = JSON.parse(text) as Readonly<Record<string, Expected>>
  const wanted = Object.entries(models).filter(([, { deep = false }]) => deep === wantsDeep)
  return wanted.map(([model, expected]) => {
    const name = `model ${model}`
    const job = {
      config: join(MODELS, `${model}.cfg`),
      spec: join(MODELS, expected.spec),
      libraries: [SPEC],
    }
    const show = (answer: Answer) => `${answer.verdict}, ${showCounts(answer)}`
    const right = `holds, ${showCounts(expected)}`
    return { name, run: async () => [judge(name, right, await explore(jar, job), show)] }
  })
}

/** Every mutant of the specification that breaks a property: by name, at the same depth. */
export const mutantTasks = (jar: string): readonly Task[] =>
  specMutants.flatMap((mutant) => {
    const { breaks } = mutant
    if (breaks === undefined) return []
    const name = `mutant ${mutant.name}`
    const right = `violates ${breaks.property}, ${String(breaks.depth)} states`
    const show = ({ verdict, run }: Answer) => `${verdict}, ${String(run)} states`
    const judgeIn = async (folder: string) => {
      writeMutant(SPEC, folder, mutant, breaks)
      const config = join(folder, `${breaks.model}.cfg`)
      const job = { config, spec: join(folder, 'MCSafety.tla'), libraries: [] }
      return [judge(name, right, await explore(jar, job), show)]
    }
    return [{ name, run: () => inTemporaryFolder(judgeIn) }]
  })

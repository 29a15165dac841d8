/**
 * TLC judges our engine: the same counts on every model, every mutant of the specification found
 * out at the same depth, the same verdict on traces.
 */
import process from 'node:process'
import { parseArgs } from 'node:util'
import { modelTasks, mutantTasks } from './Explorations.ts'
import { tlcJar } from './Jar.ts'
import { runTasks, type Judgement, type Task } from './Task.ts'
import { fileTasks, sampleTasks } from './Traces.ts'

const USAGE = `npm run judge [-- [models | mutants | traces | deep | FILE]...]

Has TLC judge the built-in engine. It needs Java, and Maven to fetch TLC once, or
TLA2TOOLS_JAR in the environment. Without arguments: models, mutants and traces.

  models       every model of spec/models but the deep ones: generated, distinct, depth
  mutants      every mutant of the specification: which property, at what depth
  traces       runs of the simulator, as they are and corrupted: the verdict
  deep         the deep models, as the others: about ten minutes
  FILE         a raft-trace: the verdict

Exit code 0 if all agree, 1 if any disagree, 2 if nothing could be judged.
`

const AT_ONCE = 2
const KINDS = ['models', 'mutants', 'traces', 'deep']

const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const showJudgement = ({ subject, agrees, answer }: Judgement): string =>
  `${agrees ? '✓' : '✗'} ${subject}: ${answer}`

/** Of many traces those that agree are only counted. */
const tell = (task: Task, judgements: readonly Judgement[]): void => {
  const wrong = judgements.filter(({ agrees }) => !agrees)
  const [only, ...others] = judgements
  if (only !== undefined && others.length === 0) say(showJudgement(only))
  else {
    say(
      `${wrong.length === 0 ? '✓' : '✗'} ${task.name}: ${String(judgements.length - wrong.length)} of ${String(judgements.length)} the same`,
    )
    wrong.forEach((judgement) => {
      say(`  ${showJudgement(judgement)}`)
    })
  }
}

const tasksFor = async (jar: string, wanted: readonly string[]): Promise<readonly Task[]> => {
  const files = wanted.filter((name) => !KINDS.includes(name))
  const does = (kind: string): boolean => wanted.length === 0 || wanted.includes(kind)
  return [
    ...(does('models') ? modelTasks(jar, false) : []),
    ...(wanted.includes('deep') ? modelTasks(jar, true) : []),
    ...(does('mutants') ? mutantTasks(jar) : []),
    ...(does('traces') ? await sampleTasks(jar) : []),
    ...(files.length > 0 ? await fileTasks(jar, files) : []),
  ]
}

const judge = async (wanted: readonly string[]): Promise<number> => {
  const tasks = await tasksFor(await tlcJar(), wanted)
  const judgements = await runTasks(tasks, AT_ONCE, tell)
  const agreed = judgements.filter(({ agrees }) => agrees).length
  say(`${String(agreed)} agreed, ${String(judgements.length - agreed)} disagreed`)
  return judgements.length > 0 && agreed === judgements.length ? 0 : 1
}

/** @returns the exit code */
export const runJudge = async (args: readonly string[]): Promise<number> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    })
    if (values.help !== true) return await judge(positionals)
    say(USAGE)
    return 0
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

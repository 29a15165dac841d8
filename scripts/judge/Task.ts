/** What the judge does: tasks, each of which compares our answers with TLC's. */

/** One thing on which our engine and TLC have the same answer, or not. */
export interface Judgement {
  readonly subject: string
  readonly agrees: boolean
  /** The answer, or the answers where they differ. */
  readonly answer: string
}

export interface Task {
  readonly name: string
  readonly run: () => Promise<readonly Judgement[]>
}

/** Runs tasks, so many at once; tells each result as it comes. */
export const runTasks = async (
  tasks: readonly Task[],
  atOnce: number,
  tell: (task: Task, judgements: readonly Judgement[]) => void,
): Promise<readonly Judgement[]> => {
  const all: Judgement[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
      const judgements = await task.run()
      all.push(...judgements)
      tell(task, judgements)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return all
}

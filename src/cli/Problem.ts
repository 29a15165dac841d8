import type { Diagnostic } from '../tla/syntax/Diagnostic.ts'

/** What is wrong with the input: never with the program. Shown as one message, exit code 2. */
export type Problem = {
  /** As the user wrote it; absent where no file is concerned. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
  /** From 1. */
  readonly column?: number
  /** Stable and documented, where there is one: `TLA102`. */
  readonly code?: string
  /** What is wrong, what was expected, what to do. */
  readonly message: string
}

/** A problem of the TLA+ engine in the form of all others. */
export const problemOfDiagnostic = ({ code, message, span }: Diagnostic): Problem =>
  span === undefined
    ? { code, message }
    : { file: span.file, line: span.line, column: span.column, code, message }

const place = (problem: Problem): string =>
  [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')

/** `file:line:column: what, expected, what to do`: the form that editors make clickable. */
export const showProblem = (problem: Problem): string => {
  const where = place(problem)
  const code = problem.code === undefined ? '' : ` [${problem.code}]`
  return `${where === '' ? '' : `${where}: `}${problem.message}${code}`
}

import type { Either } from 'fp-ts/lib/Either.js'
import type { Problem } from './Problem.ts'

/**
 * Everything that a command may do to the world. Commands get it as an argument, so that a test
 * runs them without a process: see `test/cli/memoryIo.ts`.
 *
 * Paths are as the user wrote them, relative to `cwd`, so that messages can repeat them. `-` as a
 * path to read from is standard input.
 */
export type Io = {
  /** Resolves when the reader has taken the text: await it, or a long output fills the memory. */
  readonly stdout: (text: string) => Promise<void>
  /** For messages and progress; never for results. */
  readonly stderr: (text: string) => void

  /** The whole of a UTF-8 file. */
  readonly readText: (path: string) => Promise<Either<Problem, string>>
  /** A UTF-8 file in pieces, cut anywhere, for what may be larger than the memory. */
  readonly openText: (path: string) => Promise<Either<Problem, AsyncIterable<string>>>
  readonly readBytes: (path: string) => Promise<Either<Problem, Uint8Array>>
  /** The names (not paths) in a directory, sorted. */
  readonly listDirectory: (path: string) => Promise<Either<Problem, readonly string[]>>
  readonly isFile: (path: string) => Promise<boolean>

  /** All or nothing: the file has its old content, or none, until the new one is complete. */
  readonly writeText: (path: string, text: string) => Promise<Either<Problem, void>>
  /** The same for what is written piece by piece. */
  readonly createText: (path: string) => Promise<Either<Problem, TextSink>>

  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
  /** Whether results may bear colours: a terminal, and not `NO_COLOR`. */
  readonly colour: boolean
  /** Columns of the terminal; 80 where there is none. */
  readonly width: number
  /** Milliseconds from some fixed moment; never goes back. */
  readonly now: () => number
  readonly cwd: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where `spec/`, `traces/` and `build/grammar/` of this package lie: an absolute path. */
  readonly packageRoot: string
  /** How many workers pay. */
  readonly cores: number
  /** The most memory that the process has held, in bytes. */
  readonly peakMemory: () => number
}

/** A file being written. Exactly one of `commit` and `discard` ends it. */
export type TextSink = {
  /** Resolves when the text has been handed to the operating system. */
  readonly write: (text: string) => Promise<void>
  /** Gives the file its name: only now others see it. */
  readonly commit: () => Promise<Either<Problem, void>>
  /** Leaves no trace. */
  readonly discard: () => Promise<void>
}

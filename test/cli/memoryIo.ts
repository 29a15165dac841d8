import { left, right } from 'fp-ts/lib/Either.js'
import type { Io } from '../../src/cli/Io.ts'
import type { Problem } from '../../src/cli/Problem.ts'

/** A world without a process, and what a command left in it. */
export type MemoryIo = {
  readonly io: Io
  readonly stdout: () => string
  readonly stderr: () => string
  /** The files by path, those written included. */
  readonly files: ReadonlyMap<string, string>
}

async function* inPieces(text: string, size: number): AsyncIterable<string> {
  for (let at = 0; at < text.length; at += size)
    yield await Promise.resolve(text.slice(at, at + size))
}

const missing = (file: string): Problem => ({
  file,
  message: 'no such file or directory; check the path',
})

/**
 * @param given the files that exist, by the path that the command will use
 * @param overrides for instance `{ stderrIsTerminal: true }`
 */
export const memoryIo = (
  given: Readonly<Record<string, string>> = {},
  overrides: Partial<Io> = {},
): MemoryIo => {
  const files = new Map(Object.entries(given))
  const out: string[] = []
  const err: string[] = []
  const found = (path: string) => {
    const text = files.get(path)
    return text === undefined ? left(missing(path)) : right(text)
  }
  const created = (path: string) => {
    const pieces: string[] = []
    return {
      write: (text: string) => Promise.resolve(void pieces.push(text)),
      commit: () => Promise.resolve(right(void files.set(path, pieces.join('')))),
      discard: () => Promise.resolve(),
    }
  }
  const io: Io = {
    stdout: (text) => Promise.resolve(void out.push(text)),
    stderr: (text) => void err.push(text),
    readText: (path) => Promise.resolve(found(path)),
    openText: (path) => {
      const text = found(path)
      return Promise.resolve(text._tag === 'Left' ? text : right(inPieces(text.right, 7)))
    },
    readBytes: (path) => {
      const text = found(path)
      return Promise.resolve(
        text._tag === 'Left' ? text : right(new TextEncoder().encode(text.right)),
      )
    },
    listDirectory: (path) => {
      const prefix = `${path.replace(/\/$/, '')}/`
      const names = [...files.keys()]
        .filter((file) => file.startsWith(prefix))
        .map((file) => file.slice(prefix.length).replace(/\/.*/, ''))
      return Promise.resolve(
        names.length === 0 ? left(missing(path)) : right([...new Set(names)].sort()),
      )
    },
    isFile: (path) => Promise.resolve(files.has(path)),
    writeText: (path, text) => Promise.resolve(right(void files.set(path, text))),
    createText: (path) => Promise.resolve(right(created(path))),
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    colour: false,
    width: 80,
    now: () => 0,
    cwd: '/project',
    environment: {},
    packageRoot: '/package/',
    cores: 2,
    peakMemory: () => 0,
    ...overrides,
  }
  return { io, stdout: () => out.join(''), stderr: () => err.join(''), files }
}

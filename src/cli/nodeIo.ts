import { open, readFile, readdir, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, map, right } from 'fp-ts/lib/Either.js'
import { createText } from './atomicFile.ts'
import type { Io } from './Io.ts'
import type { Problem } from './Problem.ts'
import { problemOfSystemError } from './systemError.ts'

/** Compiled, this module is `build/src/cli/nodeIo.js`. */
const packageRoot = fileURLToPath(new URL('../../../', import.meta.url))

/** Runs an operation on a file; what the operating system refuses becomes a problem. */
const attempt = async <A>(file: string, work: () => Promise<A>): Promise<Either<Problem, A>> => {
  try {
    return right(await work())
  } catch (error) {
    return left(problemOfSystemError(file, error))
  }
}

const notUtf8 = (file: string): Problem => ({
  file,
  message: 'not UTF-8 text; expected a text file: give another file, or convert this one',
})

const decode = (file: string, bytes: Uint8Array): Either<Problem, string> => {
  try {
    return right(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return left(notUtf8(file))
  }
}

const CHUNK_BYTES = 1 << 18

/** Opens first, so that a missing file is known before anything is read. */
const openChunks = async (path: string): Promise<AsyncIterable<string>> => {
  const handle = await open(path)
  if ((await handle.stat()).isDirectory()) {
    await handle.close()
    throw Object.assign(new Error('is a directory'), { code: 'EISDIR' })
  }
  return handle.createReadStream({ encoding: 'utf8', highWaterMark: CHUNK_BYTES })
}

const standardInput = (): AsyncIterable<string> => process.stdin.setEncoding('utf8')

const readStandardInput = async (): Promise<string> => {
  const pieces: string[] = []
  for await (const piece of standardInput()) pieces.push(piece)
  return pieces.join('')
}

const isFile = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

const writeAndWait = (text: string): Promise<void> =>
  new Promise((done, fail) => {
    process.stdout.write(text, (error) => {
      if (error) fail(error)
      else done()
    })
  })

/** A reader that has gone (`| head`) is no error: the program ends without a word. */
const SIGPIPE_EXIT = 141
const endQuietlyWithoutReader = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(SIGPIPE_EXIT)
    throw error
  })
}

const filesBelow = (cwd: string) => {
  const at = (path: string): string => resolve(cwd, path)
  return {
    readText: async (path: string) => {
      if (path === '-') return right(await readStandardInput())
      const bytes = await attempt(path, () => readFile(at(path)))
      return bytes._tag === 'Left' ? bytes : decode(path, bytes.right)
    },
    openText: async (path: string) =>
      path === '-' ? right(standardInput()) : attempt(path, () => openChunks(at(path))),
    readBytes: (path: string) => attempt(path, () => readFile(at(path))),
    listDirectory: async (path: string) =>
      map((names: readonly string[]) => names.toSorted())(
        await attempt(path, () => readdir(at(path))),
      ),
    isFile: (path: string) => isFile(at(path)),
    createText: (path: string) => createText(path, at(path)),
    writeText: async (path: string, text: string) => {
      const sink = await createText(path, at(path))
      if (sink._tag === 'Left') return sink
      await sink.right.write(text)
      return sink.right.commit()
    },
  } satisfies Partial<Io>
}

/** The world as a process of Node sees it. */
export const nodeIo = (): Io => {
  endQuietlyWithoutReader(process.stdout)
  endQuietlyWithoutReader(process.stderr)
  const noColour = process.env['NO_COLOR']
  return {
    ...filesBelow(process.cwd()),
    stdout: writeAndWait,
    stderr: (text) => void process.stderr.write(text),
    stdoutIsTerminal: process.stdout.isTTY,
    stderrIsTerminal: process.stderr.isTTY,
    colour: process.stdout.isTTY && (noColour === undefined || noColour === ''),
    width: process.stdout.isTTY ? process.stdout.columns : 80,
    now: () => performance.now(),
    cwd: process.cwd(),
    environment: process.env,
    packageRoot,
    cores: availableParallelism(),
    peakMemory: () => process.resourceUsage().maxRSS * 1024,
  }
}

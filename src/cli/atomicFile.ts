import { rmSync } from 'node:fs'
import { lstat, open, realpath, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Either } from 'fp-ts/lib/Either.js'
import { left, right } from 'fp-ts/lib/Either.js'
import type { TextSink } from './Io.ts'
import type { Problem } from './Problem.ts'
import { problemOfSystemError } from './systemError.ts'

/** Where the text goes first, and what then becomes of it. */
type Destination = { readonly temporary: string; readonly final: string }

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/**
 * While a file is half written, a signal or the end of the process takes it away. Only then is
 * anything listened for: otherwise Ctrl-C would wait for a computation that never looks up.
 */
const removeAtTheEnd = (temporary: string): (() => void) => {
  const remove = (): void => {
    rmSync(temporary, { force: true })
  }
  const listeners = Object.entries(SIGNALS).map(([signal, exitCode]) => {
    const listener = (): void => {
      remove()
      process.exit(exitCode)
    }
    process.once(signal, listener)
    return () => process.off(signal, listener)
  })
  process.once('exit', remove)
  return () => {
    listeners.forEach((stop) => stop())
    process.off('exit', remove)
  }
}

const kindOf = async (path: string): Promise<'absent' | 'file' | 'directory' | 'special'> => {
  try {
    const found = await lstat(await realpath(path))
    if (found.isDirectory()) return 'directory'
    return found.isFile() ? 'file' : 'special'
  } catch {
    return 'absent'
  }
}

/** Beside the file, since a file cannot be renamed across file systems; through links, to keep them. */
const destination = async (path: string, exists: boolean): Promise<Destination> => {
  const final = exists ? await realpath(path) : path
  return {
    temporary: join(dirname(final), `.${basename(final)}.${process.pid}.tmp`),
    final,
  }
}

const writeAll = async (handle: FileHandle, text: string): Promise<void> => {
  await handle.appendFile(text, 'utf8')
}

/** A device or a pipe, `/dev/null` for one, must be written to, never replaced. */
const specialSink = async (path: string): Promise<TextSink> => {
  const handle = await open(path, 'w')
  return {
    write: (text) => writeAll(handle, text),
    commit: async () => {
      await handle.close()
      return right(undefined)
    },
    discard: () => handle.close(),
  }
}

const atomicSink = async (name: string, { temporary, final }: Destination): Promise<TextSink> => {
  const handle = await open(temporary, 'w')
  const stopListening = removeAtTheEnd(temporary)
  const discard = async (): Promise<void> => {
    await handle.close()
    await rm(temporary, { force: true })
    stopListening()
  }
  return {
    write: (text) => writeAll(handle, text),
    commit: async () => {
      try {
        await handle.sync()
        await rename(temporary, final)
      } catch (error) {
        await discard()
        return left(problemOfSystemError(name, error))
      }
      stopListening()
      await handle.close()
      return right(undefined)
    },
    discard,
  }
}

/**
 * Begins a file that appears complete or not at all.
 *
 * @param name the path as the user wrote it, for messages
 * @param path the same, absolute
 */
export const createText = async (
  name: string,
  path: string,
): Promise<Either<Problem, TextSink>> => {
  try {
    const kind = await kindOf(path)
    if (kind === 'directory')
      return left({ file: name, message: 'is a directory, expected a file; name a file in it' })
    return right(
      kind === 'special'
        ? await specialSink(path)
        : await atomicSink(name, await destination(path, kind === 'file')),
    )
  } catch (error) {
    return left(problemOfSystemError(name, error))
  }
}

import type { Problem } from './Problem.ts'

/** What is wrong and what to do, for the refusals that users meet. */
const messages: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory; check the path',
  ENOTDIR: 'a part of the path is a file, not a directory; check the path',
  EISDIR: 'is a directory, expected a file; name a file in it',
  EACCES: 'permission denied; check who may read or write it',
  EPERM: 'permission denied; check who may read or write it',
  ENOSPC: 'no space left on the device; nothing was written under this name',
  EROFS: 'the file system is read-only; choose another place',
  ELOOP: 'too many symbolic links; check the path',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open; name fewer at once',
}

/** The code of a refusal of the operating system, `ENOENT` for one; undefined for all else. */
export const systemErrorCode = (error: unknown): string | undefined =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ('syscall' in error || Object.hasOwn(messages, error.code))
    ? error.code
    : undefined

/**
 * A refusal of the operating system as a problem with the user's file.
 *
 * @throws what is not such a refusal, unchanged: it is a fault of ours
 */
export const problemOfSystemError = (file: string | undefined, error: unknown): Problem => {
  const code = systemErrorCode(error)
  if (code === undefined) throw error
  const message = messages[code] ?? `the operating system refuses: ${code}`
  return file === undefined ? { message } : { file, message }
}

/**
 * What no compiler and no linter sees: words and traces that have no place in the tree, and a
 * lockfile that another version of npm would refuse.
 */

/** A line that should not be there. */
export type Finding = { readonly file: string; readonly line: number; readonly what: string }

/** One kind of finding; `elsewhere` are files that may hold it. */
type Pattern = { readonly what: string; readonly pattern: RegExp; readonly files?: RegExp }

/** Written in two halves, so that this file does not find itself. */
const word = (...halves: readonly string[]): string => halves.join('')

const SOURCE = /\.(ts|tsx|js|mjs|cjs|tla|cfg)$/

const PATTERNS: readonly Pattern[] = [
  {
    what: 'work left undone is an issue, not a comment',
    pattern: new RegExp(
      String.raw`\b(${word('TO', 'DO')}|${word('FIX', 'ME')}|${word('X', 'XX')})\b`,
    ),
    files: SOURCE,
  },
  {
    what: 'a rule of the compiler, the linter or the coverage is switched off',
    pattern: new RegExp(
      [
        word('@ts-', '(ignore|expect-error|nocheck)'),
        word('eslint-', 'disable'),
        word('c8 ', 'ignore'),
        word('v8 ', 'ignore'),
        word('prettier-', 'ignore'),
      ].join('|'),
    ),
    files: /\.(ts|tsx|js|mjs|cjs)$/,
  },
  {
    what: 'a path of somebody’s machine',
    pattern: /\/(?:home|Users)\/(?!runner\b)\w+\/|[A-Z]:\\Users\\/,
  },
  {
    what: 'the address of a package registry; .npmrc or the environment says which is used',
    pattern: /https?:\/\/(?:[\w-]+\.)*(?:registry|proxy|repo1?|nexus|artifactory)\.[\w.-]+/,
  },
]

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The places of this clone and of its owner, which nothing in the tree may name. */
const localPatterns = (localPaths: readonly string[]): readonly Pattern[] =>
  localPaths
    .filter((path) => path.length > 1)
    .map((path) => ({
      what: 'a path of this machine',
      pattern: new RegExp(String.raw`(?<![\w/.-])${escapeRegExp(path)}(?![\w-])`),
    }))

/**
 * What should not be in a text file of the tree.
 *
 * @param localPaths absolute paths of this machine, without a slash at the end
 */
export const inspectText = (
  file: string,
  text: string,
  localPaths: readonly string[],
): readonly Finding[] => {
  const patterns = [...PATTERNS, ...localPatterns(localPaths)].filter(
    ({ files }) => files === undefined || files.test(file),
  )
  return text
    .split('\n')
    .flatMap((content, at) =>
      patterns
        .filter(({ pattern }) => pattern.test(content))
        .map(({ what }) => ({ file, line: at + 1, what })),
    )
}

/** Entries that npm 10's `npm ci` refuses, or that bind the lockfile to one registry. */
export const inspectLock = (file: string, text: string): readonly Finding[] =>
  text.split('\n').flatMap((content, at) => {
    const line = at + 1
    if (/"extraneous": true/.test(content))
      return [{ file, line, what: 'npm ci fails on it: run npm install once more' }]
    if (/"resolved":\s*"https?:/.test(content))
      return [
        { file, line, what: 'names a registry: run npm install with the .npmrc of the project' },
      ]
    return []
  })

export const showFinding = ({ file, line, what }: Finding): string => `${file}:${line}: ${what}`

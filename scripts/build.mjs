/**
 * `npm run build`: compiles what is stale into build/, and nothing where nothing changed.
 *
 * Only Node's own modules are imported, since `npm start` runs this before anything is installed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const SOURCES = ['src', 'test', 'scripts']
const STAMP = join(root, 'build', '.stamp')
const COMPILER_STATE = join(root, 'build', '.tsbuildinfo')
const OUTPUTS = ['.js', '.js.map', '.d.ts']
/** Not every clone has it at every commit; where it is, it copies the TLA+ grammar into build/. */
const COPY_GRAMMAR = join(root, 'scripts', 'copy-grammar.mjs')

const filesBelow = (directory) =>
  existsSync(directory)
    ? readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : []

const sources = () => SOURCES.flatMap((name) => filesBelow(join(root, name)))

/** Size and time of all that the build reads: as good as the content, and read in no time. */
const stampOfInputs = () => {
  const hash = createHash('sha256').update(process.version)
  const inputs = [
    ...sources(),
    ...['tsconfig.json', 'package.json', 'package-lock.json'].map((name) => join(root, name)),
  ]
  for (const file of inputs) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\0`)
  }
  return hash.digest('hex')
}

const outputsOf = (source) => {
  const stem = join(root, 'build', relative(root, source)).replace(/\.ts$/, '')
  return OUTPUTS.map((extension) => stem + extension)
}

/**
 * Removes what no source stands behind: a deleted test would still run, a deleted module would
 * still be found. Where the opposite is so, the compiler forgets what it believes it has written.
 */
const tidyOutputs = () => {
  const expected = new Set(
    sources()
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .flatMap(outputsOf),
  )
  const present = SOURCES.flatMap((name) => filesBelow(join(root, 'build', name)))
  for (const file of present) if (!expected.has(file)) rmSync(file)
  const there = new Set(present)
  if ([...expected].some((file) => !there.has(file))) rmSync(COMPILER_STATE, { force: true })
}

/** The outputs are there and were made of these inputs. */
const isFresh = (stamp) => {
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== stamp) return false
  return sources()
    .filter((file) => file.endsWith('.ts'))
    .every((file) => existsSync(outputsOf(file)[0]))
}

const run = (file, ...args) => {
  const { status, error } = spawnSync(process.execPath, [join(root, file), ...args], {
    cwd: root,
    // Standard output belongs to the command that is run after the build.
    stdio: ['ignore', process.stderr, process.stderr],
  })
  if (error) throw error
  return status === 0
}

/** @returns whether build/ now stands for the sources */
export const build = () => {
  const stamp = stampOfInputs()
  if (isFresh(stamp)) return true
  process.stderr.write('building ...\n')
  rmSync(STAMP, { force: true })
  tidyOutputs()
  if (!run('node_modules/typescript/bin/tsc', '-p', '.')) return false
  if (existsSync(COPY_GRAMMAR) && !run(relative(root, COPY_GRAMMAR))) return false
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, stamp)
  return true
}

const isMain =
  process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href
if (isMain && !build()) {
  process.stderr.write('the build failed; what it says above is to be mended first\n')
  process.exitCode = 1
}

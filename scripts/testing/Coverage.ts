/** How much of something was executed. */
type Share = { readonly found: number; readonly hit: number }

export type FileCoverage = {
  /** From the root of the package: `src/raft/Log.ts`. */
  readonly file: string
  readonly lines: Share
  readonly functions: Share
  readonly branches: Share
  /** Lines on which a line, a function or a branch was never executed, in order. */
  readonly missed: readonly number[]
}

/** A folder of `src` against what is asked of it. */
export type FolderCoverage = {
  readonly folder: string
  readonly threshold: number
  readonly lines: number
  readonly functions: number
  readonly branches: number
  readonly holds: boolean
  /** `src/raft/Log.ts:12,15`, for every file with a gap. */
  readonly gaps: readonly string[]
}

/** Types alone compile to nothing that could be mapped back: reported under the compiled name. */
const sourceName = (file: string): string => file.replace(/^build\/(src\/.*)\.js$/, '$1.ts')

const shareOf = (fields: ReadonlyMap<string, string>, kind: string): Share => ({
  found: Number(fields.get(`${kind}F`) ?? 0),
  hit: Number(fields.get(`${kind}H`) ?? 0),
})

const numbersOf = (line: string): readonly number[] =>
  line.replace(/^\w+:/, '').split(',').map(Number)

/** `DA:line,hits`, `BRDA:line,block,branch,hits or -`, `FN:line,name` with `FNDA:hits,name`. */
const missedLines = (record: readonly string[]): readonly number[] => {
  const starting = (tag: string): readonly string[] => record.filter((line) => line.startsWith(tag))
  const nameOf = (line: string): string => line.slice(line.indexOf(',') + 1)
  const neverCalled = new Set(starting('FNDA:0,').map(nameOf))
  const missed = [
    ...starting('DA:').filter((line) => line.endsWith(',0')),
    ...starting('BRDA:').filter((line) => /,(0|-)$/.test(line)),
    ...starting('FN:').filter((line) => neverCalled.has(nameOf(line))),
  ].map((line) => numbersOf(line)[0] ?? 0)
  return [...new Set(missed)].sort((a, b) => a - b)
}

const fileCoverage = (record: readonly string[]): FileCoverage => {
  const fields = new Map(
    record.map((line) => [line.replace(/:.*/, ''), line.replace(/^\w+:/, '')] as const),
  )
  return {
    file: sourceName((fields.get('SF') ?? '').replaceAll('\\', '/')),
    lines: shareOf(fields, 'L'),
    functions: shareOf(fields, 'FN'),
    branches: shareOf(fields, 'BR'),
    missed: missedLines(record),
  }
}

/** The records of an lcov report. */
export const parseLcov = (lcov: string): readonly FileCoverage[] =>
  lcov
    .split('end_of_record')
    .map((record) => record.split('\n').map((line) => line.trim()))
    .filter((record) => record.some((line) => line.startsWith('SF:')))
    .map(fileCoverage)

type Kind = 'lines' | 'functions' | 'branches'
const kinds: readonly Kind[] = ['lines', 'functions', 'branches']

const percent = (files: readonly FileCoverage[], kind: Kind) => {
  const found = files.reduce((sum, file) => sum + file[kind].found, 0)
  const hit = files.reduce((sum, file) => sum + file[kind].hit, 0)
  return found === 0 ? 100 : (100 * hit) / found
}

/** The core is small and everything rests on it; of the rest, what cannot be provoked may stay. */
const thresholdOf = (folder: string): number => (folder === 'src/raft' ? 100 : 90)

const folderOf = (file: string): string => file.split('/').slice(0, 2).join('/')

const folderCoverage = (folder: string, files: readonly FileCoverage[]): FolderCoverage => {
  const threshold = thresholdOf(folder)
  const shares = {
    lines: percent(files, 'lines'),
    functions: percent(files, 'functions'),
    branches: percent(files, 'branches'),
  }
  return {
    folder,
    threshold,
    ...shares,
    holds: kinds.every((kind) => shares[kind] >= threshold),
    gaps: files
      .filter(({ missed }) => missed.length > 0)
      .map(({ file, missed }) => `${file}:${missed.join(',')}`),
  }
}

/** Every folder of `src` against its threshold, in the order of their names. */
export const coverageByFolder = (files: readonly FileCoverage[]): readonly FolderCoverage[] => {
  const folders = [...new Set(files.map(({ file }) => folderOf(file)))].sort()
  return folders.map((folder) =>
    folderCoverage(
      folder,
      files.filter(({ file }) => folderOf(file) === folder),
    ),
  )
}

/** Draws the pictures of the pages from the scenarios that the pages read aloud. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { runScenario } from '../../src/sim/Scenario.ts'
import { chartOf, cutOut } from './Chart.ts'
import { svgOf } from './Svg.ts'

interface Picture {
  readonly scenario: string
  readonly title: string
  /** Steps of the scenario that are shown, from 1. */
  readonly from: number
  readonly to: number
}

const DIRECTORY = join('docs', 'pictures')

const pictures: Readonly<Record<string, Picture>> = {
  DeposedLeader: {
    scenario: 'Terms/DeposedLeader',
    title: 'A leader that was cut off learns of a later term',
    from: 1,
    to: 14,
  },
  Wins: {
    scenario: 'LeaderElection/Wins',
    title: 'A candidate wins an election',
    from: 1,
    to: 20,
  },
  NobodyWins: {
    scenario: 'LeaderElection/NobodyWins',
    title: 'Nobody wins, and a second term begins',
    from: 1,
    to: 30,
  },
  ConflictingSuffix: {
    scenario: 'LogReplication/ConflictingSuffix',
    title: 'A leader finds the entry at which two logs agree',
    from: 53,
    to: 71,
  },
  CrashBetweenEffects: {
    scenario: 'Restart/CrashBetweenEffects',
    title: 'Crashes before and after a vote is on disk',
    from: 1,
    to: 12,
  },
  DuplicatedAndReordered: {
    scenario: 'LogReplication/DuplicatedAndReordered',
    title: 'A request that comes late, and one that comes twice',
    from: 6,
    to: 13,
  },
}

const draw = ({ scenario, title, from, to }: Picture): string => {
  const file = join('traces', `${scenario}.scenario`)
  const ran = runScenario(readFileSync(file, 'utf8'))
  if (ran._tag === 'Left') throw new Error(`${file}:${ran.left.line}: ${ran.left.message}`)
  const { header, lines } = ran.right
  return svgOf(cutOut(chartOf(header.servers, lines), from - 1, to - 1), title)
}

/** The text of every picture, by its file. */
export const drawn = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(pictures).map(([name, picture]) => [
      join(DIRECTORY, `${name}.svg`),
      draw(picture),
    ]),
  )

/** @returns the exit code */
export const runPictures = (): number => {
  mkdirSync(DIRECTORY, { recursive: true })
  for (const [file, text] of Object.entries(drawn())) {
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    writeFileSync(file, text)
    process.stdout.write(`${file}: drawn\n`)
  }
  return 0
}

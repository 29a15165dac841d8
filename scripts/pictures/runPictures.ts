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
  ReturnsWithoutPreVote: {
    scenario: 'PreVote/ReturnsWithoutPreVote',
    title: 'A server that was cut off returns, and its term ends the leadership',
    from: 20,
    to: 31,
  },
  ReturnsWithPreVote: {
    scenario: 'PreVote/ReturnsWithPreVote',
    title: 'A server that was cut off returns, and asks before it begins an election',
    from: 26,
    to: 38,
  },
  AloneMayBlock: {
    scenario: 'PreVote/AloneMayBlock',
    title: 'A leader that gets no answers keeps all others from leading',
    from: 19,
    to: 28,
  },
  LeaderStepsDown: {
    scenario: 'CheckQuorum/LeaderStepsDown',
    title: 'A leader that no quorum answers steps down, and another one is elected',
    from: 19,
    to: 33,
  },
  RemovedServer: {
    scenario: 'CheckQuorum/RemovedServer',
    title: 'A removed server stands for election, and is disregarded',
    from: 15,
    to: 29,
  },
  HandsOver: {
    scenario: 'LeadershipTransfer/HandsOver',
    title: 'A leader hands over',
    from: 17,
    to: 31,
  },
  NewServerCatchesUp: {
    scenario: 'Membership/NewServerCatchesUp',
    title: 'A new server learns before it counts',
    from: 15,
    to: 38,
  },
  LeaderRemovesItself: {
    scenario: 'Membership/LeaderRemovesItself',
    title: 'A leader removes itself',
    from: 15,
    to: 22,
  },
  ConfigurationRolledBack: {
    scenario: 'Membership/ConfigurationRolledBack',
    title: 'A configuration that no majority has is rolled back',
    from: 15,
    to: 26,
  },
  Figure10: {
    scenario: 'JointConsensus/Figure10',
    title: 'C-old and C-old,new elect in the same term',
    from: 10,
    to: 23,
  },
  Figure11: {
    scenario: 'JointConsensus/Figure11',
    title: 'From C-old through C-old,new to C-new',
    from: 15,
    to: 30,
  },
}

const draw = ({ scenario, title, from, to }: Picture): string => {
  const file = join('traces', `${scenario}.scenario`)
  const ran = runScenario(readFileSync(file, 'utf8'))
  if (ran._tag === 'Left') throw new Error(`${file}:${ran.left.line}: ${ran.left.message}`)
  const { header, lines } = ran.right
  // What was lost before is not taken for an equal message that was sent again.
  const chart = chartOf(header.servers, lines.slice(from - 1))
  return svgOf(cutOut(chart, 0, to - from), title)
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

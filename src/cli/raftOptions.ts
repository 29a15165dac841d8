/** Options and deviations of the specification on a command line: `LeaderNoOp,ConflictHint`. */
import { InvalidArgumentError } from 'commander'
import type { DeviationName, OptionName } from '../trace/RaftTrace.ts'
import { DEVIATIONS, OPTIONS } from '../trace/RaftTrace.ts'

/** The names in `text`, in the order of `known`. */
const namesIn = <Name extends string>(known: readonly Name[], text: string): readonly Name[] => {
  const names = text.split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !known.some((one) => one === name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`${unknown} is none; known are ${known.join(', ')}.`)
  return known.filter((name) => names.includes(name))
}

/** For `argParser`. */
export const raftOptions = (text: string): readonly OptionName[] => {
  const names = namesIn(OPTIONS, text)
  if (names.includes('JointConsensus') && names.includes('SingleServerChanges'))
    throw new InvalidArgumentError(
      'There is one way to change the membership: JointConsensus or SingleServerChanges.',
    )
  return names
}

/** For `argParser`. */
export const raftDeviations = (text: string): readonly DeviationName[] => namesIn(DEVIATIONS, text)

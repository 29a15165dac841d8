/** Options of the specification on a command line: `LeaderNoOp,ConflictHint`. */
import { InvalidArgumentError } from 'commander'
import type { OptionName } from '../trace/RaftTrace.ts'
import { OPTIONS } from '../trace/RaftTrace.ts'

const isOption = (name: string): name is OptionName => OPTIONS.some((known) => known === name)

/** For `argParser`. */
export const raftOptions = (text: string): readonly OptionName[] => {
  const names = text.split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !isOption(name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`${unknown} is none; known are ${OPTIONS.join(', ')}.`)
  return OPTIONS.filter((name) => names.includes(name))
}

/** Mutants by their bug, or by what they say themselves. */
import { type Bug, bugs } from './bugs.ts'
import type { Mutant } from './Mutant.ts'

type Given = Pick<Mutant, 'name' | 'section' | 'replaces'> &
  Partial<Pick<Mutant, 'breaks' | 'options' | 'deviations' | 'describe'>>

const known = (number: number): Bug => {
  const bug = bugs[number]
  if (bug === undefined) throw new Error(`bugs.ts has no bug ${number}`)
  return bug
}

const usual = { breaks: 'correspondence', options: {}, deviations: {} } as const

/** A bug of `bugs.ts`; `describe` where the mutant has a part of it, or another way to it. */
export const fromBug = (number: number, given: Given): Mutant => {
  const { mechanism, seenIn } = known(number)
  return { ...usual, number, seenIn, describe: mechanism, ...given }
}

/** A bug that is not in `bugs.ts`. */
export const other = (
  given: Given & Pick<Mutant, 'describe'> & Partial<Pick<Mutant, 'seenIn'>>,
): Mutant => ({
  ...usual,
  number: null,
  seenIn: 'textbook',
  ...given,
})

/** The random choices of a run, all from one seed. What is mutable here lives inside one run. */
import type { Span } from './Config.ts'
import { chance, draw, type Rng, seeded } from './Random.ts'

export interface Dice {
  readonly happens: (probability: number) => boolean
  /** A whole number from 0 to bound - 1; 1 <= bound <= 2^32. */
  readonly below: (bound: number) => number
  /** A number of microseconds. */
  readonly within: (span: Span) => number
  /** undefined: there is nothing to choose from. */
  readonly oneOf: <A>(choices: readonly A[]) => A | undefined
}

/** A millisecond in the microseconds that a run counts in. */
export const MILLISECOND = 1000

export const diceOf = (seed: number): Dice => {
  let rng: Rng = seeded(seed)
  const take = <A>([value, next]: readonly [A, Rng]): A => {
    rng = next
    return value
  }
  const below = (bound: number): number => take(draw(rng, bound))
  return {
    // Nothing is drawn for what is off, so that switching one fault on leaves the others as they were.
    happens: (probability) => probability > 0 && take(chance(rng, probability)),
    below,
    within: ({ least, most }) => least * MILLISECOND + below((most - least) * MILLISECOND + 1),
    oneOf: (choices) => (choices.length === 0 ? undefined : choices[below(choices.length)]),
  }
}

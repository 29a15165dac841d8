/**
 * The last index at which a test holds, remembered per sequence: a log of thousands of entries is
 * asked for its latest configuration after every step, and has grown by one entry at most.
 */
import type { Definition, Lambda } from '../../names/Ir.ts'
import type { SequenceValue, Value } from '../../values/Value.ts'

/** What a closed operator is known by, so that all places that pass it share what is remembered. */
export type ClosedOperator = Definition | Lambda

/**
 * The answers known for one test. Sequences are held weakly and by identity: an answer goes with
 * its sequence, and since it is a number that depends on the structure alone, a sweep of the
 * interner, which hands out no object twice, cannot make it wrong.
 */
export type LastIndices = WeakMap<SequenceValue, number>

export const createLastIndices = (): LastIndices => new WeakMap()

/**
 * The greatest index whose element satisfies the test, 0 if there is none. Looks backwards, and no
 * further than a prefix whose answer is known; what it passes becomes known, so that no sequence's
 * last element is tested twice, however sequences are appended to and cut.
 */
export const lastIndex = (
  sequence: SequenceValue,
  holds: (item: Value) => boolean,
  known: LastIndices,
): number => {
  let s = sequence
  let answer = known.get(s)
  while (answer === undefined) {
    if (s.length === 0 || holds(s.last)) answer = s.length
    else {
      s = s.parent
      answer = known.get(s)
    }
  }
  for (let passed = sequence; passed !== s; passed = passed.parent) known.set(passed, answer)
  known.set(s, answer)
  return answer
}

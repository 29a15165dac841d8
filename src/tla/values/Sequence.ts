/**
 * Reading sequences (Myers, "An applicative random-access stack", 1983): a prefix of a sequence is
 * one of its ancestors, found through jump pointers in logarithmic time.
 */
import type { SequenceValue, Value } from './Value.ts'

/** Up to this length a sequence that is indexed keeps its elements as an array. */
const longestFlat = 64

/** The first `length` elements; `length` must lie in 0..Len(sequence). */
export const prefix = (sequence: SequenceValue, length: number): SequenceValue => {
  let s = sequence
  while (s.length > length) s = s.jump.length >= length ? s.jump : s.parent
  return s
}

/** The element at `index`, which must lie in 1..Len(sequence). */
export const at = (sequence: SequenceValue, index: number): Value => {
  const flat = sequence.flat
  if (flat !== undefined) return flat[index - 1] as Value
  if (sequence.length > longestFlat) return prefix(sequence, index).last
  return items(sequence)[index - 1] as Value
}

/** All elements as an array, which must not be changed. */
export const items = (sequence: SequenceValue): readonly Value[] => {
  if (sequence.flat !== undefined) return sequence.flat
  const result = new Array<Value>(sequence.length)
  let s = sequence
  while (s.flat === undefined) {
    result[s.length - 1] = s.last
    s = s.parent
  }
  for (let k = 0; k < s.length; k++) result[k] = s.flat[k] as Value
  if (sequence.length <= longestFlat) sequence.flat = result
  return result
}

/**
 * The elements at the first index where two sequences of the same length differ; they must not be
 * identical. Jump pointers depend on the length alone, so both are descended in step.
 */
export const firstDifference = (a: SequenceValue, b: SequenceValue): readonly [Value, Value] => {
  let s = a
  let t = b
  while (s.parent !== t.parent) {
    if (s.jump === t.jump) {
      s = s.parent
      t = t.parent
    } else {
      s = s.jump
      t = t.jump
    }
  }
  return [s.last, t.last]
}

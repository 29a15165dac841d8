/**
 * Structural hashes: two independent streams of 32 bits, equal for equal values of any interner
 * and of any worker. The hash of a set is a sum over its elements, that of a function or sequence
 * a sum over its pairs, so a change of one element changes the hash by a difference.
 */
import type { Value } from './Value.ts'

/** The finalizer of MurmurHash3: every bit of the input changes half of the output's bits. */
export const mix = (hash: number): number => {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

const mixOther = (hash: number): number => {
  let h = hash
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return h ^ (h >>> 15)
}

export const hash1 = (value: Value): number => {
  if (typeof value === 'number') return mix(value ^ 0x1b873593)
  if (typeof value === 'boolean') return value ? 0x7f4a7c15 : 0x3c6ef372
  return 'hash1' in value ? value.hash1 : 0
}

export const hash2 = (value: Value): number => {
  if (typeof value === 'number') return mixOther(value ^ 0x5bd1e995)
  if (typeof value === 'boolean') return value ? 0x165667b1 : 0x27d4eb2f
  return 'hash2' in value ? value.hash2 : 0
}

/** What one element adds to the hash of a set. */
export const element1 = (value: Value): number => mix(hash1(value) + 0x51ed270b)
export const element2 = (value: Value): number => mixOther(hash2(value) + 0x2f0b4c47)

/** What `key -> image` adds to the hash of a function or sequence, or of a state. */
export const pair1 = (key: number, image: number): number => mix(Math.imul(key, 0x9e3779b1) + image)
export const pair2 = (key: number, image: number): number =>
  mixOther(Math.imul(key, 0x85ebca77) + image)

export const seeds = {
  set1: 0x243f6a88,
  set2: 0x13198a2e,
  function1: 0x03707344,
  function2: 0x299f31d0,
  sequence1: 0x082efa98,
  sequence2: 0x452821e6,
  string1: 0x38d01377,
  string2: 0x34e90c6c,
  model1: 0x7c0ac29b,
  model2: 0x4c97c50d,
} as const

export const text1 = (seed: number, text: string): number => {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return mix(h + text.length)
}

export const text2 = (seed: number, text: string): number => {
  let h = seed
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0
  return mixOther(h + text.length)
}

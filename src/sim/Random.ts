/**
 * Seeded random numbers: xoshiro128** (Blackman and Vigna 2018) in 32-bit integer arithmetic, so
 * that a seed gives the same numbers everywhere. Pure: a draw returns the generator to go on with.
 */

/** Never all zero. */
export type Rng = readonly [number, number, number, number]

const rotateLeft = (x: number, k: number): number => ((x << k) | (x >>> (32 - k))) >>> 0

const GOLDEN = 0x9e3779b9

/** SplitMix32: spreads a seed over the whole state, so that near seeds give unlike runs. */
const mixed = (seed: number, k: number): number => {
  const z0 = (seed + Math.imul(GOLDEN, k)) >>> 0
  const z1 = Math.imul(z0 ^ (z0 >>> 16), 0x21f0aaad)
  const z2 = Math.imul(z1 ^ (z1 >>> 15), 0x735a2d97)
  return (z2 ^ (z2 >>> 15)) >>> 0
}

/** @param seed a whole number from 0 to 2^53 - 1 */
export const seeded = (seed: number): Rng => {
  const low = seed >>> 0
  const high = Math.floor(seed / 2 ** 32)
  return [mixed(low, 1), (mixed(low, 2) ^ mixed(high, 3)) >>> 0, mixed(low, 4), mixed(high, 5) | 1]
}

/** A whole number from 0 to 2^32 - 1. */
export const draw32 = ([a, b, c, d]: Rng): readonly [number, Rng] => {
  const value = Math.imul(rotateLeft(Math.imul(b, 5) >>> 0, 7), 9) >>> 0
  const c1 = c ^ a
  const d1 = d ^ b
  const next: Rng = [(a ^ d1) >>> 0, (b ^ c1) >>> 0, (c1 ^ (b << 9)) >>> 0, rotateLeft(d1, 11)]
  return [value, next]
}

/** A whole number from 0 to bound - 1, each as likely as any other; 1 <= bound <= 2^32. */
export const draw = (rng: Rng, bound: number): readonly [number, Rng] => {
  // The numbers above the last multiple of the bound would make the small ones more likely.
  const fair = 2 ** 32 - (2 ** 32 % bound)
  let at = draw32(rng)
  while (at[0] >= fair) at = draw32(at[1])
  return [at[0] % bound, at[1]]
}

/** true with the given probability, in steps of 2^-32. */
export const chance = (rng: Rng, probability: number): readonly [boolean, Rng] => {
  const [n, next] = draw32(rng)
  return [n < probability * 2 ** 32, next]
}

/**
 * A state that no run of the rules reaches: a defect of this program, never of its input, so it is
 * not a value to handle but an end.
 */
export const brokenInvariant = (what: string): never => {
  throw new Error(`broken invariant: ${what}`)
}

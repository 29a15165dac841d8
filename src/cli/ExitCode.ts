/**
 * How a command ended. The same four codes for every command, so that a CI step can tell a
 * divergence (1) from a typing error (2), and neither is ever taken for an unfinished search (3).
 */
export type ExitCode = 0 | 1 | 2 | 3

/** Everything asked for was done, and what was checked holds. */
export const HOLDS: ExitCode = 0
/** Something was found: a divergence, a violated property, a difference. */
export const FOUND: ExitCode = 1
/** The input cannot be used: a missing file, broken text, an unknown option. */
export const UNUSABLE: ExitCode = 2
/** Undecided: a limit was reached. Never reported as holding. */
export const UNDECIDED: ExitCode = 3

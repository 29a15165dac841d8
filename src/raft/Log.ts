/**
 * The log of a server (5.3): a sequence of entries whose first index is 1. It is persistent: append
 * and cut share structure with the log they started from and take O(log n) at most, so that a long
 * run stays linear.
 */
import type { Command, Term } from './Server.ts'

export interface Entry {
  readonly term: Term
  readonly value: Command | null
}

export interface Log {
  readonly length: number
}

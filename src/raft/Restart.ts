/**
 * Section 5.5 and Figure 2: a server that crashes and restarts knows what is on stable storage and
 * nothing else. It resumes as a follower.
 */
import { diskOf, recover } from './Disk.ts'
import { type NoParameters, type Rule, taken } from './Rule.ts'

export const Restart: Rule<NoParameters> = (constants, s) =>
  taken(recover(s.id, diskOf(constants, s)), [])

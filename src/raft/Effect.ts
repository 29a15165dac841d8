/** What a rule asks of the world around it, in the order in which it is to be done. */
import type { Entry } from './Log.ts'
import type { Message } from './Message.ts'
import type { Index, ServerId, Term } from './Server.ts'

export type Effect =
  /** All durable changes of one rule, written atomically and before any send (Figure 2, 5.5). */
  | { readonly _tag: 'Persist'; readonly change: DiskChange }
  | { readonly _tag: 'Send'; readonly message: Message }
  /** Begin a new election timeout (5.2). */
  | { readonly _tag: 'ResetElectionTimer' }
  /** Hand a committed entry to the state machine (5.3). */
  | { readonly _tag: 'Apply'; readonly index: Index; readonly entry: Entry }

/** What changes on disk; what is absent stays. */
export interface DiskChange {
  readonly currentTerm?: Term
  readonly votedFor?: ServerId | null
  /** The log keeps its first `keep` entries and continues with `append`. */
  readonly log?: { readonly keep: Index; readonly append: readonly Entry[] }
  readonly commitIndex?: Index
  readonly lastApplied?: Index
}

export const persist = (change: DiskChange): Effect => ({ _tag: 'Persist', change })

export const send = (message: Message): Effect => ({ _tag: 'Send', message })

export const resetElectionTimer: Effect = { _tag: 'ResetElectionTimer' }

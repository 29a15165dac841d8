import type { Span } from './Span.ts'

/** Why a specification, a configuration or an evaluation was refused. Never a stack trace. */
export interface Diagnostic {
  /** Stable and documented, for example `TLA102`. */
  readonly code: string
  /** What is wrong, what was expected, what to do: one sentence or two. */
  readonly message: string
  /** Where; absent only if no source text is concerned. */
  readonly span?: Span
}

/**
 * The one exception of the engine. Thrown where a specification cannot be read, resolved or
 * evaluated; the entry points of `Tla.ts` turn it into a `Left`.
 */
export class TlaError extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.diagnostic = diagnostic
  }
}

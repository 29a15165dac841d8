import { TlaError } from '../syntax/Diagnostic.ts'
import type { Span } from '../syntax/Span.ts'

/** Refuses at compile time, by name and position, what the engine cannot evaluate. */
export const unsupported = (what: string, span: Span): never => {
  throw new TlaError({ code: 'TLA401', message: `cannot be compiled: ${what}`, span })
}

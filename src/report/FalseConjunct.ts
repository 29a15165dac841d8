import type { FalseConjunct } from '../tla/explain/Explain.ts'
import { showSpan } from '../tla/syntax/Span.ts'

/** Where and what, then what its parts are worth, a line each. */
export const showFalseConjunct = ({ text, span, values, error }: FalseConjunct): string =>
  [
    `${showSpan(span)}: ${text}`,
    error === undefined ? '  is false, with' : `  cannot be evaluated: ${error}`,
    ...values.map(({ text: name, shown }) => `    ${name} = ${shown}`),
  ].join('\n')

/**
 * Bounds on what is read. A specification may come from anywhere; past these bounds it is refused
 * by name instead of exhausting the stack or the memory. The largest public specifications stay
 * below a tenth of each.
 */

/** Characters in one module or configuration file. */
export const maximumTextLength = 4_000_000

/** Nesting of expressions, definitions and set values. */
export const maximumDepth = 400

/** Nesting of brackets: `(`, `[`, `{`, `<<`, also those that a fault left open. */
export const maximumBrackets = 400

/**
 * Junctions open at once, counted by their columns. The scanner of the grammar keeps its stack of
 * bulleted lists in a buffer of 1,024 bytes, so more would run over it.
 */
export const maximumJunctions = 150

/**
 * Milliseconds for one module: the parser's time grows with the square of the depth, and a thousand
 * lines take a tenth of a second.
 */
export const maximumParseTime = 30_000

/** Modules of one specification. */
export const maximumModules = 500

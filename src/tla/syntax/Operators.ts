/**
 * The operator symbols of TLA+: how the grammar calls them, how we spell them (one spelling each),
 * and the ranges of precedence of Specifying Systems, page 271, as SANY has them.
 */
export interface OperatorSymbol {
  readonly name: string
  readonly low: number
  readonly high: number
  /** `a op b op c` is allowed and means `(a op b) op c`. */
  readonly left: boolean
}

type Row = readonly [rule: string, name: string, low: number, high: number, left?: 'left']

const infixRows: readonly Row[] = [
  ['implies', '=>', 1, 1],
  ['plus_arrow', '-+->', 2, 2],
  ['equiv', '<=>', 2, 2],
  ['iff', '<=>', 2, 2],
  ['leads_to', '~>', 2, 2],
  ['land', '/\\', 3, 3, 'left'],
  ['lor', '\\/', 3, 3, 'left'],
  ['assign', ':=', 5, 5],
  ['bnf_rule', '::=', 5, 5],
  ['eq', '=', 5, 5],
  ['neq', '#', 5, 5],
  ['lt', '<', 5, 5],
  ['gt', '>', 5, 5],
  ['leq', '<=', 5, 5],
  ['geq', '>=', 5, 5],
  ['approx', '\\approx', 5, 5],
  ['rs_ttile', '|-', 5, 5],
  ['rd_ttile', '|=', 5, 5],
  ['ls_ttile', '-|', 5, 5],
  ['ld_ttile', '=|', 5, 5],
  ['asymp', '\\asymp', 5, 5],
  ['cong', '\\cong', 5, 5],
  ['doteq', '\\doteq', 5, 5],
  ['gg', '\\gg', 5, 5],
  ['ll', '\\ll', 5, 5],
  ['in', '\\in', 5, 5],
  ['notin', '\\notin', 5, 5],
  ['prec', '\\prec', 5, 5],
  ['succ', '\\succ', 5, 5],
  ['preceq', '\\preceq', 5, 5],
  ['succeq', '\\succeq', 5, 5],
  ['propto', '\\propto', 5, 5],
  ['sim', '\\sim', 5, 5],
  ['simeq', '\\simeq', 5, 5],
  ['sqsubset', '\\sqsubset', 5, 5],
  ['sqsupset', '\\sqsupset', 5, 5],
  ['sqsubseteq', '\\sqsubseteq', 5, 5],
  ['sqsupseteq', '\\sqsupseteq', 5, 5],
  ['subset', '\\subset', 5, 5],
  ['supset', '\\supset', 5, 5],
  ['subseteq', '\\subseteq', 5, 5],
  ['supseteq', '\\supseteq', 5, 5],
  ['compose', '@@', 6, 6, 'left'],
  ['map_to', ':>', 7, 7],
  ['map_from', '<:', 7, 7],
  ['setminus', '\\', 8, 8],
  ['cap', '\\cap', 8, 8, 'left'],
  ['cup', '\\cup', 8, 8, 'left'],
  ['dots_2', '..', 9, 9],
  ['dots_3', '...', 9, 9],
  ['plus', '+', 10, 10, 'left'],
  ['plusplus', '++', 10, 10, 'left'],
  ['oplus', '(+)', 10, 10, 'left'],
  ['ominus', '(-)', 11, 11, 'left'],
  ['mod', '%', 10, 11],
  ['modmod', '%%', 10, 11, 'left'],
  ['vert', '|', 10, 11, 'left'],
  ['vertvert', '||', 10, 11, 'left'],
  ['minus', '-', 11, 11, 'left'],
  ['minusminus', '--', 11, 11, 'left'],
  ['amp', '&', 13, 13, 'left'],
  ['ampamp', '&&', 13, 13, 'left'],
  ['odot', '(.)', 13, 13, 'left'],
  ['oslash', '(/)', 13, 13],
  ['otimes', '(\\X)', 13, 13, 'left'],
  ['mul', '*', 13, 13, 'left'],
  ['mulmul', '**', 13, 13, 'left'],
  ['slash', '/', 13, 13],
  ['slashslash', '//', 13, 13],
  ['bigcirc', '\\bigcirc', 13, 13, 'left'],
  ['bullet', '\\bullet', 13, 13, 'left'],
  ['div', '\\div', 13, 13],
  ['circ', '\\o', 13, 13, 'left'],
  ['star', '\\star', 13, 13, 'left'],
  ['excl', '!!', 9, 13],
  ['hashhash', '##', 9, 13, 'left'],
  ['dol', '$', 9, 13, 'left'],
  ['doldol', '$$', 9, 13, 'left'],
  ['qq', '??', 9, 13, 'left'],
  ['sqcap', '\\sqcap', 9, 13, 'left'],
  ['sqcup', '\\sqcup', 9, 13, 'left'],
  ['uplus', '\\uplus', 9, 13, 'left'],
  ['times', '\\X', 10, 13, 'left'],
  ['wr', '\\wr', 9, 14],
  ['cdot', '\\cdot', 5, 14, 'left'],
  ['pow', '^', 14, 14],
  ['powpow', '^^', 14, 14],
]

const prefixRows: readonly Row[] = [
  ['lnot', '~', 4, 4, 'left'],
  ['union', 'UNION', 10, 13],
  ['powerset', 'SUBSET', 10, 13],
  ['domain', 'DOMAIN', 10, 13],
  ['negative', '-.', 12, 12],
  ['enabled', 'ENABLED', 4, 15],
  ['unchanged', 'UNCHANGED', 4, 15],
  ['always', '[]', 4, 15],
  ['eventually', '<>', 4, 15],
]

const postfixRows: readonly Row[] = [
  ['sup_plus', '^+', 15, 15],
  ['asterisk', '^*', 15, 15],
  ['sup_hash', '^#', 15, 15],
  ['prime', "'", 15, 15],
]

const tableOf = (rows: readonly Row[]): ReadonlyMap<string, OperatorSymbol> =>
  new Map(
    rows.map(([rule, name, low, high, left]) => [rule, { name, low, high, left: left === 'left' }]),
  )

/** By the grammar's name of the symbol. */
export const infixOperators = tableOf(infixRows)
export const prefixOperators = tableOf(prefixRows)
export const postfixOperators = tableOf(postfixRows)

/** Whether `inner`, standing unparenthesised beside `outer`, clearly binds tighter. */
export const bindsTighter = (inner: OperatorSymbol, outer: OperatorSymbol): boolean =>
  inner.low > outer.high

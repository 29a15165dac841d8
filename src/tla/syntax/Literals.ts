import type { Name } from './Ast.ts'
import { ofType } from './Cst.ts'
import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'

/** Words of the language; the grammar lets some of them pass as names. */
const reserved: ReadonlySet<string> = new Set(
  `ASSUME ASSUMPTION AXIOM CASE CHOOSE CONSTANT CONSTANTS DOMAIN ELSE ENABLED EXCEPT EXTENDS IF IN
   INSTANCE LAMBDA LET LOCAL MODULE OTHER RECURSIVE SUBSET THEN THEOREM UNCHANGED UNION VARIABLE
   VARIABLES WITH STRING BOOLEAN TRUE FALSE`.split(/\s+/),
)

/** The largest integer of TLC, beyond which it refuses a literal as well. */
const maximumNumber = 2_147_483_647

export const nameOf = (node: CstNode): Name => {
  if (reserved.has(node.text))
    throw new TlaError({
      code: 'TLA001',
      message: `\`${node.text}\` is a word of the language; a name is expected here.`,
      span: node.span,
    })
  return { text: node.text, span: node.span }
}

export const numberOf = (node: CstNode): number => {
  const digits = ofType(node, 'value')[0]?.text
  const radix = new Map([
    ['binary_number', 2],
    ['octal_number', 8],
    ['hex_number', 16],
  ]).get(node.type)
  const value = parseInt(digits ?? node.text, radix ?? 10)
  if (value <= maximumNumber) return value
  throw new TlaError({
    code: 'TLA006',
    message: `${node.text} is larger than ${String(maximumNumber)}, the largest integer of TLC.`,
    span: node.span,
  })
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['f', '\f'],
])

/** The value of a string literal, quotes included in `text`. */
export const stringValue = (text: string): string =>
  text.slice(1, -1).replace(/\\(.)/gu, (_, c: string) => escapes.get(c) ?? c)

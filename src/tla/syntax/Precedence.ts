/**
 * The grammar gives every infix operator the highest precedence of its range and makes it
 * left-associative. For expressions that TLA+ allows, the tree that results is the right one; here
 * those are refused that TLA+ does not allow, such as `a = b = c` or `A /\ B \/ C`.
 */
import { childIn, inField } from './Cst.ts'
import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'
import { bindsTighter, infixOperators, postfixOperators, prefixOperators } from './Operators.ts'
import type { OperatorSymbol } from './Operators.ts'

const tables = new Map([
  ['bound_infix_op', infixOperators],
  ['bound_prefix_op', prefixOperators],
  ['bound_postfix_op', postfixOperators],
])

/** The operator of an unparenthesised application of a symbol. */
const operatorOf = (node: CstNode): OperatorSymbol | undefined => {
  const [symbol] = inField(node, 'symbol')
  if (symbol === undefined) return undefined
  return tables.get(node.type)?.get(symbol.type)
}

const conflict = (a: OperatorSymbol, b: OperatorSymbol, node: CstNode): never => {
  throw new TlaError({
    code: 'TLA007',
    message: `The precedence of \`${a.name}\` and \`${b.name}\` is not defined here: put parentheses.`,
    span: childIn(node, 'symbol').span,
  })
}

const checkInfix = (node: CstNode, outer: OperatorSymbol): void => {
  const lhs = childIn(node, 'lhs')
  const rhs = childIn(node, 'rhs')
  const left = operatorOf(lhs)
  if (left !== undefined && !bindsTighter(left, outer) && !(left.name === outer.name && outer.left))
    conflict(left, outer, node)
  const right = operatorOf(rhs)
  if (right !== undefined && rhs.type === 'bound_infix_op' && !bindsTighter(right, outer))
    conflict(outer, right, node)
}

/** Throws where the operators of this node and of its operands leave the meaning open. */
export const checkPrecedence = (node: CstNode): void => {
  const outer = operatorOf(node)
  if (outer === undefined) return
  if (node.type === 'bound_infix_op') {
    checkInfix(node, outer)
    return
  }
  // Two prefix or two postfix operators in a row can be read in one way only.
  const [operand] = [...inField(node, 'rhs'), ...inField(node, 'lhs')]
  const inner = operand === undefined ? undefined : operatorOf(operand)
  if (inner !== undefined && operand?.type !== node.type && !bindsTighter(inner, outer))
    conflict(outer, inner, node)
}

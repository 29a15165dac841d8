/** Operators passed as arguments whose answer depends on nothing but their own arguments. */
import type { Argument, Binder, Definition, Expr, Lambda } from '../names/Ir.ts'
import type { Context } from './Context.ts'
import { nondeterministic } from './Standard.ts'
import { reaches } from './Walk.ts'

/** What a closed operator is known by, for a cache that the places which pass it can share. */
export type ClosedOperator = Definition | Lambda

const isNondeterministic = (argument: Argument): boolean =>
  (argument.kind === 'Builtin' || argument.kind === 'BuiltinRef') &&
  nondeterministic.has(argument.operator)

/** Does the value depend on a state, or not even on that? */
const varies = (node: Expr): boolean => {
  if (node.kind === 'Variable' || isNondeterministic(node)) return true
  return (
    (node.kind === 'Apply' || node.kind === 'ApplyLocal' || node.kind === 'Builtin') &&
    node.args.some(isNondeterministic)
  )
}

const isClosed = (params: readonly Binder[], body: Expr, context: Context): boolean =>
  [...context.freeBinders(body)].every((binder) => params.includes(binder)) &&
  !reaches(body, varies)

/** undefined if the operator reads a variable or a name of its surroundings. */
export const closedOperator = (
  argument: Argument | undefined,
  context: Context,
): ClosedOperator | undefined => {
  switch (argument?.kind) {
    case 'Lambda':
      return isClosed(argument.params, argument.body, context) ? argument : undefined
    case 'DefinitionRef': {
      const { definition } = argument
      return isClosed(definition.params, definition.body, context) ? definition : undefined
    }
    default:
      return undefined
  }
}

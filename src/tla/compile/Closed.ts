/** Operators passed as arguments whose answer depends on nothing but their own arguments. */
import type { Argument, Binder, Expr } from '../names/Ir.ts'
import type { Context } from './Context.ts'
import { nondeterministic } from './Standard.ts'
import type { ClosedOperator } from './standard/LastIndex.ts'
import { reaches } from './Walk.ts'

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

/** Levels of expressions: constant 0, state 1, action 2, temporal 3 (Specifying Systems, 17.2). */
import type { Span } from '../syntax/Span.ts'
import { refuse } from './Context.ts'
import type { Argument, Expr, Level } from './Ir.ts'

const names = ['a constant', 'a state', 'an action', 'a temporal'] as const

export const levelName = (level: Level): string => names[level]

export const levelOf = (argument: Argument): Level => {
  switch (argument.kind) {
    case 'Lambda':
      return argument.body.level
    case 'DefinitionRef':
      return argument.definition.level
    case 'BuiltinRef':
    case 'BinderRef':
      return 0
    default:
      return argument.level
  }
}

const operatorKinds: ReadonlySet<string> = new Set([
  'Lambda',
  'DefinitionRef',
  'BuiltinRef',
  'BinderRef',
])

/** Whether an argument is a value, not an operator. */
export const isExpr = (argument: Argument): argument is Expr => !operatorKinds.has(argument.kind)

export const maxLevel = (levels: readonly Level[]): Level =>
  levels.reduce<Level>((most, level) => (level > most ? level : most), 0)

export const levelOfAll = (args: readonly Argument[]): Level => maxLevel(args.map(levelOf))

/** Refuses an expression of too high a level: a primed variable under a prime, for instance. */
export const atMost = (expr: Expr, most: Level, where: string, span: Span = expr.span): Expr =>
  expr.level <= most
    ? expr
    : refuse(
        'TLA110',
        `${where} takes at most ${levelName(most)}-level expression, but this is ${levelName(expr.level)}-level one.`,
        span,
      )

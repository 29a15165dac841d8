/** Applications of the engine's own operators, with the levels that they ask for and have. */
import type { Span } from '../syntax/Span.ts'
import { refuse } from './Context.ts'
import type { Argument, Expr } from './Ir.ts'
import { atMost, isExpr, levelOfAll } from './Levels.ts'
import type { StandardOperator } from './Standard.ts'

type Special = (args: readonly Expr[], span: Span) => Expr

const first = (args: readonly Expr[], span: Span): Expr =>
  args[0] ?? refuse('TLA103', 'An argument is missing here.', span)

const second = (args: readonly Expr[], span: Span): Expr =>
  args[1] ?? refuse('TLA103', 'The second argument is missing here.', span)

const always: Special = (args, span) => {
  const body = first(args, span)
  if (body.level === 2 && body.kind !== 'BoxAction')
    refuse('TLA111', '`[]` before an action needs the form `[][A]_v`.', span)
  return { kind: 'Always', body, level: 3, span }
}

const eventually: Special = (args, span) => {
  const body = first(args, span)
  if (body.level === 2 && body.kind !== 'AngleAction')
    refuse('TLA111', '`<>` before an action needs the form `<><<A>>_v`.', span)
  return { kind: 'Eventually', body, level: 3, span }
}

const junction =
  (kind: 'And' | 'Or'): Special =>
  (items, span) => ({ kind, items, level: levelOfAll(items), span })

/** Operators that have a node of their own in the resolved form. */
const special: ReadonlyMap<string, Special> = new Map<string, Special>([
  [
    "'",
    (args, span) => ({
      kind: 'Prime',
      body: atMost(first(args, span), 1, "`'`"),
      level: 2,
      span,
    }),
  ],
  [
    'UNCHANGED',
    (args, span) => ({
      kind: 'Unchanged',
      body: atMost(first(args, span), 1, '`UNCHANGED`'),
      level: 2,
      span,
    }),
  ],
  [
    'ENABLED',
    (args, span) => ({
      kind: 'Enabled',
      body: atMost(first(args, span), 2, '`ENABLED`'),
      level: 1,
      span,
    }),
  ],
  ['[]', always],
  ['<>', eventually],
  [
    '~>',
    (args, span) => ({
      kind: 'LeadsTo',
      left: first(args, span),
      right: second(args, span),
      level: 3,
      span,
    }),
  ],
  ['/\\', junction('And')],
  ['\\/', junction('Or')],
  ['\\X', (items, span) => ({ kind: 'Product', items, level: levelOfAll(items), span })],
])

/** The number and arities of `args` are those of the operator. */
export const applyBuiltin = (
  operator: StandardOperator,
  args: readonly Argument[],
  span: Span,
): Expr => {
  const node = special.get(operator.name)
  return node === undefined
    ? { kind: 'Builtin', operator: operator.name, args, level: levelOfAll(args), span }
    : node(args.filter(isExpr), span)
}

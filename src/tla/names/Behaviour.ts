/** Takes SPECIFICATION and PROPERTY formulas apart into what a check of safety needs. */
import type { Name } from '../syntax/Ast.ts'
import type { Span } from '../syntax/Span.ts'
import { refuse } from './Context.ts'
import type { Bound, Expr, NamedExpr } from './Ir.ts'
import { isExpr, levelName, levelOfAll } from './Levels.ts'
import { mentions } from './Mentions.ts'

/** The formula behind definitions without parameters, which temporal formulas usually hide in. */
const opened = (expr: Expr): Expr =>
  expr.kind === 'Apply' && expr.level >= 2 && expr.definition.params.length === 0
    ? opened(expr.definition.body)
    : expr

/** The conjuncts of a formula, through definitions without parameters. */
const conjuncts = (expr: Expr): readonly Expr[] => {
  if (expr.level < 2) return [expr]
  const formula = opened(expr)
  return formula.kind === 'And' ? formula.items.flatMap(conjuncts) : [formula]
}

/**
 * Whether a formula only demands that something happens: fairness and its like. Without it the same
 * finite behaviours remain, so a check of safety may leave it out.
 */
const isLiveness = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'WeakFairness':
    case 'StrongFairness':
    case 'Eventually':
    case 'LeadsTo':
      return true
    case 'Always':
      return isLiveness(expr.body)
    case 'Forall':
    case 'Exists':
    case 'Let':
      return isLiveness(expr.body)
    case 'And':
    case 'Or':
      return expr.items.every(isLiveness)
    case 'Apply':
      return isLiveness(expr.definition.body)
    case 'Builtin': {
      const conclusion = expr.operator === '=>' ? expr.args[1] : undefined
      return conclusion !== undefined && isExpr(conclusion) && isLiveness(conclusion)
    }
    default:
      return false
  }
}

export interface Behaviour {
  readonly init: Expr
  readonly next: Expr
  readonly fairness: readonly Expr[]
}

const conjunction = (items: readonly Expr[], whole: Expr): Expr => {
  const [only] = items
  return items.length === 1 && only !== undefined
    ? only
    : { kind: 'And', items, level: levelOfAll(items), span: whole.span }
}

/** `Init /\ [][Next]_v /\ fairness`, in any order and through definitions. */
export const behaviourOf = (spec: Expr, name: Name): Behaviour => {
  const inits: Expr[] = []
  const steps: Expr[] = []
  const fairness: Expr[] = []
  for (const part of conjuncts(spec)) {
    const body = part.kind === 'Always' ? opened(part.body) : undefined
    if (body?.kind === 'BoxAction') steps.push(body.action)
    else if (part.level <= 1) inits.push(part)
    else if (isLiveness(part)) fairness.push(part)
    else
      refuse(
        'CFG110',
        `SPECIFICATION ${name.text}: this conjunct is neither an initial predicate, nor \`[][Next]_v\`, nor fairness.`,
        part.span,
      )
  }
  const [next, another] = steps
  if (next === undefined)
    return refuse(
      'CFG110',
      `SPECIFICATION ${name.text} has no conjunct of the form \`[][Next]_v\`.`,
      name.span,
    )
  if (another !== undefined)
    refuse(
      'CFG110',
      `SPECIFICATION ${name.text} has a second conjunct of the form \`[][Next]_v\`.`,
      another.span,
    )
  if (inits.length === 0)
    refuse('CFG110', `SPECIFICATION ${name.text} has no initial predicate.`, name.span)
  return { init: conjunction(inits, spec), next, fairness }
}

export interface Properties {
  readonly invariants: readonly NamedExpr[]
  readonly actionProperties: readonly NamedExpr[]
  readonly initialPredicates: readonly NamedExpr[]
}

/** What one conjunct of a property asks: of every state, of every step, or of initial states. */
interface Demand {
  readonly of: keyof Properties
  readonly expr: Expr
}

const refuseProperty = (part: Expr, name: Name): never =>
  refuse(
    'CFG111',
    `PROPERTY ${name.text} cannot be checked by this engine: ${isLiveness(part) ? 'this is liveness' : `this is ${levelName(part.level)}-level formula of another form`}. It checks \`[]P\`, \`[][A]_v\` and state predicates; remove the property, or check it with TLC.`,
    part.span,
  )

interface Quantified {
  readonly bounds: readonly Bound[]
  readonly span: Span
}

/** `\A x \in S : []P` is `[]\A x \in S : P` where S is constant; likewise for steps. */
const underForall = ({ bounds, span }: Quantified, demand: Demand, name: Name): Demand => {
  const over = (body: Expr): Expr => ({
    kind: 'Forall',
    bounds,
    body,
    level: body.level,
    span,
  })
  const { expr } = demand
  if (expr.kind !== 'BoxAction') return { ...demand, expr: over(expr) }
  const binders = bounds.flatMap((b) => b.binders)
  if (binders.some((binder) => mentions(expr.subscript, binder))) refuseProperty(expr, name)
  return { ...demand, expr: { ...expr, action: over(expr.action) } }
}

const demandsOf = (property: Expr, name: Name): readonly Demand[] =>
  conjuncts(property).flatMap((part): readonly Demand[] => {
    if (part.level <= 1) return [{ of: 'initialPredicates', expr: part }]
    const constant = part.kind === 'Forall' && part.bounds.every((b) => b.domain.level === 0)
    if (part.kind === 'Forall' && constant)
      return demandsOf(part.body, name).map((demand) => underForall(part, demand, name))
    const body = part.kind === 'Always' ? opened(part.body) : undefined
    if (body !== undefined && body.level <= 1) return [{ of: 'invariants', expr: body }]
    if (body?.kind === 'BoxAction') return [{ of: 'actionProperties', expr: body }]
    return refuseProperty(part, name)
  })

/** Each conjunct of a PROPERTY as what it asks of states or of steps; never skipped in silence. */
export const propertiesOf = (property: Expr, name: Name): Properties => {
  const demands = demandsOf(property, name)
  const asking = (of: keyof Properties): readonly NamedExpr[] =>
    demands.filter((d) => d.of === of).map(({ expr }) => ({ name: name.text, expr }))
  return {
    invariants: asking('invariants'),
    actionProperties: asking('actionProperties'),
    initialPredicates: asking('initialPredicates'),
  }
}

/** Takes SPECIFICATION and PROPERTY formulas apart into what a check of safety needs. */
import type { Name } from '../syntax/Ast.ts'
import { refuse } from './Context.ts'
import type { Expr, NamedExpr } from './Ir.ts'
import { levelName, levelOfAll } from './Levels.ts'

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

const isFairness = (expr: Expr): boolean => {
  const formula = opened(expr)
  switch (formula.kind) {
    case 'WeakFairness':
    case 'StrongFairness':
      return true
    case 'Forall':
    case 'Exists':
      return formula.level === 3 && isFairness(formula.body)
    case 'And':
    case 'Or':
      return formula.items.every(isFairness)
    case 'Let':
      return isFairness(formula.body)
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
    else if (isFairness(part)) fairness.push(part)
    else
      refuse(
        'CFG110',
        `SPECIFICATION ${name.text}: this conjunct is none of an initial predicate, \`[][Next]_v\`, \`WF_v(A)\` and \`SF_v(A)\`.`,
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

const liveness: ReadonlyMap<Expr['kind'], string> = new Map<Expr['kind'], string>([
  ['Eventually', '`<>`'],
  ['LeadsTo', '`~>`'],
  ['WeakFairness', '`WF_`'],
  ['StrongFairness', '`SF_`'],
])

const refuseProperty = (part: Expr, name: Name): never => {
  const inner = part.kind === 'Always' ? opened(part.body) : part
  const found = liveness.get(inner.kind)
  const why =
    found === undefined
      ? `it is ${levelName(part.level)}-level formula of another form`
      : `${found} is liveness`
  return refuse(
    'CFG111',
    `PROPERTY ${name.text} cannot be checked by this engine: ${why}. It checks \`[]P\`, \`[][A]_v\` and state predicates; remove the property, or check it with TLC.`,
    part.span,
  )
}

/** Each conjunct of a PROPERTY as what it asks of states or of steps; never skipped in silence. */
export const propertiesOf = (property: Expr, name: Name): Properties => {
  const invariants: NamedExpr[] = []
  const actionProperties: NamedExpr[] = []
  const initialPredicates: NamedExpr[] = []
  for (const part of conjuncts(property)) {
    const named = (expr: Expr): NamedExpr => ({ name: name.text, expr })
    const body = part.kind === 'Always' ? opened(part.body) : undefined
    if (body !== undefined && body.level <= 1) invariants.push(named(body))
    else if (body?.kind === 'BoxAction') actionProperties.push(named(body))
    else if (part.level <= 1) initialPredicates.push(named(part))
    else refuseProperty(part, name)
  }
  return { invariants, actionProperties, initialPredicates }
}

/** What is known of an expression without evaluating it. Every answer errs on the safe side. */
import type { Argument, Binder, Definition, Expr } from '../names/Ir.ts'
import { isExpr, reaches } from './Walk.ts'

const booleanOperators = new Set([
  '=',
  '#',
  '<',
  '>',
  '<=',
  '>=',
  '~',
  '=>',
  '<=>',
  '\\in',
  '\\notin',
  '\\subseteq',
  'IsFiniteSet',
  'Assert',
  'Print',
  'PrintT',
])

/** Is the value certainly a Boolean, so that it needs no check? */
export const isBoolean = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'Boolean':
    case 'And':
    case 'Or':
    case 'Exists':
    case 'Forall':
    case 'Unchanged':
    case 'BoxAction':
    case 'AngleAction':
      return true
    case 'Builtin':
      return booleanOperators.has(expr.operator) && expr.operator !== 'Print'
    case 'If':
      return isBoolean(expr.then) && isBoolean(expr.otherwise)
    case 'Let':
      return isBoolean(expr.body)
    default:
      return false
  }
}

const branchKinds = new Set<Expr['kind']>(['Or', 'Exists', 'BoxAction', 'AngleAction'])

/** The subexpressions that stand where a conjunct of an action stands if `expr` does. */
const conjunctsOf = (expr: Expr): readonly Expr[] => {
  switch (expr.kind) {
    case 'And':
    case 'Or':
      return expr.items
    case 'Exists':
    case 'Forall':
    case 'Let':
      return [expr.body]
    case 'If':
      return [expr.then, expr.otherwise]
    case 'Case':
      return [...expr.arms.map((arm) => arm.value), ...(expr.otherwise ? [expr.otherwise] : [])]
    case 'Builtin':
      return expr.operator === '=>' ? expr.args.filter(isExpr).slice(1) : []
    default:
      return []
  }
}

/**
 * Can evaluating an expression as a conjunct of an action take more than one branch? TLC descends
 * into every disjunction, quantifier and definition there, whatever the level of the expression.
 */
export const createMayBranch = (): ((expr: Expr) => boolean) => {
  const known = new Map<Definition, boolean>()
  const ofDefinition = (definition: Definition): boolean => {
    const found = known.get(definition)
    if (found !== undefined) return found
    known.set(definition, false)
    const answer = mayBranch(definition.body)
    known.set(definition, answer)
    return answer
  }
  const ofArgument = (arg: Argument): boolean =>
    arg.kind === 'Lambda'
      ? mayBranch(arg.body)
      : arg.kind !== 'DefinitionRef'
        ? isExpr(arg) && mayBranch(arg)
        : ofDefinition(arg.definition)
  /** Errs for constant functions, of which TLC enters some (see Entered). */
  const bodyMayBranch = (fn: Expr): boolean => {
    const literal = fn.kind === 'Apply' ? fn.definition.body : fn
    return literal.kind === 'Function' && mayBranch(literal.body)
  }
  const mayBranch = (expr: Expr): boolean => {
    if (branchKinds.has(expr.kind)) return true
    if (expr.kind === 'Apply') {
      return ofDefinition(expr.definition) || expr.args.some(ofArgument)
    }
    if (expr.kind === 'FunctionApply') return bodyMayBranch(expr.fn)
    return conjunctsOf(expr).some(mayBranch)
  }
  return mayBranch
}

/** The children that are evaluated whenever the expression is. */
const alwaysEvaluated = (expr: Expr): readonly Expr[] => {
  switch (expr.kind) {
    case 'And':
    case 'Or':
      return expr.items.slice(0, 1)
    case 'If':
      return [expr.test]
    case 'Case':
      return expr.arms.slice(0, 1).map((arm) => arm.guard)
    case 'Builtin':
      return expr.operator === '=>'
        ? expr.args.filter(isExpr).slice(0, 1)
        : expr.args.filter(isExpr)
    case 'FunctionApply':
      return [expr.fn, ...expr.args]
    case 'Field':
      return [expr.record]
    case 'Except':
      return [expr.base]
    case 'Function':
    case 'SetMap':
    case 'Exists':
    case 'Forall':
      return expr.bounds.slice(0, 1).map((bound) => bound.domain)
    case 'SetFilter':
    case 'Choose':
      return [expr.bound.domain]
    case 'Tuple':
    case 'SetEnum':
      return expr.items
    case 'Record':
      return expr.fields.map(([, value]) => value)
    case 'Let':
      return [expr.body]
    default:
      return []
  }
}

export interface Strictness {
  /** Is the parameter evaluated on every path, so that its argument may be evaluated first? */
  strict: (definition: Definition, param: Binder) => boolean
  /** Does the definition prime a parameter, so that it can only be expanded in place? */
  primesParameter: (definition: Definition) => boolean
}

const isPrimed = (expr: Expr): boolean => expr.kind === 'Prime' || expr.kind === 'Unchanged'

export const createStrictness = (): Strictness => {
  const known = new Map<Definition, ReadonlySet<Binder>>()
  const primes = new Map<Definition, boolean>()
  const strictParams = (definition: Definition): ReadonlySet<Binder> => {
    const found = known.get(definition)
    if (found !== undefined) return found
    known.set(definition, new Set())
    const used = new Set<Binder>()
    collect(definition.body, used)
    known.set(definition, used)
    return used
  }
  const collect = (expr: Expr, used: Set<Binder>): void => {
    if (expr.kind === 'Local') used.add(expr.binder)
    if (expr.kind === 'Apply') {
      const strict = strictParams(expr.definition)
      for (const binder of strict) if (!expr.definition.params.includes(binder)) used.add(binder)
      expr.definition.params.forEach((param, k) => {
        const arg = expr.args[k]
        if (arg !== undefined && strict.has(param) && isExpr(arg)) collect(arg, used)
      })
    }
    for (const child of alwaysEvaluated(expr)) collect(child, used)
  }
  return {
    strict: (definition, param) => param.arity === 0 && strictParams(definition).has(param),
    primesParameter: (definition) => {
      const found = primes.get(definition)
      if (found !== undefined) return found
      const params = new Set(definition.params)
      const mentions = (node: Expr): boolean => node.kind === 'Local' && params.has(node.binder)
      const answer =
        params.size > 0 &&
        reaches(definition.body, (node) => isPrimed(node) && reaches(node, mentions))
      primes.set(definition, answer)
      return answer
    },
  }
}

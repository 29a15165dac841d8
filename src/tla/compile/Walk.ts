/** The children of an expression, and the analyses that are plain walks over them. */
import type { Argument, Binder, Bound, Definition, Expr } from '../names/Ir.ts'

type Visit = (child: Expr) => void

const visitBounds = (bounds: readonly Bound[], visit: Visit): void => {
  for (const bound of bounds) visit(bound.domain)
}

const visitArguments = (args: readonly Argument[], visit: Visit): void => {
  for (const arg of args) {
    if (arg.kind === 'Lambda') visit(arg.body)
    else if (isExpr(arg)) visit(arg)
  }
}

export const isExpr = (arg: Argument): arg is Expr =>
  arg.kind !== 'Lambda' &&
  arg.kind !== 'DefinitionRef' &&
  arg.kind !== 'BuiltinRef' &&
  arg.kind !== 'BinderRef'

/** Definitions that an expression refers to directly, as applications or as arguments. */
const visitDefinitions = (expr: Expr, visit: (definition: Definition) => void): void => {
  if (expr.kind === 'Apply') visit(expr.definition)
  if (expr.kind !== 'Apply' && expr.kind !== 'ApplyLocal' && expr.kind !== 'Builtin') return
  for (const arg of expr.args) if (arg.kind === 'DefinitionRef') visit(arg.definition)
}

/** Direct subexpressions in the order of the text; bodies of LET definitions come first. */
export const forEachChild = (expr: Expr, visit: Visit): void => {
  switch (expr.kind) {
    case 'Number':
    case 'String':
    case 'Boolean':
    case 'Constant':
    case 'Variable':
    case 'Local':
      return
    case 'Apply':
    case 'ApplyLocal':
    case 'Builtin':
      visitArguments(expr.args, visit)
      return
    case 'FunctionApply':
      visit(expr.fn)
      expr.args.forEach(visit)
      return
    case 'Field':
      visit(expr.record)
      return
    case 'Function':
    case 'SetMap':
    case 'Exists':
    case 'Forall':
      visitBounds(expr.bounds, visit)
      visit(expr.body)
      return
    case 'SetFilter':
    case 'Choose':
      visit(expr.bound.domain)
      visit(expr.body)
      return
    case 'Except':
      visit(expr.base)
      for (const clause of expr.clauses) {
        for (const step of clause.path) if ('index' in step) visit(step.index)
        visit(clause.value)
      }
      return
    default:
      forEachPlainChild(expr, visit)
  }
}

type Plain = Exclude<Expr['kind'], Bindless>
type Bindless =
  | 'Number'
  | 'String'
  | 'Boolean'
  | 'Constant'
  | 'Variable'
  | 'Local'
  | 'Apply'
  | 'ApplyLocal'
  | 'Builtin'
  | 'FunctionApply'
  | 'Field'
  | 'Function'
  | 'SetMap'
  | 'Exists'
  | 'Forall'
  | 'SetFilter'
  | 'Choose'
  | 'Except'

const forEachPlainChild = (expr: Extract<Expr, { kind: Plain }>, visit: Visit): void => {
  switch (expr.kind) {
    case 'FunctionSet':
      visit(expr.domain)
      visit(expr.range)
      return
    case 'Record':
    case 'RecordSet':
      for (const [, value] of expr.fields) visit(value)
      return
    case 'Tuple':
    case 'SetEnum':
    case 'Product':
    case 'And':
    case 'Or':
      expr.items.forEach(visit)
      return
    case 'If':
      visit(expr.test)
      visit(expr.then)
      visit(expr.otherwise)
      return
    case 'Case':
      for (const arm of expr.arms) {
        visit(arm.guard)
        visit(arm.value)
      }
      if (expr.otherwise !== undefined) visit(expr.otherwise)
      return
    case 'Let':
      for (const definition of expr.definitions) visit(definition.body)
      visit(expr.body)
      return
    case 'Prime':
    case 'Unchanged':
    case 'Enabled':
    case 'Always':
    case 'Eventually':
      visit(expr.body)
      return
    case 'BoxAction':
    case 'AngleAction':
    case 'WeakFairness':
    case 'StrongFairness':
      visit(expr.action)
      visit(expr.subscript)
      return
    case 'LeadsTo':
      visit(expr.left)
      visit(expr.right)
      return
    case 'Unsupported':
  }
}

/** Does `test` hold for a node of the expression, entering the definitions that it refers to? */
export const reaches = (expr: Expr, test: (node: Expr) => boolean): boolean => {
  const entered = new Set<Definition>()
  const search = (node: Expr): boolean => {
    if (test(node)) return true
    let found = false
    const visit = (child: Expr): void => {
      found ||= search(child)
    }
    forEachChild(node, visit)
    visitDefinitions(node, (definition) => {
      if (found || entered.has(definition)) return
      entered.add(definition)
      visit(definition.body)
    })
    return found
  }
  return search(expr)
}

/** The names that a node binds for (some of) its children. */
export const boundIn = (expr: Expr): readonly Binder[] => {
  switch (expr.kind) {
    case 'Function':
      return [...expr.bounds.flatMap((b) => b.binders), ...(expr.self ? [expr.self] : [])]
    case 'SetMap':
    case 'Exists':
    case 'Forall':
      return expr.bounds.flatMap((b) => b.binders)
    case 'SetFilter':
    case 'Choose':
      return expr.bound.binders
    case 'Except':
      return expr.clauses.map((clause) => clause.at)
    case 'Let':
      return expr.definitions.flatMap((definition) => definition.params)
    case 'Apply':
    case 'ApplyLocal':
    case 'Builtin':
      return expr.args.flatMap((arg) => (arg.kind === 'Lambda' ? arg.params : []))
    default:
      return []
  }
}

const bindersUsed = (expr: Expr, use: (binder: Binder) => void): void => {
  if (expr.kind === 'Local' || expr.kind === 'ApplyLocal') use(expr.binder)
  if (expr.kind !== 'Apply' && expr.kind !== 'ApplyLocal' && expr.kind !== 'Builtin') return
  for (const arg of expr.args) if (arg.kind === 'BinderRef') use(arg.binder)
}

const collectFree = (expr: Expr, entered: Set<Definition>): Set<Binder> => {
  const free = new Set<Binder>()
  const add = (part: Set<Binder>): void => {
    for (const binder of part) free.add(binder)
  }
  bindersUsed(expr, (binder) => free.add(binder))
  forEachChild(expr, (child) => {
    add(collectFree(child, entered))
  })
  for (const binder of boundIn(expr)) free.delete(binder)
  visitDefinitions(expr, (definition) => {
    if (entered.has(definition)) return
    entered.add(definition)
    const inner = collectFree(definition.body, entered)
    for (const param of definition.params) inner.delete(param)
    add(inner)
  })
  return free
}

/**
 * The parameters and quantified names free in an expression, those of the definitions that it
 * refers to included: a LET definition may mention names of its surroundings. A definition is
 * entered once; wherever else it is referred to lies in the scope of the same names.
 */
export const createFreeBinders = (): ((expr: Expr) => ReadonlySet<Binder>) => {
  const known = new Map<Expr, ReadonlySet<Binder>>()
  return (expr) => {
    const found = known.get(expr)
    if (found !== undefined) return found
    const free = collectFree(expr, new Set())
    known.set(expr, free)
    return free
  }
}

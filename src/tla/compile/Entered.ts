/**
 * Functions applied in the place of a conjunct. TLC enters the body of a function that it has not
 * tabulated, as it enters a definition's: `f[x]` branches as the body does. What is constant it has
 * tabulated before it begins, save for recursive functions of a LET.
 */
import type { Expr } from '../names/Ir.ts'
import { block, conjunct, guard } from './Action.ts'
import type { Flow } from './Action.ts'
import type { Place } from './Context.ts'
import { value } from './Expression.ts'
import { resumed } from './Names.ts'
import { bind, lookup } from './Scope.ts'
import { blurred } from './Status.ts'

type Application = Expr & { kind: 'FunctionApply' }
type Literal = Expr & { kind: 'Function' }

interface Found {
  readonly fn: Literal
  readonly place: Place
}

const isTabulated = (fn: Literal): boolean => fn.level === 0 && fn.self === undefined

/** The function's own text, with the scope that it stands in. */
const literalOf = ({ fn }: Application, place: Place): Found | undefined => {
  if (fn.kind === 'Function') return { fn, place }
  if (fn.kind !== 'Apply' || fn.definition.params.length > 0) return undefined
  const ref = lookup(place.scope, fn.definition)
  const { body } = fn.definition
  if (body.kind !== 'Function') return undefined
  if (ref === undefined) return isTabulated(body) ? undefined : { fn: body, place }
  return ref.kind === 'lazy' ? { fn: body, place: resumed(ref.scope, place) } : undefined
}

/** One name per argument; a pattern of names, or a tuple for several, is left to evaluation. */
const takes = (fn: Literal, { args }: Application): boolean =>
  fn.bounds.every(({ tuple }) => !tuple) &&
  fn.bounds.flatMap(({ binders }) => binders).length === args.length

/** The function as one of JavaScript that takes the arguments and what follows. */
const enteredFunction = (
  name: string,
  { fn, place }: Found,
  expr: Application,
  flow: Flow,
): string => {
  const { context } = place
  const at = context.at(expr.span)
  const then = context.fresh('k')
  let scope =
    fn.self === undefined
      ? place.scope
      : bind(place.scope, fn.self, {
          kind: 'value',
          js: value(expr.fn, flow.place),
          entered: name,
        })
  const tests: string[] = []
  const names = fn.bounds.flatMap(({ binders, domain }) =>
    binders.map((binder) => {
      const js = context.fresh('p')
      tests.push(`isIn(${js},${value(domain, place)},${at})`)
      scope = bind(scope, binder, { kind: 'value', js })
      return js
    }),
  )
  const argument = names.length === 1 ? names.join('') : `sequenceOf([${names.join(',')}],${at})`
  const outside = `apply(${value(expr.fn, flow.place)},${argument},${at});`
  const body = block(flow, (inner) =>
    conjunct(fn.body, {
      ...inner,
      place: { ...inner.place, scope },
      status: 'm'.repeat(flow.status.length),
      then: () => `${then}();`,
      path: undefined,
    }),
  )
  return `(${[...names, then].join(',')})=>{if(!(${tests.join('&&')})){${outside}}else${body}}`
}

const call = (name: string, { args, span }: Application, flow: Flow): string => {
  const { place } = flow
  const at = place.context.at(span)
  const passed = args.map((arg) => `normal(${value(arg, place)},${at})`)
  return `${name}(${[...passed, `()=>{${flow.then(blurred(flow.status))}}`].join(',')});`
}

/** Statements that run what follows once per way in which the application holds. */
export const functionConjunct = (expr: Application, flow: Flow): string => {
  const { place } = flow
  if (expr.fn.kind === 'Local') {
    const ref = lookup(place.scope, expr.fn.binder)
    if (ref?.kind === 'value' && ref.entered !== undefined) return call(ref.entered, expr, flow)
  }
  const found = literalOf(expr, place)
  if (found === undefined || !takes(found.fn, expr)) return guard(expr, flow)
  const name = place.context.fresh('a')
  return block(flow, (inner) => {
    const code = enteredFunction(name, found, expr, inner)
    return `const ${name}=${code};${call(name, expr, inner)}`
  })
}

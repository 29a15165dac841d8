/** Compiles a resolved specification into a `Machine`. */
import type { ConfigValue, Definition, Expr, NamedExpr, Specification } from '../names/Ir.ts'
import { TlaError } from '../syntax/Diagnostic.ts'
import { createInterner } from '../values/Interner.ts'
import type { Interner } from '../values/Interner.ts'
import type { Value } from '../values/Value.ts'
import { createBase } from './Base.ts'
import type { Base } from './Base.ts'
import { createLinker, plain } from './Context.ts'
import type { Context, Linker, Place } from './Context.ts'
import { conjunct } from './Action.ts'
import { boolean, value } from './Expression.ts'
import { createLibrary } from './Library.ts'
import { defaultLimits } from './Machine.ts'
import type { Action, Emit, Instance, Limits, Machine, State } from './Machine.ts'
import { definitionFunction } from './Names.ts'
import type { Path } from './Path.ts'
import { arrowBody, bind, createBlock } from './Scope.ts'
import type { Mode, Scope } from './Scope.ts'
import { splitNext } from './Split.ts'
import type { Part } from './Split.ts'
import { allUnassigned } from './Status.ts'
import { complete, plainTarget } from './Target.ts'

const configValue = (of: ConfigValue, interner: Interner): Value => {
  switch (of.kind) {
    case 'Number':
    case 'Boolean':
      return of.value
    case 'String':
      return interner.string(of.value)
    case 'ModelValue':
      return interner.modelValue(of.name)
    case 'Set':
      return interner.set(of.items.map((item) => configValue(item, interner)))
  }
}

const scopeOf = (mode: Mode): Scope => ({
  bindings: undefined,
  state: 's',
  next: mode === 'initial' ? 's' : 'n',
  mode,
})

const placeOf = (context: Context, mode: Mode): Place => ({
  context,
  scope: scopeOf(mode),
  block: createBlock(),
})

/** All that compiling one specification needs. */
export interface Compiler {
  readonly specification: Specification
  readonly base: Base
  readonly linker: Linker
}

export const createCompiler = (specification: Specification, limits: Limits): Compiler => {
  const interner = createInterner()
  const base = createBase(interner, limits, [])
  const constants = specification.constants.map((of) => configValue(of.value, interner))
  for (const constant of constants) interner.pin(constant)
  const variables = specification.variables.map((variable) => variable.name)
  const compileDefinition = (definition: Definition, context: Context): string =>
    definitionFunction(definition, placeOf(context, 'evaluate'))
  const library = createLibrary(base, variables)
  const shared = { specification, base, constants, library, compileDefinition }
  return { specification, base, linker: createLinker(shared, plain) }
}

type Evaluator = (state: State, next: State, ...args: Value[]) => Value

/** An expression, or a definition's body with its parameters as arguments, as a function. */
const evaluator = (compiler: Compiler, expr: Expr, kind: 'value' | 'boolean'): Evaluator =>
  compiler.linker.link((context) => {
    const place = placeOf(context, 'evaluate')
    const js = kind === 'boolean' ? boolean(expr, place) : value(expr, place)
    return `(s,n)=>${arrowBody(place.block, js)}`
  }) as Evaluator

const definitionEvaluator = (compiler: Compiler, definition: Definition): Evaluator => {
  const { params } = definition
  return compiler.linker.link((context) => {
    const place = placeOf(context, 'evaluate')
    const names = params.map(() => context.fresh('p'))
    let { scope } = place
    params.forEach((param, k) => {
      scope = bind(scope, param, { kind: 'value', js: names[k] as string })
    })
    const js = value(definition.body, { ...place, scope })
    return `(${['s', 'n', ...names].join(',')})=>${arrowBody(place.block, js)}`
  }) as Evaluator
}

/** An expression in the scope that `around` makes; code finds the values in `v`. */
export const evaluateAt = (
  compiler: Compiler,
  expr: Expr,
  around: (place: Place) => Place,
  state: State,
  next: readonly (Value | undefined)[],
  values: readonly Value[],
): Value => {
  const run = compiler.linker.link((context) => {
    const place = around(placeOf(context, 'evaluate'))
    return `(s,n,v)=>${arrowBody(place.block, value(expr, place))}`
  }) as (s: State, n: readonly (Value | undefined)[], v: readonly Value[]) => Value
  return compiler.base.normal(run(state, next, values), -1)
}

type Run = (state: State, emit: Emit, ...args: readonly Value[]) => void

const runner = (
  compiler: Compiler,
  expr: Expr,
  part: Part | undefined,
  params: Definition['params'],
): Run =>
  compiler.linker.link((context) => {
    const place = placeOf(context, 'next')
    const names = params.map(() => context.fresh('p'))
    let { scope } = place
    params.forEach((param, k) => {
      scope = bind(scope, param, { kind: 'value', js: names[k] as string })
    })
    const variables = compiler.specification.variables.length
    const code = conjunct(expr, {
      place: { ...place, scope },
      target: plainTarget('n'),
      status: allUnassigned(variables),
      then: (status) => `${complete('n', status, expr, place)}emit(label,n.slice());`,
      path: part?.path,
    })
    const slots = `const n=new Array(${String(variables)}).fill(undefined);let label;`
    return `(${['s', 'emit', ...names].join(',')})=>{${slots}${place.block.declarations.join('')}${code}}`
  }) as Run

const initialStates = (compiler: Compiler): (() => State[]) => {
  const { init, variables } = compiler.specification
  const run = compiler.linker.link((context) => {
    const place = placeOf(context, 'initial')
    const code = conjunct(init, {
      place,
      target: plainTarget('s'),
      status: allUnassigned(variables.length),
      then: (status) => `${complete('s', status, init, place)}emit(s.slice());`,
      path: undefined,
    })
    const slots = `const s=new Array(${String(variables.length)}).fill(undefined);`
    return `(emit)=>{${slots}${place.block.declarations.join('')}${code}}`
  }) as (emit: (state: State) => void) => void
  return () => {
    const states: State[] = []
    run((state) => states.push(state))
    return states
  }
}

const splitParts = (compiler: Compiler): readonly Part[] =>
  splitNext(compiler.specification, compiler.linker.context, (expr, place) => {
    const evaluate = compiler.linker.link((context) => {
      const block = createBlock()
      const js = value(expr, { context, scope: { ...place.scope, mode: 'evaluate' }, block })
      return `()=>${arrowBody(block, js)}`
    }) as () => Value
    return compiler.base.elements(evaluate(), -1)
  })

/** The static arguments of a part's label, for a table of instances. */
const staticArguments = (path: Path): readonly Value[] => {
  if (path.kind === 'here') return []
  return path.kind === 'element'
    ? [...path.values, ...staticArguments(path.rest)]
    : staticArguments(path.rest)
}

const unknownName = (name: string, module: string): never => {
  throw new TlaError({ code: 'TLA402', message: `module ${module} defines no operator ${name}` })
}

export const definitionOf = (specification: Specification, name: string): Definition =>
  specification.definitions.get(name) ?? unknownName(name, specification.module)

/** What may go wrong deep in JavaScript is reported as the evaluation error that it is. */
const guarded = <A extends readonly unknown[], R>(
  base: Base,
  run: (...args: A) => R,
): ((...args: A) => R) => {
  return (...args) => {
    try {
      return run(...args)
    } catch (error) {
      throw base.locate(error, -1)
    }
  }
}

const createAction = (compiler: Compiler, name: string): Action => {
  const definition = definitionOf(compiler.specification, name)
  const run = guarded(
    compiler.base,
    runner(compiler, definition.body, undefined, definition.params),
  )
  const test = guarded(compiler.base, definitionEvaluator(compiler, definition))
  return {
    name,
    arity: definition.params.length,
    run: (args, state) => {
      const states: State[] = []
      run(state, (_, next) => states.push(next), ...args)
      return states
    },
    holds: (args, state, next) => compiler.base.boolean(test(state, next, ...args), -1),
  }
}

const memoised = <K, V>(make: (key: K) => V): ((key: K) => V) => {
  const known = new Map<K, V>()
  return (key) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make(key)
    known.set(key, made)
    return made
  }
}

const createInstances = (compiler: Compiler): readonly Instance[] =>
  splitParts(compiler).map((part) => {
    const run = runner(compiler, compiler.specification.next, part, [])
    return {
      name: part.name,
      args: staticArguments(part.path),
      dynamic: part.dynamic,
      successors: guarded(compiler.base, (state: State, emit: Emit) => {
        run(state, emit)
      }),
    }
  })

const compilers = new WeakMap<Machine, Compiler>()

/** The compiler behind a machine: for the layers that compile parts of its specification. */
export const compilerOf = (machine: Machine): Compiler => {
  const compiler = compilers.get(machine)
  if (compiler === undefined) throw new Error('the machine was not made by createMachine')
  return compiler
}

export const createMachine = (
  specification: Specification,
  limits: Limits = defaultLimits,
): Machine => {
  const compiler = createCompiler(specification, limits)
  const { base } = compiler
  const instances = createInstances(compiler)
  const expression = memoised((expr: Expr) => guarded(base, evaluator(compiler, expr, 'value')))
  const definition = memoised((of: Definition) => guarded(base, definitionEvaluator(compiler, of)))
  const test = memoised((expr: Expr) => guarded(base, evaluator(compiler, expr, 'boolean')))
  const none: State = []
  const formula = (of: string | NamedExpr): Expr =>
    typeof of === 'string' ? definitionOf(specification, of).body : of.expr
  const machine: Machine = {
    specification,
    interner: base.interner,
    initialStates: guarded(base, initialStates(compiler)),
    instances,
    successors: (state, emit) => {
      for (const instance of instances) instance.successors(state, emit)
    },
    action: memoised((name: string) => createAction(compiler, name)),
    predicate: (of) => {
      const holds = test(formula(of))
      return (state) => holds(state, none) as boolean
    },
    actionPredicate: (of) => {
      const holds = test(formula(of))
      return (state, next) => holds(state, next) as boolean
    },
    evaluate: (of, args, state = none, next = none) => {
      const run =
        typeof of === 'string' ? definition(definitionOf(specification, of)) : expression(of)
      return base.normal(run(state, next, ...args), -1)
    },
  }
  compilers.set(machine, compiler)
  return machine
}

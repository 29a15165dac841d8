/** Compiles a resolved specification into a `Machine`. */
import type { Definition, Expr, NamedExpr, Specification } from '../names/Ir.ts'
import type { Value } from '../values/Value.ts'
import type { Base } from './Base.ts'
import { createCompiler, definitionOf, evaluator } from './Compiler.ts'
import type { Compiler } from './Compiler.ts'
import { value } from './Expression.ts'
import { defaultLimits } from './Machine.ts'
import type { Action, Emit, Instance, Limits, Machine, State } from './Machine.ts'
import type { Path } from './Path.ts'
import { initialStates, runner } from './Runner.ts'
import { arrowBody, createBlock } from './Scope.ts'
import { splitNext } from './Split.ts'
import type { Part } from './Split.ts'

export const splitParts = (compiler: Compiler): readonly Part[] =>
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
  const test = guarded(compiler.base, evaluator(compiler, definition.body, definition.params))
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
    const run = runner(compiler, compiler.specification.next, part.path, [])
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
  const expression = memoised((expr: Expr) => guarded(base, evaluator(compiler, expr)))
  const definition = memoised((of: Definition) =>
    guarded(base, evaluator(compiler, of.body, of.params)),
  )
  const test = memoised((expr: Expr) => guarded(base, evaluator(compiler, expr, [], 'boolean')))
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

/** What is shared by all code compiled for one machine, and by all code of one unit. */
import type { Binder, Definition, Expr, Specification } from '../names/Ir.ts'
import type { Span } from '../syntax/Span.ts'
import type { Value } from '../values/Value.ts'
import { createMayBranch, createStrictness } from './Analysis.ts'
import type { Strictness } from './Analysis.ts'
import type { Base } from './Base.ts'
import type { Block, Scope } from './Scope.ts'
import { createFreeBinders } from './Walk.ts'

/** Anything that generated code refers to by position instead of by text. */
export type Embedded = Value | object

/**
 * One flavour of code: `plain`, or `recording`, in which reads of the state are reported as they
 * happen (see ../memo). A definition is compiled once per flavour.
 */
export interface Flavour {
  readonly name: string
  /** May replace the code of an expression; undefined leaves it to the compiler. */
  intercept: (expr: Expr, place: Place) => string | undefined
  /** Called before a definition is called as a function; may throw. */
  checkCall: (definition: Definition, place: Place) => void
}

export const plain: Flavour = {
  name: 'plain',
  intercept: () => undefined,
  checkCall: () => undefined,
}

export interface Context {
  readonly specification: Specification
  readonly base: Base
  readonly flavour: Flavour
  readonly freeBinders: (expr: Expr) => ReadonlySet<Binder>
  readonly mayBranch: (expr: Expr) => boolean
  readonly strictness: Strictness
  /** The values of the declared constants. */
  readonly constants: readonly Value[]
  /** A JavaScript identifier that was never handed out before. */
  fresh: (prefix: string) => string
  /** JavaScript that denotes a constant object. */
  embed: (value: Embedded) => string
  /** JavaScript of the position of an error. */
  at: (span: Span) => string
  /** JavaScript of a compiled definition: a function of state, next state and arguments. */
  definition: (definition: Definition) => string
  /** JavaScript that evaluates a constant expression once and for ever. */
  once: (js: string) => string
}

/** Where code is compiled. */
export interface Place {
  readonly context: Context
  readonly scope: Scope
  readonly block: Block
}

export interface Linker {
  readonly context: Context
  /**
   * Turns the JavaScript that `make` returns, together with all that it refers to, into its value.
   * If `make` throws, nothing of the attempt stays behind.
   */
  link: (make: (context: Context) => string) => unknown
}

/** Compiles a definition to the JavaScript of an arrow function. */
export type CompileDefinition = (definition: Definition, context: Context) => string

interface Unit {
  readonly lines: string[]
  readonly uses: Set<string>
}

const header = (unit: Unit, embedded: ReadonlyMap<string, number>): string =>
  [...unit.uses].map((name) => `const ${name}=E[${String(embedded.get(name))}];`).join('')

/** The constant objects of a machine under generated names. */
const createEmbedding = (): {
  readonly objects: Embedded[]
  readonly positions: Map<string, number>
  name: (value: Embedded) => string
} => {
  const objects: Embedded[] = []
  const names = new Map<Embedded, string>()
  const positions = new Map<string, number>()
  return {
    objects,
    positions,
    name: (value) => {
      const found = names.get(value)
      if (found !== undefined) return found
      const name = `e${String(objects.length)}`
      positions.set(name, objects.length)
      objects.push(value)
      names.set(value, name)
      return name
    },
  }
}

export interface Shared {
  readonly specification: Specification
  readonly base: Base
  readonly constants: readonly Value[]
  /** The run-time library by name. */
  readonly library: Readonly<Record<string, unknown>>
  readonly compileDefinition: CompileDefinition
}

export const createLinker = (shared: Shared, flavour: Flavour): Linker => {
  const embedding = createEmbedding()
  const functions: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  const names = new Map<Definition, string>()
  const linked = new Set<string>()
  const spanIndex = new Map<Span, number>()
  let counter = 0
  let unit: Unit = { lines: [], uses: new Set() }
  const usesFunction = new Set<string>()

  const fresh = (prefix: string): string => `${prefix}${String(counter++)}`
  const context: Context = {
    specification: shared.specification,
    base: shared.base,
    flavour,
    constants: shared.constants,
    freeBinders: createFreeBinders(),
    mayBranch: createMayBranch(),
    strictness: createStrictness(),
    fresh,
    embed: (value) => {
      const name = embedding.name(value)
      unit.uses.add(name)
      return name
    },
    at: (span) => {
      let index = spanIndex.get(span)
      if (index === undefined) {
        index = shared.base.spans.push(span) - 1
        spanIndex.set(span, index)
      }
      return String(index)
    },
    definition: (definition) => {
      const found = names.get(definition)
      if (found !== undefined) {
        if (linked.has(found)) usesFunction.add(found)
        return found
      }
      const name = fresh('f')
      names.set(definition, name)
      unit.lines.push(
        `const ${name}=${shared.compileDefinition(definition, context)};F.${name}=${name};`,
      )
      return name
    },
    once: (js) => {
      const cell = fresh('o')
      unit.lines.push(`let ${cell};`)
      return `(${cell}===undefined?${cell}=pin(${js}):${cell})`
    },
  }
  const reset = (): void => {
    unit = { lines: [], uses: new Set() }
    usesFunction.clear()
  }
  const compiled = (make: (context: Context) => string): string => {
    try {
      return make(context)
    } catch (error) {
      for (const [definition, name] of names) if (!linked.has(name)) names.delete(definition)
      reset()
      throw error
    }
  }
  const link = (make: (context: Context) => string): unknown => {
    const js = compiled(make)
    const imports = [...usesFunction].map((name) => `const ${name}=F.${name};`).join('')
    const library = Object.keys(shared.library).join(',')
    const source = `'use strict';const {${library}}=L;${header(unit, embedding.positions)}${imports}${unit.lines.join('\n')}\nreturn ${js}`
    for (const name of names.values()) linked.add(name)
    reset()
    const build = new Function('L', 'E', 'F', source) as (
      library: unknown,
      embedded: readonly Embedded[],
      functions: Record<string, unknown>,
    ) => unknown
    return build(shared.library, embedding.objects, functions)
  }
  return { context, link }
}

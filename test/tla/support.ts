/** What the tests of the engine's front end share: the grammar, small modules, compact printing. */
import { readGrammar } from '../../src/cli/grammar.ts'
import { loadSpecification } from '../../src/tla/names/load.ts'
import type { Argument, Definition, Expr, Specification } from '../../src/tla/names/Ir.ts'
import type {
  ArgumentSyntax,
  BoundSyntax,
  ModuleSyntax,
  Syntax,
  Unit,
} from '../../src/tla/syntax/Ast.ts'
import { TlaError } from '../../src/tla/syntax/Diagnostic.ts'
import { parseModule } from '../../src/tla/syntax/parse.ts'

export const grammar = await readGrammar()

/** A module named M around the given lines, which begin on line 2. */
export const moduleM = (lines: string): string => `---- MODULE M ----\n${lines}\n====\n`

export const parse = (lines: string): ModuleSyntax =>
  parseModule(grammar, { file: 'M.tla', text: moduleM(lines) })

/** `code line:column`, or a note that nothing was refused. */
export const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (!(error instanceof TlaError)) throw error
    const { code, span } = error.diagnostic
    return span === undefined ? code : `${code} ${String(span.line)}:${String(span.column)}`
  }
  return 'accepted'
}

export const messageOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof TlaError) return error.diagnostic.message
    throw error
  }
  return ''
}

/** Loads modules given by name; the configuration is the last argument. */
export const load = (
  modules: Readonly<Record<string, string>>,
  config: string,
  root = 'M',
): Specification =>
  loadSpecification({
    grammar,
    read: (name) => {
      const text = new Map(Object.entries(modules)).get(name)
      return text === undefined ? undefined : { file: `${name}.tla`, text }
    },
    root,
    config: { file: 'M.cfg', text: config },
  })

/** Loads one module M with a variable x, an Init and a Next before the given lines (from line 6 on). */
export const loadM = (lines: string, config = '', head = 'EXTENDS Integers'): Specification =>
  load(
    { M: moduleM(`${head}\nVARIABLE x\nInit == x = {}\nNext == x' = x\n${lines}`) },
    `INIT Init NEXT Next\n${config}`,
  )

const listed = (head: string, items: readonly string[]): string =>
  items.length === 0 ? `(${head})` : `(${head} ${items.join(' ')})`

const boundSyntax = ({ names, tuple, domain }: BoundSyntax): string =>
  `[${tuple ? '<<' : ''}${names.map((n) => n.text).join(' ')}${tuple ? '>>' : ''} ${showSyntax(domain)}]`

const unit = (u: Unit): string => {
  switch (u.kind) {
    case 'Operator':
      return listed('def', [
        listed(
          u.name.text,
          u.params.map((p) => p.text),
        ),
        showSyntax(u.body),
      ])
    case 'FunctionDefinition':
      return listed('fun', [u.name.text, ...u.bounds.map(boundSyntax), showSyntax(u.body)])
    case 'Recursive':
      return listed(
        'recursive',
        u.params.map((p) => `${p.text}/${String(p.arity)}`),
      )
    default:
      return `(${u.kind})`
  }
}

/** An expression as S-expression. */
export const showSyntax = (syntax: ArgumentSyntax): string => {
  switch (syntax.kind) {
    case 'Number':
    case 'Boolean':
      return String(syntax.value)
    case 'String':
      return JSON.stringify(syntax.value)
    case 'Symbol':
      return syntax.name
    case 'At':
      return '@'
    case 'Lambda':
      return listed('lambda', [...syntax.params.map((p) => p.text), showSyntax(syntax.body)])
    case 'Reference': {
      const path = syntax.path.map((q) => `${listed(q.text, q.args.map(showSyntax))}!`).join('')
      const name = path + syntax.name
      return syntax.args.length === 0 ? name : listed(name, syntax.args.map(showSyntax))
    }
    default:
      return showCompound(syntax)
  }
}

const showCompound = (syntax: Syntax): string => {
  switch (syntax.kind) {
    case 'And':
    case 'Or':
    case 'Product':
    case 'Tuple':
    case 'SetEnum':
      return listed(syntax.kind, syntax.items.map(showSyntax))
    case 'FunctionApply':
      return listed('at', [syntax.fn, ...syntax.args].map(showSyntax))
    case 'Field':
      return listed(`.${syntax.field}`, [showSyntax(syntax.record)])
    case 'Exists':
    case 'Forall':
    case 'Function':
    case 'SetMap':
      return listed(syntax.kind, [...syntax.bounds.map(boundSyntax), showSyntax(syntax.body)])
    case 'Choose':
    case 'SetFilter':
      return listed(syntax.kind, [boundSyntax(syntax.bound), showSyntax(syntax.body)])
    case 'FunctionSet':
      return listed(syntax.kind, [syntax.domain, syntax.range].map(showSyntax))
    case 'Record':
    case 'RecordSet':
      return listed(
        syntax.kind,
        syntax.fields.map(([name, value]) => `${name.text}:${showSyntax(value)}`),
      )
    default:
      return showControl(syntax)
  }
}

const showControl = (syntax: Syntax): string => {
  switch (syntax.kind) {
    case 'Except':
      return listed('Except', [
        showSyntax(syntax.base),
        ...syntax.clauses.map(
          (c) =>
            `(${c.path.map((s) => (s.kind === 'Field' ? `.${s.field}` : `[${s.args.map(showSyntax).join(' ')}]`)).join('')} = ${showSyntax(c.value)})`,
        ),
      ])
    case 'BoxAction':
    case 'AngleAction':
    case 'WeakFairness':
    case 'StrongFairness':
      return listed(syntax.kind, [syntax.action, syntax.subscript].map(showSyntax))
    case 'If':
      return listed('If', [syntax.test, syntax.then, syntax.otherwise].map(showSyntax))
    case 'Case':
      return listed('Case', [
        ...syntax.arms.map((a) => `${showSyntax(a.guard)}->${showSyntax(a.value)}`),
        ...(syntax.otherwise === undefined ? [] : [`other->${showSyntax(syntax.otherwise)}`]),
      ])
    case 'Let':
      return listed('Let', [...syntax.units.map(unit), showSyntax(syntax.body)])
    case 'Unsupported':
      return `(unsupported: ${syntax.what})`
    default:
      return syntax.kind
  }
}

/** The body of the last definition of the module. */
export const bodyOf = (lines: string): string => {
  const last = parse(lines).units.at(-1)
  if (last?.kind === 'Operator' || last?.kind === 'FunctionDefinition') return showSyntax(last.body)
  return last === undefined ? 'nothing' : unit(last)
}

/** The level of each definition of the root module that is asked for. */
export const levels = (specification: Specification, names: string): readonly number[] =>
  names.split(' ').map((name) => specification.definitions.get(name)?.level ?? -1)

export const definition = (specification: Specification, name: string): Definition => {
  const found = specification.definitions.get(name)
  if (found === undefined) throw new Error(`no definition ${name}`)
  return found
}

/** A resolved expression in short: what names stand for is shown by kind. */
export const showExpr = (expr: Argument, specification: Specification): string => {
  const show = (e: Argument): string => showExpr(e, specification)
  switch (expr.kind) {
    case 'Number':
    case 'Boolean':
      return String(expr.value)
    case 'String':
      return JSON.stringify(expr.value)
    case 'Constant':
      return `const:${specification.constants[expr.index]?.name ?? '?'}`
    case 'Variable':
      return `var:${specification.variables[expr.index]?.name ?? '?'}`
    case 'Local':
    case 'BinderRef':
      return expr.binder.name
    case 'Apply':
      return listed(`${expr.definition.module}.${expr.definition.name}`, expr.args.map(show))
    case 'ApplyLocal':
      return listed(expr.binder.name, expr.args.map(show))
    case 'Builtin':
      return listed(expr.operator, expr.args.map(show))
    case 'DefinitionRef':
      return `&${expr.definition.module}.${expr.definition.name}`
    case 'BuiltinRef':
      return `&${expr.operator}`
    case 'Lambda':
      return listed('lambda', [...expr.params.map((p) => p.name), show(expr.body)])
    default:
      return showNode(expr, show)
  }
}

const showNode = (expr: Expr, show: (e: Argument) => string): string => {
  switch (expr.kind) {
    case 'And':
    case 'Or':
    case 'Product':
    case 'Tuple':
    case 'SetEnum':
      return listed(expr.kind, expr.items.map(show))
    case 'FunctionApply':
      return listed('at', [expr.fn, ...expr.args].map(show))
    case 'Exists':
    case 'Forall':
    case 'Function':
    case 'SetMap':
      return listed(expr.kind, [
        ...expr.bounds.map((b) => `[${b.binders.map((x) => x.name).join(' ')} ${show(b.domain)}]`),
        show(expr.body),
      ])
    case 'Prime':
    case 'Unchanged':
    case 'Enabled':
    case 'Always':
    case 'Eventually':
      return listed(expr.kind, [show(expr.body)])
    case 'BoxAction':
      return listed('Box', [show(expr.action), show(expr.subscript)])
    case 'Let':
      return listed('Let', [...expr.definitions.map((d) => d.name), show(expr.body)])
    case 'Except':
      return listed('Except', [
        show(expr.base),
        ...expr.clauses.map(
          (c) =>
            `(${c.path.map((s) => ('field' in s ? `.${s.field}` : `[${show(s.index)}]`)).join('')} = ${show(c.value)})`,
        ),
      ])
    default:
      return expr.kind
  }
}

/** The body of a definition of the root module, printed. */
export const resolved = (specification: Specification, name: string): string =>
  showExpr(definition(specification, name).body, specification)

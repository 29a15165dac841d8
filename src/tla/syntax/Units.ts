/** From the concrete syntax of a module and its definitions to the abstract one. */
import type { InstanceSyntax, ModuleSyntax, Parameter, Unit } from './Ast.ts'
import { childIn, inField, named, nth, ofType } from './Cst.ts'
import type { CstNode } from './Cst.ts'
import { argument, boundsOf, namesOf, symbolName } from './Expressions.ts'
import { nameOf } from './Literals.ts'
import type { Reader } from './Reader.ts'

/** `x`, `F(_, _)`, `_ + _`, `-. _` */
const parameter = (node: CstNode): Parameter =>
  node.type === 'operator_declaration'
    ? {
        ...definedName(childIn(node, 'name')),
        arity: named(node).filter((n) => n.type === 'placeholder').length,
      }
    : { ...nameOf(node), arity: 0 }

const definedName = (node: CstNode): { readonly text: string; readonly span: CstNode['span'] } =>
  node.type.endsWith('fix_op_symbol') ? { text: symbolName(node), span: node.span } : nameOf(node)

const isDeclaration = (node: CstNode): boolean =>
  node.type === 'identifier' || node.type === 'operator_declaration'

const instanceOf = (node: CstNode, read: Reader): InstanceSyntax => ({
  module: nameOf(nth(ofType(node, 'identifier_ref'), 0)),
  substitutions: ofType(node, 'substitution').map((s) => {
    const parts = named(s).filter((n) => n.type !== 'gets')
    return [definedName(nth(parts, 0)), argument(nth(parts, 1), read)]
  }),
})

type UnitRule = (node: CstNode, read: Reader, local: boolean) => Unit | undefined

const operator: UnitRule = (node, read, local) => ({
  kind: 'Operator',
  name: definedName(childIn(node, 'name')),
  params: inField(node, 'parameter').map(parameter),
  body: read.expression(childIn(node, 'definition')),
  local,
  span: node.span,
})

const functionDefinition: UnitRule = (node, read, local) => ({
  kind: 'FunctionDefinition',
  name: nameOf(childIn(node, 'name')),
  bounds: boundsOf(node, read),
  body: read.expression(childIn(node, 'definition')),
  local,
  span: node.span,
})

const instance: UnitRule = (node, read, local) => ({
  kind: 'Instance',
  name: undefined,
  params: [],
  instance: instanceOf(node, read),
  local,
  span: node.span,
})

const namedInstance: UnitRule = (node, read, local) => ({
  kind: 'Instance',
  name: nameOf(childIn(node, 'name')),
  params: inField(node, 'parameter').map(parameter),
  instance: instanceOf(childIn(node, 'definition'), read),
  local,
  span: node.span,
})

/** An AXIOM is believed, not checked: TLC takes it as it takes a theorem. */
const assumption: UnitRule = (node, read) => {
  const parts = named(node)
  const body = read.expression(nth(parts, parts.length - 1))
  const [found] = inField(node, 'name')
  const name = found && nameOf(found)
  const { span } = node
  if (nth(node.children, 0).type !== 'AXIOM') return { kind: 'Assume', name, body, span }
  return name && { kind: 'Theorem', name, body, span }
}

const theorem: UnitRule = (node, read) => {
  const [name] = inField(node, 'name')
  const statement = childIn(node, 'statement')
  if (name === undefined || statement.type === 'assume_prove') return undefined
  return { kind: 'Theorem', name: nameOf(name), body: read.expression(statement), span: node.span }
}

const ignored: UnitRule = () => undefined

/** Proofs and what only proofs use are read over: they change no behaviour. */
const rules: ReadonlyMap<string, UnitRule> = new Map<string, UnitRule>([
  [
    'variable_declaration',
    (node) => ({ kind: 'Variables', names: namesOf(ofType(node, 'identifier')), span: node.span }),
  ],
  [
    'constant_declaration',
    (node) => ({
      kind: 'Constants',
      params: named(node).filter(isDeclaration).map(parameter),
      span: node.span,
    }),
  ],
  [
    'recursive_declaration',
    (node) => ({
      kind: 'Recursive',
      params: named(node).filter(isDeclaration).map(parameter),
      span: node.span,
    }),
  ],
  ['operator_definition', operator],
  ['function_definition', functionDefinition],
  ['instance', instance],
  ['module_definition', namedInstance],
  ['assumption', assumption],
  ['module', (node, read) => ({ kind: 'Module', module: moduleOf(node, read), span: node.span })],
  ['theorem', theorem],
  ['use_or_hide', ignored],
  ['single_line', ignored],
])

/** A definition of a module or of a LET. */
export const unitOf = (node: CstNode, read: Reader, local: boolean): Unit => {
  const unit = maybeUnit(node, read, local)
  if (unit === undefined) throw new Error(`no definition: ${node.type}`)
  return unit
}

const maybeUnit = (node: CstNode, read: Reader, local: boolean): Unit | undefined =>
  node.type === 'local_definition'
    ? maybeUnit(nth(named(node), 0), read, true)
    : rules.get(node.type)?.(node, read, local)

/** A `module` node of the grammar. */
export const moduleOf = (node: CstNode, read: Reader): ModuleSyntax => {
  const [extension] = ofType(node, 'extends')
  return {
    name: nameOf(childIn(node, 'name')),
    file: node.span.file,
    extends: extension === undefined ? [] : ofType(extension, 'identifier_ref').map(nameOf),
    units: named(node).flatMap((n) => maybeUnit(n, read, false) ?? []),
  }
}

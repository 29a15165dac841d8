/** From the concrete syntax of expressions to the abstract one: a function per rule of the grammar. */
import type {
  ArgumentSyntax,
  BoundSyntax,
  ExceptSyntax,
  FieldSyntax,
  LambdaSyntax,
  Name,
  OperatorSyntax,
  Qualifier,
  Syntax,
} from './Ast.ts'
import { childIn, inField, named, nth, ofType } from './Cst.ts'
import type { CstNode } from './Cst.ts'
import { TlaError } from './Diagnostic.ts'
import { nameOf, numberOf, stringValue } from './Literals.ts'
import { infixOperators, postfixOperators, prefixOperators } from './Operators.ts'
import { checkPrecedence } from './Precedence.ts'
import type { Reader } from './Reader.ts'

type Rule = (node: CstNode, read: Reader) => Syntax

/** An expression that stands inside the one being read. */
const expression: Rule = (node, read) => read.expression(node)

/** The expression of a node, by the rule that the grammar gave it. */
export const expressionOf: Rule = (node, read) => {
  const rule = rules.get(node.type)
  return rule === undefined ? unsupported(node, node.type) : rule(node, read)
}

const unsupported = (node: CstNode, what: string): Syntax => ({
  kind: 'Unsupported',
  what,
  span: node.span,
})

const all = (nodes: readonly CstNode[], read: Reader): readonly Syntax[] =>
  nodes.map((n) => expression(n, read))

// Operators

export const symbolName = (node: CstNode): string => {
  const symbol = nth(named(node), 0)
  const table = new Map([
    ['prefix_op_symbol', prefixOperators],
    ['infix_op_symbol', infixOperators],
    ['postfix_op_symbol', postfixOperators],
  ]).get(node.type)
  return table?.get(symbol.type)?.name ?? symbol.text
}

const isSymbol = (node: CstNode): boolean => node.type.endsWith('fix_op_symbol')

const lambda = (node: CstNode, read: Reader): LambdaSyntax => {
  const parts = named(node)
  return {
    kind: 'Lambda',
    params: ofType(node, 'identifier').map(nameOf),
    body: expression(nth(parts, parts.length - 1), read),
    span: node.span,
  }
}

const operatorArgument = (node: CstNode, read: Reader): OperatorSyntax | undefined => {
  if (node.type === 'lambda') return lambda(node, read)
  return isSymbol(node) ? { kind: 'Symbol', name: symbolName(node), span: node.span } : undefined
}

export const argument = (node: CstNode, read: Reader): ArgumentSyntax =>
  operatorArgument(node, read) ?? expression(node, read)

const apply = (node: CstNode, name: string, args: readonly ArgumentSyntax[]): Syntax => ({
  kind: 'Reference',
  path: [],
  name,
  args,
  span: node.span,
})

const reference: Rule = (node) => apply(node, nameOf(node).text, [])

const setNames: ReadonlyMap<string, string> = new Map([
  ['nat_number_set', 'Nat'],
  ['int_number_set', 'Int'],
  ['real_number_set', 'Real'],
  ['string_set', 'STRING'],
  ['boolean_set', 'BOOLEAN'],
])

const namedSet: Rule = (node) => apply(node, setNames.get(node.type) ?? node.text, [])

/** `F(a, b)` and `+(a, b)`. */
const bound: Rule = (node, read) => {
  if (node.type === 'bound_op') {
    const args = inField(node, 'parameter').map((n) => argument(n, read))
    return apply(node, nameOf(childIn(node, 'name')).text, args)
  }
  const [symbol, ...args] = named(node)
  return symbol === undefined
    ? unsupported(node, node.type)
    : apply(node, symbolName(symbol), all(args, read))
}

const qualifier = (node: CstNode, read: Reader): Qualifier | undefined => {
  const inner = nth(named(node), 0)
  if (inner.type === 'identifier_ref') return { ...nameOf(inner), args: [] }
  if (inner.type !== 'bound_op') return undefined
  const args = inField(inner, 'parameter').map((n) => argument(n, read))
  return { ...nameOf(childIn(inner, 'name')), args }
}

/** `I!J(x)!Op(y)` */
const prefixed: Rule = (node, read) => {
  const components = named(childIn(node, 'prefix'))
  const path = components.map((c) =>
    c.type === 'subexpr_component' ? qualifier(c, read) : undefined,
  )
  const op = expression(childIn(node, 'op'), read)
  if (op.kind !== 'Reference' || path.includes(undefined))
    return unsupported(node, 'a reference into a definition (`A!:`, `A!1`)')
  return { ...op, path: path.filter((q) => q !== undefined), span: node.span }
}

const prefix: Rule = (node, read) => {
  checkPrecedence(node)
  const symbol = childIn(node, 'symbol')
  return apply(node, prefixOperators.get(symbol.type)?.name ?? symbol.text, [
    expression(childIn(node, 'rhs'), read),
  ])
}

const postfix: Rule = (node, read) => {
  checkPrecedence(node)
  const symbol = childIn(node, 'symbol')
  return apply(node, postfixOperators.get(symbol.type)?.name ?? symbol.text, [
    expression(childIn(node, 'lhs'), read),
  ])
}

const flattened: ReadonlyMap<string, 'And' | 'Or' | 'Product'> = new Map([
  ['/\\', 'And'],
  ['\\/', 'Or'],
  ['\\X', 'Product'],
])

/** The applications of a chain `a op b op c`, outermost first; the grammar nests them to the left. */
const chain = (node: CstNode, symbol: string): readonly CstNode[] => {
  const links: CstNode[] = []
  let link = node
  while (link.type === 'bound_infix_op' && childIn(link, 'symbol').type === symbol) {
    checkPrecedence(link)
    links.push(link)
    link = childIn(link, 'lhs')
  }
  return links
}

const infix: Rule = (node, read) => {
  const symbol = childIn(node, 'symbol')
  const name = infixOperators.get(symbol.type)?.name ?? symbol.text
  const links = chain(node, symbol.type)
  const kind = flattened.get(name)
  // A chain that stays nested counts with its length: what follows recurs into it.
  const inner = kind === undefined ? read.deeper(links.length) : read
  const first = expression(childIn(nth(links, links.length - 1), 'lhs'), inner)
  const steps = [...links].reverse()
  const rest = steps.map((link) => expression(childIn(link, 'rhs'), inner))
  if (kind !== undefined) return { kind, items: [first, ...rest], span: node.span }
  return rest.reduce<Syntax>((left, right, i) => apply(nth(steps, i), name, [left, right]), first)
}

const junctions =
  (kind: 'And' | 'Or'): Rule =>
  (node, read) => {
    const items = named(node).map((item) => expression(nth(named(item), 1), read))
    const [only] = items
    return items.length === 1 && only !== undefined ? only : { kind, items, span: node.span }
  }

// Bound names

export const boundOf = (node: CstNode, read: Reader): BoundSyntax => {
  const intro = inField(node, 'intro')
  const tuple = intro[0]?.type === 'tuple_of_identifiers'
  const names = tuple ? ofType(nth(intro, 0), 'identifier') : intro
  return {
    names: names.map(nameOf),
    tuple,
    domain: expression(childIn(node, 'set'), read),
  }
}

export const boundsOf = (node: CstNode, read: Reader): readonly BoundSyntax[] =>
  ofType(node, 'quantifier_bound').map((n) => boundOf(n, read))

const quantification: Rule = (node, read) => ({
  kind: childIn(node, 'quantifier').type === 'exists' ? 'Exists' : 'Forall',
  bounds: boundsOf(node, read),
  body: expression(childIn(node, 'expression'), read),
  span: node.span,
})

const unbounded: Rule = (node) => {
  const symbol = childIn(node, 'quantifier').text
  return unsupported(node, `\`${symbol}\` without a set to range over`)
}

const choose: Rule = (node, read) =>
  inField(node, 'set').length === 0
    ? unsupported(node, '`CHOOSE` without a set to choose from')
    : {
        kind: 'Choose',
        bound: boundOf(node, read),
        body: expression(childIn(node, 'expression'), read),
        span: node.span,
      }

const setFilter: Rule = (node, read) => ({
  kind: 'SetFilter',
  bound: boundOf(childIn(node, 'generator'), read),
  body: expression(childIn(node, 'filter'), read),
  span: node.span,
})

const setMap: Rule = (node, read) => ({
  kind: 'SetMap',
  bounds: boundsOf(node, read),
  body: expression(childIn(node, 'map'), read),
  span: node.span,
})

// Functions, records, tuples

const functionLiteral: Rule = (node, read) => {
  const parts = named(node)
  return {
    kind: 'Function',
    bounds: boundsOf(node, read),
    body: expression(nth(parts, parts.length - 1), read),
    span: node.span,
  }
}

const functionApply: Rule = (node, read) => {
  const [fn, ...args] = all(named(node), read)
  return fn === undefined
    ? unsupported(node, node.type)
    : { kind: 'FunctionApply', fn, args, span: node.span }
}

const functionSet: Rule = (node, read) => {
  const parts = named(node)
  return {
    kind: 'FunctionSet',
    domain: expression(nth(parts, 0), read),
    range: expression(nth(parts, parts.length - 1), read),
    span: node.span,
  }
}

/** `a |-> e` or `a : S`: a name, then its expression. */
const fields = (node: CstNode, read: Reader): readonly FieldSyntax[] => {
  const parts = named(node).filter((n) => n.type !== 'all_map_to')
  const pairs: FieldSyntax[] = []
  for (let i = 0; i + 1 < parts.length; i += 2)
    pairs.push([nameOf(nth(parts, i)), expression(nth(parts, i + 1), read)])
  const seen = new Set<string>()
  for (const [{ text, span }] of pairs) {
    if (seen.has(text))
      throw new TlaError({
        code: 'TLA008',
        message: `The field \`${text}\` stands here twice.`,
        span,
      })
    seen.add(text)
  }
  return pairs
}

const record =
  (kind: 'Record' | 'RecordSet'): Rule =>
  (node, read) => ({
    kind,
    fields: fields(node, read),
    span: node.span,
  })

const field: Rule = (node, read) => {
  const parts = named(node)
  return {
    kind: 'Field',
    record: expression(nth(parts, 0), read),
    field: nth(parts, 1).text,
    span: node.span,
  }
}

const updatePath = (node: CstNode, read: Reader): ExceptSyntax['path'] =>
  named(node).map((step) =>
    step.type === 'except_update_record_field'
      ? { kind: 'Field', field: nth(named(step), 0).text }
      : { kind: 'Index', args: all(named(step), read), span: step.span },
  )

const except: Rule = (node, read) => ({
  kind: 'Except',
  base: expression(childIn(node, 'expr_to_update'), read),
  clauses: ofType(node, 'except_update').map((update) => ({
    path: updatePath(childIn(update, 'update_specifier'), read),
    value: expression(childIn(update, 'new_val'), read),
    span: update.span,
  })),
  span: node.span,
})

const listOf =
  (kind: 'Tuple' | 'SetEnum'): Rule =>
  (node, read) => ({
    kind,
    items: all(
      named(node).filter((n) => !n.type.endsWith('angle_bracket')),
      read,
    ),
    span: node.span,
  })

// Actions, control

const step =
  (kind: 'BoxAction' | 'AngleAction'): Rule =>
  (node, read) => {
    const parts = named(node).filter((n) => !/angle_bracket/.test(n.type))
    return {
      kind,
      action: expression(nth(parts, 0), read),
      subscript: expression(nth(parts, 1), read),
      span: node.span,
    }
  }

const fairness: Rule = (node, read) => {
  const parts = named(node)
  return {
    kind: nth(node.children, 0).type === 'WF_' ? 'WeakFairness' : 'StrongFairness',
    subscript: expression(nth(parts, 0), read),
    action: expression(nth(parts, 1), read),
    span: node.span,
  }
}

const ifThenElse: Rule = (node, read) => ({
  kind: 'If',
  test: expression(childIn(node, 'if'), read),
  then: expression(childIn(node, 'then'), read),
  otherwise: expression(childIn(node, 'else'), read),
  span: node.span,
})

const caseOf: Rule = (node, read) => {
  const [other] = ofType(node, 'other_arm')
  return {
    kind: 'Case',
    arms: ofType(node, 'case_arm').map((arm) => ({
      guard: expression(nth(named(arm), 0), read),
      value: expression(nth(named(arm), 2), read),
    })),
    otherwise: other === undefined ? undefined : expression(nth(named(other), 1), read),
    span: node.span,
  }
}

const letIn: Rule = (node, read) => ({
  kind: 'Let',
  units: inField(node, 'definitions').map((unit) => read.unit(unit)),
  body: expression(childIn(node, 'expression'), read),
  span: node.span,
})

const number: Rule = (node) => ({ kind: 'Number', value: numberOf(node), span: node.span })

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['nat_number', number],
  ['binary_number', number],
  ['octal_number', number],
  ['hex_number', number],
  ['real_number', (node) => unsupported(node, `the real number ${node.text}`)],
  ['string', (node) => ({ kind: 'String', value: stringValue(node.text), span: node.span })],
  ['boolean', (node) => ({ kind: 'Boolean', value: node.text === 'TRUE', span: node.span })],
  ['nat_number_set', namedSet],
  ['int_number_set', namedSet],
  ['real_number_set', namedSet],
  ['string_set', namedSet],
  ['boolean_set', namedSet],
  ['parentheses', (node, read) => expression(nth(named(node), 0), read)],
  ['label', (node, read) => expression(childIn(node, 'expression'), read)],
  ['subexpression', (node) => unsupported(node, 'a reference into a definition (`A!:`, `A!1`)')],
  ['proof_step_ref', (node) => unsupported(node, 'a reference to a step of a proof')],
  ['identifier_ref', reference],
  ['bound_op', bound],
  ['bound_nonfix_op', bound],
  ['prefixed_op', prefixed],
  ['bound_prefix_op', prefix],
  ['bound_infix_op', infix],
  ['bound_postfix_op', postfix],
  ['bounded_quantification', quantification],
  ['unbounded_quantification', unbounded],
  ['choose', choose],
  ['finite_set_literal', listOf('SetEnum')],
  ['set_filter', setFilter],
  ['set_map', setMap],
  ['function_evaluation', functionApply],
  ['function_literal', functionLiteral],
  ['set_of_functions', functionSet],
  ['record_literal', record('Record')],
  ['set_of_records', record('RecordSet')],
  ['record_value', field],
  ['except', except],
  ['prev_func_val', (node) => ({ kind: 'At', span: node.span })],
  ['tuple_literal', listOf('Tuple')],
  ['step_expr_or_stutter', step('BoxAction')],
  ['step_expr_no_stutter', step('AngleAction')],
  ['fairness', fairness],
  ['if_then_else', ifThenElse],
  ['case', caseOf],
  ['let_in', letIn],
  ['conj_list', junctions('And')],
  ['disj_list', junctions('Or')],
])

export const namesOf = (nodes: readonly CstNode[]): readonly Name[] => nodes.map(nameOf)

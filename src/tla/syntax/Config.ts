/**
 * The language of TLC's configuration files, read by hand: statements begin with a keyword, what
 * follows may stand on the same line or on later ones, and a section may be empty.
 */
import type { Name } from './Ast.ts'
import { tokensOf } from './ConfigTokens.ts'
import type { Token } from './ConfigTokens.ts'
import { TlaError } from './Diagnostic.ts'
import { maximumDepth } from './Limits.ts'
import type { SourceText } from './Span.ts'
import { spanOver } from './Span.ts'
import type { Span } from './Span.ts'

export type ValueSyntax = { readonly span: Span } & (
  | { readonly kind: 'Number'; readonly value: number }
  | { readonly kind: 'String'; readonly value: string }
  | { readonly kind: 'Boolean'; readonly value: boolean }
  | { readonly kind: 'ModelValue'; readonly name: string }
  | { readonly kind: 'Set'; readonly items: readonly ValueSyntax[] }
)

/** `C = 3`, or `C = [Module] 3` for the constant of that module only. */
export interface Assignment {
  readonly name: Name
  readonly module: Name | undefined
  readonly value: ValueSyntax
}

/** `Op <- Other`, or `Op <- [Module] Other` for the operator of that module only. */
export interface Replacement {
  readonly name: Name
  readonly module: Name | undefined
  readonly target: Name
}

/** Names as they stand in the file; nothing is looked up yet. */
export interface Config {
  readonly file: string
  readonly assignments: readonly Assignment[]
  readonly replacements: readonly Replacement[]
  readonly specification: Name | undefined
  readonly init: Name | undefined
  readonly next: Name | undefined
  readonly invariants: readonly Name[]
  readonly properties: readonly Name[]
  readonly constraints: readonly Name[]
  readonly actionConstraints: readonly Name[]
  readonly view: Name | undefined
  readonly symmetry: Name | undefined
  /** Changes only how TLC prints a trace. */
  readonly alias: Name | undefined
  readonly checkDeadlock: boolean
}

type Section =
  | 'constants'
  | 'invariants'
  | 'properties'
  | 'constraints'
  | 'actionConstraints'
  | 'specification'
  | 'init'
  | 'next'
  | 'view'
  | 'symmetry'
  | 'alias'
  | 'checkDeadlock'
  | 'postcondition'

const keywords: ReadonlyMap<string, Section> = new Map<string, Section>([
  ['CONSTANT', 'constants'],
  ['CONSTANTS', 'constants'],
  ['INVARIANT', 'invariants'],
  ['INVARIANTS', 'invariants'],
  ['PROPERTY', 'properties'],
  ['PROPERTIES', 'properties'],
  ['CONSTRAINT', 'constraints'],
  ['CONSTRAINTS', 'constraints'],
  ['ACTION_CONSTRAINT', 'actionConstraints'],
  ['ACTION_CONSTRAINTS', 'actionConstraints'],
  ['SPECIFICATION', 'specification'],
  ['INIT', 'init'],
  ['NEXT', 'next'],
  ['VIEW', 'view'],
  ['SYMMETRY', 'symmetry'],
  ['ALIAS', 'alias'],
  ['CHECK_DEADLOCK', 'checkDeadlock'],
  ['POSTCONDITION', 'postcondition'],
])

/** The tokens of a file and how far they have been read. */
interface Cursor {
  readonly tokens: readonly Token[]
  at: number
}

const peek = (cursor: Cursor, ahead = 0): Token | undefined => cursor.tokens[cursor.at + ahead]

const refuse = (token: Token, message: string): never => {
  throw new TlaError({ code: 'CFG001', message, span: token.span })
}

const expected = (cursor: Cursor, what: string): never => {
  const token = peek(cursor)
  const last = cursor.tokens.at(-1)
  if (token !== undefined)
    return refuse(token, `\`${token.text}\` is unexpected here. Expected: ${what}.`)
  if (last !== undefined) return refuse(last, `The file ends after this. Expected: ${what}.`)
  throw new TlaError({ code: 'CFG001', message: `Expected: ${what}.` })
}

const sectionOf = (token: Token | undefined): Section | undefined =>
  token?.kind === 'word' ? keywords.get(token.text) : undefined

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' && !keywords.has(token.text)

const name = (cursor: Cursor, what: string): Name => {
  const token = peek(cursor)
  if (!isName(token)) return expected(cursor, what)
  cursor.at += 1
  return { text: token.text, span: token.span }
}

const symbol = (cursor: Cursor, text: string): Token => {
  const token = peek(cursor)
  if (token?.kind !== 'symbol' || token.text !== text) return expected(cursor, `\`${text}\``)
  cursor.at += 1
  return token
}

const nextIs = (cursor: Cursor, text: string, ahead = 0): boolean => {
  const token = peek(cursor, ahead)
  return token?.kind === 'symbol' && token.text === text
}

const setOf = (cursor: Cursor, depth: number): ValueSyntax => {
  const open = symbol(cursor, '{')
  const items: ValueSyntax[] = []
  while (!nextIs(cursor, '}')) {
    if (items.length > 0) symbol(cursor, ',')
    items.push(valueOf(cursor, depth + 1))
  }
  return { kind: 'Set', items, span: spanOver(open.span, symbol(cursor, '}').span) }
}

const valueOf = (cursor: Cursor, depth: number): ValueSyntax => {
  const token = peek(cursor)
  if (token === undefined) return expected(cursor, 'a value')
  if (depth > maximumDepth)
    return refuse(token, `Sets nest more than ${String(maximumDepth)} deep.`)
  if (nextIs(cursor, '{')) return setOf(cursor, depth)
  const { span, text } = token
  if (token.kind === 'symbol' || keywords.has(text))
    return expected(cursor, 'a number, a string, TRUE, FALSE, a model value, or a set of these')
  cursor.at += 1
  if (token.kind === 'number') return { kind: 'Number', value: token.value, span }
  if (token.kind === 'string') return { kind: 'String', value: token.value, span }
  if (text === 'TRUE' || text === 'FALSE') return { kind: 'Boolean', value: text === 'TRUE', span }
  return { kind: 'ModelValue', name: text, span }
}

interface Draft {
  readonly assignments: Assignment[]
  readonly replacements: Replacement[]
  readonly lists: Map<Section, Name[]>
  readonly single: Map<Section, Name>
}

/** `[Module]` */
const qualifier = (cursor: Cursor): Name | undefined => {
  if (!nextIs(cursor, '[')) return undefined
  cursor.at += 1
  const module = name(cursor, 'a module')
  symbol(cursor, ']')
  return module
}

const constant = (cursor: Cursor, draft: Draft): void => {
  const lhs = name(cursor, 'a constant')
  const assigned = nextIs(cursor, '=')
  if (!assigned && !nextIs(cursor, '<-'))
    return expected(cursor, '`=` and a value, or `<-` and an operator')
  cursor.at += 1
  const module = qualifier(cursor)
  if (assigned) draft.assignments.push({ name: lhs, module, value: valueOf(cursor, 0) })
  else draft.replacements.push({ name: lhs, module, target: name(cursor, 'an operator') })
}

const single = (cursor: Cursor, keyword: Token, section: Section, draft: Draft): void => {
  if (draft.single.has(section)) refuse(keyword, `\`${keyword.text}\` stands here a second time.`)
  draft.single.set(section, name(cursor, 'a name'))
}

const listSections: ReadonlySet<Section> = new Set<Section>([
  'invariants',
  'properties',
  'constraints',
  'actionConstraints',
])

const section = (cursor: Cursor, draft: Draft): void => {
  const keyword = peek(cursor)
  const found = sectionOf(keyword)
  if (keyword === undefined || found === undefined)
    return expected(cursor, 'a keyword such as SPECIFICATION, CONSTANTS or INVARIANT')
  cursor.at += 1
  if (found === 'postcondition')
    refuse(keyword, 'POSTCONDITION is not supported by this engine: remove it, or use TLC.')
  if (found === 'constants') {
    while (isName(peek(cursor))) constant(cursor, draft)
  } else if (listSections.has(found)) {
    const names = draft.lists.get(found) ?? []
    draft.lists.set(found, names)
    while (isName(peek(cursor))) {
      names.push(name(cursor, 'a name'))
      if (nextIs(cursor, ',')) cursor.at += 1
    }
  } else single(cursor, keyword, found, draft)
}

const deadlock = (value: Name | undefined): boolean => {
  if (value === undefined || value.text === 'TRUE') return true
  if (value.text === 'FALSE') return false
  throw new TlaError({
    code: 'CFG001',
    message: `CHECK_DEADLOCK takes TRUE or FALSE, not \`${value.text}\`.`,
    span: value.span,
  })
}

/** Reads a configuration file. Throws a TlaError that names the line where it is none. */
export const parseConfig = (source: SourceText): Config => {
  const cursor: Cursor = { tokens: tokensOf(source), at: 0 }
  const draft: Draft = {
    assignments: [],
    replacements: [],
    lists: new Map(),
    single: new Map(),
  }
  while (peek(cursor) !== undefined) section(cursor, draft)
  return {
    file: source.file,
    assignments: draft.assignments,
    replacements: draft.replacements,
    specification: draft.single.get('specification'),
    init: draft.single.get('init'),
    next: draft.single.get('next'),
    invariants: draft.lists.get('invariants') ?? [],
    properties: draft.lists.get('properties') ?? [],
    constraints: draft.lists.get('constraints') ?? [],
    actionConstraints: draft.lists.get('actionConstraints') ?? [],
    view: draft.single.get('view'),
    symmetry: draft.single.get('symmetry'),
    alias: draft.single.get('alias'),
    checkDeadlock: deadlock(draft.single.get('checkDeadlock')),
  }
}
